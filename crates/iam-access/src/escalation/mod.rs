//! Who can become more than they are?
//!
//! Every published way ([`ways`]) is tried by real simulation, with boundaries and conditions: a
//! user who may attach policies to itself under a boundary gains nothing. What one can become is a
//! graph, and the answer is the shortest way through it to an administrator.

mod ways;

pub use ways::{Form, Way};

use crate::assume::{assumable, trust_set};
use crate::context::{GivenContext, fill, to_context};
use crate::extent::Extent;
use crate::gather::{PolicySource, gather_trust};
use crate::power::{Actor, everything};
use crate::subject::role_arn;
use crate::{Scope, Subject};
use iam_directory::{Group, User};
use iam_names::EntityId;
use iam_policy::context::ContextValue;
use iam_policy::evaluate::{Decision, Layers, Question, Simulation};
use iam_policy::policy::PolicyType;
use iam_policy::request::{Action, Resource};
use rayon::prelude::*;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use ways::WAYS;

/// Every published way that is tried.
#[must_use]
pub fn ways() -> &'static [Way] {
    WAYS
}

/// The service to which an action passes a role, where the published ways name one.
pub(crate) fn passed_to(folded: &str) -> Option<&'static str> {
    let mut services = WAYS.iter().filter_map(|way| match way.form {
        Form::NewService(service) | Form::OldService(service, _) => way
            .actions
            .iter()
            .any(|action| action.eq_ignore_ascii_case(folded))
            .then_some(service),
        _ => None,
    });
    let first = services.next()?;
    services.all(|it| it == first).then_some(first)
}

/// Who is an administrator, and who can become one.
#[derive(Debug, Clone, Default)]
pub struct Escalations {
    /// Users and roles who are administrators already.
    pub administrators: BTreeSet<EntityId>,
    /// Those who are not and can become one: the shortest way of each.
    pub found: Vec<Escalation>,
    /// Everything that somebody can become in one step, administrators' own steps left out.
    pub steps: Vec<Step>,
}

/// Somebody who can become an administrator.
#[derive(Debug, Clone)]
pub struct Escalation {
    /// The user or role.
    pub id: EntityId,
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Whether it is a role.
    pub is_role: bool,
    /// What it does, one after another: as many hops as there are steps.
    pub steps: Vec<Step>,
}

impl Escalation {
    /// Whether nothing is needed that is not known to be there.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.steps.iter().all(|step| step.needs.is_none())
    }
}

/// One step: somebody becomes somebody else, or an administrator by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who does it.
    pub from: String,
    /// The published way.
    pub way: &'static Way,
    /// What it is done to.
    pub on: String,
    /// Whom that makes of it; none when it grants itself everything.
    pub becomes: Option<String>,
    /// What has to be there already and is not known to be, such as a function with this role.
    pub needs: Option<&'static str>,
}

impl Step {
    /// `` `iam:PassRole` and `lambda:CreateFunction` on `arn:…` lets it act as that (lambda-001) ``
    #[must_use]
    pub fn sentence(&self) -> String {
        let actions: Vec<String> = self
            .way
            .actions
            .iter()
            .map(|it| format!("`{it}`"))
            .collect();
        let becomes = match &self.becomes {
            Some(arn) if *arn == self.on => "lets it act as that".to_owned(),
            Some(arn) => format!("lets it act as `{arn}`"),
            None => "grants everything".to_owned(),
        };
        let needs = self.needs.map_or_else(String::new, |what| {
            format!(", if there is {what} with that role")
        });
        format!(
            "{} on `{}` {becomes}{needs} ({})",
            actions.join(" and "),
            self.on,
            self.way.id
        )
    }
}

/// Finds who can become an administrator, and how.
#[must_use]
pub fn escalations(scope: Scope<'_>, given: &GivenContext) -> Escalations {
    escalations_of(scope, given).0
}

/// The same with everybody, made ready to be asked more.
pub(crate) fn escalations_of<'e>(
    scope: Scope<'e>,
    given: &'e GivenContext,
) -> (Escalations, Vec<Actor<'e>>) {
    let trial = Trial::new(scope, given);
    let mut result = Escalations::default();
    let pairs = trial.actors.par_iter().zip(&trial.standings);
    let steps: Vec<Vec<Step>> = pairs
        .map(|(actor, standing)| {
            let mut steps = Vec::new();
            if !standing.administrator {
                trial.steps_of(actor, *standing, &mut steps);
            }
            steps
        })
        .collect();
    result.steps = steps.into_iter().flatten().collect();
    for (actor, standing) in trial.actors.iter().zip(&trial.standings) {
        if standing.administrator {
            result.administrators.insert(actor.id);
        }
    }
    let certain = trial.shortest(&result.steps, false);
    let possible = trial.shortest(&result.steps, true);
    for (actor, standing) in trial.actors.iter().zip(&trial.standings) {
        let name = actor.subject.name();
        let way = certain.get(name).or_else(|| possible.get(name));
        if let (false, Some(steps)) = (standing.administrator, way) {
            result.found.push(Escalation {
                id: actor.id,
                arn: name.to_owned(),
                name: actor.subject.short_name(),
                is_role: actor.subject.is_role(),
                steps: steps.clone(),
            });
        }
    }
    (result, trial.actors)
}

/// What somebody is, and could be.
#[derive(Debug, Clone, Copy)]
struct Standing {
    administrator: bool,
    /// Whether everything could be granted to it: no boundary stands in the way.
    grantable: bool,
}

/// An account on trial.
struct Trial<'e> {
    scope: Scope<'e>,
    given: &'e GivenContext,
    actors: Vec<Actor<'e>>,
    standings: Vec<Standing>,
    /// Which roles everybody can assume.
    assumable: BTreeMap<EntityId, BTreeSet<String>>,
    /// Which roles each service can assume.
    served: HashMap<&'static str, BTreeSet<String>>,
}

impl<'e> Trial<'e> {
    fn new(scope: Scope<'e>, given: &'e GivenContext) -> Self {
        let actors = Actor::all(scope, given);
        let everything = everything();
        let standings = actors
            .par_iter()
            .map(|actor| {
                let granted = Layers {
                    identity: Arc::clone(&everything),
                    ..actor.prepared.layers.clone()
                };
                Standing {
                    administrator: actor.is_administrator(),
                    grantable: actor.would_be_administrator(&granted),
                }
            })
            .collect();
        let mut served = HashMap::new();
        let trusts = trusts(scope);
        for way in WAYS {
            if let Form::NewService(service) | Form::OldService(service, _) = way.form {
                served
                    .entry(service)
                    .or_insert_with(|| roles_of_service(scope, service, &trusts));
            }
        }
        Self {
            scope,
            given,
            actors,
            standings,
            assumable: assumable(scope, given),
            served,
        }
    }

    /// Whether somebody may do every one of these on a resource.
    fn may(&self, actor: &Actor<'_>, actions: &[&str], on: &str, passed_to: Option<&str>) -> bool {
        let mut given = self.given.clone();
        if let Some(service) = passed_to {
            let service = ContextValue::Single(service.to_owned());
            given.keys.push(("iam:PassedToService".to_owned(), service));
        }
        let context = to_context(&fill(&actor.subject, Some(on), &given));
        let layers = &actor.prepared.layers;
        let simulation = Simulation::new(layers, &actor.subject.principal, &context);
        let resource = Resource::new(on);
        actions.iter().all(|action| {
            Action::parse(action).is_ok_and(|action| {
                let question = Question {
                    action: &action,
                    resource: &resource,
                    resource_account: None,
                    wildcard_only: false,
                };
                simulation.decide(&question) == Decision::Allowed
            })
        })
    }

    fn steps_of(&self, actor: &Actor<'_>, standing: Standing, steps: &mut Vec<Step>) {
        let mut reach: HashMap<&'static str, bool> = HashMap::new();
        for way in WAYS {
            // Assuming and passing are asked about each role, with what AWS fills in for it.
            let somewhere = way.actions.iter().all(|action| {
                matches!(*action, "sts:AssumeRole" | "iam:PassRole")
                    || *reach
                        .entry(action)
                        .or_insert_with(|| actor.extent(action) != Extent::None)
            });
            if somewhere {
                self.try_way(actor, standing, way, steps);
            }
        }
    }

    fn try_way(
        &self,
        actor: &Actor<'_>,
        standing: Standing,
        way: &'static Way,
        steps: &mut Vec<Step>,
    ) {
        let step = |on: &str, becomes: Option<&str>, needs: Option<&'static str>| Step {
            from: actor.subject.name().to_owned(),
            way,
            on: on.to_owned(),
            becomes: becomes.map(str::to_owned),
            needs,
        };
        let own = actor.subject.name();
        let may = |on: &str| self.may(actor, way.actions, on, None);
        match way.form {
            Form::OwnUser | Form::OwnRole => {
                let fits = actor.subject.is_role() == (way.form == Form::OwnRole);
                if fits && standing.grantable && may(own) {
                    steps.push(step(own, None, None));
                }
            }
            Form::OwnGroup => {
                let groups = self.groups_of(actor).map(|group| self.group_arn(group));
                for arn in groups.filter(|arn| standing.grantable && may(arn)) {
                    steps.push(step(&arn, None, None));
                }
            }
            Form::OwnPolicy => {
                for arn in self.own_policies(actor) {
                    if standing.grantable && may(&arn) {
                        steps.push(step(&arn, None, None));
                    }
                }
            }
            Form::JoinGroup => self.join(actor, way, steps),
            Form::User => {
                for (user, target, _) in self.users() {
                    if target != own && takes_over(way, user) && may(target) {
                        steps.push(step(target, Some(target), None));
                    }
                }
            }
            Form::GrantUser => {
                for (_, target, other) in self.users() {
                    if target != own && other.grantable && may(target) {
                        steps.push(step(target, None, None));
                    }
                }
            }
            Form::Role => {
                let roles = self.assumable.get(&actor.id).into_iter().flatten();
                steps.extend(roles.map(|role| step(role, Some(role), None)));
            }
            Form::RoleTrust => {
                let roles = self.roles().map(|(role, _)| role.subject.name());
                for role in roles.filter(|role| *role != own && may(role)) {
                    steps.push(step(role, Some(role), None));
                }
            }
            Form::GrantRole | Form::PolicyOfRole => self.grant_role(actor, way, steps),
            Form::NewService(service) => {
                let roles = self.served.get(service).into_iter().flatten();
                for role in roles.filter(|role| role.as_str() != own) {
                    if self.may(actor, &["iam:PassRole"], role, Some(service)) {
                        steps.push(step(role, Some(role), None));
                    }
                }
            }
            Form::OldService(service, what) => {
                let passing = way.actions.contains(&"iam:PassRole");
                let roles = self.served.get(service).into_iter().flatten();
                let known: BTreeSet<&str> = steps
                    .iter()
                    .filter_map(|it| it.becomes.as_deref())
                    .collect();
                // Where there is a way to a role already, another uncertain one says nothing new.
                let fresh = |role: &&String| role.as_str() != own && !known.contains(role.as_str());
                let fresh: Vec<&String> = roles.filter(fresh).collect();
                for role in fresh {
                    if !passing || self.may(actor, &["iam:PassRole"], role, Some(service)) {
                        steps.push(step(role, Some(role), Some(what)));
                    }
                }
            }
        }
    }

    /// Joining a group counts when its policies make an administrator.
    fn join(&self, actor: &Actor<'_>, way: &'static Way, steps: &mut Vec<Step>) {
        let crate::Held::User(user) = actor.subject.held else {
            return;
        };
        for group in self.scope.directory().groups() {
            let arn = self.group_arn(group);
            if user.groups.contains(&group.id) || !self.may(actor, way.actions, &arn, None) {
                continue;
            }
            let mut joined = User::clone(user);
            joined.groups.insert(group.id);
            let joined = Arc::new(joined);
            let Ok(subject) = Subject::user(self.scope, &joined) else {
                continue;
            };
            let prepared = crate::simulate::Prepared::new(&subject);
            if actor.would_be_administrator(&prepared.layers) {
                steps.push(Step {
                    from: actor.subject.name().to_owned(),
                    way,
                    on: arn,
                    becomes: None,
                    needs: None,
                });
            }
        }
    }

    /// A role that can be granted everything, and then assumed.
    fn grant_role(&self, actor: &Actor<'_>, way: &'static Way, steps: &mut Vec<Step>) {
        let Some((grant, become_role)) = way.actions.split_first() else {
            return;
        };
        let own = actor.subject.name();
        for (target, standing) in self.roles() {
            let role = target.subject.name();
            let assumes = if become_role == ["sts:AssumeRole"] {
                let roles = self.assumable.get(&actor.id);
                roles.is_some_and(|roles| roles.contains(role))
            } else {
                self.may(actor, become_role, role, None)
            };
            if role == own || !standing.grantable || !assumes {
                continue;
            }
            let on = if way.form == Form::GrantRole {
                vec![role.to_owned()]
            } else {
                self.own_policies(target)
            };
            for on in on {
                if self.may(actor, &[grant], &on, None) {
                    steps.push(Step {
                        from: own.to_owned(),
                        way,
                        on,
                        becomes: None,
                        needs: None,
                    });
                }
            }
        }
    }

    fn users(&self) -> impl Iterator<Item = (&User, &str, Standing)> {
        let all = self.actors.iter().zip(&self.standings);
        all.filter_map(|(actor, standing)| match actor.subject.held {
            crate::Held::User(user) => Some((&**user, actor.subject.name(), *standing)),
            _ => None,
        })
    }

    fn roles(&self) -> impl Iterator<Item = (&Actor<'e>, Standing)> {
        let all = self.actors.iter().zip(&self.standings);
        all.filter(|(actor, _)| actor.subject.is_role())
            .map(|(actor, standing)| (actor, *standing))
    }

    fn groups_of<'a>(&'a self, actor: &'a Actor<'_>) -> impl Iterator<Item = &'a Arc<Group>> {
        let groups = match actor.subject.held {
            crate::Held::User(user) => Some(&user.groups),
            _ => None,
        };
        groups
            .into_iter()
            .flatten()
            .filter_map(|id| self.scope.directory().group(*id))
    }

    fn group_arn(&self, group: &Group) -> String {
        let settings = self.scope.account().settings();
        let arn = settings.arn("group", &group.path, group.name.as_str());
        arn.as_str().to_owned()
    }

    /// The customer managed policies that somebody holds.
    fn own_policies(&self, actor: &Actor<'_>) -> Vec<String> {
        let settings = self.scope.account().settings();
        let held = actor.prepared.gathered.layer(PolicyType::Identity);
        held.filter_map(|(_, policy)| match policy.source {
            PolicySource::Customer(id) => self.scope.directory().policy(id),
            _ => None,
        })
        .map(|policy| settings.arn("policy", &policy.path, policy.name.as_str()))
        .map(|arn| arn.as_str().to_owned())
        .collect()
    }

    /// The shortest way of everybody to an administrator, walked back from there.
    fn shortest(&self, steps: &[Step], possible: bool) -> HashMap<String, Vec<Step>> {
        // The first step of everybody's way.
        let mut first: HashMap<&str, &Step> = HashMap::new();
        // The steps by whom they lead to, so that each is looked at once.
        let mut leading: HashMap<&str, Vec<&Step>> = HashMap::new();
        let mut round: Vec<&Step> = Vec::new();
        for step in steps.iter().filter(|it| possible || it.needs.is_none()) {
            match step.becomes.as_deref() {
                None => round.push(step),
                Some(arn) => leading.entry(arn).or_default().push(step),
            }
        }
        let all = self.actors.iter().zip(&self.standings);
        for (actor, _) in all.filter(|(_, standing)| standing.administrator) {
            round.extend(leading.remove(actor.subject.name()).unwrap_or_default());
        }
        while !round.is_empty() {
            let mut next = Vec::new();
            for step in round {
                if let Entry::Vacant(place) = first.entry(step.from.as_str()) {
                    place.insert(step);
                    next.extend(leading.remove(step.from.as_str()).unwrap_or_default());
                }
            }
            round = next;
        }
        let way = |from: &&str| {
            let next = |step: &&Step| first.get(step.becomes.as_deref()?).copied();
            let steps = std::iter::successors(first.get(from).copied(), next);
            ((*from).to_owned(), steps.cloned().collect())
        };
        first.keys().map(way).collect()
    }
}

/// Whether a user's credentials can be had in this way: AWS refuses a third access key, and a
/// second console password.
fn takes_over(way: &Way, user: &User) -> bool {
    let keys = user.access_keys.len();
    match way.id {
        "iam-002" => keys < 2,
        "iam-003" => keys >= 2,
        "iam-004" => user.login_profile.is_none(),
        "iam-006" => user.login_profile.is_some(),
        _ => true,
    }
}

/// The roles of the account with what guards them, read once for every service.
fn trusts(scope: Scope<'_>) -> Vec<(String, Layers)> {
    let roles = scope.directory().roles();
    let guarded = roles.filter_map(|role| {
        let arn = role_arn(scope, role).as_str().to_owned();
        let trust = gather_trust(scope, &arn)?;
        let layers = Layers {
            resource: Some(trust_set(&trust)),
            ..Layers::default()
        };
        Some((arn, layers))
    });
    guarded.collect()
}

/// The roles of the account that a service can assume.
fn roles_of_service(
    scope: Scope<'_>,
    service: &str,
    trusts: &[(String, Layers)],
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (Ok(subject), Ok(action)) = (
        Subject::named(scope, service),
        Action::parse("sts:AssumeRole"),
    ) else {
        return found;
    };
    let own = scope.account().settings().account_id.to_string();
    for (arn, layers) in trusts {
        let mut given = GivenContext::default();
        // The service calls for a resource of this very account.
        let account = ContextValue::Single(own.clone());
        given.keys.push(("aws:SourceAccount".to_owned(), account));
        let context = to_context(&fill(&subject, Some(arn), &given));
        let simulation = Simulation::new(layers, &subject.principal, &context);
        let resource = Resource::new(arn);
        let question = Question {
            action: &action,
            resource: &resource,
            resource_account: None,
            wildcard_only: false,
        };
        if simulation.decide(&question) == Decision::Allowed {
            found.insert(arn.clone());
        }
    }
    found
}
