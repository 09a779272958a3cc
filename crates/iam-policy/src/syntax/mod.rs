//! What the author wrote: JSON with the place of every value, the order of keys, and duplicates.
//!
//! This tree knows nothing about policies; [`crate::policy`] gives it meaning. The reader accepts
//! exactly RFC 8259, stops at a depth no policy needs, and never panics.

mod print;
mod read;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use print::{compact, pretty, quoted};
pub use read::{MAX_DEPTH, read, read_at};

use crate::problem::Span;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'s> {
    /// The bytes of the value, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value<'s>,
}

/// A JSON value as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'s> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as its digits were written.
    Number(&'s str),
    /// A string, its escapes resolved.
    String(Cow<'s, str>),
    /// A list.
    Array(Vec<Node<'s>>),
    /// An object; keys in the author's order, duplicates kept.
    Object(Vec<Member<'s>>),
}

/// A key of an object and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'s> {
    /// The key, its escapes resolved.
    pub key: Cow<'s, str>,
    /// The bytes of the key, quotes included.
    pub key_span: Span,
    /// What belongs to it.
    pub node: Node<'s>,
}

impl<'s> Node<'s> {
    /// The members, when this is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[Member<'s>]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, when this is a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Node<'s>]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, when this is a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of `key`; of duplicates the last, as most readers of JSON do.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node<'s>> {
        self.members()?
            .iter()
            .rev()
            .find(|member| member.key == key)
            .map(|member| &member.node)
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What kind of value it is, in the words of JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}
