//! ARN patterns: six parts compared one by one.
//!
//! An ARN is cut at its first five colons, so wildcards in the first five parts stay inside their
//! part and `*` in the sixth crosses `/` and `:`. The identifiers themselves are `iam-names`';
//! this is the engine's own form for matching.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>

use std::sync::Arc;

use crate::context::Context;
use crate::pattern::Pattern;
use crate::variable::Text;

/// The six parts of an ARN: `arn`, partition, service, Region, account, resource.
pub type Parts<'a> = [&'a str; 6];

/// Cuts an ARN at its first five colons; nothing when it is none.
#[must_use]
pub fn split(text: &str) -> Option<Parts<'_>> {
    let mut parts = text.splitn(6, ':');
    let parts = [
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next()?,
    ];
    (parts[0] == "arn" && !parts[1].is_empty() && !parts[2].is_empty()).then_some(parts)
}

/// Cuts a pattern at colons that stand outside of `${…}`, into at most six parts.
pub(crate) fn split_pattern(text: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(6);
    let mut start = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() && parts.len() < 5 {
        if bytes[at..].starts_with(b"${") {
            match text[at..].find('}') {
                Some(length) => at += length,
                None => at = bytes.len(),
            }
        } else if bytes[at] == b':' {
            parts.push(&text[start..at]);
            start = at + 1;
        }
        at += 1;
    }
    parts.push(&text[start..]);
    parts
}

/// A pattern of six parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ArnPattern {
    /// Partition, service, Region and account; the first part is always `arn`. ARNs that stand
    /// together in a policy mostly share them.
    pub(crate) head: Arc<[Part; 4]>,
    /// What stands behind the fifth colon.
    pub(crate) resource: Part,
}

/// One part of an ARN pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// The same for every request.
    Fixed(Pattern),
    /// With variables.
    Variable(Text),
}

impl Part {
    pub(crate) fn new(text: Text) -> Self {
        if text.is_fixed() {
            // Without variables the context is never asked.
            Self::Fixed(
                text.pattern(&Context::default())
                    .unwrap_or_else(Pattern::any),
            )
        } else {
            Self::Variable(text)
        }
    }

    fn matches(&self, text: &str, context: &Context) -> bool {
        match self {
            Self::Fixed(pattern) => pattern.matches(text),
            Self::Variable(template) => template
                .pattern(context)
                .is_some_and(|pattern| pattern.matches(text)),
        }
    }

    fn could_match(&self, text: &str, context: &Context) -> bool {
        match self {
            Self::Fixed(pattern) => pattern.matches(text),
            Self::Variable(template) => template
                .possible(context, true)
                .or_else(|| template.pattern(context))
                .is_some_and(|pattern| pattern.matches(text)),
        }
    }
}

impl ArnPattern {
    /// Whether an ARN matches, variables standing for their values.
    #[must_use]
    pub fn matches(&self, arn: &Parts<'_>, context: &Context) -> bool {
        self.parts()
            .zip(&arn[1..])
            .all(|(part, text)| part.matches(text, context))
    }

    /// Whether an ARN could match if every absent variable had some value.
    #[must_use]
    pub fn could_match(&self, arn: &Parts<'_>, context: &Context) -> bool {
        self.parts()
            .zip(&arn[1..])
            .all(|(part, text)| part.could_match(text, context))
    }

    /// The text parts with variables.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.parts().filter_map(|part| match part {
            Part::Fixed(_) => None,
            Part::Variable(text) => Some(text),
        })
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.head.iter().chain(std::iter::once(&self.resource))
    }
}
