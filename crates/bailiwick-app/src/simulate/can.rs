//! What can one principal do? Asked once for every action of the catalogue; shown in windows, told
//! whole on the command line.

use std::collections::HashMap;

use iam_access::{
    Extent, GivenContext, Held, PrincipalCan, Subject, Unknown, expand_actions, principal_can,
};
use iam_catalog::{AccessLevel, Catalogue, Service};
use iam_names::EntityId;
use serde::Serialize;

use super::everybody::{Reached, Source};
use super::{HITS, context, sandbox, subject};
use crate::App;
use crate::contract::can::{
    ActionCanView, CanFilter, PrincipalCanRequest, PrincipalCanView, ReachView, ResourceCanView,
};
use crate::contract::simulate::{ContextValue, PrincipalView};
use crate::error::CommandError;
use crate::view::count;

/// What one principal can do, as the command line asks.
#[derive(Debug, Clone, Default)]
pub struct CanRequest {
    /// The principal's ARN.
    pub principal: String,
    /// Patterns of the actions that are told of; none for every one.
    pub actions: Vec<String>,
    /// Condition keys with their values.
    pub context: Vec<ContextValue>,
}

/// What one principal can do.
#[derive(Debug, Clone, Serialize)]
pub struct Can {
    /// The principal's ARN.
    pub principal: String,
    /// The services of which it can do something, by prefix.
    pub services: Vec<CanInService>,
    /// Resources whose own policies make a difference, by ARN.
    pub resources: Vec<CanOnResource>,
    /// What the answer does not take into account, a sentence each.
    pub unknown: Vec<String>,
}

/// What it can do in one service.
#[derive(Debug, Clone, Serialize)]
pub struct CanInService {
    /// The prefix: `s3`.
    pub prefix: &'static str,
    /// The name: `Amazon S3`.
    pub name: &'static str,
    /// The access levels of which it can do something, mildest first.
    pub levels: Vec<CanOfLevel>,
}

/// What it can do of one access level.
#[derive(Debug, Clone, Serialize)]
pub struct CanOfLevel {
    /// The level.
    pub level: &'static str,
    /// How many actions of this level the service has.
    pub of: usize,
    /// Those allowed on some resource at least.
    pub actions: Vec<CanAction>,
}

/// An action, and on which resources it is allowed.
#[derive(Debug, Clone, Serialize)]
pub struct CanAction {
    /// The action.
    pub action: String,
    /// On which resources.
    #[serde(flatten)]
    pub reached: Reached,
}

/// What the policy of a resource changes.
#[derive(Debug, Clone, Serialize)]
pub struct CanOnResource {
    /// The resource's ARN.
    pub arn: String,
    /// Actions that its policy allows and nothing else does.
    pub given: Vec<String>,
    /// Actions that its policy denies and that would be allowed without it.
    pub taken: Vec<String>,
}

impl App {
    /// A window of what one principal can do.
    pub fn principal_can(
        &self,
        request: &PrincipalCanRequest,
    ) -> Result<PrincipalCanView, CommandError> {
        let given = self.nothing_given();
        self.in_scope(&request.account, request.state, &[], |scope| {
            let subject = subject(scope, request.principal.trim())?;
            let can = principal_can(&subject, &given);
            Ok(view(request, &subject, can))
        })
    }

    /// Everything that one principal can do.
    pub fn what_one_can(
        &self,
        source: Source<'_>,
        request: &CanRequest,
    ) -> Result<Can, CommandError> {
        let given = GivenContext {
            keys: context::given(&request.context)?,
            ..self.nothing_given()
        };
        let (only, unknown) = expand_actions(&request.actions)?;
        let tells = |action: &str| only.is_empty() || only.iter().any(|it| it.name == action);
        let (principal, mut can) = self.in_source_for(source, &request.principal, |scope| {
            let subject = subject(scope, request.principal.trim())?;
            let can = principal_can(&subject, &given);
            Ok((subject.name().to_owned(), can))
        })?;
        for service in &mut can.services {
            for level in &mut service.levels {
                level.actions.retain(|(action, _)| tells(action));
            }
            service.levels.retain(|level| !level.actions.is_empty());
        }
        can.services.retain(|service| !service.levels.is_empty());
        can.unknown.extend(unknown);
        Ok(whole(principal, can))
    }

    /// A question about which nothing is said.
    fn nothing_given(&self) -> GivenContext {
        GivenContext {
            keys: Vec::new(),
            time: Some(self.environment.clock.now()),
        }
    }
}

fn view(
    request: &PrincipalCanRequest,
    subject: &Subject<'_>,
    can: PrincipalCan,
) -> PrincipalCanView {
    let services = can.services.len();
    let extents: HashMap<String, Extent> = can
        .services
        .into_iter()
        .flat_map(|service| service.levels)
        .flat_map(|level| level.actions)
        .collect();
    let all = extents.values().filter(|it| **it == Extent::All).count();
    let known: usize = Catalogue::bundled().actions().count();
    let needle = request.text.trim().to_lowercase();
    let mut matching = Vec::new();
    for service in Catalogue::bundled().services() {
        for level in AccessLevel::ALL {
            if !request.level.is_empty() && request.level != level.label() {
                continue;
            }
            for name in actions_of(service, level) {
                let extent = extents.get(&name).unwrap_or(&Extent::None);
                let found = needle.is_empty()
                    || name.to_lowercase().contains(&needle)
                    || service.name().to_lowercase().contains(&needle);
                if found && passes(request.filter, extent) {
                    matching.push((service, level, name, extent));
                }
            }
        }
    }
    let limit = (request.limit as usize).clamp(1, HITS);
    let window = matching.iter().skip(request.offset as usize).take(limit);
    PrincipalCanView {
        principal: named(subject),
        all: count(all),
        some: count(extents.len() - all),
        none: count(known.saturating_sub(extents.len())),
        services: count(services),
        levels: AccessLevel::ALL.map(|it| it.label().to_owned()).to_vec(),
        matching: count(matching.len()),
        rows: window
            .map(|(service, level, name, extent)| row(*service, *level, name, extent))
            .collect(),
        resources: can
            .resources
            .into_iter()
            .map(|it| ResourceCanView {
                arn: it.arn,
                given: it.given,
                taken: it.taken,
            })
            .collect(),
        unknown: can.unknown.iter().map(Unknown::sentence).collect(),
    }
}

/// The principal by its local id, or whoever an ARN names.
fn named(subject: &Subject<'_>) -> PrincipalView {
    let id: Option<EntityId> = match subject.held {
        Held::User(user) => Some(user.id),
        Held::Role(role) => Some(role.id),
        Held::Root | Held::Nothing => None,
    };
    id.and_then(|id| sandbox::principal(subject, id))
        .unwrap_or_else(|| PrincipalView {
            id: subject.name().to_owned(),
            entity: String::new(),
            name: subject.short_name(),
            arn: subject.name().to_owned(),
        })
}

fn actions_of(service: Service<'static>, level: AccessLevel) -> impl Iterator<Item = String> {
    let actions = service.actions();
    actions
        .filter(move |action| action.access_level() == level)
        .map(iam_catalog::Action::full_name)
}

fn passes(filter: CanFilter, extent: &Extent) -> bool {
    match filter {
        CanFilter::Can => *extent != Extent::None,
        CanFilter::All => *extent == Extent::All,
        CanFilter::Some => matches!(extent, Extent::Some { .. }),
        CanFilter::None => *extent == Extent::None,
    }
}

fn row(
    service: Service<'static>,
    level: AccessLevel,
    name: &str,
    extent: &Extent,
) -> ActionCanView {
    let Reached {
        allowed,
        within,
        except,
        ..
    } = extent.into();
    ActionCanView {
        action: name.to_owned(),
        service: service.name().to_owned(),
        level: level.label().to_owned(),
        reach: match extent {
            Extent::All => ReachView::All,
            Extent::Some { .. } => ReachView::Some,
            Extent::None => ReachView::None,
        },
        allowed,
        within,
        except,
    }
}

fn whole(principal: String, can: PrincipalCan) -> Can {
    let level = |prefix: &str, level: iam_access::LevelCan| CanOfLevel {
        level: level.level.label(),
        of: Catalogue::bundled()
            .service(prefix)
            .map_or(0, |service| actions_of(service, level.level).count()),
        actions: level
            .actions
            .iter()
            .map(|(action, extent)| CanAction {
                action: action.clone(),
                reached: extent.into(),
            })
            .collect(),
    };
    Can {
        principal,
        services: can
            .services
            .into_iter()
            .map(|service| CanInService {
                prefix: service.prefix,
                name: service.name,
                levels: service
                    .levels
                    .into_iter()
                    .map(|it| level(service.prefix, it))
                    .collect(),
            })
            .collect(),
        resources: can
            .resources
            .into_iter()
            .map(|it| CanOnResource {
                arn: it.arn,
                given: it.given,
                taken: it.taken,
            })
            .collect(),
        unknown: can.unknown.iter().map(Unknown::sentence).collect(),
    }
}
