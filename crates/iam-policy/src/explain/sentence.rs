//! The words: one sentence for a decision, one note for a statement, in IAM's own nouns.
//!
//! Everything visible that the engine says about a decision is written here.

pub use super::condition_words::condition_note;

use super::condition_words::{alternatives, alternatives_of, list};
use super::denial_words::{not_allowed, refused, resource_words};
use super::{ExplainedCondition, ExplainedStatement, Miss, Reason, Written, layer_words};
use crate::evaluate::{Answer, Considered, Layer, Question, Simulation, StatementRef};
use crate::policy::counted;

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
                name_all(simulation, question, by)
            )
        }
        Reason::Allowed { by } => {
            format!(
                "{what} is allowed by {}",
                name_all(simulation, question, by)
            )
        }
        Reason::AllowedAsRoot => {
            format!("{what} is allowed because the root user needs no policy in its account")
        }
        Reason::AlwaysAllowed => format!("{what} is allowed because no policy can forbid it"),
        Reason::Refused { refusal } => format!("{what} is denied because {}", refused(*refusal)),
        Reason::NotAllowed { by } => {
            let why = not_allowed(by, simulation, question, answer);
            let mut text = format!("{what} is implicitly denied: {why}");
            // A layer that lets the request through is not the one to look at.
            let concerns = |near: &&ExplainedStatement| {
                let layer = near.at.layer;
                by.contains(&layer) || layer == Layer::Resource && by.contains(&Layer::Identity)
            };
            let mut near = near_misses
                .iter()
                .filter_map(|index| statements.get(*index));
            if let Some(near) = near.find(concerns) {
                text.push_str("; nearest is ");
                text.push_str(&name_explained(question, near));
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
            let wildcard = |text: &String| text.len() > 1 && text.contains(['*', '?']);
            let why = if written.iter().any(wildcard) {
                "; a wildcard within a principal matches nobody"
            } else {
                ""
            };
            format!("the principal is not {}{why}", alternatives(written))
        }
        Some(Miss::Principal { not: true, .. }) => "the principal is exempt".to_owned(),
        Some(Miss::Resource {
            written,
            resource,
            not: false,
        }) => {
            let written = alternatives_of(written.iter().map(Written::quoted));
            if resource == "*" {
                format!(
                    "the action matches, and no resource is named, which only `*` matches, not {written}"
                )
            } else {
                format!("the action matches, the resource does not: {written} against `{resource}`")
            }
        }
        Some(Miss::Resource {
            written, not: true, ..
        }) => {
            format!(
                "the action matches, the resource is excluded: {}",
                alternatives_of(written.iter().map(Written::quoted))
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

fn name_all(
    simulation: &Simulation<'_>,
    question: &Question<'_>,
    statements: &[StatementRef],
) -> String {
    const SHOWN: usize = 3;
    let shown = statements.iter().take(SHOWN);
    let shown = shown.map(|at| name(simulation, question, at));
    if statements.len() <= SHOWN {
        return list(shown, "and");
    }
    let more = statements.len() - SHOWN;
    list(shown.chain([format!("{more} more")]), "and")
}

fn name(simulation: &Simulation<'_>, question: &Question<'_>, at: &StatementRef) -> String {
    let layers = simulation.layers();
    let sid = layers
        .statement(at)
        .and_then(|statement| statement.sid.as_deref());
    name_parts(question, at, layers.policy_name(at), sid)
}

fn name_explained(question: &Question<'_>, statement: &ExplainedStatement) -> String {
    let sid = statement.sid.as_deref();
    name_parts(question, &statement.at, &statement.policy, sid)
}

/// "statement `S1` of the permissions boundary `guard`"
fn name_parts(
    question: &Question<'_>,
    at: &StatementRef,
    policy: &str,
    sid: Option<&str>,
) -> String {
    let statement = match sid {
        Some(sid) if !sid.is_empty() => format!("statement `{sid}`"),
        _ => format!("statement {}", counted(at.statement)),
    };
    let kind = match at.layer {
        Layer::Identity => "identity policy",
        Layer::Scp => "SCP",
        Layer::Rcp => "RCP",
        Layer::Resource => resource_words(question),
        other => layer_words(other),
    };
    if policy == at.layer.as_str() {
        format!("{statement} of the {kind}")
    } else {
        format!("{statement} of the {kind} `{policy}`")
    }
}
