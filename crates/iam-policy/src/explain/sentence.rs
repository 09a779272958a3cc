//! The words: one sentence for a decision, one note for a statement, in IAM's own nouns.
//!
//! Everything visible that the engine says about a decision is written here.

use super::{ExplainedCondition, ExplainedStatement, Miss, Reason, layer_words};
use crate::condition::test::TestRule;
use crate::evaluate::{Answer, Considered, Layer, Question, Refusal, Simulation, StatementRef};

/// The sentence for a decision.
pub(super) fn of(
    reason: &Reason,
    simulation: &Simulation<'_>,
    question: &Question<'_>,
    answer: &Answer,
    statements: &[ExplainedStatement],
    near_misses: &[usize],
) -> String {
    let what = match question.resource.as_str() {
        "*" => format!("`{}`", question.action),
        resource => format!("`{}` on `{resource}`", question.action),
    };
    let mut sentence = match reason {
        Reason::Denied { by } => {
            format!(
                "{what} is explicitly denied by {}",
                name_all(simulation, by)
            )
        }
        Reason::Allowed { by } => format!("{what} is allowed by {}", name_all(simulation, by)),
        Reason::AllowedAsRoot => {
            format!("{what} is allowed because the root user needs no policy in its account")
        }
        Reason::AlwaysAllowed => format!("{what} is allowed because no policy can forbid it"),
        Reason::Refused { refusal } => format!("{what} is denied because {}", refused(*refusal)),
        Reason::NotAllowed { by } => {
            let mut text = format!("{what} is implicitly denied: {}", not_allowed(by));
            if let Some(near) = near_misses.first().and_then(|index| statements.get(*index)) {
                text.push_str("; nearest is ");
                text.push_str(&name_explained(near));
                text.push_str(", where ");
                text.push_str(&near.note);
            }
            text
        }
    };
    if !answer.missing_context.is_empty() {
        let keys = list(
            answer.missing_context.iter().map(|key| format!("`{key}`")),
            "and",
        );
        sentence.push_str("; it depends on ");
        sentence.push_str(&keys);
    }
    sentence.push('.');
    sentence
}

/// What became of a statement, as the end of a sentence.
pub(super) fn note(
    miss: Option<&Miss>,
    conditions: &[ExplainedCondition],
    considered: &Considered,
) -> String {
    match miss {
        None if !considered.counts => "it matches and does not count here".to_owned(),
        None => "everything matches".to_owned(),
        Some(Miss::Principal {
            written,
            not: false,
        }) if written.is_empty() => "no principal is named".to_owned(),
        Some(Miss::Principal {
            written,
            not: false,
        }) => {
            format!("the principal is not {}", alternatives(written))
        }
        Some(Miss::Principal { not: true, .. }) => "the principal is exempt".to_owned(),
        Some(Miss::Resource {
            written,
            resource,
            not: false,
        }) => {
            let against = if resource == "*" {
                "no resource"
            } else {
                resource
            };
            format!(
                "the action matches, the resource does not: {} against `{against}`",
                alternatives(written)
            )
        }
        Some(Miss::Resource {
            written, not: true, ..
        }) => {
            format!(
                "the action matches, the resource is excluded: {}",
                alternatives(written)
            )
        }
        Some(Miss::Condition { index }) => match conditions.get(*index) {
            Some(condition) => condition_note(condition),
            None => "a condition does not hold".to_owned(),
        },
        Some(Miss::NotEvaluable { reason }) => format!("the statement is not evaluable: {reason}"),
        Some(Miss::NoEffect { reason }) => format!("the statement has no effect: {reason}"),
    }
}

/// Why a condition does not hold.
#[must_use]
pub fn condition_note(condition: &ExplainedCondition) -> String {
    let ExplainedCondition { operator, key, .. } = condition;
    let wanted = alternatives(&condition.policy_values);
    match condition.rule {
        TestRule::KeyAbsent => {
            format!("`{operator}` wants `{key}` to be {wanted}, and the request does not have it")
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
        TestRule::Presence => format!("`{operator}` wants `{key}` to be absent, and it is there"),
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
            let is = list(values.iter().map(|value| format!("`{value}`")), "and");
            let not = if operator.contains("Not") { "not " } else { "" };
            format!("`{operator}` wants `{key}` {not}to match {wanted}, and it is {is}")
        }
    }
}

fn not_allowed(layers: &[Layer]) -> String {
    match layers {
        [] => "nothing allows it".to_owned(),
        [Layer::Scp] => "the service control policies do not allow it at every level".to_owned(),
        [only] => match only {
            Layer::Identity | Layer::Scp | Layer::Rcp => {
                format!("no statement of the {} allows it", layer_words(*only))
            }
            _ => format!("the {} does not allow it", layer_words(*only)),
        },
        several => {
            let names = several
                .iter()
                .map(|layer| format!("the {}", layer_words(*layer)));
            format!("neither {} allow it", list(names, "nor"))
        }
    }
}

fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::RootCannotAssumeRole => "the root user cannot assume a role",
        Refusal::SessionTokenWithoutMfa => {
            "credentials of `GetSessionToken` cannot call IAM without MFA"
        }
        Refusal::SessionTokenSts => {
            "credentials of `GetSessionToken` can call only `AssumeRole` and `GetCallerIdentity` \
             of STS"
        }
        Refusal::FederationToken => {
            "credentials of `GetFederationToken` cannot call IAM, and of STS only \
             `GetCallerIdentity`"
        }
        Refusal::RoleCannotGetToken => {
            "credentials of a role cannot call `GetSessionToken` or `GetFederationToken`"
        }
        Refusal::AwsManagedPolicy => "only AWS can change an AWS managed policy",
        Refusal::ReservedRole => "only AWS can change this role",
        Refusal::ReservedAlias => "aliases that begin with `alias/aws/` belong to AWS",
        Refusal::PublicAccessBlocked => "Block Public Access is on",
    }
}

fn name_all(simulation: &Simulation<'_>, statements: &[StatementRef]) -> String {
    const SHOWN: usize = 3;
    let shown = statements.iter().take(SHOWN).map(|at| name(simulation, at));
    if statements.len() <= SHOWN {
        return list(shown, "and");
    }
    let more = statements.len() - SHOWN;
    list(shown.chain([format!("{more} more")]), "and")
}

fn name(simulation: &Simulation<'_>, at: &StatementRef) -> String {
    let layers = simulation.layers();
    let sid = layers
        .statement(at)
        .and_then(|statement| statement.sid.as_deref());
    name_parts(at, layers.policy_name(at), sid)
}

fn name_explained(statement: &ExplainedStatement) -> String {
    name_parts(&statement.at, &statement.policy, statement.sid.as_deref())
}

/// "statement `S1` of the permissions boundary `guard`"
fn name_parts(at: &StatementRef, policy: &str, sid: Option<&str>) -> String {
    let statement = match sid {
        Some(sid) if !sid.is_empty() => format!("statement `{sid}`"),
        _ => format!("statement {}", at.statement),
    };
    let kind = match at.layer {
        Layer::Identity => "identity policy",
        Layer::Scp => "SCP",
        Layer::Rcp => "RCP",
        other => layer_words(other),
    };
    if policy == at.layer.as_str() {
        format!("{statement} of the {kind}")
    } else {
        format!("{statement} of the {kind} `{policy}`")
    }
}

/// "`a`", "`a` or `b`", "`a`, `b` or 3 more"
fn alternatives(values: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = values.iter().take(SHOWN).map(|value| format!("`{value}`"));
    if values.len() <= SHOWN {
        return list(shown, "or");
    }
    let more = values.len() - SHOWN;
    list(shown.chain([format!("{more} more")]), "or")
}

fn list(items: impl IntoIterator<Item = String>, joiner: &str) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match &items[..] {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {joiner} {last}", first.join(", ")),
    }
}
