//! Policy variables: `${aws:username}`, defaults, and the three literal characters.
//!
//! A [`Text`] is a policy's string cut into plain text, literal characters and variables. What a
//! variable stands for is decided when a request is there. A substituted value is literal text,
//! never a pattern, and a variable without a value matches nothing.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::context::{Context, KeyName, Lookup};
use crate::pattern::{Pattern, PatternBuilder};
use crate::problem::ProblemCode;

/// A string of a policy in which variables may stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    source: Box<str>,
    parts: Box<[Part]>,
}

/// A piece of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// Text in which wildcards count where the element has any.
    Plain(Box<str>),
    /// `${*}`, `${?}` or `${$}`: the character itself.
    Literal(char),
    /// A variable.
    Variable(Variable),
}

/// `${key}` or `${key, 'default'}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variable {
    /// The condition key whose value it stands for.
    pub key: KeyName,
    /// What it stands for when the key has no value.
    pub default: Option<Box<str>>,
}

/// A mistake in a variable, without its place.
pub(crate) type VariableMistake = (ProblemCode, String, Option<&'static str>);

impl Text {
    /// Text without variables: every policy whose version is not `2012-10-17`.
    #[must_use]
    pub fn plain(source: &str) -> Self {
        Self {
            source: source.into(),
            parts: Box::new([Part::Plain(source.into())]),
        }
    }

    /// Cuts `source` at its variables; a mistaken one stays in place as text.
    pub(crate) fn parse(source: &str, mistakes: &mut Vec<VariableMistake>) -> Self {
        if !has_variable(source) {
            return Self::plain(source);
        }
        let mut parts = Vec::new();
        let mut rest = source;
        while let Some(start) = rest.find("${") {
            let Some(length) = rest[start..].find('}') else {
                mistakes.push((
                    ProblemCode::BadVariable,
                    format!("the variable `{}` is not closed", &rest[start..]),
                    Some("add `}` after the variable"),
                ));
                break;
            };
            if start > 0 {
                parts.push(Part::Plain(rest[..start].into()));
            }
            parts.push(parse_variable(&rest[start + 2..start + length], mistakes));
            rest = &rest[start + length + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Plain(rest.into()));
        }
        Self {
            source: source.into(),
            parts: parts.into(),
        }
    }

    /// The text as the author wrote it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The pieces.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The variables in it.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable(variable) => Some(variable),
            _ => None,
        })
    }

    /// Whether it says the same for every request.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.variables().next().is_none()
    }

    /// The pattern, wildcards counting, or nothing when a variable has no value.
    #[must_use]
    pub fn pattern(&self, context: &Context) -> Option<Pattern> {
        let mut builder = PatternBuilder::default();
        for part in &self.parts {
            match part {
                Part::Plain(text) => builder.push_pattern(text),
                Part::Literal(character) => push_character(&mut builder, *character),
                Part::Variable(variable) => builder.push_literal(variable.value(context)?),
            }
        }
        Some(builder.build())
    }

    /// The exact text, or nothing when a variable has no value.
    #[must_use]
    pub fn exact<'t>(&'t self, context: &Context) -> Option<Cow<'t, str>> {
        if let [Part::Plain(text)] = &*self.parts {
            return Some(Cow::Borrowed(text));
        }
        let mut exact = String::new();
        for part in &self.parts {
            match part {
                Part::Plain(text) => exact.push_str(text),
                Part::Literal(character) => exact.push(*character),
                Part::Variable(variable) => exact.push_str(variable.value(context)?),
            }
        }
        Some(Cow::Owned(exact))
    }

    /// What the text could match if every absent key had some value, when a key is absent.
    ///
    /// `wildcards` says whether `*` and `?` count in the plain parts.
    #[must_use]
    pub fn possible(&self, context: &Context, wildcards: bool) -> Option<Pattern> {
        self.variables()
            .find(|variable| variable.is_absent(context))?;
        let mut builder = PatternBuilder::default();
        for part in &self.parts {
            match part {
                Part::Plain(text) if wildcards => builder.push_pattern(text),
                Part::Plain(text) => builder.push_literal(text),
                Part::Literal(character) => push_character(&mut builder, *character),
                Part::Variable(variable) if variable.is_absent(context) => builder.push_any(),
                Part::Variable(variable) => builder.push_literal(variable.value(context)?),
            }
        }
        Some(builder.build())
    }
}

impl Variable {
    /// What it stands for: the value of a single-valued key, else the default.
    #[must_use]
    pub fn value<'v>(&'v self, context: &'v Context) -> Option<&'v str> {
        match context.get(&self.key) {
            Lookup::Single(value) if !value.is_empty() => Some(value),
            // A multivalued key cannot be used as a variable, and an empty value is none.
            _ => self.default.as_deref(),
        }
    }

    /// Whether the request does not say what the key is.
    #[must_use]
    pub fn is_absent(&self, context: &Context) -> bool {
        matches!(context.get(&self.key), Lookup::Absent)
    }
}

fn push_character(builder: &mut PatternBuilder, character: char) {
    builder.push_literal(character.encode_utf8(&mut [0; 4]));
}

/// Whether a text may hold a variable. Nearly none has a dollar, which is quickly seen.
pub(crate) fn has_variable(text: &str) -> bool {
    text.as_bytes().contains(&b'$') && text.contains("${")
}

/// Reads what stands between `${` and `}`.
fn parse_variable(inside: &str, mistakes: &mut Vec<VariableMistake>) -> Part {
    match inside {
        "*" => return Part::Literal('*'),
        "?" => return Part::Literal('?'),
        "$" => return Part::Literal('$'),
        _ => {}
    }
    let (key, default) = match inside.split_once(',') {
        None => (inside.trim(), None),
        Some((key, default)) => {
            let default = default.trim();
            let quoted = default
                .strip_prefix('\'')
                .and_then(|rest| rest.strip_suffix('\''));
            if quoted.is_none() {
                mistakes.push((
                    ProblemCode::BadVariable,
                    format!("the default of `${{{inside}}}` is not in single quotes"),
                    Some("write `${key, 'default'}`"),
                ));
            }
            (key.trim(), quoted)
        }
    };
    if key.is_empty() {
        mistakes.push((
            ProblemCode::BadVariable,
            format!("the variable `${{{inside}}}` names no key"),
            None,
        ));
    }
    Part::Variable(Variable {
        key: KeyName::new(key),
        default: default.map(Into::into),
    })
}
