//! What is asked: an action on a resource, by a principal.
//!
//! These are the engine's own forms of identifiers, cut once so that matching compares slices.
//! They take any text AWS could put into a request; `iam-names` is where names are checked.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::arn;
use crate::problem::{Location, Problem, ProblemCode};

/// An action of a request, as `s3:GetObject`; compared without case.
#[derive(Debug, Clone)]
pub struct Action {
    written: Box<str>,
    folded: Box<str>,
    colon: usize,
}

impl Action {
    /// Reads `prefix:name`; wildcards and white space have no place in a request.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || {
            Problem::new(
                ProblemCode::BadAction,
                format!("`{text}` is not an action"),
                Location::default(),
            )
            .with_help("write the service prefix and the name, as in `s3:GetObject`")
        };
        let colon = text.find(':').ok_or_else(wrong)?;
        let odd = |c: char| c.is_whitespace() || matches!(c, '*' | '?');
        if colon == 0 || colon + 1 == text.len() || text.contains(odd) {
            return Err(wrong());
        }
        Ok(Self {
            written: text.into(),
            folded: text.to_ascii_lowercase().into(),
            colon,
        })
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The service prefix in lower case.
    #[inline]
    #[must_use]
    pub fn service(&self) -> &str {
        self.folded.get(..self.colon).unwrap_or("")
    }

    /// The name in lower case.
    #[inline]
    #[must_use]
    pub fn name(&self) -> &str {
        self.folded.get(self.colon + 1..).unwrap_or("")
    }

    /// Prefix and name in lower case.
    #[inline]
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Action {}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// A resource of a request: an ARN, or `*` for an action that names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    text: Box<str>,
    /// Where the colons of an ARN stand.
    colons: Option<[usize; 5]>,
}

impl Resource {
    /// Takes any text; what is no ARN is matched by `*` only.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut colons = [0; 5];
        let mut found = 0;
        for (at, _) in text.match_indices(':').take(5) {
            colons[found] = at;
            found += 1;
        }
        let is_arn = found == 5 && text.starts_with("arn:");
        Self {
            text: text.into(),
            colons: is_arn.then_some(colons),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The six parts, when it is an ARN.
    #[inline]
    #[must_use]
    pub fn parts(&self) -> Option<arn::Parts<'_>> {
        let colons = self.colons?;
        let part = |from: usize, to: usize| self.text.get(from..to).unwrap_or("");
        Some([
            part(0, colons[0]),
            part(colons[0] + 1, colons[1]),
            part(colons[1] + 1, colons[2]),
            part(colons[2] + 1, colons[3]),
            part(colons[3] + 1, colons[4]),
            part(colons[4] + 1, self.text.len()),
        ])
    }

    /// The account in the ARN, when there is one.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.parts()
            .map(|parts| parts[4])
            .filter(|account| !account.is_empty())
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How temporary credentials came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionKind {
    /// `sts:AssumeRole`
    AssumedRole,
    /// `sts:GetSessionToken`
    SessionToken,
    /// `sts:GetFederationToken`
    FederationToken,
    /// `sts:AssumeRoleWithWebIdentity`
    WebIdentity,
    /// `sts:AssumeRoleWithSAML`
    Saml,
}

/// What is known of a session beyond its ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// How it came to be.
    pub kind: SessionKind,
    /// The ARN of who asked for it: a user, or an identity provider.
    pub issuer: Option<String>,
    /// The role's ARN with its path, which the session's ARN does not tell.
    pub role_arn: Option<String>,
    /// Whether it was asked for with MFA.
    pub mfa: bool,
}

/// What a principal is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The account's root user.
    Root,
    /// An IAM user, perhaps with credentials of `GetSessionToken`.
    User,
    /// A role, without naming a session.
    Role {
        /// The role's name without its path.
        name: Box<str>,
    },
    /// A session of a role.
    RoleSession {
        /// The role's name without its path.
        role: Box<str>,
    },
    /// A session of `GetFederationToken`.
    FederatedUser,
    /// An AWS service.
    Service,
    /// Somebody an identity provider vouches for, before a role is assumed.
    Federated,
    /// Nobody: a request without credentials.
    Anonymous,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    text: Box<str>,
    kind: PrincipalKind,
    account: Option<Box<str>>,
    session: Option<Session>,
    unique_id: Option<Box<str>>,
}

impl Principal {
    /// A request without credentials.
    #[must_use]
    pub fn anonymous() -> Self {
        Self {
            text: "anonymous".into(),
            kind: PrincipalKind::Anonymous,
            account: None,
            session: None,
            unique_id: None,
        }
    }

    /// Reads the ARN of a user, role, session, identity provider or root user, or a service
    /// principal such as `ec2.amazonaws.com`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let Some([_, _, service, _, account, resource]) = arn::split(text) else {
            return Self::parse_domain(text);
        };
        let (word, rest) = resource.split_once('/').unwrap_or((resource, ""));
        let last = rest.rsplit('/').next().unwrap_or("");
        let kind = match (service, word) {
            ("iam", "root") if rest.is_empty() => Some(PrincipalKind::Root),
            ("iam", "user") if !last.is_empty() => Some(PrincipalKind::User),
            ("iam", "role") if !last.is_empty() => Some(PrincipalKind::Role { name: last.into() }),
            ("iam", "saml-provider" | "oidc-provider") if !last.is_empty() => {
                Some(PrincipalKind::Federated)
            }
            ("sts", "assumed-role") => rest.split_once('/').and_then(|(role, session)| {
                let whole = !role.is_empty() && !session.is_empty();
                whole.then(|| PrincipalKind::RoleSession { role: role.into() })
            }),
            ("sts", "federated-user") if !last.is_empty() => Some(PrincipalKind::FederatedUser),
            _ => None,
        };
        let kind = kind.ok_or_else(|| bad_principal(text))?;
        let session = match kind {
            PrincipalKind::RoleSession { .. } => Some(SessionKind::AssumedRole),
            PrincipalKind::FederatedUser => Some(SessionKind::FederationToken),
            _ => None,
        };
        Ok(Self {
            text: text.into(),
            kind,
            account: (!account.is_empty()).then(|| account.into()),
            session: session.map(Session::of_kind),
            unique_id: None,
        })
    }

    /// `ec2.amazonaws.com` is a service, `accounts.google.com` an identity provider.
    fn parse_domain(text: &str) -> Result<Self, Problem> {
        let odd = |c: char| c.is_whitespace() || matches!(c, '*' | '?' | ':' | '/');
        if !text.contains('.') || text.contains(odd) {
            return Err(bad_principal(text));
        }
        let service = [
            ".amazonaws.com",
            ".amazonaws.com.cn",
            ".amazon.com",
            ".aws.internal",
        ];
        // Two identity providers have a name such as services have.
        let provider = matches!(text, "www.amazon.com" | "cognito-identity.amazonaws.com");
        let kind = if !provider && service.iter().any(|suffix| text.ends_with(suffix)) {
            PrincipalKind::Service
        } else {
            PrincipalKind::Federated
        };
        Ok(Self {
            text: text.into(),
            kind,
            account: None,
            session: None,
            unique_id: None,
        })
    }

    /// The same principal with what is known of its session.
    #[must_use]
    pub fn with_session(mut self, session: Session) -> Self {
        self.session = Some(session);
        self
    }

    /// The same principal with its unique id (`AIDA…`, `AROA…`): policies keep that instead of the
    /// ARN once the entity is deleted, and another of the same name is another principal.
    #[must_use]
    pub fn with_unique_id(mut self, id: &str) -> Self {
        self.unique_id = Some(id.into());
        self
    }

    /// The ARN, the service principal, or `anonymous`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> &PrincipalKind {
        &self.kind
    }

    /// The account it belongs to.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Its session.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Its unique id, when it is known.
    #[must_use]
    pub fn unique_id(&self) -> Option<&str> {
        self.unique_id.as_deref()
    }

    /// How its credentials came to be, when they are temporary.
    #[must_use]
    pub fn session_kind(&self) -> Option<SessionKind> {
        self.session.as_ref().map(|session| session.kind)
    }

    /// The role's name, for a role and its sessions.
    #[must_use]
    pub fn role_name(&self) -> Option<&str> {
        match &self.kind {
            PrincipalKind::Role { name } | PrincipalKind::RoleSession { role: name } => Some(name),
            _ => None,
        }
    }

    /// Whether it is a service-linked role or a session of one. The path says so; where only the
    /// session's ARN is known, the reserved beginning of the name does.
    #[must_use]
    pub fn is_service_linked_role(&self) -> bool {
        let known_arn = match &self.kind {
            PrincipalKind::Role { .. } => Some(&*self.text),
            PrincipalKind::RoleSession { .. } => self
                .session
                .as_ref()
                .and_then(|session| session.role_arn.as_deref()),
            _ => return false,
        };
        match known_arn {
            Some(arn) => arn.contains(":role/aws-service-role/"),
            None => self
                .role_name()
                .is_some_and(|name| name.starts_with("AWSServiceRoleFor")),
        }
    }
}

impl Session {
    /// A session of which only the kind is known.
    #[must_use]
    pub fn of_kind(kind: SessionKind) -> Self {
        Self {
            kind,
            issuer: None,
            role_arn: None,
            mfa: false,
        }
    }
}

fn bad_principal(text: &str) -> Problem {
    Problem::new(
        ProblemCode::BadPrincipal,
        format!("`{text}` is not a principal"),
        Location::default(),
    )
    .with_help("give the ARN of a user, role, session or root user, or a service principal")
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
