//! Temporary credentials: a principal as the session that it asks with.
//!
//! A session has the policies of the user or role it belongs to, perhaps session policies that
//! limit them, and condition keys of its own. Which keys come with which session is AWS's table of
//! principals; the length of sessions is not checked here.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>

use crate::AccessError;
use crate::subject::{Held, Subject};
use iam_directory::{PolicyRef, Tags};
use iam_names::{SessionName, Timestamp};
use iam_policy::request::{Principal, Session as Credentials, SessionKind};
use std::sync::Arc;

/// How a session was made, as whoever asks says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// By which operation of STS.
    pub by: SessionBy,
    /// Inline session policies, by name. Together with `managed` they limit the session; of a
    /// federated user nothing is left without any.
    pub policies: Vec<(String, Arc<str>)>,
    /// Managed policies passed as session policies.
    pub managed: Vec<PolicyRef>,
    /// Session tags; they stand above the tags of the user or role.
    pub tags: Tags,
    /// When the credentials were issued, for `aws:TokenIssueTime`.
    pub issued: Option<Timestamp>,
    /// `aws:SourceIdentity`, which stays through a chain of roles.
    pub source_identity: Option<SessionName>,
}

/// The operation of STS that made a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionBy {
    /// `sts:AssumeRole`: a session of a role.
    AssumeRole {
        /// The session's name.
        name: SessionName,
        /// The principal that assumed the role: a role's session where roles are chained.
        assumed_by: Option<String>,
    },
    /// `sts:AssumeRoleWithWebIdentity`: a session of a role.
    WebIdentity {
        /// The session's name.
        name: SessionName,
        /// The provider: the ARN of an OIDC provider, or `accounts.google.com`.
        provider: String,
    },
    /// `sts:AssumeRoleWithSAML`: a session of a role.
    Saml {
        /// The session's name.
        name: SessionName,
        /// The ARN of the SAML provider.
        provider: String,
    },
    /// `sts:GetSessionToken`: the same user, or the root user.
    SessionToken {
        /// Whether it was asked for with MFA.
        mfa: bool,
    },
    /// `sts:GetFederationToken`: a federated user with what the session policies leave of the
    /// user who asked.
    FederationToken {
        /// The federated user's name.
        name: SessionName,
    },
}

impl SessionBy {
    /// The operation, as IAM names it.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::AssumeRole { .. } => "sts:AssumeRole",
            Self::WebIdentity { .. } => "sts:AssumeRoleWithWebIdentity",
            Self::Saml { .. } => "sts:AssumeRoleWithSAML",
            Self::SessionToken { .. } => "sts:GetSessionToken",
            Self::FederationToken { .. } => "sts:GetFederationToken",
        }
    }
}

impl Session {
    /// A session of which nothing else is known.
    #[must_use]
    pub fn new(by: SessionBy) -> Self {
        Self {
            by,
            policies: Vec::new(),
            managed: Vec::new(),
            tags: Tags::new(),
            issued: None,
            source_identity: None,
        }
    }

    /// Whether session policies were passed.
    pub(crate) fn is_limited(&self) -> bool {
        !self.policies.is_empty() || !self.managed.is_empty()
    }

    /// The identity provider, for sessions that one vouched for.
    pub(crate) fn provider(&self) -> Option<&str> {
        match &self.by {
            SessionBy::WebIdentity { provider, .. } | SessionBy::Saml { provider, .. } => {
                Some(provider)
            }
            _ => None,
        }
    }

    /// Whether it tells if MFA was used. Credentials of `AssumeRole` carry nothing about MFA.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>
    pub(crate) fn mfa(&self) -> Option<bool> {
        match self.by {
            SessionBy::SessionToken { mfa } => Some(mfa),
            _ => None,
        }
    }
}

impl Subject<'_> {
    /// The same principal asking with temporary credentials. A role has sessions of the three
    /// kinds of assuming it; a user those of `GetSessionToken` and `GetFederationToken`, the root
    /// user too.
    pub fn in_session(self, session: Session) -> Result<Self, AccessError> {
        let fitting = match self.held {
            Held::Role(_) => matches!(
                session.by,
                SessionBy::AssumeRole { .. }
                    | SessionBy::WebIdentity { .. }
                    | SessionBy::Saml { .. }
            ),
            Held::User(_) | Held::Root => matches!(
                session.by,
                SessionBy::SessionToken { .. } | SessionBy::FederationToken { .. }
            ),
            Held::Nothing => false,
        };
        if !fitting {
            return Err(AccessError::NoSuchSession {
                principal: self.name().to_owned(),
                operation: session.by.operation(),
            });
        }
        let principal = self.session_principal(&session)?;
        Ok(Self {
            principal,
            session: Some(Arc::new(session)),
            ..self
        })
    }

    fn session_principal(&self, session: &Session) -> Result<Principal, AccessError> {
        let settings = self.scope.account().settings();
        let sts = |resource: String| {
            let (partition, account) = (&settings.partition, &settings.account_id);
            let arn = format!("arn:{partition}:sts::{account}:{resource}");
            Principal::parse(&arn).map_err(AccessError::BadPrincipal)
        };
        let role_arn = self.principal_arn();
        let of_role = |kind: SessionKind, name: &SessionName, issuer: Option<&String>| {
            let role = self.short_name();
            let principal = sts(format!("assumed-role/{role}/{name}"))?;
            Ok(principal.with_session(Credentials {
                issuer: issuer.cloned(),
                role_arn: Some(role_arn.clone()),
                ..Credentials::of_kind(kind)
            }))
        };
        let principal = match &session.by {
            SessionBy::AssumeRole { name, assumed_by } => {
                of_role(SessionKind::AssumedRole, name, assumed_by.as_ref())?
            }
            SessionBy::WebIdentity { name, provider } => {
                of_role(SessionKind::WebIdentity, name, Some(provider))?
            }
            SessionBy::Saml { name, provider } => of_role(SessionKind::Saml, name, Some(provider))?,
            SessionBy::SessionToken { mfa } => {
                return Ok(self.principal.clone().with_session(Credentials {
                    mfa: *mfa,
                    ..Credentials::of_kind(SessionKind::SessionToken)
                }));
            }
            SessionBy::FederationToken { name } => {
                let principal = sts(format!("federated-user/{name}"))?;
                return Ok(principal.with_session(Credentials {
                    issuer: Some(self.name().to_owned()),
                    ..Credentials::of_kind(SessionKind::FederationToken)
                }));
            }
        };
        Ok(match self.unique_id() {
            Some(id) => principal.with_unique_id(&id),
            None => principal,
        })
    }
}
