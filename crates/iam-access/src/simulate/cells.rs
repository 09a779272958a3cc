//! Many actions, one principal: the cells of a matrix, without their explanations.
//!
//! It asks what [`super::simulate`] asks and in the same way, so that a cell and the answer that
//! explains it never disagree; it leaves out what only an explanation needs.

use super::any::shown;
use super::asking::{Asking, Expanded, expand};
use super::{Query, fill, to_context};
use crate::context::GivenContext;
use crate::extent::{Asked, Extent};
use crate::guards::{Guards, Visitor};
use crate::unknown::Unknown;
use crate::{AccessError, Subject};
use iam_catalog::AccessLevel;
use iam_directory::AccountSettings;
use iam_names::AccountId;
use iam_policy::evaluate::{Answer, Decision, Question, ResourceMode, Simulation, is_trust_action};
use iam_policy::request::{Action, Resource};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// An action made ready to be asked about many times.
#[derive(Debug, Clone)]
pub struct AskedAction(Asked);

impl AskedAction {
    /// An action in questions about an account with these settings.
    pub fn new(name: &str, settings: &AccountSettings) -> Result<Self, AccessError> {
        let action = Action::parse(name).map_err(AccessError::BadAction)?;
        Ok(Self(Asked::new(action, settings)))
    }
}

/// How many actions one thread takes at a time.
const TOGETHER: usize = 1024;

/// One answer without its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The decision. About any resource, it is `Allowed` when it is allowed on some.
    pub decision: Decision,
    /// Whether the question was about any resource and it is allowed on some, not on all.
    pub some: bool,
    /// Whether an absent condition key could change the decision.
    pub depends: bool,
}

impl Cell {
    /// The cell of an answer about any resource, once it is known how far that goes.
    pub(crate) fn reaching(self, extent: &Extent) -> Self {
        let decision = match (self.decision, extent) {
            (Decision::Allowed, Extent::None) => Decision::ImplicitlyDenied,
            (denied, Extent::None) => denied,
            _ => Decision::Allowed,
        };
        Self {
            decision,
            some: matches!(extent, Extent::Some { .. }),
            ..self
        }
    }
}

/// An action that a pattern stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAction {
    /// Its name in AWS's spelling, as far as the catalogue knows it.
    pub name: String,
    /// Its access level, when the catalogue knows it.
    pub level: Option<AccessLevel>,
}

/// Actions, patterns expanded by the catalogue, none twice; and what it does not know.
pub fn expand_actions(
    patterns: &[String],
) -> Result<(Vec<NamedAction>, Vec<Unknown>), AccessError> {
    let (actions, unknown) = expand(patterns)?;
    let named = |expanded: Expanded| match expanded.known {
        Some(known) => NamedAction {
            name: known.full_name(),
            level: Some(known.access_level()),
        },
        None => NamedAction {
            name: expanded.action.as_str().to_owned(),
            level: None,
        },
    };
    Ok((actions.into_iter().map(named).collect(), unknown))
}

/// Asks about each action on one resource, or on any; and what is not known and bears on it.
#[must_use]
pub fn cells<'a>(
    subject: &Subject<'_>,
    given: &GivenContext,
    resource: Option<&str>,
    actions: impl IntoIterator<Item = &'a AskedAction>,
) -> (Vec<Cell>, BTreeSet<Unknown>) {
    let actions: Vec<&Asked> = actions
        .into_iter()
        .map(|AskedAction(asked)| asked)
        .collect();
    let query = Query::default();
    let mut asking = Asking::new(subject, &query);
    let context = to_context(&fill(subject, resource, given));
    let layers = match resource {
        Some(text) => asking.about(text).0,
        None => asking.prepared.layers.clone(),
    };
    let named = resource.map(Resource::new);
    let owner = resource.and_then(|text| subject.scope.owner(text));
    let guards = resource.is_none().then(|| Guards::new(subject.scope));
    let mut cells: Vec<Cell> = actions
        .par_chunks(TOGETHER)
        .flat_map_iter(|actions| {
            // A simulation remembers what it worked out and stays in its thread.
            let plain = Simulation::new(&layers, &subject.principal, &context);
            let visitor = Visitor::new(subject, &layers, given);
            let ask = |asked: &&Asked| {
                if let Some(resource) = &named {
                    return on(&plain, asked, resource, owner.as_ref()).0;
                }
                let (cell, _, extent) = on_any(&plain, asked);
                let speaking = guards.as_ref().map(|it| it.speaking_of(asked));
                let speaking = speaking.unwrap_or_default();
                cell.reaching(&visitor.regard_all(&speaking, asked, extent))
            };
            actions.iter().map(ask).collect::<Vec<_>>()
        })
        .collect();
    let trusting = resource.and_then(|text| asking.trusting(text));
    for (asked, cell) in actions.iter().zip(&mut cells) {
        if !is_trust_action(asked.action.folded()) {
            continue;
        }
        match (&named, &trusting) {
            (Some(resource), Some((layers, _))) => {
                let trusted = Simulation::new(layers, &subject.principal, &context);
                *cell = on(&trusted, asked, resource, owner.as_ref()).0;
            }
            (Some(_), None) => {
                if let Some(role) = resource.filter(|text| *text != "*") {
                    let role = role.to_owned();
                    asking.unknown.insert(Unknown::TrustPolicy { role });
                }
            }
            (None, _) => {
                let plain = Simulation::new(&layers, &subject.principal, &context);
                let answered = asking.on_any_role(asked, &plain);
                *cell = Cell {
                    decision: answered.decision,
                    some: matches!(answered.extent, Some(Extent::Some { .. })),
                    depends: answered.answer.depends_on_context(),
                };
            }
        }
    }
    if let Some(resource) = resource {
        asking.caveats(resource);
    }
    (cells, asking.unknown)
}

/// A resource: the cell, and the answer behind it.
pub(crate) fn on(
    simulation: &Simulation<'_>,
    asked: &Asked,
    resource: &Resource,
    owner: Option<&AccountId>,
) -> (Cell, Answer) {
    let answer = simulation.answer(&Question {
        resource_account: owner.map(AsRef::as_ref),
        ..asked.question(resource)
    });
    let cell = Cell {
        decision: answer.decision,
        some: false,
        depends: answer.depends_on_context(),
    };
    (cell, answer)
}

/// Any resource: the cell, the answer for a resource that shows it, and how far it goes.
pub(crate) fn on_any(simulation: &Simulation<'_>, asked: &Asked) -> (Cell, Answer, Extent) {
    let extent = asked.extent(simulation);
    let resource = Resource::new(shown(asked, &extent, simulation));
    let answer = simulation.answer(&asked.question(&resource));
    // A key's own policy has to allow it as well, and none is held here.
    let barred = answer.mode == ResourceMode::Must && answer.decision != Decision::Allowed;
    let nowhere = barred || extent == Extent::None;
    let decision = match (nowhere, answer.decision) {
        (false, _) => Decision::Allowed,
        (true, Decision::Allowed) => Decision::ImplicitlyDenied,
        (true, denied) => denied,
    };
    let cell = Cell {
        decision,
        some: !nowhere && matches!(extent, Extent::Some { .. }),
        depends: answer.depends_on_context(),
    };
    let extent = if nowhere { Extent::None } else { extent };
    (cell, answer, extent)
}
