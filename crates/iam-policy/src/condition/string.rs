//! `StringEquals`, `StringEqualsIgnoreCase`, `StringLike` and their negations.
//!
//! Ignoring case means lower-casing both sides: `ß` is not `ss`, and nothing is normalised.

use super::{Compared, Comparison, PolicyValue};
use crate::context::Context;
use crate::pattern::Pattern;
use crate::variable::{Text, VariableMistake, has_variable};

/// A pattern for `StringLike`, compiled at once when it has no variables.
pub(crate) fn read_pattern(
    written: &str,
    variables: bool,
    mistakes: &mut Vec<VariableMistake>,
) -> PolicyValue {
    if !variables || !has_variable(written) {
        return PolicyValue::Pattern(Pattern::new(written));
    }
    let text = Text::parse(written, mistakes);
    match text.pattern(&Context::default()) {
        Some(pattern) if text.is_fixed() => PolicyValue::Pattern(pattern),
        _ => PolicyValue::Template(text),
    }
}

/// `StringEquals` and `StringEqualsIgnoreCase`.
pub(crate) fn compare_text(
    text: &Text,
    request: &str,
    comparison: Comparison,
    context: &Context,
) -> Compared {
    let ignoring_case = comparison == Comparison::StringEqualsIgnoreCase;
    let matches = text.exact(context).is_some_and(|exact| {
        if ignoring_case {
            exact.to_lowercase() == request.to_lowercase()
        } else {
            exact == request
        }
    });
    // An absent variable could make it equal only where the rest of the text fits.
    let could_differ = text
        .possible(context, false)
        .is_some_and(|possible| ignoring_case || possible.matches(request));
    Compared {
        matches,
        sure: !could_differ,
        readable: true,
    }
}

/// `StringLike` with variables.
pub(crate) fn compare_template(text: &Text, request: &str, context: &Context) -> Compared {
    let matches = text
        .pattern(context)
        .is_some_and(|pattern| pattern.matches(request));
    let could_differ = text
        .possible(context, true)
        .is_some_and(|possible| possible.matches(request));
    Compared {
        matches,
        sure: !could_differ,
        readable: true,
    }
}
