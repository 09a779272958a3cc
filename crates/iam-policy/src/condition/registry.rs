//! The registry of condition operators: a new operator is one line here and its family's file.

use super::{Comparison, Operator, Qualifier};
use crate::lint::KeyKind;
use crate::problem::nearest;

/// Every operator without qualifier and `IfExists`: its name, what it compares, whether negated.
pub const OPERATORS: &[(&str, Comparison, bool)] = &[
    ("StringEquals", Comparison::StringEquals, false),
    ("StringNotEquals", Comparison::StringEquals, true),
    (
        "StringEqualsIgnoreCase",
        Comparison::StringEqualsIgnoreCase,
        false,
    ),
    (
        "StringNotEqualsIgnoreCase",
        Comparison::StringEqualsIgnoreCase,
        true,
    ),
    ("StringLike", Comparison::StringLike, false),
    ("StringNotLike", Comparison::StringLike, true),
    ("NumericEquals", Comparison::NumericEquals, false),
    ("NumericNotEquals", Comparison::NumericEquals, true),
    ("NumericLessThan", Comparison::NumericLessThan, false),
    (
        "NumericLessThanEquals",
        Comparison::NumericLessThanEquals,
        false,
    ),
    ("NumericGreaterThan", Comparison::NumericGreaterThan, false),
    (
        "NumericGreaterThanEquals",
        Comparison::NumericGreaterThanEquals,
        false,
    ),
    ("DateEquals", Comparison::DateEquals, false),
    ("DateNotEquals", Comparison::DateEquals, true),
    ("DateLessThan", Comparison::DateLessThan, false),
    ("DateLessThanEquals", Comparison::DateLessThanEquals, false),
    ("DateGreaterThan", Comparison::DateGreaterThan, false),
    (
        "DateGreaterThanEquals",
        Comparison::DateGreaterThanEquals,
        false,
    ),
    ("Bool", Comparison::Bool, false),
    ("BinaryEquals", Comparison::BinaryEquals, false),
    ("IpAddress", Comparison::IpAddress, false),
    ("NotIpAddress", Comparison::IpAddress, true),
    ("ArnEquals", Comparison::ArnEquals, false),
    ("ArnNotEquals", Comparison::ArnEquals, true),
    ("ArnLike", Comparison::ArnLike, false),
    ("ArnNotLike", Comparison::ArnLike, true),
    ("Null", Comparison::Null, false),
];

/// The name of an operator without qualifier and `IfExists`.
#[must_use]
pub fn name(comparison: Comparison, negated: bool) -> &'static str {
    OPERATORS
        .iter()
        .find(|(_, known, not)| *known == comparison && *not == negated)
        .map_or("", |(name, ..)| name)
}

/// The operators that suit a key, the usual one first: those of its type, with a qualifier when a
/// request may carry several values, then the same with `IfExists`, then `Null`.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[must_use]
pub fn suited(kind: KeyKind, multivalued: bool) -> Vec<String> {
    let family: &[&str] = match kind {
        KeyKind::String => &["String"],
        KeyKind::Arn => &["Arn", "String"],
        KeyKind::Bool => &["Bool"],
        KeyKind::Numeric => &["Numeric"],
        KeyKind::Date => &["Date"],
        KeyKind::Ip => &["IpAddress", "NotIpAddress"],
    };
    let bases = family.iter().flat_map(|family| {
        let names = OPERATORS.iter().map(|(name, ..)| *name);
        names.filter(move |name| name.starts_with(family))
    });
    let qualifiers: &[&str] = if multivalued {
        &["ForAnyValue:", "ForAllValues:"]
    } else {
        &[""]
    };
    let plain: Vec<String> = bases
        .flat_map(|base| qualifiers.iter().map(move |it| format!("{it}{base}")))
        .collect();
    let if_exists = plain.iter().map(|name| format!("{name}IfExists"));
    let all = plain.iter().cloned().chain(if_exists);
    all.chain(["Null".to_owned()]).collect()
}

/// The operator a policy names, and whether it is spelled as AWS spells it.
///
/// Capitals do not count when the engine reads them, yet a different spelling is worth a warning.
#[must_use]
pub fn find(written: &str) -> Option<(Operator, bool)> {
    let (qualifier, base) = match written.split_once(':') {
        None => (None, written),
        Some((word, base)) if word.eq_ignore_ascii_case("ForAllValues") => {
            (Some(Qualifier::ForAllValues), base)
        }
        Some((word, base)) if word.eq_ignore_ascii_case("ForAnyValue") => {
            (Some(Qualifier::ForAnyValue), base)
        }
        Some(_) => return None,
    };
    let (base, if_exists) = strip_if_exists(base);
    let &(_, comparison, negated) = OPERATORS
        .iter()
        .find(|(name, ..)| name.eq_ignore_ascii_case(base))?;
    if comparison == Comparison::Null && if_exists {
        return None;
    }
    let operator = Operator {
        qualifier,
        comparison,
        negated,
        if_exists,
    };
    Some((operator, is_spelled(operator, written)))
}

/// The operator whose name is nearest, when the written one looks like a slip.
#[must_use]
pub fn suggestion(written: &str) -> Option<String> {
    let (qualifier, base) = match written.rsplit_once(':') {
        None => (None, written),
        Some((word, base)) => (nearest(word, ["ForAllValues", "ForAnyValue"]), base),
    };
    let (base, if_exists) = strip_if_exists(base);
    let base = nearest(base, OPERATORS.iter().map(|(name, ..)| *name))?;
    let mut full = qualifier.map(|word| format!("{word}:")).unwrap_or_default();
    full.push_str(base);
    if if_exists && base != "Null" {
        full.push_str("IfExists");
    }
    Some(full)
}

fn strip_if_exists(base: &str) -> (&str, bool) {
    let cut = base.len().saturating_sub("IfExists".len());
    match (base.get(..cut), base.get(cut..)) {
        (Some(stem), Some(suffix)) if suffix.eq_ignore_ascii_case("IfExists") => (stem, true),
        _ => (base, false),
    }
}

/// Compares without allocating: most operators of most policies are spelled well.
fn is_spelled(operator: Operator, written: &str) -> bool {
    let mut rest = written;
    let pieces = [
        match operator.qualifier {
            None => "",
            Some(Qualifier::ForAllValues) => "ForAllValues:",
            Some(Qualifier::ForAnyValue) => "ForAnyValue:",
        },
        name(operator.comparison, operator.negated),
        if operator.if_exists { "IfExists" } else { "" },
    ];
    for piece in pieces {
        match rest.strip_prefix(piece) {
            Some(tail) => rest = tail,
            None => return false,
        }
    }
    rest.is_empty()
}
