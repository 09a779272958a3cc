//! A query on its way to its answers: what is asked, what was found on the way, what stays open.

use super::prepare::{Numbers, Prepared, levels, standing_caveat};
use super::{Needed, Query, on_any};
use crate::context::{fill, to_context};
use crate::escalation::passed_to;
use crate::extent::Asked;
use crate::gather::{GatheredPolicy, gather_resource, gather_trust};
use crate::guards::Guards;
use crate::unknown::Unknown;
use crate::{AccessError, Subject};
use iam_catalog::Catalogue;
use iam_policy::context::ContextValue;
use iam_policy::evaluate::{Layers, NamedPolicy, PolicySet, Simulation};
use iam_policy::policy::PolicyType;
use iam_policy::request::Action;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The action by which a role is handed to a service.
const PASS_ROLE: &str = "iam:PassRole";

/// A query on its way to its answers.
pub(super) struct Asking<'q, 'e> {
    pub(super) subject: &'q Subject<'e>,
    pub(super) query: &'q Query,
    pub(super) prepared: Prepared,
    pub(super) unknown: BTreeSet<Unknown>,
    needed: BTreeMap<(&'static str, Option<&'static str>), Needed>,
    guards: Option<Arc<Guards>>,
}

impl<'q, 'e> Asking<'q, 'e> {
    pub(super) fn new(subject: &'q Subject<'e>, query: &'q Query) -> Self {
        let prepared = Prepared::new(subject);
        let mut unknown: BTreeSet<Unknown> = prepared.gathered.unknown.iter().cloned().collect();
        unknown.extend(standing_caveat(subject));
        Self {
            subject,
            query,
            prepared,
            unknown,
            needed: BTreeMap::new(),
            guards: None,
        }
    }

    /// The resources that have policies of their own, looked for once.
    pub(super) fn guards(&mut self) -> Arc<Guards> {
        let scope = self.subject.scope;
        let guards = self
            .guards
            .get_or_insert_with(|| Arc::new(Guards::new(scope)));
        Arc::clone(guards)
    }

    /// The actions asked about, patterns expanded, none twice.
    pub(super) fn actions(&mut self) -> Result<Vec<Asked>, AccessError> {
        let settings = self.subject.scope.account().settings();
        let (actions, unknown) = expand(&self.query.actions)?;
        self.unknown.extend(unknown);
        Ok(actions
            .into_iter()
            .map(|expanded| Asked::new(expanded.action, settings))
            .collect())
    }

    /// The layers for assuming the role that a resource names, its trust policy among them.
    pub(super) fn trusting(&mut self, resource: &str) -> Option<(Layers, Arc<Numbers>)> {
        let trust = gather_trust(self.subject.scope, resource)?;
        let layers = self.with_trust(&trust);
        Some((layers, self.adopt(trust)))
    }

    /// The layers for a question about a resource of the estate: its own policy, and the resource
    /// control policies of its account where that is another one than the principal's.
    pub(super) fn about(&mut self, resource: &str) -> (Layers, Arc<Numbers>) {
        let scope = self.subject.scope;
        let mut layers = self.prepared.layers.clone();
        let mut numbers = Arc::clone(&self.prepared.numbers);
        if let Some(policy) = gather_resource(scope, resource) {
            layers = self.with_trust(&policy);
            numbers = self.adopt(policy);
        }
        let owner = scope.owner(resource);
        let own = scope.account().settings().account_id;
        if let Some(theirs) = owner.filter(|owner| *owner != own) {
            let theirs = scope.membership_of(theirs);
            let gathered = &mut self.prepared.gathered;
            let (rcp, of_levels) = levels(gathered, scope, theirs, PolicyType::Rcp);
            layers.rcp = rcp;
            numbers = Arc::new(numbers.with_rcp(of_levels));
        }
        (layers, numbers)
    }

    pub(super) fn with_trust(&self, trust: &GatheredPolicy) -> Layers {
        let named = trust.reading.policy.as_ref().map(|policy| NamedPolicy {
            name: Some(Arc::from(trust.name.as_str())),
            policy: Arc::clone(policy),
        });
        Layers {
            resource: Some(Arc::new(PolicySet::new(named))),
            ..self.prepared.layers.clone()
        }
    }

    /// Takes a trust policy in among the policies that answers speak of.
    pub(super) fn adopt(&mut self, trust: GatheredPolicy) -> Arc<Numbers> {
        if trust.reading.policy.is_none() {
            self.unknown.insert(Unknown::NoPolicy {
                name: trust.name.clone(),
                layer: PolicyType::Trust,
                message: trust
                    .reading
                    .fatal()
                    .map_or_else(String::new, |p| p.message.clone()),
            });
        }
        let policies = &mut self.prepared.gathered.policies;
        let known = policies
            .iter()
            .position(|policy| policy.source == trust.source);
        let number = known.unwrap_or(policies.len());
        if known.is_none() {
            policies.push(trust);
        }
        Arc::new(self.prepared.numbers.with_resource(number))
    }

    /// What an allowed action needs besides, each asked about any resource: by the principal's own
    /// policies, because the policy of the resource asked about speaks of no other one.
    pub(super) fn needed(&mut self, asked: &Asked) -> Vec<Needed> {
        let Some(known) = Catalogue::bundled().action(asked.action.as_str()) else {
            return Vec::new();
        };
        let mut needs = Vec::new();
        for name in known.dependent_actions() {
            // To which service a role is passed is told by the action that needs it.
            let service = (name == PASS_ROLE)
                .then(|| passed_to(asked.action.folded()))
                .flatten();
            let key = (name, service);
            if !self.needed.contains_key(&key) {
                let Some(needed) = self.need(name, service) else {
                    continue;
                };
                self.needed.insert(key, needed);
            }
            needs.extend(self.needed.get(&key).cloned());
        }
        needs
    }

    fn need(&self, name: &str, service: Option<&str>) -> Option<Needed> {
        let settings = self.subject.scope.account().settings();
        let asked = Asked::new(Action::parse(name).ok()?, settings);
        let mut given = self.query.given.clone();
        let key = "iam:PassedToService";
        let named = given
            .keys
            .iter()
            .any(|(it, _)| it.eq_ignore_ascii_case(key));
        if let (Some(service), false) = (service, named) {
            let value = ContextValue::Single(service.to_owned());
            given.keys.push((key.to_owned(), value));
        }
        let context = to_context(&fill(self.subject, None, &given));
        let principal = &self.subject.principal;
        let simulation = Simulation::new(&self.prepared.layers, principal, &context);
        let (cell, _, extent) = on_any(&simulation, &asked);
        Some(Needed {
            action: name.to_owned(),
            extent,
            depends: cell.depends,
        })
    }

    /// What stays open for every question about a resource.
    pub(super) fn caveats(&mut self, resource: &str) {
        if self.subject.scope.resource(resource).is_none() {
            self.unknown.extend(Unknown::about_resource(resource));
        }
    }
}

/// An action asked about, and what the catalogue calls it.
pub(crate) struct Expanded {
    pub(crate) action: Action,
    pub(crate) known: Option<iam_catalog::Action<'static>>,
}

/// Actions with their patterns expanded by the catalogue, none twice, and what it does not know.
pub(crate) fn expand(patterns: &[String]) -> Result<(Vec<Expanded>, Vec<Unknown>), AccessError> {
    let catalogue = Catalogue::bundled();
    let mut seen = BTreeSet::new();
    let (mut actions, mut unknown) = (Vec::new(), Vec::new());
    for pattern in patterns {
        let pattern = pattern.trim();
        let matching = catalogue.actions_matching(pattern);
        if matching.is_empty() {
            let suggestions = catalogue.suggest_action(pattern);
            let name = pattern.to_owned();
            if pattern.contains(['*', '?']) {
                return Err(AccessError::NoSuchActions {
                    pattern: name,
                    suggestions,
                });
            }
            let action = Action::parse(pattern).map_err(AccessError::BadAction)?;
            unknown.push(Unknown::Action { name, suggestions });
            if seen.insert(action.folded().to_owned()) {
                let known = None;
                actions.push(Expanded { action, known });
            }
        }
        for known in matching {
            let action = Action::parse(&known.full_name()).map_err(AccessError::BadAction)?;
            if seen.insert(action.folded().to_owned()) {
                let known = Some(known);
                actions.push(Expanded { action, known });
            }
        }
    }
    Ok((actions, unknown))
}
