//! May this principal do that, and why?
//!
//! A question is the cross product of actions and resources. What applies is gathered once, the
//! keys AWS fills in are filled in per resource, and every answer comes with its explanation, read
//! off the same trace. Without a resource the question is about any resource, and the answer is
//! *all*, *some* or *none*.

use crate::context::{FilledKey, GivenContext, fill, to_context};
use crate::extent::{Asked, Extent};
use crate::gather::{Gathered, GatheredPolicy, gather, gather_trust};
use crate::unknown::Unknown;
use crate::{AccessError, Held, Subject};
use iam_catalog::Catalogue;
use iam_names::Arn;
use iam_policy::evaluate::{
    Answer, Decision, Layer, Layers, NamedPolicy, PolicySet, Question, Simulation, StatementRef,
    is_trust_action,
};
use iam_policy::explain::{Explanation, explain};
use iam_policy::policy::{PolicyType, Statement};
use iam_policy::request::{Action, Resource};
use std::collections::{BTreeMap, BTreeSet};
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

/// Which of the gathered policies stands at which place of the engine's layers.
#[derive(Debug, Clone, Default)]
struct Numbers {
    identity: Vec<usize>,
    boundary: Vec<usize>,
    resource: Vec<usize>,
}

impl Numbers {
    fn of(&self, at: &StatementRef) -> Option<usize> {
        let layer = match at.layer {
            Layer::Identity => &self.identity,
            Layer::Boundary => &self.boundary,
            Layer::Resource => &self.resource,
            _ => return None,
        };
        layer.get(at.policy as usize).copied()
    }
}

/// What applies to a principal, made ready to be asked.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) gathered: Gathered,
    pub(crate) layers: Layers,
    numbers: Arc<Numbers>,
}

impl Prepared {
    pub(crate) fn new(subject: &Subject<'_>) -> Self {
        let gathered = gather(subject);
        let (identity, identity_numbers) = set_of(&gathered, PolicyType::Identity);
        let (boundary, boundary_numbers) = set_of(&gathered, PolicyType::Boundary);
        let layers = Layers {
            identity: Arc::new(identity),
            // A boundary that is not known allows nothing: the other error would be worse.
            boundary: gathered.bounded.then(|| Arc::new(boundary)),
            ..Layers::default()
        };
        let numbers = Numbers {
            identity: identity_numbers,
            boundary: boundary_numbers,
            resource: Vec::new(),
        };
        Self {
            gathered,
            layers,
            numbers: Arc::new(numbers),
        }
    }
}

fn set_of(gathered: &Gathered, layer: PolicyType) -> (PolicySet, Vec<usize>) {
    let mut numbers = Vec::new();
    let mut named = Vec::new();
    for (number, gathered) in gathered.layer(layer) {
        if let Some(policy) = &gathered.reading.policy {
            numbers.push(number);
            named.push(NamedPolicy {
                name: Some(Arc::from(gathered.name.as_str())),
                policy: Arc::clone(policy),
            });
        }
    }
    (PolicySet::new(named), numbers)
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
        let plain = Simulation::new(&own, &subject.principal, &context);
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
            let (simulation, numbers) = match (&trusted, &trusting) {
                (Some(simulation), Some((_, numbers))) if trust => (simulation, numbers),
                _ => (&plain, &own_numbers),
            };
            let mut answered = match resource {
                Some(text) => {
                    if trust && trusted.is_none() && text != "*" {
                        asking
                            .unknown
                            .insert(Unknown::TrustPolicy { role: text.clone() });
                    }
                    on_resource(simulation, asked, text)
                }
                None => on_any(simulation, asked),
            };
            answered.context = Arc::clone(&filled);
            answered.numbers = Arc::clone(numbers);
            if answered.decision == Decision::Allowed {
                answered.also_needs = asking.needed(asked, &plain);
            }
            answers.insert(place, answered);
        }
        if let Some(text) = resource {
            asking.caveats(text);
        }
    }
    Ok(Simulated {
        principal: subject.name().to_owned(),
        answers: answers.into_values().collect(),
        unknown: asking.unknown.into_iter().collect(),
        policies: asking.prepared.gathered.policies,
        truncated: wanted > limit,
    })
}

/// A query on its way to its answers.
struct Asking<'q, 'e> {
    subject: &'q Subject<'e>,
    query: &'q Query,
    prepared: Prepared,
    unknown: BTreeSet<Unknown>,
    needed: BTreeMap<String, Extent>,
}

impl<'q, 'e> Asking<'q, 'e> {
    fn new(subject: &'q Subject<'e>, query: &'q Query) -> Self {
        let prepared = Prepared::new(subject);
        let mut unknown: BTreeSet<Unknown> = prepared.gathered.unknown.iter().cloned().collect();
        unknown.extend(standing_caveat(subject));
        Self {
            subject,
            query,
            prepared,
            unknown,
            needed: BTreeMap::new(),
        }
    }

    /// The actions asked about, patterns expanded, none twice.
    fn actions(&mut self) -> Result<Vec<Asked>, AccessError> {
        let catalogue = Catalogue::bundled();
        let settings = self.subject.scope.account().settings();
        let mut seen = BTreeSet::new();
        let mut asked = Vec::new();
        for pattern in &self.query.actions {
            let pattern = pattern.trim();
            let known = catalogue.actions_matching(pattern);
            if known.is_empty() && pattern.contains(['*', '?']) {
                return Err(AccessError::NoSuchActions {
                    pattern: pattern.to_owned(),
                    suggestions: catalogue.suggest_action(pattern),
                });
            }
            let mut names: Vec<String> = known
                .into_iter()
                .map(iam_catalog::Action::full_name)
                .collect();
            if names.is_empty() {
                names.push(pattern.to_owned());
            }
            for name in names {
                let action = Action::parse(&name).map_err(AccessError::BadAction)?;
                if catalogue.action(&name).is_none() {
                    self.unknown.insert(Unknown::Action {
                        name: name.clone(),
                        suggestions: catalogue.suggest_action(&name),
                    });
                }
                if seen.insert(action.folded().to_owned()) {
                    asked.push(Asked::new(action, settings));
                }
            }
        }
        Ok(asked)
    }

    /// The layers for assuming the role that a resource names, its trust policy among them.
    fn trusting(&mut self, resource: &str) -> Option<(Layers, Arc<Numbers>)> {
        let trust = gather_trust(self.subject.scope, resource)?;
        let policies = &mut self.prepared.gathered.policies;
        let number = policies.len();
        let named = trust.reading.policy.as_ref().map(|policy| NamedPolicy {
            name: Some(Arc::from(trust.name.as_str())),
            policy: Arc::clone(policy),
        });
        if named.is_none() {
            self.unknown.insert(Unknown::NoPolicy {
                name: trust.name.clone(),
                layer: PolicyType::Trust,
                message: trust
                    .reading
                    .fatal()
                    .map_or_else(String::new, |p| p.message.clone()),
            });
        }
        policies.push(trust);
        let layers = Layers {
            resource: Some(Arc::new(PolicySet::new(named))),
            ..self.prepared.layers.clone()
        };
        let numbers = Numbers {
            resource: vec![number],
            ..Numbers::clone(&self.prepared.numbers)
        };
        Some((layers, Arc::new(numbers)))
    }

    /// What an allowed action needs besides, each asked about any resource.
    fn needed(&mut self, asked: &Asked, simulation: &Simulation<'_>) -> Vec<Needed> {
        let Some(known) = Catalogue::bundled().action(asked.action.as_str()) else {
            return Vec::new();
        };
        let settings = self.subject.scope.account().settings();
        let mut needs = Vec::new();
        for name in known.dependent_actions() {
            if !self.needed.contains_key(name) {
                let Ok(action) = Action::parse(name) else {
                    continue;
                };
                let extent = Asked::new(action, settings).extent(simulation);
                self.needed.insert(name.to_owned(), extent);
            }
            if let Some(extent) = self.needed.get(name) {
                needs.push(Needed {
                    action: name.to_owned(),
                    extent: extent.clone(),
                });
            }
        }
        needs
    }

    /// What stays open for every question about a resource.
    fn caveats(&mut self, resource: &str) {
        let arn: Option<Arn> = resource.parse().ok();
        let Some(arn) = arn else { return };
        // Of IAM's resources only roles have policies of their own, and those are trust policies.
        if arn.service() != "iam" {
            self.unknown.insert(Unknown::ResourcePolicy {
                resource: resource.to_owned(),
            });
        }
    }
}

/// An account of AWS may belong to an organisation, of which nothing is known yet.
pub(crate) fn standing_caveat(subject: &Subject<'_>) -> Option<Unknown> {
    let local = subject.scope.account().settings().kind == iam_directory::AccountKind::Local;
    (!local && !matches!(subject.held, Held::Nothing)).then_some(Unknown::Organization)
}

/// The resources asked about: `None` for any.
fn resources(texts: &[String]) -> Result<Vec<Option<String>>, AccessError> {
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

fn on_resource(simulation: &Simulation<'_>, asked: &Asked, text: &str) -> Answered {
    let resource = Resource::new(text);
    let question = asked.question(&resource);
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

/// Any resource: how far it goes, and the explanation for a resource that shows it. Where it is
/// allowed on some, that is one of those; where on none, one that stands for all.
fn on_any(simulation: &Simulation<'_>, asked: &Asked) -> Answered {
    let extent = asked.extent(simulation);
    let shown = match &extent {
        Extent::Some { allowed, .. } => allowed.first().map_or("*", String::as_str),
        _ if asked.wildcard_only => "*",
        _ => asked.example_resource(),
    };
    let mut answered = on_resource(simulation, asked, shown);
    "*".clone_into(&mut answered.resource);
    if extent != Extent::None {
        answered.decision = Decision::Allowed;
    }
    answered.extent = Some(extent);
    answered
}

impl Asked {
    fn question<'q>(&'q self, resource: &'q Resource) -> Question<'q> {
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
