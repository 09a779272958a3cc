//! The words for conditions, and lists of words.

use super::{ExplainedCondition, Written};
use crate::condition::test::TestRule;
use crate::condition::{Comparison, registry};

/// Why a condition does not hold.
#[must_use]
pub fn condition_note(condition: &ExplainedCondition) -> String {
    let ExplainedCondition { operator, key, .. } = condition;
    if condition.policy_values.is_empty() && condition.rule != TestRule::OperatorUnknown {
        return format!("`{operator}` names no value for `{key}`");
    }
    match condition.rule {
        TestRule::KeyAbsent => {
            let wanted = wanted(condition);
            format!("`{operator}` wants `{key}` {wanted}, and the request does not have it")
        }
        TestRule::NoValuesForAny => {
            format!("`{operator}` wants a value of `{key}`, and the request has none")
        }
        TestRule::NeedsQualifier => {
            format!("`{key}` has several values and `{operator}` has no qualifier")
        }
        TestRule::Presence if condition.request_values.is_none() => {
            format!("`{operator}` wants `{key}` to be there, and it is absent")
        }
        TestRule::Presence => {
            let empty = |values: &Vec<String>| values.iter().all(String::is_empty);
            if condition.request_values.as_ref().is_some_and(empty) {
                format!("`{operator}` wants `{key}` to be there, and it is empty")
            } else {
                format!("`{operator}` wants `{key}` to be absent, and it is there")
            }
        }
        TestRule::QualifiedNull => format!("`{operator}` never holds"),
        TestRule::RequestValueUnreadable => {
            let values = condition.request_values.as_deref().unwrap_or(&[]);
            format!(
                "`{operator}` cannot read the request's {} of `{key}`",
                alternatives(values)
            )
        }
        TestRule::OperatorUnknown => operator.clone(),
        _ => {
            let values = condition.request_values.as_deref().unwrap_or(&[]);
            let is = list(values.iter().map(|value| quoted(value)), "and");
            let wanted = wanted(condition);
            format!("`{operator}` wants `{key}` {wanted}, and it is {is}")
        }
    }
}

/// "to be `a` or `b`", "to be less than `10`", "not to match `x*`"
fn wanted(condition: &ExplainedCondition) -> String {
    use Comparison as C;
    let values = alternatives_of(condition.policy_values.iter().map(Written::quoted));
    let Some((operator, _)) = registry::find(&condition.operator) else {
        return format!("to match {values}");
    };
    let not = if operator.negated { "not " } else { "" };
    match operator.comparison {
        C::StringLike | C::ArnEquals | C::ArnLike => format!("{not}to match {values}"),
        C::IpAddress => format!("{not}to lie in {values}"),
        C::NumericLessThan => format!("to be less than {values}"),
        C::NumericLessThanEquals => format!("to be at most {values}"),
        C::NumericGreaterThan => format!("to be more than {values}"),
        C::NumericGreaterThanEquals => format!("to be at least {values}"),
        C::DateLessThan => format!("to be before {values}"),
        C::DateLessThanEquals => format!("to be no later than {values}"),
        C::DateGreaterThan => format!("to be after {values}"),
        C::DateGreaterThanEquals => format!("to be no earlier than {values}"),
        C::StringEquals
        | C::StringEqualsIgnoreCase
        | C::NumericEquals
        | C::DateEquals
        | C::Bool
        | C::BinaryEquals
        | C::Null => format!("{not}to be {values}"),
    }
}

/// "`a`", or that there is nothing between the quotes.
fn quoted(value: &str) -> String {
    if value.is_empty() {
        "empty".to_owned()
    } else {
        format!("`{value}`")
    }
}

/// "`a`", "`a` or `b`", "`a`, `b` or 3 more"
pub(crate) fn alternatives(values: &[String]) -> String {
    alternatives_of(values.iter().map(|value| quoted(value)))
}

/// The same of what is quoted already.
pub(super) fn alternatives_of(values: impl ExactSizeIterator<Item = String>) -> String {
    const SHOWN: usize = 3;
    let count = values.len();
    let shown = values.take(SHOWN);
    if count <= SHOWN {
        return list(shown, "or");
    }
    list(shown.chain([format!("{} more", count - SHOWN)]), "or")
}

/// "a", "a and b", "a, b and c"
pub(crate) fn list(items: impl IntoIterator<Item = String>, joiner: &str) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match &items[..] {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {joiner} {last}", first.join(", ")),
    }
}
