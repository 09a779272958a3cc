//! Edits of a statement's conditions.

use super::element::{found, insert, layout_of, only_as_text};
use super::layout::{Layout, Piece, insert_member, relist, remove_member, splice};
use super::outline::values as values_of;
use super::{EditFault, readable, statement_of};
use crate::syntax::{self, Node};

/// Writes a condition: a new one, or in place of one that is there.
pub(super) fn set(
    source: &str,
    number: usize,
    condition: Option<usize>,
    operator: &str,
    key: &str,
    values: &[String],
) -> Result<String, EditFault> {
    let Some(condition) = condition else {
        return add(source, number, operator, key, values);
    };
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let block = block_of(statement, number)?.ok_or(GONE)?;
    let (operators, at) = locate(block, condition)?;
    let held_operator = &operators[at.operator];
    let keys = held_operator.node.members().unwrap_or_default();
    let held = &keys[at.key];
    let same_operator = held_operator.key == operator;
    let taken = operators.iter().any(|it| {
        let here = std::ptr::eq(it, held_operator);
        it.key == operator && has(&it.node, key, here.then_some(at.key))
    });
    if taken {
        return Err(exists(operator, key));
    }
    let alone = keys.len() == 1 && !operators.iter().any(|it| it.key == operator);
    if !same_operator && !alone {
        // The others under the old operator stay where they are.
        let without = remove(source, number, condition)?;
        return add(&without, number, operator, key, values);
    }
    let layout = layout_of(source, &root, statement);
    let inner = Layout::inside(source, block, &layout);
    let inner = Layout::inside(source, &held_operator.node, &inner);
    let old = values_of(&held.node).ok_or_else(|| only_as_text(number, "Condition"))?;
    // From the back, so that the places in front stay right.
    let mut text = match relist(source, &held.node, &inner, &old, values) {
        Some(list) => splice(source, held.node.span, &list),
        None => source.to_owned(),
    };
    if held.key != key {
        text = splice(&text, held.key_span, &syntax::quoted(key));
    }
    if !same_operator {
        text = splice(&text, held_operator.key_span, &syntax::quoted(operator));
    }
    Ok(text)
}

/// Takes a condition out; what is empty afterwards goes as well.
pub(super) fn remove(source: &str, number: usize, condition: usize) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let members = statement.members().unwrap_or_default();
    let block = block_of(statement, number)?.ok_or(GONE)?;
    let (operators, at) = locate(block, condition)?;
    let operator = &operators[at.operator];
    if operator.node.members().map_or(0, <[_]>::len) > 1 {
        return Ok(remove_member(source, &operator.node, at.key));
    }
    if operators.len() > 1 {
        return Ok(remove_member(source, block, at.operator));
    }
    let position = members.iter().position(|it| it.key == "Condition");
    Ok(remove_member(source, statement, position.ok_or(GONE)?))
}

fn add(
    source: &str,
    number: usize,
    operator: &str,
    key: &str,
    values: &[String],
) -> Result<String, EditFault> {
    let root = readable(source)?;
    let statement = statement_of(&root, number)?;
    let values = Piece::texts(values);
    let keyed = Piece::Object(vec![(key.to_owned(), values.clone())]);
    let Some(block) = block_of(statement, number)? else {
        let whole = Piece::Object(vec![(operator.to_owned(), keyed)]);
        return Ok(insert(source, &root, statement, "Condition", &whole));
    };
    let operators = block
        .members()
        .ok_or_else(|| only_as_text(number, "Condition"))?;
    let layout = layout_of(source, &root, statement);
    let Some(held) = operators.iter().find(|it| it.key == operator) else {
        let end = operators.len();
        return Ok(insert_member(
            source,
            block,
            &layout,
            end,
            (operator, &keyed),
        ));
    };
    let keys = held
        .node
        .members()
        .ok_or_else(|| only_as_text(number, "Condition"))?;
    if has(&held.node, key, None) {
        return Err(exists(operator, key));
    }
    let inner = Layout::inside(source, block, &layout);
    Ok(insert_member(
        source,
        &held.node,
        &inner,
        keys.len(),
        (key, &values),
    ))
}

const GONE: EditFault = EditFault::NotThere { what: "condition" };

/// Where a condition stands: the operator's place, and the key's under it.
struct At {
    operator: usize,
    key: usize,
}

/// A condition by its place among all of them.
fn locate<'n, 's>(
    block: &'n Node<'s>,
    condition: usize,
) -> Result<(&'n [syntax::Member<'s>], At), EditFault> {
    let operators = block.members().unwrap_or_default();
    let mut left = condition;
    for (operator, member) in operators.iter().enumerate() {
        let keys = member.node.members().map_or(0, <[_]>::len);
        if left < keys {
            return Ok((
                operators,
                At {
                    operator,
                    key: left,
                },
            ));
        }
        left -= keys;
    }
    Err(GONE)
}

fn block_of<'n, 's>(
    statement: &'n Node<'s>,
    number: usize,
) -> Result<Option<&'n Node<'s>>, EditFault> {
    let members = statement.members().unwrap_or_default();
    let member = found(members, &["Condition"], number)?;
    Ok(member.map(|(_, member)| &member.node))
}

/// Whether an operator has a key, other than the one at `but`. Keys are compared without case.
fn has(operator: &Node<'_>, key: &str, but: Option<usize>) -> bool {
    let keys = operator.members().unwrap_or_default();
    keys.iter()
        .enumerate()
        .any(|(position, held)| Some(position) != but && held.key.eq_ignore_ascii_case(key))
}

fn exists(operator: &str, key: &str) -> EditFault {
    EditFault::ConditionExists {
        operator: operator.to_owned(),
        key: key.to_owned(),
    }
}
