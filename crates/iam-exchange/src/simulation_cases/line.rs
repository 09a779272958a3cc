//! One line of output: the answer or the error, the same bytes from every implementation.

use std::fmt;

use iam_policy::evaluate::{Answer, Decision, Layers};
use iam_policy::problem::Problem;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::CaseCatalogue;

/// What stands on one line.
#[derive(Debug, Clone)]
pub struct AnswerLine {
    /// The case's `id` as JSON, or a request's index.
    pub id: String,
    /// The answer, or why there is none.
    pub outcome: Result<Answered, CaseError>,
    /// What the case expects.
    pub expected: Option<Decision>,
}

/// An answer in the words of output.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Answered {
    /// The decision.
    pub decision: Decision,
    /// The statements behind it.
    pub decided_by: Vec<DecidingStatement>,
    /// The layers without an Allow.
    pub blocked_by: Vec<&'static str>,
    /// Absent keys that could change the decision.
    pub missing_context: Vec<String>,
    /// What could not be evaluated.
    pub not_evaluable: Vec<NotEvaluableStatement>,
    /// `false` when something could not be evaluated; left out otherwise.
    #[serde(skip_serializing_if = "Clone::clone")]
    pub complete: bool,
}

/// A statement behind a decision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DecidingStatement {
    /// The policy's name.
    pub policy: String,
    /// Its layer.
    pub policy_type: &'static str,
    /// The statement's number.
    pub statement: u32,
    /// Its `Sid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Its effect.
    pub effect: &'static str,
}

/// A statement that could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NotEvaluableStatement {
    /// The policy's name.
    pub policy: String,
    /// The statement's number.
    pub statement: u32,
    /// What could not be understood.
    pub reason: String,
}

/// Why a line has no answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseError {
    /// What kind of mistake it is; stable.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub help: Option<String>,
    /// Where it stands.
    pub at: String,
}

impl Answered {
    pub(super) fn new(layers: &Layers, answer: &Answer, catalogue: &dyn CaseCatalogue) -> Self {
        let complete = answer.is_complete();
        let decided_by = answer.decided_by.iter().filter_map(|at| {
            let statement = layers.statement(at)?;
            Some(DecidingStatement {
                policy: layers.policy_name(at).to_owned(),
                policy_type: at.layer.as_str(),
                statement: at.statement,
                sid: statement.sid.as_deref().map(str::to_owned),
                effect: statement.effect.as_str(),
            })
        });
        let not_evaluable = answer.not_evaluable.iter().map(|it| NotEvaluableStatement {
            policy: layers.policy_name(&it.at).to_owned(),
            statement: it.at.statement,
            reason: it.reason.clone(),
        });
        let mut missing_context: Vec<String> = answer
            .missing_context
            .iter()
            .map(|key| catalogue.key_spelling(key).unwrap_or_else(|| key.clone()))
            .collect();
        missing_context.sort_unstable();
        missing_context.dedup();
        Self {
            decision: answer.decision,
            decided_by: decided_by.collect(),
            blocked_by: answer
                .blocked_by
                .iter()
                .map(|layer| layer.as_str())
                .collect(),
            missing_context,
            not_evaluable: not_evaluable.collect(),
            complete,
        }
    }
}

impl AnswerLine {
    pub(super) fn error(id: String, error: CaseError) -> Self {
        Self {
            id,
            outcome: Err(error),
            expected: None,
        }
    }

    /// Whether the line was no valid case.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.outcome.is_err()
    }

    /// The decision, when there is one.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        self.outcome.as_ref().ok().map(|answered| answered.decision)
    }

    /// Whether the decision is another than the case expects.
    #[must_use]
    pub fn differs(&self) -> bool {
        matches!((self.decision(), self.expected), (Some(is), Some(expected)) if is != expected)
    }

    /// The line as JSON, without its line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// `id` and `decision` alone, or the error.
    #[must_use]
    pub fn to_short_json(&self) -> String {
        match self.decision() {
            Some(decision) => short_line(&self.id, decision),
            None => self.to_json(),
        }
    }
}

/// A line with `id` (as JSON) and `decision` alone.
#[must_use]
pub fn short_line(id: &str, decision: Decision) -> String {
    format!("{{\"id\":{id},\"decision\":\"{}\"}}", decision.as_str())
}

impl Serialize for AnswerLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let id: Box<RawValue> =
            RawValue::from_string(self.id.clone()).map_err(serde::ser::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &id)?;
        match &self.outcome {
            Err(error) => map.serialize_entry("error", error)?,
            Ok(answered) => {
                map.serialize_entry("decision", &answered.decision)?;
                map.serialize_entry("decided_by", &answered.decided_by)?;
                map.serialize_entry("blocked_by", &answered.blocked_by)?;
                map.serialize_entry("missing_context", &answered.missing_context)?;
                map.serialize_entry("not_evaluable", &answered.not_evaluable)?;
                if !answered.complete {
                    map.serialize_entry("complete", &false)?;
                }
            }
        }
        map.end()
    }
}

impl CaseError {
    pub(super) fn boxed(problem: Problem) -> Box<Self> {
        Box::new(Self::from(problem))
    }
}

impl From<Problem> for CaseError {
    fn from(problem: Problem) -> Self {
        Self {
            code: problem.code.as_str(),
            at: problem.at.to_string(),
            message: problem.message,
            help: problem.help,
        }
    }
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CaseError {}
