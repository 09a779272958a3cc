//! Who asks: a principal itself, or with temporary credentials.

use std::sync::Arc;

use iam_access::{Scope, Session, SessionBy, Subject};
use iam_directory::{PolicyRef, Tags};
use iam_names::{Arn, SessionName};

use super::subject;
use crate::contract::matrix::{LayerView, SandboxChange};
use crate::contract::simulate::{SessionOperation, SessionRequest};
use crate::error::{Code, CommandError};

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
