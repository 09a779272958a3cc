//! Questions of a principal that asks with temporary credentials: of a session that a person
//! describes on the command line, or that is only planned.

use std::sync::Arc;

use iam_access::{Scope, Session, SessionBy, Subject};
use iam_directory::{PolicyRef, Tags};
use iam_names::{Arn, SessionName};

use super::everybody::Source;
use super::matrix::verdict_in;
use super::subject;
use crate::App;
use crate::contract::posture::{SessionAnswerView, SessionKind, TrySessionRequest};
use crate::contract::simulate::{ContextValue, SimulationRequest, SimulationView, StateView};
use crate::error::{Code, CommandError};

/// How many answers a planned session is shown: more are read in the simulator.
const MOST_ANSWERS: usize = 100;

/// The operation of STS that made a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionOperation {
    /// `sts:AssumeRole`
    AssumeRole,
    /// `sts:AssumeRoleWithWebIdentity`
    WebIdentity,
    /// `sts:AssumeRoleWithSAML`
    Saml,
    /// `sts:GetSessionToken`
    SessionToken,
    /// `sts:GetFederationToken`
    FederationToken,
}

/// A session as a person describes it; empty text is left out.
#[derive(Debug, Clone)]
pub struct SessionRequest {
    /// The operation that made it.
    pub by: SessionOperation,
    /// The session's or the federated user's name.
    pub name: String,
    /// The identity provider.
    pub provider: String,
    /// Whether it was asked for with MFA.
    pub mfa: bool,
    /// Inline session policies: name and document.
    pub policies: Vec<(String, String)>,
    /// The ARNs of managed session policies.
    pub managed: Vec<String>,
    /// Session tags.
    pub tags: Vec<(String, String)>,
    /// When the credentials were issued.
    pub issued: String,
    /// The source identity.
    pub source_identity: String,
}

impl App {
    /// Who may do what with temporary credentials, and why.
    pub fn simulate_in_session(
        &self,
        source: Source<'_>,
        request: &SimulationRequest,
        session: &SessionRequest,
    ) -> Result<SimulationView, CommandError> {
        let work = |scope: Scope<'_>| {
            let subject = subject(scope, &request.principal)?;
            let session = made(&subject, session)?;
            self.answer(&subject.in_session(session)?, request)
        };
        match source {
            Source::Account(..) => self.in_source(source, work),
            Source::File(path) => {
                let arn: Option<Arn> = request.principal.parse().ok();
                self.in_file(path, arn.and_then(|arn| arn.account_id()), work)
            }
        }
    }
}

impl App {
    /// What a planned session could do with an action.
    ///
    /// # Errors
    /// What is wrong with the plan, as `plan_session` shows it beside its fields.
    pub fn try_session(
        &self,
        request: &TrySessionRequest,
    ) -> Result<Vec<SessionAnswerView>, CommandError> {
        let plan = &request.plan;
        let planned = self.plan_session(plan)?;
        if !planned.errors.is_empty() {
            return Err(CommandError::of_fields(planned.errors));
        }
        let (by, principal) = match plan.kind {
            SessionKind::AssumeRole => (SessionOperation::AssumeRole, &plan.role),
            SessionKind::GetSessionToken => (SessionOperation::SessionToken, &plan.user),
            SessionKind::GetFederationToken => (SessionOperation::FederationToken, &plan.user),
        };
        let mfa = !plan.mfa_serial.is_empty();
        let name = planned.session_arn.rsplit('/').next().unwrap_or_default();
        let policy = plan.policy.trim();
        let session = SessionRequest {
            by,
            name: name.to_owned(),
            provider: String::new(),
            mfa,
            policies: (!policy.is_empty())
                .then(|| ("Session policy".to_owned(), policy.to_owned()))
                .into_iter()
                .collect(),
            managed: Vec::new(),
            tags: Vec::new(),
            issued: self.environment.clock.now().to_string(),
            source_identity: String::new(),
        };
        let context = (mfa && by == SessionOperation::AssumeRole).then(|| ContextValue {
            key: "aws:MultiFactorAuthPresent".to_owned(),
            values: vec!["true".to_owned()],
            multi_valued: false,
        });
        let resource = request.resource.trim();
        let question = SimulationRequest {
            account: plan.account.clone(),
            principal: principal.clone(),
            actions: vec![request.action.trim().to_owned()],
            resources: (!resource.is_empty())
                .then(|| resource.to_owned())
                .into_iter()
                .collect(),
            context: context.into_iter().collect(),
            state: StateView::Planned,
            what_if: Vec::new(),
        };
        let source = Source::Account(&plan.account, StateView::Planned);
        let answered = self.simulate_in_session(source, &question, &session)?;
        let answers = answered.answers.into_iter().take(MOST_ANSWERS);
        Ok(answers
            .map(|answer| SessionAnswerView {
                verdict: verdict_in(&answer),
                action: answer.action,
                resource: answer.resource,
                sentence: answer.sentence,
            })
            .collect())
    }
}

fn made(subject: &Subject<'_>, request: &SessionRequest) -> Result<Session, CommandError> {
    let name = || field::<SessionName>("name", &request.name);
    let provider = || {
        let provider = request.provider.trim();
        if provider.is_empty() {
            return Err(CommandError::new(
                Code::InvalidField,
                "the identity provider is not named",
            )
            .help("give the provider's ARN")
            .at("provider"));
        }
        Ok(provider.to_owned())
    };
    let by = match request.by {
        SessionOperation::AssumeRole => SessionBy::AssumeRole {
            name: name()?,
            assumed_by: None,
        },
        SessionOperation::WebIdentity => SessionBy::WebIdentity {
            name: name()?,
            provider: provider()?,
        },
        SessionOperation::Saml => SessionBy::Saml {
            name: name()?,
            provider: provider()?,
        },
        SessionOperation::SessionToken => SessionBy::SessionToken { mfa: request.mfa },
        SessionOperation::FederationToken => SessionBy::FederationToken { name: name()? },
    };
    let mut session = Session::new(by);
    session.policies = request
        .policies
        .iter()
        .map(|(name, text)| (name.clone(), Arc::from(text.as_str())))
        .collect();
    for text in &request.managed {
        let arn: Arn = field("managed", text)?;
        session.managed.push(policy(subject.scope, arn));
    }
    let mut tags = Tags::new();
    for (key, value) in &request.tags {
        tags.insert(field("tags", key)?, field("tags", value)?);
    }
    session.tags = tags;
    if !request.issued.is_empty() {
        session.issued = Some(field("issued", &request.issued)?);
    }
    if !request.source_identity.is_empty() {
        session.source_identity = Some(field("source_identity", &request.source_identity)?);
    }
    Ok(session)
}

/// A managed policy by its ARN: one of the account by its id, any other as it is.
fn policy(scope: Scope<'_>, arn: Arn) -> PolicyRef {
    let own = scope.account().settings().account_id == *arn.account();
    let named = arn
        .iam_entity()
        .filter(|(kind, ..)| own && *kind == "policy");
    let held = named.and_then(|(_, _, name)| scope.directory().policy_named(name));
    match held {
        Some(policy) => PolicyRef::Customer(policy.id),
        None => PolicyRef::Arn(arn),
    }
}

fn field<T>(at: &str, text: &str) -> Result<T, CommandError>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    text.trim().parse().map_err(|error: T::Err| {
        CommandError::new(Code::InvalidField, error.to_string())
            .help("write it as AWS does")
            .at(at)
    })
}
