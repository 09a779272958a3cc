//! Who can become which role, one step at a time.
//!
//! A role's trust policy names whom it lets in; only those are asked, each by a real simulation
//! of `sts:AssumeRole` with the trust policy beside the principal's own policies.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html>

use crate::Scope;
use crate::context::{GivenContext, fill, to_context};
use crate::crowd::{Crowd, Member, speaks_of};
use crate::gather::{GatheredPolicy, gather_trust};
use crate::subject::role_arn;
use crate::unknown::Unknown;
use iam_names::EntityId;
use iam_policy::context::Context;
use iam_policy::evaluate::{Decision, Layers, NamedPolicy, PolicySet, Question, Simulation};
use iam_policy::policy::{Effect, Policy, PrincipalPattern, Principals};
use iam_policy::request::{Action, Resource};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The action by which a principal becomes a role.
const ASSUME: &str = "sts:AssumeRole";

/// Everybody of an account, and which roles they can become.
pub(crate) struct Assuming<'e> {
    crowd: Crowd<'e>,
    action: Action,
    given: GivenContext,
    by_name: HashMap<String, usize>,
    by_unique_id: HashMap<String, usize>,
    /// Those whose own policies say anything about assuming roles.
    speaking: Vec<usize>,
}

impl<'e> Assuming<'e> {
    /// Makes everybody of an account ready; nothing when the action cannot be spelled, which it can.
    pub(crate) fn new(scope: Scope<'e>, given: &GivenContext) -> Option<Self> {
        let action = Action::parse(ASSUME).ok()?;
        let crowd = Crowd::new(scope, &action);
        let (mut by_name, mut by_unique_id) = (HashMap::new(), HashMap::new());
        let mut speaking = Vec::new();
        for (number, member) in crowd.members.iter().enumerate() {
            by_name.insert(folded_name(member.subject.name()), number);
            if let Some(id) = member.subject.unique_id() {
                by_unique_id.insert(id, number);
            }
            if member.layers.identity.statement_count() > 0 {
                speaking.push(number);
            }
        }
        Some(Self {
            crowd,
            action,
            given: given.clone(),
            by_name,
            by_unique_id,
            speaking,
        })
    }

    /// Everybody who can assume a role, by number.
    pub(crate) fn assumers(&self, role: &str) -> Vec<usize> {
        let Some(door) = self.door(role) else {
            return Vec::new();
        };
        let candidates = door.candidates.iter().copied();
        candidates
            .filter(|number| self.enters(*number, &door))
            .collect()
    }

    /// A role with those whom its trust policy could let in.
    fn door(&self, role: &str) -> Option<Door> {
        let first = self.crowd.members.first()?;
        let trust = gather_trust(first.subject.scope, role)?;
        let policy = trust.reading.policy.as_ref()?;
        let account = first
            .subject
            .scope
            .account()
            .settings()
            .account_id
            .to_string();
        Some(Door {
            candidates: self.candidates(policy, &account),
            trust: trust_set(&trust),
            resource: Resource::new(role),
        })
    }

    fn enters(&self, number: usize, door: &Door) -> bool {
        let member = &self.crowd.members[number];
        member.subject.name() != door.resource.as_str()
            && self.assumes(member, &door.trust, &door.resource)
    }

    fn assumes(&self, member: &Member<'_>, trust: &Arc<PolicySet>, role: &Resource) -> bool {
        // Where nothing hangs on the request, nothing has to be known of it.
        let free = |set: &PolicySet| set.condition_keys().next().is_none();
        let boundary = member.layers.boundary.as_deref();
        let context = if free(trust)
            && free(&member.layers.identity)
            && boundary.is_none_or(free)
            && member
                .layers
                .scp
                .iter()
                .chain(&member.layers.rcp)
                .all(|set| free(set))
        {
            Context::default()
        } else {
            to_context(&fill(&member.subject, Some(role.as_str()), &self.given))
        };
        let layers = Layers {
            resource: Some(Arc::clone(trust)),
            ..member.layers.clone()
        };
        let simulation = Simulation::new(&layers, &member.subject.principal, &context);
        let question = Question {
            action: &self.action,
            resource: role,
            resource_account: None,
            wildcard_only: false,
        };
        simulation.decide(&question) == Decision::Allowed
    }

    /// Whom a trust policy could let in.
    fn candidates(&self, trust: &Policy, account: &str) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let allows = trust
            .statements
            .iter()
            .filter(|it| it.effect == Effect::Allow && speaks_of(&it.actions, &self.action));
        for entry in allows.flat_map(|it| it.principals.iter().flat_map(Principals::entries)) {
            match &entry.pattern {
                PrincipalPattern::Everyone => found.extend(0..self.crowd.members.len()),
                PrincipalPattern::Account(named) if **named == *account => {
                    found.extend(&self.speaking);
                }
                PrincipalPattern::User(arn) => found.extend(self.by_name.get(&folded_name(arn))),
                PrincipalPattern::Role { .. } => {
                    found.extend(self.by_name.get(&folded_name(&entry.text)));
                }
                PrincipalPattern::UniqueId(id) => found.extend(self.by_unique_id.get(&**id)),
                _ => {}
            }
        }
        found
    }

    /// A principal by its number.
    pub(crate) fn member(&self, number: usize) -> &Member<'e> {
        &self.crowd.members[number]
    }

    /// How everybody but those who are `there` reaches one of these roles, by assuming one role
    /// after another: the shortest way, as the ARNs of the roles in the order they are assumed.
    pub(crate) fn ways_to(
        &self,
        targets: &BTreeSet<String>,
        there: &BTreeSet<EntityId>,
    ) -> BTreeMap<EntityId, Vec<String>> {
        let mut ways: BTreeMap<EntityId, Vec<String>> = BTreeMap::new();
        let mut waiting: Vec<usize> = (0..self.crowd.members.len())
            .filter(|number| !there.contains(&self.member(*number).id))
            .collect();
        let mut frontier: Vec<(Door, Vec<String>)> = self.doors(targets.iter().cloned(), &[]);
        while !frontier.is_empty() {
            // Everybody looks for the first door that opens; the doors of a round are equally far.
            let found: Vec<(usize, Option<usize>)> = waiting
                .into_par_iter()
                .map(|number| {
                    let opens = |(door, _): &(Door, Vec<String>)| {
                        door.candidates.contains(&number) && self.enters(number, door)
                    };
                    (number, frontier.iter().position(opens))
                })
                .collect();
            waiting = Vec::new();
            let mut next = Vec::new();
            for (number, door) in found {
                let Some(door) = door else {
                    waiting.push(number);
                    continue;
                };
                let (member, onward) = (self.member(number), &frontier[door].1);
                ways.insert(member.id, onward.clone());
                if member.subject.is_role() {
                    let name = member.subject.name().to_owned();
                    next.extend(self.doors(std::iter::once(name), onward));
                }
            }
            frontier = next;
        }
        ways
    }

    /// Roles as doors, each with the way on from there.
    fn doors(
        &self,
        roles: impl Iterator<Item = String>,
        onward: &[String],
    ) -> Vec<(Door, Vec<String>)> {
        let with_way = |role: String| {
            let door = self.door(&role)?;
            let way = std::iter::once(role).chain(onward.iter().cloned());
            Some((door, way.collect()))
        };
        roles.filter_map(with_way).collect()
    }

    fn assumable(&self) -> BTreeMap<EntityId, BTreeSet<String>> {
        let mut by_principal: BTreeMap<EntityId, BTreeSet<String>> = BTreeMap::new();
        let Some(first) = self.crowd.members.first() else {
            return by_principal;
        };
        let roles = roles_of_the_estate(first.subject.scope);
        let assumed: Vec<(String, Vec<usize>)> = roles
            .into_par_iter()
            .map(|arn| {
                let assumers = self.assumers(&arn);
                (arn, assumers)
            })
            .collect();
        for (arn, assumers) in assumed {
            for number in assumers {
                let roles = by_principal.entry(self.member(number).id).or_default();
                roles.insert(arn.clone());
            }
        }
        by_principal
    }

    /// What is not known and bears on this.
    pub(crate) fn unknown(&self) -> &BTreeSet<Unknown> {
        &self.crowd.unknown
    }
}

/// For everybody of an account the roles of the estate that they can assume themselves.
pub(crate) fn assumable(
    scope: Scope<'_>,
    given: &GivenContext,
) -> BTreeMap<EntityId, BTreeSet<String>> {
    let assuming = Assuming::new(scope, given);
    assuming.map(|it| it.assumable()).unwrap_or_default()
}

/// A role to be assumed.
struct Door {
    trust: Arc<PolicySet>,
    resource: Resource,
    candidates: BTreeSet<usize>,
}

/// The trust policy that decides who may do a trust action on a resource.
pub(crate) fn trust_set(trust: &GatheredPolicy) -> Arc<PolicySet> {
    let named = trust.reading.policy.as_ref().map(|policy| NamedPolicy {
        name: Some(Arc::from(trust.name.as_str())),
        policy: Arc::clone(policy),
    });
    Arc::new(PolicySet::new(named))
}

/// An ARN without a role's path, which principals are compared without.
fn folded_name(arn: &str) -> String {
    match arn.split_once(":role/") {
        Some((account, path)) => {
            let name = path.rsplit('/').next().unwrap_or(path);
            format!("{account}:role/{name}").to_lowercase()
        }
        None => arn.to_owned(),
    }
}

/// The ARNs of every role of the estate, those of the scope's own account first.
pub(crate) fn roles_of_the_estate(scope: Scope<'_>) -> Vec<String> {
    let own = scope.account().settings().account_id;
    let others = scope
        .estate()
        .accounts()
        .map(|account| account.settings().account_id);
    let mut accounts = vec![own];
    for other in others {
        if !accounts.contains(&other) {
            accounts.push(other);
        }
    }
    let mut arns = Vec::new();
    for account in accounts {
        let Some(scope) = scope.in_account(account.as_ref()) else {
            continue;
        };
        let roles = scope.directory().roles();
        let mut named: Vec<String> = roles
            .map(|role| role_arn(scope, role).as_str().to_owned())
            .collect();
        named.sort();
        arns.append(&mut named);
    }
    arns
}
