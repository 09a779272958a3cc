//! What can this principal do? Every action by service and access level, and what the policies of
//! known resources add to that or take from it.

use super::asking::Asking;
use super::{Query, on_any};
use crate::Subject;
use crate::context::{GivenContext, fill, to_context};
use crate::extent::{Asked, Extent};
use crate::guards::Visitor;
use crate::summary::extents;
use crate::unknown::Unknown;
use iam_catalog::{AccessLevel, Catalogue, Service};
use iam_directory::AccountSettings;
use iam_policy::evaluate::{Simulation, is_trust_action};
use iam_policy::request::Action;
use std::collections::{BTreeMap, BTreeSet};

/// What a principal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalCan {
    /// The services of which it can do something, by prefix.
    pub services: Vec<ServiceCan>,
    /// Known resources whose own policies make a difference, by ARN.
    pub resources: Vec<ResourceCan>,
    /// What is not known and bears on this.
    pub unknown: Vec<Unknown>,
}

/// What it can do in one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCan {
    /// The prefix: `s3`.
    pub prefix: &'static str,
    /// The name: `Amazon S3`.
    pub name: &'static str,
    /// The access levels of which it can do something, mildest first.
    pub levels: Vec<LevelCan>,
}

/// What it can do of one access level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelCan {
    /// The level.
    pub level: AccessLevel,
    /// The actions, each with the resources on which it is allowed.
    pub actions: Vec<(String, Extent)>,
}

/// What the policy of a resource changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceCan {
    /// The resource's ARN.
    pub arn: String,
    /// Actions that are allowed because of its policy.
    pub given: Vec<String>,
    /// Actions that its policy denies and that would be allowed without it.
    pub taken: Vec<String>,
}

/// Asks about every action of every service that matters.
#[must_use]
pub fn principal_can(subject: &Subject<'_>, given: &GivenContext) -> PrincipalCan {
    let mut found = extents(subject, given);
    let query = Query {
        given: given.clone(),
        ..Query::default()
    };
    let mut asking = Asking::new(subject, &query);
    let mut unknown: BTreeSet<Unknown> = found.unknown.into_iter().collect();
    barred(&mut asking, given, &mut found.reached);
    let resources = take_in(&mut asking, given, &mut found.reached);
    unknown.append(&mut asking.unknown);
    let services = found.reached.iter().filter_map(|(service, extents)| {
        let pairs = || service.actions().zip(extents);
        let of = |level: AccessLevel| {
            let allowed = pairs().filter(|(action, extent)| {
                action.access_level() == level && **extent != Extent::None
            });
            let actions: Vec<(String, Extent)> = allowed
                .map(|(action, extent)| (action.full_name(), extent.clone()))
                .collect();
            (!actions.is_empty()).then_some(LevelCan { level, actions })
        };
        let levels: Vec<LevelCan> = AccessLevel::ALL.into_iter().filter_map(of).collect();
        (!levels.is_empty()).then(|| ServiceCan {
            prefix: service.prefix(),
            name: service.name(),
            levels,
        })
    });
    PrincipalCan {
        services: services.collect(),
        resources,
        unknown: unknown.into_iter().collect(),
    }
}

/// Services with one extent per action, in order.
type Reached = Vec<(Service<'static>, Vec<Extent>)>;

/// The extents of a service, all of them none where it was not reached at all.
fn of_service<'r>(reached: &'r mut Reached, service: Service<'static>) -> &'r mut Vec<Extent> {
    let known = |(it, _): &(Service<'static>, _)| it.prefix() == service.prefix();
    let place = reached.iter().position(known).unwrap_or_else(|| {
        let none = service.actions().map(|_| Extent::None).collect();
        reached.push((service, none));
        reached.len() - 1
    });
    &mut reached[place].1
}

/// A service's actions by name, as questions, with how far each goes.
fn asked_of<'r>(
    service: Service<'static>,
    settings: &AccountSettings,
    reached: &'r mut Reached,
) -> impl Iterator<Item = (String, Asked, &'r mut Extent)> {
    service
        .actions()
        .zip(of_service(reached, service))
        .filter_map(|(action, extent)| {
            let name = action.full_name();
            let asked = Asked::new(Action::parse(&name).ok()?, settings);
            Some((name, asked, extent))
        })
}

/// Where a resource's policy has to allow it too: roles by their trust policies, keys by theirs.
fn barred(asking: &mut Asking<'_, '_>, given: &GivenContext, reached: &mut Reached) {
    let subject = asking.subject;
    let settings = subject.scope.account().settings();
    let context = to_context(&fill(subject, None, given));
    let layers = asking.prepared.layers.clone();
    let plain = Simulation::new(&layers, &subject.principal, &context);
    for prefix in ["kms", "sts"] {
        let Some(service) = Catalogue::bundled().service(prefix) else {
            continue;
        };
        for (_, asked, extent) in asked_of(service, settings, reached) {
            if is_trust_action(asked.action.folded()) {
                let answered = asking.on_any_role(&asked, &plain);
                *extent = answered.extent.unwrap_or(Extent::None);
            } else {
                *extent = on_any(&plain, &asked).2;
            }
        }
    }
}

/// Takes in what the policies of known resources open and shut, and tells it by resource.
fn take_in(
    asking: &mut Asking<'_, '_>,
    given: &GivenContext,
    reached: &mut Reached,
) -> Vec<ResourceCan> {
    let guards = asking.guards();
    let subject = asking.subject;
    let settings = subject.scope.account().settings();
    let visitor = Visitor::new(subject, &asking.prepared.layers, given);
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for prefix in guards.services() {
        let Some(service) = Catalogue::bundled().service(prefix) else {
            continue;
        };
        for (name, asked, extent) in asked_of(service, settings, reached) {
            for speaking in guards.speaking_of(&asked) {
                let before = std::mem::replace(extent, Extent::None);
                let regarded = speaking.regard(&visitor, &asked, before);
                *extent = regarded.extent;
                let can = told.entry(speaking.arn().to_owned()).or_default();
                can.given
                    .extend((!regarded.given.is_empty()).then(|| name.clone()));
                can.taken
                    .extend((!regarded.taken.is_empty()).then(|| name.clone()));
            }
        }
    }
    reached.sort_by_key(|(service, _)| service.prefix());
    let differs = |told: &Told| !told.given.is_empty() || !told.taken.is_empty();
    let told = told.into_iter().filter(|(_, told)| differs(told));
    told.map(|(arn, Told { given, taken })| ResourceCan { arn, given, taken })
        .collect()
}

/// What the policy of one resource changes.
#[derive(Default)]
struct Told {
    given: Vec<String>,
    taken: Vec<String>,
}
