//! `ArnEquals` and `ArnLike`, which are the same: six parts compared one by one, with wildcards.

use std::sync::Arc;

use super::{Compared, PolicyValue};
use crate::arn::{ArnPattern, Part, split, split_pattern};
use crate::context::Context;
use crate::pattern::Pattern;
use crate::variable::{Text, VariableMistake, has_variable};

/// Reads a policy's value: six parts, `*` for any ARN, or a variable for the whole.
pub(crate) fn read(
    written: &str,
    variables: bool,
    mistakes: &mut Vec<VariableMistake>,
) -> Option<PolicyValue> {
    if written == "*" {
        return Some(PolicyValue::AnyArn);
    }
    let parts = split_pattern(written);
    if let [only] = parts[..] {
        // `${aws:SourceArn}`: a whole ARN comes out of one variable.
        let whole = if variables {
            Text::parse(only, mistakes)
        } else {
            Text::plain(only)
        };
        return (!whole.is_fixed()).then_some(PolicyValue::Template(whole));
    }
    if parts.len() < 6 || parts[0] != "arn" {
        return None;
    }
    let mut part = |at: usize| {
        if variables && has_variable(parts[at]) {
            Part::new(Text::parse(parts[at], mistakes))
        } else {
            Part::Fixed(Pattern::new(parts[at]))
        }
    };
    let head = Arc::new([part(1), part(2), part(3), part(4)]);
    Some(PolicyValue::Arn(Box::new(ArnPattern {
        head,
        resource: part(5),
    })))
}

/// A request's value that is no ARN does not match.
pub(crate) fn compare(pattern: &ArnPattern, request: &str, context: &Context) -> Compared {
    let Some(arn) = split(request) else {
        return Compared::unreadable();
    };
    let matches = pattern.matches(&arn, context);
    let absent = pattern
        .texts()
        .flat_map(Text::variables)
        .any(|variable| variable.is_absent(context));
    let sure = !absent || !pattern.could_match(&arn, context);
    Compared {
        matches,
        sure,
        readable: true,
    }
}

/// `*`: any ARN.
pub(crate) fn compare_any(request: &str) -> Compared {
    split(request).map_or_else(Compared::unreadable, |_| Compared::sure(true))
}
