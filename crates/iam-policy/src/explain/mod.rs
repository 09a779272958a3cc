//! Why: read off the trace of an [`Answer`], never by evaluating again.
//!
//! [`explain`] turns the trace into a typed [`Reason`], one sentence, the gates of the decision
//! path, and for each statement about the action the first test that failed. Screens switch on the
//! types; the words are in [`sentence`] and nowhere else.

pub(crate) mod condition_words;
mod denial_words;
mod gates;
mod reason;
pub mod sentence;
#[cfg(test)]
mod tests;
mod written;

use serde::Serialize;

pub use gates::{Gate, GateKind, GateState};
pub use reason::Reason;
pub use written::Written;

use crate::condition::Clause;
use crate::condition::test::{Outcome, TestRule};
use crate::context::{Context, Lookup};
use crate::evaluate::bind::Failure;
use crate::evaluate::{Answer, Considered, Decision, Layer, Question, Simulation, StatementRef};
use crate::policy::{Effect, Principals, Resources, Standing, Statement};
use crate::problem::Span;
use crate::variable::Text;

/// Everything there is to say about an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Absent keys because of which it may be another: the fourth answer, "it depends".
    pub depends_on: Vec<String>,
    /// Why, as a value.
    pub reason: Reason,
    /// Why, in one sentence.
    pub sentence: String,
    /// The decision path.
    pub gates: Vec<Gate>,
    /// The statements whose actions match; every other statement fails at its action.
    pub statements: Vec<ExplainedStatement>,
    /// Which of them are Allows that nearly applied, nearest first.
    pub near_misses: Vec<usize>,
}

/// A statement and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a column of its own on a screen"
)]
pub struct ExplainedStatement {
    /// Where it stands.
    pub at: StatementRef,
    /// The policy's name.
    pub policy: String,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Its effect.
    pub effect: Effect,
    /// Its bytes in the policy's source text.
    pub span: Span,
    /// Whether its layer counts for this principal and action.
    pub counts: bool,
    /// Whether it applies.
    pub applies: bool,
    /// Whether it is one of the statements that decided.
    pub decides: bool,
    /// Whether absent context could change that.
    pub sure: bool,
    /// The first test that failed.
    pub miss: Option<Miss>,
    /// The same in words.
    pub note: String,
    /// Its conditions, as far as they were reached.
    pub conditions: Vec<ExplainedCondition>,
}

/// The test because of which a statement does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "test", rename_all = "kebab-case")]
pub enum Miss {
    /// It names other principals.
    Principal {
        /// The principals it names.
        written: Vec<String>,
        /// Whether it names whom it is *not* about.
        not: bool,
    },
    /// The action matches, the resource does not.
    Resource {
        /// The patterns, the nearest first.
        written: Vec<Written>,
        /// The request's resource.
        resource: String,
        /// Whether the statement excludes what it names.
        not: bool,
    },
    /// A condition does not hold.
    Condition {
        /// Its number within the statement.
        index: usize,
    },
    /// It cannot be understood.
    NotEvaluable {
        /// Why.
        reason: String,
    },
    /// AWS documents that it has no effect.
    NoEffect {
        /// Why.
        reason: String,
    },
}

/// One condition of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedCondition {
    /// The operator, as AWS spells it.
    pub operator: String,
    /// The condition key as the policy writes it.
    pub key: String,
    /// The policy's values.
    pub policy_values: Vec<Written>,
    /// The request's values; nothing when the key is absent.
    pub request_values: Option<Vec<String>>,
    /// Whether it holds.
    pub holds: bool,
    /// Whether no absent key could change that.
    pub sure: bool,
    /// The rule that decided.
    pub rule: TestRule,
    /// Its bytes in the policy's source text.
    pub span: Span,
}

/// Explains an answer of this simulation to this question.
#[must_use]
pub fn explain(
    simulation: &Simulation<'_>,
    question: &Question<'_>,
    answer: &Answer,
) -> Explanation {
    let statements: Vec<ExplainedStatement> = answer
        .considered
        .iter()
        .filter_map(|it| explain_statement(simulation, question, answer, it))
        .collect();
    let reason = reason::of(simulation, answer);
    let near_misses = near_misses(&statements);
    let sentence = sentence::of(
        &reason,
        simulation,
        question,
        answer,
        &statements,
        &near_misses,
    );
    Explanation {
        decision: answer.decision,
        depends_on: answer.missing_context.clone(),
        reason,
        sentence,
        gates: gates::of(simulation, answer),
        statements,
        near_misses,
    }
}

fn explain_statement(
    simulation: &Simulation<'_>,
    question: &Question<'_>,
    answer: &Answer,
    considered: &Considered,
) -> Option<ExplainedStatement> {
    let layers = simulation.layers();
    let statement = layers.statement(&considered.at)?;
    let conditions: Vec<ExplainedCondition> = statement
        .conditions
        .iter()
        .zip(&considered.outcomes)
        .map(|(clause, outcome)| explain_condition(clause, *outcome, simulation.context()))
        .collect();
    let miss = considered
        .verdict
        .failed
        .map(|failure| explain_miss(failure, statement, simulation, question, answer, considered));
    let note = sentence::note(miss.as_ref(), &conditions, considered);
    Some(ExplainedStatement {
        at: considered.at,
        policy: layers.policy_name(&considered.at).to_owned(),
        sid: statement.sid.as_deref().map(str::to_owned),
        effect: considered.effect,
        span: statement.span,
        counts: considered.counts,
        applies: considered.applies(),
        decides: answer.decided_by.contains(&considered.at),
        sure: considered.is_sure(),
        miss,
        note,
        conditions,
    })
}

fn explain_miss(
    failure: Failure,
    statement: &Statement,
    simulation: &Simulation<'_>,
    question: &Question<'_>,
    answer: &Answer,
    considered: &Considered,
) -> Miss {
    let reason = || {
        let told = answer
            .not_evaluable
            .iter()
            .find(|it| it.at == considered.at);
        match (told, &statement.standing) {
            (Some(told), _) => told.reason.clone(),
            (None, Standing::Unevaluable(problem) | Standing::Never(problem)) => {
                problem.message.clone()
            }
            (None, Standing::Sound) => String::new(),
        }
    };
    match failure {
        Failure::Never => Miss::NoEffect { reason: reason() },
        Failure::Unevaluable => Miss::NotEvaluable { reason: reason() },
        Failure::Principal => {
            let principals = statement.principals.as_ref();
            let entries = principals.map_or(&[][..], Principals::entries);
            Miss::Principal {
                written: entries.iter().map(|entry| entry.text.to_string()).collect(),
                not: matches!(principals, Some(Principals::AllBut(_))),
            }
        }
        Failure::Resource => {
            let (patterns, not) = match &statement.resources {
                Resources::Only(patterns) => (&patterns[..], false),
                Resources::AllBut(patterns) => (&patterns[..], true),
                Resources::Attached => (&[][..], false),
            };
            let resource = question.resource.as_str();
            let context = simulation.context();
            let mut written: Vec<Written> = patterns
                .iter()
                .map(|pattern| {
                    let variables = pattern.texts().flat_map(Text::variables);
                    Written::new(&pattern.text, variables, context)
                })
                .collect();
            written.sort_by_key(|it| std::cmp::Reverse(common_start(it.meant(), resource)));
            Miss::Resource {
                written,
                resource: resource.to_owned(),
                not,
            }
        }
        Failure::Condition(index) => match statement.conditions.get(index as usize) {
            Some(Clause::Unevaluable(problem)) => Miss::NotEvaluable {
                reason: problem.message.clone(),
            },
            _ if considered.verdict.unevaluable => Miss::NotEvaluable { reason: reason() },
            _ => Miss::Condition {
                index: index as usize,
            },
        },
    }
}

/// How many bytes two texts have in common at their beginning: the nearest pattern is shown first.
fn common_start(left: &str, right: &str) -> usize {
    left.bytes()
        .zip(right.bytes())
        .take_while(|(left, right)| left == right)
        .count()
}

fn explain_condition(clause: &Clause, outcome: Outcome, context: &Context) -> ExplainedCondition {
    match clause {
        Clause::Condition(condition, _) => ExplainedCondition {
            operator: condition.operator.to_string(),
            key: condition.key.as_str().to_owned(),
            policy_values: condition
                .values
                .iter()
                .map(|it| Written::new(&it.written, it.variables(), context))
                .collect(),
            request_values: match context.get(&condition.key) {
                Lookup::Absent => None,
                Lookup::Single(value) => Some(vec![value.to_owned()]),
                Lookup::Many(values) => Some(values.to_vec()),
            },
            holds: outcome.holds,
            sure: outcome.sure,
            rule: outcome.rule,
            span: condition.span,
        },
        Clause::Unevaluable(problem) => ExplainedCondition {
            operator: problem.message.clone(),
            key: String::new(),
            policy_values: Vec::new(),
            request_values: None,
            holds: false,
            sure: true,
            rule: TestRule::OperatorUnknown,
            span: problem.at.span,
        },
    }
}

/// Allows that count and fail late: at a condition, or at a resource that begins alike.
fn near_misses(statements: &[ExplainedStatement]) -> Vec<usize> {
    let mut misses: Vec<(usize, usize)> = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        if statement.effect != Effect::Allow || !statement.counts || statement.applies {
            continue;
        }
        let distance = match &statement.miss {
            Some(Miss::Condition { index }) => *index,
            Some(Miss::NotEvaluable { .. }) => 100,
            Some(Miss::Resource {
                written, resource, ..
            }) => {
                let nearest = written.first();
                let nearest = nearest.map_or(0, |it| common_start(it.meant(), resource));
                1_000_usize.saturating_sub(nearest) + 100
            }
            Some(Miss::Principal { .. }) => 2_000,
            Some(Miss::NoEffect { .. }) => 3_000,
            None => continue,
        };
        misses.push((distance, index));
    }
    misses.sort_unstable();
    misses.into_iter().map(|(_, index)| index).collect()
}

/// A layer's name in a sentence.
pub(crate) fn layer_words(layer: Layer) -> &'static str {
    match layer {
        Layer::Boundary => "permissions boundary",
        Layer::Scp => "service control policies",
        Layer::Rcp => "resource control policies",
        Layer::Session => "session policy",
        Layer::Vpce => "VPC endpoint policy",
        Layer::Resource => "resource policy",
        Layer::Identity => "identity policies",
    }
}
