//! `Bool` (and the values of `Null`): `true` and `false`, capitals not counting.

use super::{Compared, PolicyValue};
use crate::context::Context;
use crate::variable::{Text, VariableMistake, has_variable};

/// Reads a policy's value.
pub(crate) fn read(written: &str) -> Option<bool> {
    if written.eq_ignore_ascii_case("true") {
        Some(true)
    } else if written.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Reads a policy's value for `Bool`, which may be a variable: AWS's page on operators says so,
/// its page on variables does not.
pub(crate) fn read_with_variables(
    written: &str,
    variables: bool,
    mistakes: &mut Vec<VariableMistake>,
) -> Option<PolicyValue> {
    if variables && has_variable(written) {
        return Some(PolicyValue::BoolTemplate(Text::parse(written, mistakes)));
    }
    read(written).map(PolicyValue::Bool)
}

/// A request's value that is neither does not match.
pub(crate) fn compare(expected: bool, request: &str) -> Compared {
    match read(request) {
        Some(value) => Compared::sure(value == expected),
        None => Compared::unreadable(),
    }
}

/// A variable without a value, or whose value is neither, does not match.
pub(crate) fn compare_template(text: &Text, request: &str, context: &Context) -> Compared {
    let expected = text.exact(context).and_then(|exact| read(&exact));
    let compared = expected.map_or(Compared::sure(false), |expected| compare(expected, request));
    let absent = text.variables().any(|variable| variable.is_absent(context));
    Compared {
        sure: !absent,
        ..compared
    }
}
