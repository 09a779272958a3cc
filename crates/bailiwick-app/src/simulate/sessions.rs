//! Who asks: a principal itself, or with temporary credentials.

use std::sync::Arc;

use iam_access::{Scope, Session, SessionBy, Subject};
use iam_directory::{PolicyRef, Tags};
use iam_names::{Arn, SessionName};

use super::matrix::verdict_in;
use super::subject;
use crate::App;
use crate::contract::matrix::{LayerView, SandboxChange};
use crate::contract::posture::{SessionAnswerView, SessionKind, TrySessionRequest};
use crate::contract::simulate::{
    ContextValue, SessionOperation, SessionPolicy, SessionRequest, SimulationRequest, StateView,
};
use crate::error::{Code, CommandError};

/// How many answers a planned session is shown: more are read in the simulator.
const MOST_ANSWERS: usize = 100;

/// A session policy that limits nothing: what a session has whose session policies are switched
/// off, where having none at all would leave it without any access.
const NO_LIMIT: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

/// The principal of a question, with the session that it asks with.
pub(super) fn asking<'e>(
    scope: Scope<'e>,
    principal: &str,
    session: Option<&SessionRequest>,
    what_if: &[SandboxChange],
) -> Result<Subject<'e>, CommandError> {
    let subject = subject(scope, principal)?;
    let Some(request) = session else {
        return Ok(subject);
    };
    let mut session = made(&subject, request)?;
    let switched_off = SandboxChange::SwitchOffLayer {
        layer: LayerView::Session,
    };
    if what_if.contains(&switched_off) {
        session.managed.clear();
        session.policies.clear();
        if let SessionBy::FederationToken { .. } = session.by {
            let named = "no session policy".to_owned();
            session.policies.push((named, Arc::from(NO_LIMIT)));
        }
    }
    Ok(subject.in_session(session)?)
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
                .then(|| SessionPolicy {
                    name: "Session policy".to_owned(),
                    document: policy.to_owned(),
                })
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
            session: Some(session),
        };
        let answered = self.simulate(&question)?;
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
    let name = || field::<SessionName>("session.name", &request.name);
    let provider = || {
        let provider = request.provider.trim();
        if provider.is_empty() {
            return Err(CommandError::new(
                Code::InvalidField,
                "the identity provider is not named",
            )
            .help("give the provider's ARN")
            .at("session.provider"));
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
        .map(|policy| (policy.name.clone(), Arc::from(policy.document.as_str())))
        .collect();
    for text in &request.managed {
        let arn: Arn = field("session.managed", text)?;
        session.managed.push(policy(subject.scope, arn));
    }
    let mut tags = Tags::new();
    for tag in &request.tags {
        tags.insert(
            field("session.tags", &tag.key)?,
            field("session.tags", &tag.value)?,
        );
    }
    session.tags = tags;
    if !request.issued.is_empty() {
        session.issued = Some(field("session.issued", &request.issued)?);
    }
    if !request.source_identity.is_empty() {
        session.source_identity = Some(field("session.source_identity", &request.source_identity)?);
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
