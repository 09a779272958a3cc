//! x
pub(crate) fn event(_name: &str, _fields: &[(&str, &str)]) {}
