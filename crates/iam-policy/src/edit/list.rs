//! Edits of the list of statements.

use super::layout::{Layout, Piece, at, insert_member, splice};
use super::{EditFault, readable, statements};
use crate::policy::{Effect, PolicyType};
use crate::problem::Span;
use crate::syntax::{Node, Value};

/// What a blank text becomes.
const BLANK: &str = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}";

/// Puts a new statement at the end: with the elements that a policy of this type needs.
pub(super) fn add(
    source: &str,
    policy_type: PolicyType,
    effect: Effect,
) -> Result<String, EditFault> {
    let mut members = vec![("Effect".to_owned(), Piece::text(effect.as_str()))];
    if policy_type.has_principals() {
        members.push(("Principal".to_owned(), Piece::Object(Vec::new())));
    }
    let actions = match policy_type {
        PolicyType::Trust => Piece::text("sts:AssumeRole"),
        _ => Piece::List(Vec::new()),
    };
    members.push(("Action".to_owned(), actions));
    if policy_type != PolicyType::Trust {
        members.push(("Resource".to_owned(), Piece::List(Vec::new())));
    }
    append(source, vec![Piece::Object(members)])
}

/// Puts the statements of another document at the end. A `Sid` that is taken gets a number.
pub(super) fn add_all(source: &str, document: &str) -> Result<String, EditFault> {
    if source.trim().is_empty() {
        return Ok(document.to_owned());
    }
    let root = readable(source)?;
    let other = readable(document)?;
    let mut taken: Vec<String> = statements(&root)
        .into_iter()
        .filter_map(|statement| Some(statement.get("Sid")?.text()?.to_owned()))
        .collect();
    let mut pieces = Vec::new();
    for statement in statements(&other) {
        let mut piece = Piece::of(statement);
        if let (Piece::Object(members), Some(sid)) = (
            &mut piece,
            statement
                .get("Sid")
                .and_then(Node::text)
                .filter(|sid| !sid.is_empty()),
        ) {
            let free = free_sid(sid, &taken);
            if let Some((_, value)) = members.iter_mut().find(|(key, _)| key == "Sid") {
                *value = Piece::text(&free);
            }
            taken.push(free);
        }
        pieces.push(piece);
    }
    append(source, pieces)
}

/// The `Sid`, with the first number behind it that makes it another one than those taken.
fn free_sid(sid: &str, taken: &[String]) -> String {
    if !taken.iter().any(|held| held == sid) {
        return sid.to_owned();
    }
    (2..=taken.len() + 2)
        .map(|number| format!("{sid}{number}"))
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or_else(|| sid.to_owned())
}

/// Puts a copy of a statement behind it. Its `Sid` is left out: AWS wants each only once.
pub(super) fn duplicate(source: &str, number: usize) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = *statements(&root).get(number).ok_or(GONE)?;
    let copy = match &statement.value {
        Value::Object(members) if members.iter().any(|member| member.key == "Sid") => {
            let Piece::Object(members) = Piece::of(statement) else {
                return Err(GONE);
            };
            let others = members.into_iter().filter(|(key, _)| key != "Sid");
            Piece::Object(others.collect())
        }
        _ => Piece::Raw(statement.span.text(source).to_owned()),
    };
    Ok(insert(source, &root, number + 1, vec![copy]))
}

pub(super) fn remove(source: &str, number: usize) -> Result<String, EditFault> {
    let root = readable(source)?;
    let list = root.get("Statement").ok_or(GONE)?;
    let Some(items) = list.items() else {
        return if number == 0 {
            Ok(splice(source, list.span, "[]"))
        } else {
            Err(GONE)
        };
    };
    let item = items.get(number).ok_or(GONE)?;
    let span = match (number.checked_sub(1), items.get(number + 1)) {
        (Some(before), _) => Span {
            start: items[before].span.end,
            end: item.span.end,
        },
        (None, Some(next)) => Span {
            start: item.span.start,
            end: next.span.start,
        },
        (None, None) => return Ok(splice(source, list.span, "[]")),
    };
    Ok(splice(source, span, ""))
}

/// Puts a statement elsewhere: the statements change places, what stands between them does not.
pub(super) fn relocate(source: &str, number: usize, to: usize) -> Result<String, EditFault> {
    let root = readable(source)?;
    let items = root.get("Statement").and_then(Node::items).ok_or(GONE)?;
    if number >= items.len() || to >= items.len() {
        return Err(GONE);
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    let moved = order.remove(number);
    order.insert(to, moved);
    let mut text = source.to_owned();
    for (slot, item) in items.iter().enumerate().rev() {
        text = splice(&text, item.span, items[order[slot]].span.text(source));
    }
    Ok(text)
}

fn append(source: &str, pieces: Vec<Piece>) -> Result<String, EditFault> {
    let blank = source.trim().is_empty();
    let source = if blank { BLANK } else { source };
    let root = readable(source)?;
    let end = statements(&root).len();
    Ok(insert(source, &root, end, pieces))
}

/// Puts statements in front of the one at `position`.
fn insert(source: &str, root: &Node<'_>, position: usize, pieces: Vec<Piece>) -> String {
    if pieces.is_empty() {
        return source.to_owned();
    }
    let layout = Layout::of_document(source, root);
    let Some(list) = root.get("Statement") else {
        let end = root.members().map_or(0, <[_]>::len);
        let value = Piece::List(pieces);
        let outermost = layout.outermost();
        return insert_member(source, root, &outermost, end, ("Statement", &value));
    };
    let Some(items) = list.items() else {
        // One statement without a list: it keeps its bytes and gets company.
        let held = Piece::Raw(list.span.text(source).to_owned());
        let mut all = vec![held];
        all.splice(position.min(1)..position.min(1), pieces);
        return splice(source, list.span, &layout.print(&Piece::List(all)));
    };
    let inner = Layout::in_list(source, list, &layout);
    let texts: Vec<String> = pieces.iter().map(|piece| inner.print(piece)).collect();
    let separator = inner.separator();
    match (
        position.checked_sub(1).and_then(|before| items.get(before)),
        items.first(),
    ) {
        (Some(before), _) => {
            let text: String = texts
                .iter()
                .flat_map(|it| [separator.as_str(), it])
                .collect();
            splice(source, at(before.span.end), &text)
        }
        (None, Some(first)) => {
            let text: String = texts
                .iter()
                .flat_map(|it| [it, separator.as_str()])
                .collect();
            splice(source, at(first.span.start), &text)
        }
        (None, None) => splice(source, list.span, &layout.print(&Piece::List(pieces))),
    }
}

const GONE: EditFault = EditFault::NotThere { what: "statement" };
