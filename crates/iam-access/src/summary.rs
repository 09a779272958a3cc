//! What a principal will be able to do, in short: per service and access level.
//!
//! This is what the review step of a wizard shows. Like the console's policy summary, *full* means
//! every action of a level on every resource, and *limited* anything less that is not nothing.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-service-summary.html>

use crate::Subject;
use crate::context::{GivenContext, fill, to_context};
use crate::extent::{Asked, Extent};
use crate::simulate::{Prepared, standing_caveat};
use crate::unknown::Unknown;
use iam_catalog::{AccessLevel, Catalogue, Service};
use iam_policy::evaluate::Simulation;
use iam_policy::policy::{ActionForm, ActionPattern, Actions, Effect, PolicyType};
use iam_policy::request::Action;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What a principal may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessSummary {
    /// The services of which anything is allowed, by prefix.
    pub services: Vec<ServiceSummary>,
    /// How many services the catalogue has.
    pub services_known: usize,
    /// Whether everything in every service is allowed: an administrator.
    pub everything: bool,
    /// What is not known and bears on this.
    pub unknown: Vec<Unknown>,
}

/// What a principal may do in one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSummary {
    /// The prefix: `s3`.
    pub prefix: &'static str,
    /// The name: `Amazon S3`.
    pub name: &'static str,
    /// One entry for each access level of which the service has actions, mildest first.
    pub levels: Vec<LevelSummary>,
}

/// How much of one access level of a service is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelSummary {
    /// The level.
    pub level: AccessLevel,
    /// How many actions there are.
    pub actions: usize,
    /// How many are allowed on every resource.
    pub all: usize,
    /// How many are allowed on some.
    pub some: usize,
}

/// Full, limited or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SummaryReach {
    /// Nothing.
    None,
    /// Some actions, or some resources.
    Limited,
    /// Every action on every resource.
    Full,
}

impl LevelSummary {
    /// Full, limited or none.
    #[must_use]
    pub fn reach(&self) -> SummaryReach {
        if self.all == self.actions {
            SummaryReach::Full
        } else if self.all + self.some > 0 {
            SummaryReach::Limited
        } else {
            SummaryReach::None
        }
    }
}

impl ServiceSummary {
    /// Full, limited or none over all levels.
    #[must_use]
    pub fn reach(&self) -> SummaryReach {
        let reaches = || self.levels.iter().map(LevelSummary::reach);
        match (reaches().min(), reaches().max()) {
            (Some(SummaryReach::Full), _) => SummaryReach::Full,
            (_, None | Some(SummaryReach::None)) => SummaryReach::None,
            _ => SummaryReach::Limited,
        }
    }
}

/// Sums up what a principal may do. Only services that some Allow names are asked about.
#[must_use]
pub fn summarize(subject: &Subject<'_>, given: &GivenContext) -> AccessSummary {
    let extents = extents(subject, given);
    let catalogue = Catalogue::bundled();
    let services: Vec<ServiceSummary> = extents
        .reached
        .iter()
        .map(|(service, extents)| sum_up(*service, extents))
        .filter(|summary| summary.reach() > SummaryReach::None)
        .collect();
    let services_known = catalogue.services().len();
    let full = |summary: &ServiceSummary| summary.reach() == SummaryReach::Full;
    AccessSummary {
        everything: services.len() == services_known && services.iter().all(full),
        services,
        services_known,
        unknown: extents.unknown,
    }
}

/// Actions whose caller has no identity policies: what a principal's own say does not matter.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
const WITHOUT_IDENTITY: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

fn sum_up(service: Service<'static>, extents: &[Extent]) -> ServiceSummary {
    let mut levels: Vec<LevelSummary> = Vec::new();
    for level in AccessLevel::ALL {
        let mut sum = LevelSummary {
            level,
            actions: 0,
            all: 0,
            some: 0,
        };
        for (action, extent) in service.actions().zip(extents) {
            if action.access_level() == level && !WITHOUT_IDENTITY.contains(&action.name()) {
                sum.actions += 1;
                match extent {
                    Extent::All => sum.all += 1,
                    Extent::Some { .. } => sum.some += 1,
                    Extent::None => {}
                }
            }
        }
        if sum.actions > 0 {
            levels.push(sum);
        }
    }
    ServiceSummary {
        prefix: service.prefix(),
        name: service.name(),
        levels,
    }
}

/// How far every action of every service that matters goes.
pub(crate) struct Extents {
    /// Services of which something may be allowed, with one extent per action, in order.
    pub(crate) reached: Vec<(Service<'static>, Vec<Extent>)>,
    pub(crate) unknown: Vec<Unknown>,
}

pub(crate) fn extents(subject: &Subject<'_>, given: &GivenContext) -> Extents {
    let prepared = Prepared::new(subject);
    let filled = fill(subject, None, given);
    let context = to_context(&filled);
    let services = named_services(&prepared);
    let settings = subject.scope.account().settings();
    let everyone = matches!(subject.held, crate::Held::Root);
    let reached: Vec<(Service<'static>, Vec<Extent>)> = Catalogue::bundled()
        .services()
        .filter(|service| everyone || services.contains(service.prefix()))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|service| {
            // A simulation remembers what it worked out and stays in its thread.
            let simulation = Simulation::new(&prepared.layers, &subject.principal, &context);
            let extents = service
                .actions()
                .map(|action| match Action::parse(&action.full_name()) {
                    Ok(action) => Asked::new(action, settings).extent(&simulation),
                    Err(_) => Extent::None,
                })
                .collect();
            (service, extents)
        })
        .collect();
    let mut unknown: BTreeSet<Unknown> = prepared.gathered.unknown.iter().cloned().collect();
    unknown.extend(standing_caveat(subject));
    if reached_service(&reached, "kms") {
        unknown.insert(Unknown::KeyPolicy);
    }
    Extents {
        reached,
        unknown: unknown.into_iter().collect(),
    }
}

fn reached_service(reached: &[(Service<'static>, Vec<Extent>)], prefix: &str) -> bool {
    reached.iter().any(|(service, extents)| {
        service.prefix() == prefix && extents.iter().any(|extent| *extent != Extent::None)
    })
}

/// The services that an Allow of an identity policy can reach at all.
fn named_services(prepared: &Prepared) -> NamedServices {
    let mut named = NamedServices::default();
    let statements = prepared
        .gathered
        .layer(PolicyType::Identity)
        .filter_map(|(_, gathered)| gathered.reading.policy.as_ref())
        .flat_map(|policy| &policy.statements)
        .filter(|statement| statement.effect == Effect::Allow);
    for statement in statements {
        match &statement.actions {
            Actions::AllBut(_) => named.every = true,
            Actions::Only(patterns) => patterns.iter().for_each(|pattern| named.add(pattern)),
        }
    }
    named
}

#[derive(Default)]
struct NamedServices {
    every: bool,
    prefixes: BTreeSet<String>,
}

impl NamedServices {
    fn add(&mut self, pattern: &ActionPattern) {
        match &pattern.form {
            ActionForm::Any => self.every = true,
            ActionForm::Service { prefix, .. } => {
                self.prefixes.insert(prefix.to_string());
            }
            ActionForm::Never => {}
        }
    }

    fn contains(&self, prefix: &str) -> bool {
        self.every || self.prefixes.contains(prefix)
    }
}
