//! Edits of one statement's elements.

use super::layout::{Layout, Piece, insert_member, relist, remove_member, splice};
use super::outline::{only, strings};
use super::{EditFault, PrincipalOutline, readable, statement_of};
use crate::policy::{ELEMENTS, Effect};
use crate::syntax::{self, Member, Node, Value};

/// `Action` and its opposite.
pub(super) const ACTIONS: [&str; 2] = ["Action", "NotAction"];
/// `Resource` and its opposite.
pub(super) const RESOURCES: [&str; 2] = ["Resource", "NotResource"];
const PRINCIPALS: [&str; 2] = ["Principal", "NotPrincipal"];

pub(super) fn set_sid(source: &str, number: usize, sid: &str) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let members = statement.members().unwrap_or_default();
    match (found(members, &["Sid"], number)?, sid) {
        (Some((position, _)), "") => Ok(remove_member(source, statement, position)),
        (Some((_, member)), sid) => Ok(splice(source, member.node.span, &syntax::quoted(sid))),
        (None, "") => Ok(source.to_owned()),
        (None, sid) => Ok(insert(source, &root, statement, "Sid", &Piece::text(sid))),
    }
}

pub(super) fn set_effect(source: &str, number: usize, effect: Effect) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let members = statement.members().unwrap_or_default();
    let text = effect.as_str();
    match found(members, &["Effect"], number)? {
        Some((_, member)) => Ok(splice(source, member.node.span, &syntax::quoted(text))),
        None => Ok(insert(
            source,
            &root,
            statement,
            "Effect",
            &Piece::text(text),
        )),
    }
}

/// Sets an element or its opposite to these values.
pub(super) fn set_strings(
    source: &str,
    number: usize,
    keys: [&'static str; 2],
    not: bool,
    values: &[String],
) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let members = statement.members().unwrap_or_default();
    let key = keys[usize::from(not)];
    let Some((_, member)) = found(members, &keys, number)? else {
        if values.is_empty() {
            return Ok(source.to_owned());
        }
        let several = Piece::texts(values);
        return Ok(insert(source, &root, statement, key, &several));
    };
    let held = strings(&member.node).ok_or_else(|| only_as_text(number, &member.key))?;
    let layout = layout_of(source, &root, statement);
    let list = relist(source, &member.node, &layout, &held, values);
    Ok(rewrite(source, member, key, list))
}

/// Sets the principals. Kinds that stay keep their order and the bytes of their values.
pub(super) fn set_principals(
    source: &str,
    number: usize,
    not: bool,
    principals: &[PrincipalOutline],
) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let members = statement.members().unwrap_or_default();
    let key = PRINCIPALS[usize::from(not)];
    let everybody = principals.iter().find(|it| it.kind == "*");
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for principal in principals {
        match kinds.iter_mut().find(|(kind, _)| *kind == principal.kind) {
            Some((_, values)) => values.push(principal.value.clone()),
            None => kinds.push((&principal.kind, vec![principal.value.clone()])),
        }
    }
    let anew = match everybody {
        Some(everybody) => Piece::text(&everybody.value),
        None => Piece::Object(
            kinds
                .iter()
                .map(|(kind, values)| ((*kind).to_owned(), Piece::texts(values)))
                .collect(),
        ),
    };
    let Some((_, member)) = found(members, &PRINCIPALS, number)? else {
        return Ok(insert(source, &root, statement, key, &anew));
    };
    let layout = layout_of(source, &root, statement);
    let held = match &member.node.value {
        Value::Object(held) if everybody.is_none() && !held.is_empty() => held,
        Value::Object(_) | Value::String(_) => {
            let text = layout.print(&anew);
            let same = member.node.span.text(source) == text;
            return Ok(rewrite(source, member, key, (!same).then_some(text)));
        }
        _ => return Err(only_as_text(number, &member.key)),
    };
    // The kinds that are there and stay, where they stand; then those that are new.
    let inner = Layout::inside(source, &member.node, &layout);
    let mut pieces: Vec<(String, Piece)> = Vec::new();
    let mut changed = false;
    for kind in held {
        let old = strings(&kind.node).ok_or_else(|| only_as_text(number, &member.key))?;
        let Some((_, wanted)) = kinds.iter().find(|(name, _)| *name == kind.key) else {
            changed = true;
            continue;
        };
        let raw = relist(source, &kind.node, &inner, &old, wanted);
        changed |= raw.is_some();
        let raw = raw.unwrap_or_else(|| kind.node.span.text(source).to_owned());
        pieces.push((kind.key.to_string(), Piece::Raw(raw)));
    }
    for (kind, values) in &kinds {
        if !held.iter().any(|held| held.key == *kind) {
            changed = true;
            pieces.push(((*kind).to_owned(), Piece::texts(values)));
        }
    }
    let text = changed.then(|| layout.print(&Piece::Object(pieces)));
    Ok(rewrite(source, member, key, text))
}

/// A member under another key and with another value, where these are others.
fn rewrite(source: &str, member: &Member<'_>, key: &str, value: Option<String>) -> String {
    // From the back, so that the places in front stay right.
    let text = match value {
        Some(value) => splice(source, member.node.span, &value),
        None => source.to_owned(),
    };
    if member.key == key {
        return text;
    }
    splice(&text, member.key_span, &syntax::quoted(key))
}

/// The one member with one of the keys. Several are for the text editor to sort out.
pub(super) fn found<'m, 's>(
    members: &'m [Member<'s>],
    keys: &[&str],
    number: usize,
) -> Result<Option<(usize, &'m Member<'s>)>, EditFault> {
    let position = members.iter().position(|it| keys.contains(&&*it.key));
    match position {
        None => Ok(None),
        Some(position) if only(members, keys).is_some() => Ok(Some((position, &members[position]))),
        Some(position) => Err(only_as_text(number, &members[position].key)),
    }
}

/// Puts an element into a statement, where its order wants it.
pub(super) fn insert(
    source: &str,
    root: &Node<'_>,
    statement: &Node<'_>,
    key: &str,
    value: &Piece,
) -> String {
    let rank = |key: &str| ELEMENTS.iter().position(|known| *known == key);
    let members = statement.members().unwrap_or_default();
    let position = members
        .iter()
        .rposition(|member| rank(&member.key).is_some_and(|it| Some(it) < rank(key)))
        .map_or(0, |before| before + 1);
    let around = Layout::of_document(source, root);
    insert_member(source, statement, &around, position, (key, value))
}

/// The layout inside of a statement.
pub(super) fn layout_of(source: &str, root: &Node<'_>, statement: &Node<'_>) -> Layout {
    Layout::inside(source, statement, &Layout::of_document(source, root))
}

pub(super) fn only_as_text(number: usize, element: &str) -> EditFault {
    EditFault::OnlyAsText {
        element: format!("Statement[{number}].{element}"),
    }
}
