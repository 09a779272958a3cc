//! May this principal do that, and why?
//!
//! A question is the cross product of actions and resources. What applies is gathered once, the
//! keys AWS fills in are filled in per resource, and every answer comes with its explanation, read
//! off the same trace. Without a resource the question is about any resource, and the answer is
//! *all*, *some* or *none*.

mod any;
pub(crate) mod asking;
mod can;
mod cells;
mod prepare;
mod together;

pub use can::{LevelCan, PrincipalCan, ResourceCan, ServiceCan, principal_can};
pub use cells::{AskedAction, Cell, NamedAction, cells, expand_actions};
pub(crate) use cells::{on, on_any};
pub(crate) use prepare::{Prepared, standing_caveat};
pub use together::Together;

use crate::context::{FilledKey, GivenContext, fill, to_context};
use crate::extent::{Asked, Extent};
use crate::gather::GatheredPolicy;
use crate::unknown::Unknown;
use crate::{AccessError, Subject};
use any::some_sentence;
use asking::Asking;
use iam_catalog::Catalogue;
use iam_names::{AccountId, Arn};
use iam_policy::evaluate::{Answer, Decision, Question, Simulation, StatementRef, is_trust_action};
use iam_policy::explain::{Explanation, explain};
use iam_policy::policy::Statement;
use iam_policy::request::Resource;
use prepare::Numbers;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is asked about a principal.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Actions, or patterns that the catalogue expands.
    pub actions: Vec<String>,
    /// ARNs, or `*` taken literally; empty asks about any resource.
    pub resources: Vec<String>,
    /// What is said about the call.
    pub given: GivenContext,
    /// The most answers that are wanted; 0 for no ceiling.
    pub limit: usize,
}

/// The answers to a query, and everything they were found from.
#[derive(Debug, Clone)]
pub struct Simulated {
    /// The principal's ARN or name.
    pub principal: String,
    /// The policies that were looked at; answers refer to them by number.
    pub policies: Vec<GatheredPolicy>,
    /// One answer for each action and resource, actions first.
    pub answers: Vec<Answered>,
    /// What is not known and bears on the answers.
    pub unknown: Vec<Unknown>,
    /// The answers put together, for actions that work on several resources at once.
    pub together: Vec<Together>,
    /// Whether there would have been more answers than were wanted.
    pub truncated: bool,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The action in AWS's spelling.
    pub action: String,
    /// The resource as it was asked; `*` for any resource.
    pub resource: String,
    /// When the question was about any resource, on which it is allowed.
    pub extent: Option<Extent>,
    /// The decision. About any resource, it is `Allowed` when it is allowed on some.
    pub decision: Decision,
    /// The engine's answer; about any resource, the one for a resource that stands for the rest.
    pub answer: Answer,
    /// Why, read off the answer's trace.
    pub explanation: Explanation,
    /// The condition keys that were set, with their origin.
    pub context: Arc<[FilledKey]>,
    /// Other actions that are needed as well.
    pub also_needs: Vec<Needed>,
    numbers: Arc<Numbers>,
}

/// Another action that is needed as well, asked about any resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The action.
    pub action: String,
    /// On which resources the principal may do it.
    pub extent: Extent,
    /// Whether an absent condition key could change that.
    pub depends: bool,
}

impl Needed {
    /// Whether it is allowed somewhere at least.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.extent != Extent::None
    }

    /// What is needed, and whether that is allowed, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let action = &self.action;
        let depends = if self.depends {
            ", as far as is known of the request"
        } else {
            ""
        };
        match &self.extent {
            Extent::All => format!("It also needs `{action}`, which is allowed{depends}."),
            Extent::Some { .. } => {
                let allowed = some_sentence(action, &self.extent);
                format!(
                    "It also needs `{action}`: {}{depends}.",
                    allowed.trim_end_matches('.')
                )
            }
            Extent::None => format!("It also needs `{action}`, which is not allowed{depends}."),
        }
    }
}

/// A statement, found in the gathered policies.
#[derive(Debug, Clone, Copy)]
pub struct StatementAt<'s> {
    /// Which of [`Simulated::policies`].
    pub policy: usize,
    /// Which statement of it.
    pub number: usize,
    /// The statement; its span is in bytes of the policy's document.
    pub statement: &'s Statement,
}

impl Simulated {
    /// The statement an answer speaks of.
    #[must_use]
    pub fn statement(&self, answered: &Answered, at: &StatementRef) -> Option<StatementAt<'_>> {
        let policy = answered.numbers.of(at)?;
        let number = at.statement as usize;
        let read = self.policies.get(policy)?.reading.policy.as_ref()?;
        Some(StatementAt {
            policy,
            number,
            statement: read.statements.get(number)?,
        })
    }
}

/// Answers a query about a principal.
pub fn simulate(subject: &Subject<'_>, query: &Query) -> Result<Simulated, AccessError> {
    let mut asking = Asking::new(subject, query);
    let actions = asking.actions()?;
    let resources = resources(&query.resources)?;
    let wanted = actions.len().saturating_mul(resources.len());
    let limit = if query.limit == 0 {
        usize::MAX
    } else {
        query.limit
    };
    let mut answers: BTreeMap<usize, Answered> = BTreeMap::new();
    let own = asking.prepared.layers.clone();
    let own_numbers = Arc::clone(&asking.prepared.numbers);
    // Resource by resource, because the context hangs on it; actions come first in the answer.
    for (column, resource) in resources.iter().enumerate() {
        let filled: Arc<[FilledKey]> = fill(subject, resource.as_deref(), &query.given).into();
        let context = to_context(&filled);
        let owner = resource
            .as_deref()
            .and_then(|text| subject.scope.owner(text));
        let about = resource.as_deref().map(|text| asking.about(text));
        let (layers, numbers) = about.as_ref().map_or((&own, &own_numbers), |(a, b)| (a, b));
        let plain = Simulation::new(layers, &subject.principal, &context);
        let trusting = resource.as_deref().and_then(|text| asking.trusting(text));
        let trusted = trusting
            .as_ref()
            .map(|(layers, _)| Simulation::new(layers, &subject.principal, &context));
        for (row, asked) in actions.iter().enumerate() {
            let place = row.saturating_mul(resources.len()).saturating_add(column);
            if place >= limit {
                break;
            }
            let trust = is_trust_action(asked.action.folded());
            let mut answered = match (resource, &trusted, &trusting) {
                (Some(text), Some(simulation), Some((_, numbers))) if trust => Answered {
                    numbers: Arc::clone(numbers),
                    ..on_resource(simulation, asked, text, owner.as_ref())
                },
                (Some(text), ..) => {
                    if trust && text != "*" {
                        asking
                            .unknown
                            .insert(Unknown::TrustPolicy { role: text.clone() });
                    }
                    on_resource(&plain, asked, text, owner.as_ref())
                }
                (None, ..) if trust => asking.on_any_role(asked, &plain),
                (None, ..) => asking.on_any(asked, &plain),
            };
            if answered.numbers.is_empty() {
                answered.numbers = Arc::clone(numbers);
            }
            answered.context = Arc::clone(&filled);
            if answered.decision == Decision::Allowed {
                answered.also_needs = asking.needed(asked);
            }
            answers.insert(place, answered);
        }
        if let Some(text) = resource {
            asking.caveats(text);
        }
    }
    let mut together = Vec::new();
    for (row, asked) in actions.iter().enumerate() {
        let first = row.saturating_mul(resources.len());
        let row: Vec<&Answered> = answers
            .range(first..first.saturating_add(resources.len()))
            .map(|(_, answered)| answered)
            .collect();
        together.extend(together::together(asked, &row));
    }
    Ok(Simulated {
        together,
        principal: subject.name().to_owned(),
        answers: answers.into_values().collect(),
        unknown: asking.unknown.into_iter().collect(),
        policies: asking.prepared.gathered.policies,
        truncated: wanted > limit,
    })
}

/// The resources asked about: `None` for any.
pub(crate) fn resources(texts: &[String]) -> Result<Vec<Option<String>>, AccessError> {
    if texts.is_empty() {
        return Ok(vec![None]);
    }
    let mut resources = Vec::with_capacity(texts.len());
    for text in texts {
        let text = text.trim();
        if text != "*" && text.parse::<Arn>().is_err() {
            return Err(AccessError::BadResource {
                text: text.to_owned(),
            });
        }
        let resource = Some(text.to_owned());
        if !resources.contains(&resource) {
            resources.push(resource);
        }
    }
    Ok(resources)
}

fn on_resource(
    simulation: &Simulation<'_>,
    asked: &Asked,
    text: &str,
    owner: Option<&AccountId>,
) -> Answered {
    let resource = Resource::new(text);
    let question = Question {
        resource_account: owner.map(AsRef::as_ref),
        ..asked.question(&resource)
    };
    let answer = simulation.answer(&question);
    let explanation = explain(simulation, &question, &answer);
    Answered {
        action: asked.spelled(),
        resource: text.to_owned(),
        extent: None,
        decision: answer.decision,
        explanation,
        answer,
        context: Arc::from([]),
        also_needs: Vec::new(),
        numbers: Arc::default(),
    }
}

impl Asked {
    pub(crate) fn question<'q>(&'q self, resource: &'q Resource) -> Question<'q> {
        Question {
            action: &self.action,
            resource,
            resource_account: None,
            wildcard_only: self.wildcard_only,
        }
    }

    pub(crate) fn spelled(&self) -> String {
        Catalogue::bundled()
            .action(self.action.as_str())
            .map_or_else(
                || self.action.as_str().to_owned(),
                iam_catalog::Action::full_name,
            )
    }
}
