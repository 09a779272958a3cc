//! One condition against one request: missing keys, qualifiers, and the policy's values together.
//!
//! The answer has two halves: whether the test holds with what is known, and whether that is sure.
//! It is unsure when a key is absent that could have had a value which changes the outcome.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html>

use serde::Serialize;

use super::{Comparison, Condition, Operator, PolicyValue, Qualifier, compare};
use crate::context::{Context, Lookup};

/// Why a test came out as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestRule {
    /// The values were compared.
    Compared,
    /// The key is absent: an operator without `Not` does not match.
    KeyAbsent,
    /// The key is absent: an operator with `Not` matches.
    KeyAbsentNegated,
    /// The key is absent: `…IfExists` matches.
    KeyAbsentIfExists,
    /// There is no value: `ForAllValues` matches.
    NoValuesForAll,
    /// There is no value: `ForAnyValue` does not match.
    NoValuesForAny,
    /// The key is multivalued and the operator has no qualifier: it does not match.
    NeedsQualifier,
    /// `Null` asks whether the key is there.
    Presence,
    /// `Null` with a qualifier is always true (`ForAllValues`) or always false (`ForAnyValue`).
    QualifiedNull,
    /// A value of the request cannot be read by the operator: it does not match.
    RequestValueUnreadable,
    /// A value of the policy cannot be read by the operator.
    PolicyValueUnreadable,
    /// The operator does not exist.
    OperatorUnknown,
}

/// The outcome of one condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and all combine"
)]
pub struct Outcome {
    /// Whether it holds with what is known.
    pub holds: bool,
    /// Whether no absent key could change that.
    pub sure: bool,
    /// Whether a value of the policy would have had to be read and could not be.
    pub unevaluable: bool,
    /// Whether a value of the request could not be read.
    pub request_unreadable: bool,
    /// Why.
    pub rule: TestRule,
}

impl Outcome {
    fn new(holds: bool, sure: bool, rule: TestRule) -> Self {
        Self {
            holds,
            sure,
            unevaluable: false,
            request_unreadable: false,
            rule,
        }
    }
}

/// Tests a condition.
#[must_use]
pub fn test(condition: &Condition, context: &Context) -> Outcome {
    let operator = condition.operator;
    let lookup = context.get(&condition.key);
    if operator.comparison == Comparison::Null {
        return test_null(condition, lookup);
    }
    let single;
    let values: &[String] = match lookup {
        Lookup::Absent => {
            let mut outcome = without_value(operator);
            // What the policy says about the key cannot be read, so no value could be judged.
            if condition.values.iter().any(|value| value.read.is_none()) {
                outcome.unevaluable = true;
                outcome.rule = TestRule::PolicyValueUnreadable;
            }
            return outcome;
        }
        Lookup::Single(value) => {
            if operator.qualifier.is_none() {
                return one_value(condition, value, context);
            }
            single = [value.to_owned()];
            &single
        }
        Lookup::Many(_) if operator.qualifier.is_none() => {
            return Outcome::new(false, true, TestRule::NeedsQualifier);
        }
        Lookup::Many(values) => values,
    };
    if values.iter().all(String::is_empty) {
        return match operator.qualifier {
            Some(Qualifier::ForAnyValue) => Outcome::new(false, true, TestRule::NoValuesForAny),
            _ => Outcome::new(true, true, TestRule::NoValuesForAll),
        };
    }
    let outcomes = values
        .iter()
        .map(|value| one_value(condition, value, context));
    match operator.qualifier {
        Some(Qualifier::ForAnyValue) => any(outcomes),
        _ => all(outcomes),
    }
}

/// The key is absent: what holds now may change once its value is known.
fn without_value(operator: Operator) -> Outcome {
    let (holds, rule) = match operator.qualifier {
        _ if operator.if_exists => (true, TestRule::KeyAbsentIfExists),
        Some(Qualifier::ForAllValues) => (true, TestRule::NoValuesForAll),
        Some(Qualifier::ForAnyValue) => (false, TestRule::NoValuesForAny),
        None if operator.negated => (true, TestRule::KeyAbsentNegated),
        None => (false, TestRule::KeyAbsent),
    };
    Outcome::new(holds, false, rule)
}

/// One value of the request against the policy's: one must match, or none when negated.
fn one_value(condition: &Condition, request: &str, context: &Context) -> Outcome {
    let operator = condition.operator;
    let mut matched = Outcome::new(false, true, TestRule::Compared);
    for value in &condition.values {
        let Some(policy) = &value.read else {
            matched.unevaluable = true;
            continue;
        };
        let compared = compare(operator.comparison, policy, request, context);
        if !compared.readable {
            matched.request_unreadable = true;
        }
        matched.holds |= compared.matches;
        if compared.matches && compared.sure {
            // One sure match decides, whatever the other values are.
            matched.sure = true;
            matched.unevaluable = false;
            break;
        }
        matched.sure &= compared.sure;
    }
    if matched.unevaluable {
        matched.rule = TestRule::PolicyValueUnreadable;
    } else if matched.request_unreadable {
        matched.rule = TestRule::RequestValueUnreadable;
    }
    matched.holds ^= operator.negated;
    // What cannot be read does not match, `Not` or no; only an ARN operator with `Not` takes it
    // for another ARN.
    let arn = matches!(
        operator.comparison,
        Comparison::ArnEquals | Comparison::ArnLike
    );
    matched.holds &= arn || !matched.request_unreadable;
    matched
}

/// `ForAllValues`: a sure failure decides.
fn all(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let mut total = Outcome::new(true, true, TestRule::Compared);
    for outcome in outcomes {
        if !outcome.holds && outcome.sure && !outcome.unevaluable {
            return outcome;
        }
        total = combine(total, outcome);
        total.holds &= outcome.holds;
    }
    total
}

/// `ForAnyValue`: a sure match decides.
fn any(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let mut total = Outcome::new(false, true, TestRule::Compared);
    for outcome in outcomes {
        if outcome.holds && outcome.sure && !outcome.unevaluable {
            return outcome;
        }
        total = combine(total, outcome);
        total.holds |= outcome.holds;
    }
    total
}

fn combine(mut total: Outcome, outcome: Outcome) -> Outcome {
    total.sure &= outcome.sure;
    total.unevaluable |= outcome.unevaluable;
    total.request_unreadable |= outcome.request_unreadable;
    if outcome.rule != TestRule::Compared {
        total.rule = outcome.rule;
    }
    total
}

/// `Null`: `true` wants the key absent, `false` wants it there; an empty value counts as absent.
fn test_null(condition: &Condition, lookup: Lookup<'_>) -> Outcome {
    match condition.operator.qualifier {
        Some(Qualifier::ForAllValues) => {
            return Outcome::new(true, true, TestRule::QualifiedNull);
        }
        Some(Qualifier::ForAnyValue) => {
            return Outcome::new(false, true, TestRule::QualifiedNull);
        }
        None => {}
    }
    let null = match lookup {
        Lookup::Absent => true,
        Lookup::Single(value) => value.is_empty(),
        Lookup::Many(values) => values.iter().all(String::is_empty),
    };
    let wants = |wanted: bool| {
        condition
            .values
            .iter()
            .any(|value| value.read == Some(PolicyValue::Bool(wanted)))
    };
    let unreadable = condition.values.iter().any(|value| value.read.is_none());
    let holds = wants(null);
    // Both values together ask for nothing, so an absent key cannot change the outcome.
    let sure = lookup != Lookup::Absent || wants(true) == wants(false);
    let mut outcome = Outcome::new(holds, sure, TestRule::Presence);
    if unreadable && !holds {
        outcome.unevaluable = true;
        outcome.rule = TestRule::PolicyValueUnreadable;
    }
    outcome
}
