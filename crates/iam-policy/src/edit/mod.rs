//! Altering a policy without touching what was not meant: an edit becomes a replacement of a
//! stretch of the author's text, and every byte outside of it stays.
//!
//! [`outline`](fn@outline) shows a document as the cards of a visual editor, [`edit`] carries one
//! wish of such an editor out, [`place`] says where the cursor of a text editor stands, even while
//! the text is no JSON yet. Nothing here knows what a policy means or which actions exist.

mod condition;
mod element;
mod layout;
mod list;
mod outline;
mod place;
#[cfg(test)]
mod tests;

use std::fmt;

pub use outline::{ConditionOutline, Named, Outline, PrincipalOutline, StatementOutline, outline};
pub use place::{Place, place};

use crate::policy::{Effect, PolicyType};
use crate::problem::Problem;
use crate::syntax::{self, Node};

/// One wish of a visual editor. Statements and conditions are counted from 0, conditions as
/// [`StatementOutline::conditions`] lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyEdit {
    /// Puts a new statement at the end. A blank text becomes a document first.
    AddStatement {
        /// Its effect.
        effect: Effect,
    },
    /// Puts the statements of another document at the end.
    AddStatementsOf {
        /// The other document's text.
        document: String,
    },
    /// Puts a copy of a statement behind it, without its `Sid`.
    DuplicateStatement {
        /// The statement.
        statement: usize,
    },
    /// Takes a statement out.
    RemoveStatement {
        /// The statement.
        statement: usize,
    },
    /// Puts a statement elsewhere in the list.
    MoveStatement {
        /// The statement.
        statement: usize,
        /// The place it shall have.
        to: usize,
    },
    /// Sets or, when empty, removes the `Sid`.
    SetSid {
        /// The statement.
        statement: usize,
        /// What it shall be.
        sid: String,
    },
    /// Sets the effect.
    SetEffect {
        /// The statement.
        statement: usize,
        /// What it shall be.
        effect: Effect,
    },
    /// Says which actions the statement is about.
    SetActions {
        /// The statement.
        statement: usize,
        /// `NotAction` instead of `Action`.
        not: bool,
        /// All the patterns it shall have.
        values: Vec<String>,
    },
    /// Says which resources the statement is about.
    SetResources {
        /// The statement.
        statement: usize,
        /// `NotResource` instead of `Resource`.
        not: bool,
        /// All the patterns it shall have.
        values: Vec<String>,
    },
    /// Says whom the statement is about.
    SetPrincipals {
        /// The statement.
        statement: usize,
        /// `NotPrincipal` instead of `Principal`.
        not: bool,
        /// All the principals it shall name.
        principals: Vec<PrincipalOutline>,
    },
    /// Writes a condition.
    SetCondition {
        /// The statement.
        statement: usize,
        /// The condition that is altered; none adds one.
        condition: Option<usize>,
        /// The operator.
        operator: String,
        /// The condition key.
        key: String,
        /// All the values it shall have.
        values: Vec<String>,
    },
    /// Takes a condition out.
    RemoveCondition {
        /// The statement.
        statement: usize,
        /// The condition.
        condition: usize,
    },
    /// Prints the whole document anew, one member a line.
    Format,
}

/// Why an edit could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditFault {
    /// The text is no JSON object.
    NotReadable(Box<Problem>),
    /// There is no such statement or condition.
    NotThere {
        /// What was asked for.
        what: &'static str,
    },
    /// The element is written in a way that only a text editor can alter.
    OnlyAsText {
        /// The element.
        element: String,
    },
    /// The operator already has a condition on this key.
    ConditionExists {
        /// The operator.
        operator: String,
        /// The key.
        key: String,
    },
}

impl fmt::Display for EditFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReadable(problem) => write!(f, "the text can not be read: {problem}"),
            Self::NotThere { what } => write!(f, "there is no such {what}"),
            Self::OnlyAsText { element } => {
                write!(
                    f,
                    "`{element}` is written in a way that only the text can be altered"
                )
            }
            Self::ConditionExists { operator, key } => {
                write!(f, "`{operator}` already has a condition on `{key}`")
            }
        }
    }
}

impl std::error::Error for EditFault {}

impl EditFault {
    /// What may help.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotReadable(_) => "correct the JSON first",
            Self::NotThere { .. } => "the text has changed in the meantime: look at it again",
            Self::OnlyAsText { .. } => "alter it in the JSON editor",
            Self::ConditionExists { .. } => "add the value to the condition that is there",
        }
    }
}

/// Carries one edit out; the text that comes of it.
///
/// INVARIANT: bytes outside of the statement (or, for lists of statements, outside of the statement
/// and one separator) are those of `source`. `tests.rs` holds it.
pub fn edit(source: &str, policy_type: PolicyType, edit: &PolicyEdit) -> Result<String, EditFault> {
    match edit {
        PolicyEdit::AddStatement { effect } => list::add(source, policy_type, *effect),
        PolicyEdit::AddStatementsOf { document } => list::add_all(source, document),
        PolicyEdit::DuplicateStatement { statement } => list::duplicate(source, *statement),
        PolicyEdit::RemoveStatement { statement } => list::remove(source, *statement),
        PolicyEdit::MoveStatement { statement, to } => list::relocate(source, *statement, *to),
        PolicyEdit::SetSid { statement, sid } => element::set_sid(source, *statement, sid),
        PolicyEdit::SetEffect { statement, effect } => {
            element::set_effect(source, *statement, *effect)
        }
        PolicyEdit::SetActions {
            statement,
            not,
            values,
        } => element::set_strings(source, *statement, element::ACTIONS, *not, values),
        PolicyEdit::SetResources {
            statement,
            not,
            values,
        } => element::set_strings(source, *statement, element::RESOURCES, *not, values),
        PolicyEdit::SetPrincipals {
            statement,
            not,
            principals,
        } => element::set_principals(source, *statement, *not, principals),
        PolicyEdit::SetCondition {
            statement,
            condition,
            operator,
            key,
            values,
        } => condition::set(source, *statement, *condition, operator, key, values),
        PolicyEdit::RemoveCondition {
            statement,
            condition,
        } => condition::remove(source, *statement, *condition),
        PolicyEdit::Format => Ok(syntax::pretty(&readable(source)?)),
    }
}

/// The document's tree; the text has to be a JSON object.
fn readable(source: &str) -> Result<Node<'_>, EditFault> {
    let root = syntax::read(source).map_err(|problem| EditFault::NotReadable(Box::new(problem)))?;
    if root.members().is_none() {
        return Err(EditFault::OnlyAsText {
            element: "the document".to_owned(),
        });
    }
    Ok(root)
}

/// The statements of a document's tree, one or a list.
fn statements<'n, 's>(root: &'n Node<'s>) -> Vec<&'n Node<'s>> {
    match root.get("Statement") {
        Some(node) => node
            .items()
            .map_or_else(|| vec![node], |items| items.iter().collect()),
        None => Vec::new(),
    }
}

/// One statement of a document's tree, which has to be an object.
fn statement_of<'n, 's>(root: &'n Node<'s>, number: usize) -> Result<&'n Node<'s>, EditFault> {
    let node = statements(root)
        .get(number)
        .copied()
        .ok_or(EditFault::NotThere { what: "statement" })?;
    if node.members().is_none() {
        return Err(EditFault::OnlyAsText {
            element: format!("Statement[{number}]"),
        });
    }
    Ok(node)
}
