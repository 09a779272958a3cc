//! The simulator: who may do what, and why. Questions go to `iam-access`; here they are parsed
//! from raw strings and their answers put into words for the screen.

mod answer;
pub(crate) mod can;
mod compared;
mod context;
pub(crate) use context::{example_of_key, key_type_name};
mod denial;
mod escalations;
pub(crate) mod everybody;
pub(crate) mod expect;
pub(crate) mod expectations;
mod explained;
pub(crate) mod findings;
mod fix;
mod known;
mod map;
mod matrix;
mod principals;
mod report;
pub(crate) mod sandbox;
mod sessions;
mod who_can;

use iam_access::{
    AccessError, Broken, GivenContext, Held, PolicyLibrary, Query, Scope, Subject, SummaryReach,
    summarize,
};
use iam_catalog::Catalogue;
use iam_directory::{Account, Estate, ManagedPolicies, State};
use iam_names::{EntityId, Timestamp};
use iam_policy::policy::{self, PolicyType};

use crate::App;
use crate::contract::change::{AccessSummaryView, LevelAccessView, ServiceAccessView};
use crate::contract::matrix::SandboxChange;
use crate::contract::simulate::{
    ActionView, ContextKeyView, ContextKeysRequest, SearchActionsRequest, SimulationRequest,
    SimulationView, StateView,
};
use crate::error::CommandError;
use crate::session::account;
use crate::view::count;

/// The most answers that one question gets.
const ANSWERS: usize = 5_000;

/// The most hits that one search gets.
const HITS: usize = 100;

/// What the simulator keeps between questions: policies read and lowered once.
#[derive(Default)]
pub(crate) struct Engine {
    library: PolicyLibrary,
    whole: matrix::Kept,
}

impl Engine {
    pub(crate) fn scope<'e>(
        &'e self,
        estate: &'e Estate,
        account: &Account,
        state: State,
        managed: &'e (dyn ManagedPolicies + Sync),
    ) -> Result<Scope<'e>, AccessError> {
        Scope::new(estate, account.settings().id, state, managed, &self.library)
    }

    /// The expectations of any account that fail once one estate has become the other.
    pub(crate) fn broken(
        &self,
        before: &Estate,
        after: &Estate,
        managed: &(dyn ManagedPolicies + Sync),
        now: Timestamp,
    ) -> Vec<Broken> {
        iam_access::broken_between(before, after, managed, &self.library, now)
    }

    /// What a user or role could do, by service and access level.
    pub(crate) fn access_summary(
        &self,
        estate: &Estate,
        account: &Account,
        subject: EntityId,
        managed: &(dyn ManagedPolicies + Sync),
    ) -> Option<AccessSummaryView> {
        let scope = self.scope(estate, account, State::Planned, managed).ok()?;
        let subject = Subject::with_id(scope, subject).ok()?;
        let summary = summarize(&subject, &GivenContext::default());
        let mut allowed = 0;
        let mut services: Vec<_> = summary
            .services
            .iter()
            .map(|service| {
                let levels: Vec<_> = service
                    .levels
                    .iter()
                    .map(|level| {
                        allowed += level.all + level.some;
                        LevelAccessView {
                            level: level.level.label().to_owned(),
                            allowed: count(level.all + level.some),
                            total: count(level.actions),
                            limited: level.some > 0,
                        }
                    })
                    .collect();
                (
                    service.reach() == SummaryReach::Full,
                    ServiceAccessView {
                        prefix: service.prefix.to_owned(),
                        name: service.name.to_owned(),
                        levels,
                    },
                )
            })
            .collect();
        services.sort_by_key(|(full, service)| {
            let allowed: u32 = service.levels.iter().map(|level| level.allowed).sum();
            (!full, u32::MAX - allowed, service.prefix.clone())
        });
        Some(AccessSummaryView {
            administrator: summary.everything,
            services: services.into_iter().map(|(_, service)| service).collect(),
            allowed_actions: count(allowed),
            all_actions: count(Catalogue::bundled().actions().count()),
            unknown: summary
                .unknown
                .iter()
                .map(iam_access::Unknown::sentence)
                .collect(),
        })
    }
}

/// A mistake in a document, with its place in bytes.
pub(crate) struct DocumentProblem {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) at: String,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What is wrong with an identity policy's document.
pub(crate) fn problems(document: &str) -> Vec<DocumentProblem> {
    policy::parse(document, PolicyType::Identity)
        .problems
        .into_iter()
        .map(|problem| DocumentProblem {
            code: problem.code.as_str().to_owned(),
            message: problem.message,
            help: problem.help.unwrap_or_default(),
            at: problem.at.path,
            from: problem.at.span.start as usize,
            to: problem.at.span.end as usize,
        })
        .collect()
}

impl From<AccessError> for CommandError {
    fn from(error: AccessError) -> Self {
        Self::coded(error.code(), error.to_string()).help(error.help().unwrap_or_default())
    }
}

impl App {
    /// Actions of the catalogue by what was typed.
    pub fn search_actions(
        &self,
        request: &SearchActionsRequest,
    ) -> Result<Vec<ActionView>, CommandError> {
        let limit = (request.limit as usize).clamp(1, HITS);
        let found = Catalogue::bundled().search(&request.text, limit);
        Ok(found
            .into_iter()
            .map(|action| ActionView {
                name: action.full_name(),
                access_level: action.access_level().label().to_owned(),
                description: action.description().to_owned(),
                resource_formats: action
                    .resource_types()
                    .into_iter()
                    .map(|resource| resource.resource_type.arn_format().to_owned())
                    .collect(),
            })
            .collect())
    }

    /// The condition keys that matter for a question.
    pub fn context_keys(
        &self,
        request: &ContextKeysRequest,
    ) -> Result<Vec<ContextKeyView>, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let scope = session
            .engine
            .scope(&estate, account, State::Planned, &self.managed)?;
        let session = request.session.as_ref();
        let subject = sessions::asking(scope, &request.principal, session, &[])?;
        let keys = iam_access::context_keys(&subject, &request.actions, &[])?;
        Ok(keys.into_iter().map(context::key_view).collect())
    }

    /// Who may do what, and why. The answer holds the explanation.
    pub fn simulate(&self, request: &SimulationRequest) -> Result<SimulationView, CommandError> {
        self.in_scope(&request.account, request.state, &request.what_if, |scope| {
            self.simulated(scope, request)
        })
    }

    /// The same where the estate is at hand.
    pub(crate) fn simulated(
        &self,
        scope: Scope<'_>,
        request: &SimulationRequest,
    ) -> Result<SimulationView, CommandError> {
        let (session, what_if) = (request.session.as_ref(), &request.what_if);
        let subject = sessions::asking(scope, &request.principal, session, what_if)?;
        self.answer(&subject, request)
    }

    /// Works in an account's state, with the changes of a sandbox.
    fn in_scope<T>(
        &self,
        id: &str,
        state: StateView,
        what_if: &[SandboxChange],
        work: impl FnOnce(Scope<'_>) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, id)?;
        let estate = self.tried(&estate, account, what_if)?;
        let account = estate
            .account(account.settings().id)
            .ok_or_else(|| CommandError::not_found("account"))?;
        work(
            session
                .engine
                .scope(&estate, account, state_of(state), &self.managed)?,
        )
    }

    /// Asks about a principal that was found already.
    fn answer(
        &self,
        subject: &Subject<'_>,
        request: &SimulationRequest,
    ) -> Result<SimulationView, CommandError> {
        let query = Query {
            actions: request.actions.clone(),
            resources: request.resources.clone(),
            given: GivenContext {
                keys: context::given(&request.context)?,
                time: Some(self.environment.clock.now()),
            },
            limit: ANSWERS,
        };
        let held = match subject.held {
            Held::User(user) => Some(user.id),
            Held::Role(role) => Some(role.id),
            Held::Root | Held::Nothing => None,
        };
        Ok(answer::view(&iam_access::simulate(subject, &query)?, held))
    }
}

/// The state that a request names.
fn state_of(state: StateView) -> State {
    match state {
        StateView::Planned => State::Planned,
        StateView::Observed => State::Observed,
    }
}

/// The principal by the local id that the window sends, or by its ARN as a person types it.
pub(crate) fn subject<'e>(scope: Scope<'e>, text: &str) -> Result<Subject<'e>, CommandError> {
    match text.parse::<EntityId>() {
        Ok(id) => Ok(Subject::with_id(scope, id)?),
        Err(_) => Ok(Subject::named(scope, text)?),
    }
}
