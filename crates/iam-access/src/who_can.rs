//! Who can do that? Everybody of an account is asked, and whoever cannot may become a role that
//! can.

use crate::assume::{Assuming, assumable, trust_set};
use crate::context::{GivenContext, fill, to_context};
use crate::crowd::{Crowd, Member, cut_levels};
use crate::extent::{Asked, Extent};
use crate::gather::{Via, gather_resource, gather_trust};
use crate::guards::{Guards, Visitor};
use crate::simulate::asking::expand;
use crate::simulate::{on, on_any, resources};
use crate::unknown::Unknown;
use crate::{AccessError, Cell, Scope};
use iam_names::{AccountId, EntityId};
use iam_policy::context::Context;
use iam_policy::evaluate::{Decision, Layer, PolicySet, Simulation, is_trust_action};
use iam_policy::policy::PolicyType;
use iam_policy::request::Resource;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is asked about everybody.
#[derive(Debug, Clone, Default)]
pub struct WhoCanQuery {
    /// The action.
    pub action: String,
    /// An ARN, or `*` taken literally; without one the question is about any resource.
    pub resource: Option<String>,
    /// What is said about the call.
    pub given: GivenContext,
    /// Whether to look for those who can by becoming a role that can.
    pub through_roles: bool,
}

/// Everybody's answer.
#[derive(Debug, Clone)]
pub struct WhoCan {
    /// The action in AWS's spelling.
    pub action: String,
    /// Everybody of the account, and those of the estate's other accounts whom the resource's own
    /// policy lets in: users, then roles, each by name.
    pub rows: Vec<Who>,
    /// What is not known and bears on the answers.
    pub unknown: Vec<Unknown>,
}

/// Somebody's answer.
#[derive(Debug, Clone)]
pub struct Who {
    /// The user or role.
    pub id: EntityId,
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Whether it is a role.
    pub is_role: bool,
    /// The answer.
    pub cell: Cell,
    /// When the question was about any resource, on which it is allowed.
    pub extent: Option<Extent>,
    /// The identity policies whose statements decided.
    pub by: Vec<GrantedBy>,
    /// When only a role can: the roles to assume, one after another; the last one can.
    pub through: Vec<String>,
}

/// A policy that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedBy {
    /// Its name.
    pub policy: String,
    /// How it comes to the principal.
    pub via: Via,
}

impl Who {
    /// Whether it can, itself and with what is known.
    #[must_use]
    pub fn can(&self) -> bool {
        self.cell.decision == Decision::Allowed
    }
}

/// Asks everybody of an account about one action.
pub fn who_can(scope: Scope<'_>, query: &WhoCanQuery) -> Result<WhoCan, AccessError> {
    let (mut actions, mut unknown) = expand(std::slice::from_ref(&query.action))?;
    if actions.len() != 1 {
        return Err(AccessError::SeveralActions {
            pattern: query.action.clone(),
            count: actions.len(),
        });
    }
    let texts: Vec<String> = query.resource.clone().into_iter().collect();
    let resource = resources(&texts)?.into_iter().next().flatten();
    let action = actions.remove(0).action;
    let asked = Asked::new(action, scope.account().settings());
    let crowd = Crowd::new(scope, &asked.action);
    unknown.extend(crowd.unknown.iter().cloned());
    let trust = is_trust_action(asked.action.folded());
    let mut rows: Vec<Who> = match (&resource, trust) {
        (None, true) => of_any_role(scope, &crowd, &query.given, &mut unknown),
        (None, false) => of_any_resource(scope, &crowd, &asked, &query.given),
        (Some(text), _) => {
            let policy = if trust {
                gather_trust(scope, text)
            } else {
                gather_resource(scope, text)
            };
            if trust && policy.is_none() && text != "*" {
                unknown.push(Unknown::TrustPolicy { role: text.clone() });
            }
            if scope.resource(text).is_none() {
                unknown.extend(Unknown::about_resource(text));
            }
            let resource = Guarded {
                text,
                policy: policy.as_ref().map(trust_set),
                owner: scope.owner(text),
            };
            let mut rows = of_resource(scope, &crowd, &asked, &resource, &query.given);
            // Whom a resource's own policy lets in from elsewhere.
            if resource.policy.is_some() {
                for other in others(scope) {
                    let crowd = Crowd::new(other, &asked.action);
                    unknown.extend(crowd.unknown.iter().cloned());
                    let strangers = of_resource(other, &crowd, &asked, &resource, &query.given);
                    rows.extend(strangers.into_iter().filter(Who::can));
                }
            }
            rows
        }
    };
    if query.through_roles {
        through_roles(scope, &query.given, &mut rows, &mut unknown);
    }
    rows.sort_by_key(|who| (who.is_role, who.name.to_lowercase()));
    let unknown: BTreeSet<Unknown> = unknown.into_iter().collect();
    Ok(WhoCan {
        action: asked.spelled(),
        rows,
        unknown: unknown.into_iter().collect(),
    })
}

/// A resource with what guards it.
struct Guarded<'t> {
    text: &'t str,
    policy: Option<Arc<PolicySet>>,
    owner: Option<AccountId>,
}

/// Everybody of an account about one resource.
fn of_resource(
    scope: Scope<'_>,
    crowd: &Crowd<'_>,
    asked: &Asked,
    resource: &Guarded<'_>,
    given: &GivenContext,
) -> Vec<Who> {
    let own = scope.account().settings().account_id;
    let foreign = resource.owner.filter(|owner| *owner != own);
    // Resource control policies are those of the resource's account.
    let rcp = foreign.map(|owner| {
        let theirs = scope.membership_of(owner);
        cut_levels(scope, theirs, PolicyType::Rcp, &asked.action)
    });
    everybody(crowd, |member| {
        let mut layers = member.layers.clone();
        layers.resource.clone_from(&resource.policy);
        if let Some(rcp) = &rcp {
            layers.rcp.clone_from(rcp);
        }
        let with = Member {
            id: member.id,
            subject: member.subject.clone(),
            layers,
            sources: member.sources.clone(),
        };
        ask(&with, asked, Some(resource.text), given)
    })
}

/// The estate's other accounts.
fn others(scope: Scope<'_>) -> Vec<Scope<'_>> {
    let own = scope.account().settings().account_id;
    let accounts = scope.estate().accounts();
    let numbers: BTreeSet<AccountId> = accounts
        .map(|account| account.settings().account_id)
        .filter(|number| *number != own)
        .collect();
    let found = numbers.iter();
    found
        .filter_map(|number| scope.in_account(number.as_ref()))
        .collect()
}

fn everybody<'e>(crowd: &Crowd<'e>, ask: impl Fn(&Member<'e>) -> Who + Sync) -> Vec<Who> {
    crowd.members.par_iter().map(&ask).collect()
}

fn ask(member: &Member<'_>, asked: &Asked, resource: Option<&str>, given: &GivenContext) -> Who {
    // Where nothing is said about the action, no key of the request matters.
    let context = if member.is_silent() {
        Context::default()
    } else {
        to_context(&fill(&member.subject, resource, given))
    };
    let simulation = Simulation::new(&member.layers, &member.subject.principal, &context);
    let (cell, answer, extent) = if let Some(text) = resource {
        let (cell, answer) = {
            let owner = member.subject.scope.owner(text);
            on(&simulation, asked, &Resource::new(text), owner.as_ref())
        };
        (cell, answer, None)
    } else {
        let (cell, answer, extent) = on_any(&simulation, asked);
        (cell, answer, Some(extent))
    };
    let mut by: Vec<GrantedBy> = Vec::new();
    for at in answer
        .decided_by
        .iter()
        .filter(|at| at.layer == Layer::Identity)
    {
        if let Some(via) = member.sources.get(at.policy as usize) {
            let granted = GrantedBy {
                policy: member.layers.policy_name(at).to_owned(),
                via: via.clone(),
            };
            if !by.contains(&granted) {
                by.push(granted);
            }
        }
    }
    who(member, cell, extent, by)
}

fn who(member: &Member<'_>, cell: Cell, extent: Option<Extent>, by: Vec<GrantedBy>) -> Who {
    Who {
        id: member.id,
        arn: member.subject.name().to_owned(),
        name: member.subject.short_name(),
        is_role: member.subject.is_role(),
        cell,
        extent,
        by,
        through: Vec::new(),
    }
}

/// Any resource; those with policies of their own may open more to somebody, or shut it.
fn of_any_resource(
    scope: Scope<'_>,
    crowd: &Crowd<'_>,
    asked: &Asked,
    given: &GivenContext,
) -> Vec<Who> {
    let guards = Guards::new(scope);
    let speaking = guards.speaking_of(asked);
    everybody(crowd, |member| {
        let mut who = ask(member, asked, None, given);
        if let Some(extent) = who.extent.take() {
            let visitor = Visitor::new(&member.subject, &member.layers, given);
            let extent = visitor.regard_all(&speaking, asked, extent);
            who.cell = who.cell.reaching(&extent);
            who.extent = Some(extent);
        }
        who
    })
}

/// Assuming any role: those of the estate, each with its own trust policy.
fn of_any_role(
    scope: Scope<'_>,
    crowd: &Crowd<'_>,
    given: &GivenContext,
    unknown: &mut Vec<Unknown>,
) -> Vec<Who> {
    unknown.push(Unknown::OtherRoles);
    let roles = assumable(scope, given);
    let row = |member: &Member<'_>| {
        let extent = Extent::on(roles.get(&member.id).into_iter().flatten());
        let can = extent != Extent::None;
        let cell = Cell {
            decision: if can {
                Decision::Allowed
            } else {
                Decision::ImplicitlyDenied
            },
            some: can,
            depends: false,
        };
        let named = member.sources.iter().zip(member.layers.identity.policies());
        let by = named
            .filter(|_| can)
            .map(|(via, policy)| GrantedBy {
                policy: policy.name.as_deref().unwrap_or_default().to_owned(),
                via: via.clone(),
            })
            .collect();
        who(member, cell, Some(extent), by)
    };
    everybody(crowd, row)
}

/// Finds for those who cannot the shortest way to a role that can.
fn through_roles(
    scope: Scope<'_>,
    given: &GivenContext,
    rows: &mut [Who],
    unknown: &mut Vec<Unknown>,
) {
    let targets: BTreeSet<String> = rows
        .iter()
        .filter(|who| who.is_role && who.can())
        .map(|who| who.arn.clone())
        .collect();
    if targets.is_empty() {
        return;
    }
    let Some(assuming) = Assuming::new(scope, given) else {
        return;
    };
    unknown.extend(assuming.unknown().iter().cloned());
    let can = rows.iter().filter(|who| who.can());
    let there: BTreeSet<EntityId> = can.map(|who| who.id).collect();
    let mut ways: BTreeMap<EntityId, Vec<String>> = assuming.ways_to(&targets, &there);
    for who in rows.iter_mut().filter(|who| !who.can()) {
        who.through = ways.remove(&who.id).unwrap_or_default();
    }
}
