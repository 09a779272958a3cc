//! `Bool` (and the values of `Null`): `true` and `false`, capitals not counting.

use super::Compared;

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

/// A request's value that is neither counts as not true.
pub(crate) fn compare(expected: bool, request: &str) -> Compared {
    let value = read(request);
    Compared {
        matches: value.unwrap_or(false) == expected,
        sure: true,
        readable: value.is_some(),
    }
}
