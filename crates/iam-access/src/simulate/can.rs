//! What can this principal do? Every action by service and access level, and what the policies of
//! known resources add to that or take from it.

use super::asking::Asking;
use super::{Query, fill, to_context};
use crate::Subject;
use crate::context::GivenContext;
use crate::extent::{Asked, Extent, touches};
use crate::summary::extents;
use crate::unknown::Unknown;
use iam_catalog::{AccessLevel, Catalogue};
use iam_names::Partition;
use iam_policy::evaluate::{Decision, Question, Simulation};
use iam_policy::request::{Action, Resource};

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
    let found = extents(subject, given);
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
    let services = services.collect();
    let query = Query::default();
    let mut asking = Asking::new(subject, &query);
    PrincipalCan {
        services,
        resources: on_resources(&mut asking, given),
        unknown: found.unknown,
    }
}

fn on_resources(asking: &mut Asking<'_, '_>, given: &GivenContext) -> Vec<ResourceCan> {
    let subject = asking.subject;
    let scope = subject.scope;
    let arns = scope.estate().accounts().flat_map(|account| {
        let resources = scope.state_of(account).resources();
        resources
            .filter(|it| it.policy.is_some())
            .map(|it| it.arn.as_str())
    });
    let mut all: Vec<&str> = arns.collect();
    all.sort_unstable();
    all.dedup();
    let settings = scope.account().settings();
    let differs = all.into_iter().filter_map(|arn| {
        let service = Catalogue::bundled().service(arn.split(':').nth(2)?)?;
        let context = to_context(&fill(subject, Some(arn), given));
        let (with, _) = asking.about(arn);
        let mut without = with.clone();
        without.resource = None;
        let with = Simulation::new(&with, &subject.principal, &context);
        let without = Simulation::new(&without, &subject.principal, &context);
        let owner = scope.owner(arn);
        let resource = Resource::new(arn);
        let mut can = ResourceCan {
            arn: arn.to_owned(),
            given: Vec::new(),
            taken: Vec::new(),
        };
        let fits = |action: &iam_catalog::Action<'_>| {
            let kinds = action.resource_types();
            let mut patterns = kinds
                .iter()
                .map(|it| it.resource_type.arn_pattern(Partition::Aws, None, None));
            patterns.any(|pattern| touches(arn, &pattern))
        };
        for action in service.actions().filter(fits) {
            let Ok(parsed) = Action::parse(&action.full_name()) else {
                continue;
            };
            let asked = Asked::new(parsed, settings);
            let question = Question {
                resource_account: owner.as_ref().map(AsRef::as_ref),
                ..asked.question(&resource)
            };
            let (is, was) = (with.decide(&question), without.decide(&question));
            match (is == Decision::Allowed, was == Decision::Allowed) {
                (true, false) => can.given.push(action.full_name()),
                (false, true) => can.taken.push(action.full_name()),
                _ => {}
            }
        }
        (!can.given.is_empty() || !can.taken.is_empty()).then_some(can)
    });
    differs.collect()
}
