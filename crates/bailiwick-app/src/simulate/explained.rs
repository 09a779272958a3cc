//! An explanation in the words of the screen: gates, near misses, conditions. It only reads what
//! the engine's trace says.

use iam_policy::condition::test::TestRule;
use iam_policy::explain::{ExplainedStatement, Explanation, Gate, GateKind, GateState, Reason};

use super::answer::Of;
use crate::contract::matrix::LayerView;
use crate::contract::simulate::{ConditionView, GateStepView, NearMissView};
use crate::view::count;

/// The most near misses that one answer shows.
const NEAR_MISSES: usize = 5;

/// The machine's word for a reason.
pub(super) fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Denied { .. } => "denied",
        Reason::Allowed { .. } => "allowed",
        Reason::AllowedAsRoot => "allowed-as-root",
        Reason::AlwaysAllowed => "always-allowed",
        Reason::Refused { .. } => "refused",
        Reason::NotAllowed { .. } => "not-allowed",
    }
}

/// The decision path.
pub(super) fn gates(of: &Of<'_>, explanation: &Explanation) -> Vec<GateStepView> {
    explanation
        .gates
        .iter()
        .map(|gate| step(of, gate))
        .collect()
}

fn step(of: &Of<'_>, gate: &Gate) -> GateStepView {
    let name = match gate.kind {
        GateKind::ExplicitDeny => "Explicit deny",
        GateKind::Scp => "Service control policies",
        GateKind::Rcp => "Resource control policies",
        GateKind::Vpce => "VPC endpoint policy",
        GateKind::ResourcePolicy => "Resource policy",
        GateKind::Identity => "Identity policies",
        GateKind::Boundary => "Permissions boundary",
        GateKind::Session => "Session policy",
    };
    let statements: Vec<_> = gate
        .statements
        .iter()
        .filter_map(|at| of.statement(at))
        .collect();
    let by: Vec<_> = statements.iter().map(|it| of.name(it)).collect();
    let (state, note) = match (gate.state, gate.kind) {
        (GateState::Open, GateKind::ExplicitDeny | GateKind::Rcp) => {
            ("open", "no statement denies")
        }
        (GateState::Open, _) => ("open", "allowed"),
        (GateState::Closed, GateKind::ExplicitDeny | GateKind::Rcp) => ("closed", "denied"),
        (GateState::Closed, _) => ("closed", "no statement allows"),
        (GateState::Absent, _) => ("absent", "there is none"),
        (GateState::Unknown, _) => ("unknown", "depends on condition keys that are not known"),
    };
    let note = if by.is_empty() {
        note.to_owned()
    } else {
        format!("{note} by {}", by.join(", "))
    };
    GateStepView {
        name: name.to_owned(),
        state: state.to_owned(),
        note,
        statements,
        layer: match gate.kind {
            GateKind::Scp => Some(LayerView::ServiceControl),
            GateKind::Rcp => Some(LayerView::ResourceControl),
            GateKind::ResourcePolicy => Some(LayerView::Resource),
            GateKind::Boundary => Some(LayerView::Boundary),
            GateKind::Session => Some(LayerView::Session),
            GateKind::ExplicitDeny | GateKind::Vpce | GateKind::Identity => None,
        },
    }
}

/// Allows that nearly applied, nearest first.
pub(super) fn near_misses(of: &Of<'_>, explanation: &Explanation) -> Vec<NearMissView> {
    explanation
        .near_misses
        .iter()
        .filter_map(|index| explanation.statements.get(*index))
        .take(NEAR_MISSES)
        .filter_map(|statement| {
            Some(NearMissView {
                statement: of.statement(&statement.at)?,
                sentence: statement.note.clone(),
            })
        })
        .collect()
}

/// The statements about the action that do not apply and are no near misses, with why.
pub(super) fn not_applying(of: &Of<'_>, explanation: &Explanation) -> Vec<NearMissView> {
    explanation
        .statements
        .iter()
        .enumerate()
        .filter(|(index, it)| !it.applies && !explanation.near_misses.contains(index))
        .filter_map(|(_, it)| {
            Some(NearMissView {
                statement: of.statement(&it.at)?,
                sentence: it.note.clone(),
            })
        })
        .collect()
}

/// The policies of which no statement is about the action.
pub(super) fn silent(of: &Of<'_>, explanation: &Explanation, policies: usize) -> Vec<u32> {
    let speaking: Vec<u32> = explanation
        .statements
        .iter()
        .filter_map(|it| of.statement(&it.at))
        .map(|it| it.policy)
        .collect();
    (0..count(policies))
        .filter(|policy| !speaking.contains(policy))
        .collect()
}

/// The conditions of the statements that matter: those that decided and those that nearly did.
pub(super) fn conditions(of: &Of<'_>, explanation: &Explanation) -> Vec<ConditionView> {
    let near = |index: usize| {
        explanation
            .near_misses
            .iter()
            .take(NEAR_MISSES)
            .any(|it| *it == index)
    };
    explanation
        .statements
        .iter()
        .enumerate()
        .filter(|(index, statement)| statement.decides || near(*index) || !statement.sure)
        .flat_map(|(_, statement)| conditions_of(of, statement))
        .collect()
}

fn conditions_of(of: &Of<'_>, statement: &ExplainedStatement) -> Vec<ConditionView> {
    let Some(at) = of.statement(&statement.at) else {
        return Vec::new();
    };
    statement
        .conditions
        .iter()
        .map(|condition| ConditionView {
            statement: at.clone(),
            operator: condition.operator.clone(),
            key: condition.key.clone(),
            policy_values: condition
                .policy_values
                .iter()
                .map(|it| it.text.clone())
                .collect(),
            compared_with: condition
                .policy_values
                .iter()
                .map(ToString::to_string)
                .collect(),
            request_values: condition.request_values.clone().unwrap_or_default(),
            present: condition.request_values.is_some(),
            held: condition.holds,
            rule: rule(condition.rule).to_owned(),
        })
        .collect()
}

fn rule(rule: TestRule) -> &'static str {
    match rule {
        TestRule::Compared => "compared",
        TestRule::KeyAbsent => "the key is absent: no match",
        TestRule::KeyAbsentNegated => "the key is absent: a negated operator matches",
        TestRule::KeyAbsentIfExists => "the key is absent: IfExists matches",
        TestRule::NoValuesForAll => "no values: ForAllValues matches",
        TestRule::NoValuesForAny => "no values: ForAnyValue does not match",
        TestRule::NeedsQualifier => "a multivalued key needs ForAllValues or ForAnyValue",
        TestRule::Presence => "asks whether the key is there",
        TestRule::QualifiedNull => "Null with a qualifier",
        TestRule::RequestValueUnreadable => "the request's value can not be read",
        TestRule::PolicyValueUnreadable => "the policy's value can not be read",
        TestRule::OperatorUnknown => "unknown operator",
    }
}
