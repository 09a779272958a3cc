//! Answers for the screen: the decision, its reason, the statements behind it with their place in
//! the text, and what could not be known.

use iam_access::{Answered, Extent, GatheredPolicy, PolicySource, Simulated, Unknown, Via};
use iam_names::EntityId;
use iam_policy::evaluate::{Decision, StatementRef};
use iam_policy::policy::{Effect, PolicyType};

use super::context::values;
use super::{explained, map};
use crate::contract::analyse::MapEdgeView;
use crate::contract::directory::{PolicyHandle, PolicyKindView};
use crate::contract::simulate::{
    AnswerView, ConsideredPolicyView, DecisionView, FilledContextView, SimulationView,
    StatementView, TogetherView,
};
use crate::view::count;
use crate::view::policy::utf16;

/// All the answers to a question; `principal` is who asks, when the account holds it.
pub(super) fn view(simulated: &Simulated, principal: Option<EntityId>) -> SimulationView {
    SimulationView {
        principal: simulated.principal.clone(),
        answers: simulated
            .answers
            .iter()
            .map(|answered| answer(simulated, answered, principal))
            .collect(),
        policies: simulated.policies.iter().map(policy).collect(),
        context: simulated.answers.first().map_or_else(Vec::new, |answered| {
            answered
                .context
                .iter()
                .map(|filled| FilledContextView {
                    key: filled.key.clone(),
                    values: values(&filled.value),
                    origin: filled.origin.label().to_owned(),
                })
                .collect()
        }),
        unknown: simulated.unknown.iter().map(Unknown::sentence).collect(),
        together: simulated
            .together
            .iter()
            .map(|whole| TogetherView {
                action: whole.action.clone(),
                decision: decision(whole.decision),
                sentence: whole.sentence(),
                denied: whole.denied.clone(),
                lacking: whole.lacking.clone(),
            })
            .collect(),
        truncated: simulated.truncated,
    }
}

/// A decision as screens name it.
pub(super) fn decision(decision: Decision) -> DecisionView {
    match decision {
        Decision::Allowed => DecisionView::Allowed,
        Decision::ImplicitlyDenied => DecisionView::ImplicitlyDenied,
        Decision::ExplicitlyDenied => DecisionView::ExplicitlyDenied,
    }
}

fn answer(simulated: &Simulated, answered: &Answered, principal: Option<EntityId>) -> AnswerView {
    let of = Of {
        simulated,
        answered,
    };
    let explanation = &answered.explanation;
    AnswerView {
        action: answered.action.clone(),
        resource: answered.resource.clone(),
        any_resource: answered.extent.is_some(),
        extent: answered.extent.as_ref().map_or("", Extent::word).to_owned(),
        allowed_patterns: answered.extent.as_ref().map_or_else(Vec::new, patterns),
        decision: decision(answered.decision),
        depends: answered.answer.depends_on_context(),
        missing_context: answered.answer.missing_context.clone(),
        sentence: explanation.sentence.clone(),
        reason: explained::reason(&explanation.reason).to_owned(),
        decided_by: answered
            .answer
            .decided_by
            .iter()
            .filter_map(|at| of.statement(at))
            .collect(),
        gates: explained::gates(&of, explanation),
        near_misses: explained::near_misses(&of, explanation),
        not_applying: explained::not_applying(&of, explanation),
        silent: explained::silent(&of, explanation, simulated.policies.len()),
        conditions: explained::conditions(&of, explanation),
        not_evaluable: answered
            .answer
            .not_evaluable
            .iter()
            .map(|item| match of.statement(&item.at) {
                Some(at) => format!("{}: {}", of.name(&at), item.reason),
                None => item.reason.clone(),
            })
            .collect(),
        also_needs: answered
            .also_needs
            .iter()
            .map(|needed| {
                let depends = if needed.depends {
                    ", as far as is known of the request"
                } else {
                    ""
                };
                match &needed.extent {
                    Extent::All => format!("{}: allowed{depends}", needed.action),
                    Extent::Some { allowed, .. } => {
                        let on = allowed.join(", ");
                        format!("{}: allowed on {on}{depends}", needed.action)
                    }
                    Extent::None => format!("{}: not allowed{depends}", needed.action),
                }
            })
            .collect(),
        path: principal.map_or_else(Vec::new, |principal| path(&of, principal)),
    }
}

/// The lines of the map from the principal to the policies that decided, each once.
fn path(of: &Of<'_>, principal: EntityId) -> Vec<MapEdgeView> {
    let mut path: Vec<MapEdgeView> = Vec::new();
    for at in &of.answered.answer.decided_by {
        let policy = of
            .simulated
            .statement(of.answered, at)
            .and_then(|found| of.simulated.policies.get(found.policy));
        for line in policy.map_or_else(Vec::new, |policy| map::path(principal, policy)) {
            if !path.contains(&line) {
                path.push(line);
            }
        }
    }
    path
}

/// An extent as patterns: what is allowed, and what is taken out again.
fn patterns(extent: &Extent) -> Vec<String> {
    match extent {
        Extent::All | Extent::None => Vec::new(),
        Extent::Some {
            allowed,
            within,
            except,
        } => {
            let mut patterns = allowed.clone();
            patterns.extend(
                within
                    .iter()
                    .map(|limit| format!("only within {}", limit.join(", "))),
            );
            patterns.extend(except.iter().map(|taken| format!("except {taken}")));
            patterns
        }
    }
}

/// One answer among all.
pub(super) struct Of<'a> {
    simulated: &'a Simulated,
    answered: &'a Answered,
}

impl Of<'_> {
    pub(super) fn statement(&self, at: &StatementRef) -> Option<StatementView> {
        let found = self.simulated.statement(self.answered, at)?;
        let document = &self.simulated.policies.get(found.policy)?.document;
        let span = found.statement.span;
        Some(StatementView {
            policy: count(found.policy),
            statement: count(found.number),
            sid: found
                .statement
                .sid
                .as_deref()
                .unwrap_or_default()
                .to_owned(),
            effect: match found.statement.effect {
                Effect::Allow => "Allow",
                Effect::Deny => "Deny",
            }
            .to_owned(),
            from: utf16(document, span.start as usize),
            to: utf16(document, span.end as usize),
        })
    }

    /// ``statement `S1` of home``, or the how manieth it is.
    pub(super) fn name(&self, at: &StatementView) -> String {
        let policy = self.simulated.policies.get(at.policy as usize);
        let name = policy.map_or("", |policy| policy.name.as_str());
        if at.sid.is_empty() {
            format!("statement {} of {name}", at.counted())
        } else {
            format!("statement `{}` of {name}", at.sid)
        }
    }
}

/// How requests name a gathered policy, and where it comes from.
pub(super) fn handle(gathered: &GatheredPolicy) -> (PolicyHandle, PolicyKindView) {
    match &gathered.source {
        PolicySource::Customer(id) => (
            PolicyHandle::Customer { id: id.to_string() },
            PolicyKindView::CustomerManaged,
        ),
        PolicySource::AwsManaged(arn) => (
            PolicyHandle::Arn {
                arn: arn.to_string(),
            },
            PolicyKindView::AwsManaged,
        ),
        PolicySource::Inline { holder, name } => (
            PolicyHandle::Inline {
                holder: holder.to_string(),
                name: name.to_string(),
            },
            PolicyKindView::Inline,
        ),
        PolicySource::Organization { level, name } => (
            PolicyHandle::Inline {
                holder: format!("organization/{level}"),
                name: name.clone(),
            },
            PolicyKindView::Inline,
        ),
        PolicySource::Resource { arn } => (
            PolicyHandle::Arn { arn: arn.clone() },
            PolicyKindView::Inline,
        ),
        PolicySource::Session { name } => (
            PolicyHandle::Inline {
                holder: "session".to_owned(),
                name: name.clone(),
            },
            PolicyKindView::Inline,
        ),
        PolicySource::Trust { role } => (
            PolicyHandle::Inline {
                holder: role.to_string(),
                name: gathered.name.clone(),
            },
            PolicyKindView::Inline,
        ),
    }
}

fn policy(gathered: &GatheredPolicy) -> ConsideredPolicyView {
    let (handle, kind) = handle(gathered);
    ConsideredPolicyView {
        policy: handle,
        name: gathered.name.clone(),
        kind,
        layer: match gathered.layer {
            PolicyType::Boundary => "boundary",
            PolicyType::Trust => "trust",
            PolicyType::Scp => "scp",
            PolicyType::Rcp => "rcp",
            PolicyType::Resource => "resource",
            _ => "identity",
        }
        .to_owned(),
        via: match &gathered.via {
            Via::Own => "Directly".to_owned(),
            Via::Group { name, .. } => format!("Group {name}"),
        },
        document: gathered.document.to_string(),
    }
}
