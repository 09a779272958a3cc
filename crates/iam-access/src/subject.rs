//! Whom a question is about: a principal, and what the estate knows of it.

use crate::around::Membership;
use crate::{AccessError, Scope};
use iam_directory::{Role, User};
use iam_names::{AccountId, Arn, EntityId};
use iam_policy::request::{Principal, PrincipalKind, Session, SessionKind};
use std::sync::Arc;

/// A principal with what the estate holds of it.
#[derive(Debug, Clone)]
pub struct Subject<'e> {
    /// Where the principal belongs; the question's own account for strangers.
    pub scope: Scope<'e>,
    /// What the estate holds.
    pub held: Held<'e>,
    /// The principal as the engine takes it.
    pub principal: Principal,
    /// The session it asks with, when that is known beyond its ARN.
    pub session: Option<Arc<crate::Session>>,
}

/// What the estate holds of a principal.
#[derive(Debug, Clone, Copy)]
pub enum Held<'e> {
    /// A user, or a session of a user.
    User(&'e Arc<User>),
    /// A role, or a session of a role.
    Role(&'e Arc<Role>),
    /// The account's root user: it has no policies.
    Root,
    /// Nothing: a service, somebody anonymous, or a principal of an account not held here.
    Nothing,
}

impl<'e> Subject<'e> {
    /// The user or role with this id.
    pub fn with_id(scope: Scope<'e>, id: EntityId) -> Result<Self, AccessError> {
        let directory = scope.directory();
        if let Some(user) = directory.user(id) {
            return Self::user(scope, user);
        }
        let role = directory.role(id).ok_or(AccessError::NoSuchPrincipal)?;
        Self::role(scope, role)
    }

    /// A user.
    pub fn user(scope: Scope<'e>, user: &'e Arc<User>) -> Result<Self, AccessError> {
        let arn = scope
            .account()
            .settings()
            .arn("user", &user.path, user.name.as_str());
        let mut principal = parse(arn.as_str())?;
        if let Some(id) = &user.unique_id {
            principal = principal.with_unique_id(id.as_str());
        }
        Ok(Self {
            scope,
            held: Held::User(user),
            principal,
            session: None,
        })
    }

    /// A role.
    pub fn role(scope: Scope<'e>, role: &'e Arc<Role>) -> Result<Self, AccessError> {
        let principal = parse(role_arn(scope, role).as_str())?;
        Ok(Self {
            scope,
            held: Held::Role(role),
            principal: with_role_id(principal, role),
            session: None,
        })
    }

    /// Whoever an ARN or a service principal names: twelve digits name an account as a whole, `*`
    /// anybody without credentials. A user or role of an account that the estate holds must exist
    /// there; others are strangers of whom nothing is known.
    pub fn named(scope: Scope<'e>, text: &str) -> Result<Self, AccessError> {
        let account: Option<AccountId> = text.parse().ok();
        let mut principal = match (account, text) {
            (Some(account), _) => {
                let partition = &scope.account().settings().partition;
                parse(&format!("arn:{partition}:iam::{account}:root"))?
            }
            (None, "*" | "anonymous") => Principal::anonymous(),
            (None, _) => parse(text)?,
        };
        let Some(scope) = principal
            .account()
            .and_then(|digits| scope.in_account(digits))
        else {
            return Ok(Self {
                scope,
                held: Held::Nothing,
                principal,
                session: None,
            });
        };
        let unknown = || AccessError::UnknownPrincipal {
            arn: text.to_owned(),
        };
        let directory = scope.directory();
        let held = match principal.kind() {
            PrincipalKind::Root => Held::Root,
            PrincipalKind::User => {
                let user = directory
                    .user_named(last_segment(text))
                    .ok_or_else(unknown)?;
                // The path and the capitals are part of an ARN.
                if Self::user(scope, user)?.principal.as_str() != text {
                    return Err(unknown());
                }
                return Self::user(scope, user);
            }
            PrincipalKind::Role { name } => {
                let role = directory.role_named(name).ok_or_else(unknown)?;
                if role_arn(scope, role).as_str() != text {
                    return Err(unknown());
                }
                return Self::role(scope, role);
            }
            PrincipalKind::RoleSession { role: name } => {
                let role = directory.role_named(name).ok_or_else(unknown)?;
                principal = with_role_id(principal, role).with_session(Session {
                    role_arn: Some(role_arn(scope, role).as_str().to_owned()),
                    ..Session::of_kind(SessionKind::AssumedRole)
                });
                Held::Role(role)
            }
            _ => Held::Nothing,
        };
        Ok(Self {
            scope,
            held,
            principal,
            session: None,
        })
    }

    /// The organization of the principal's account. Of an account that is not held here it may be
    /// known as well.
    pub(crate) fn membership(&self) -> Option<Membership<'e>> {
        let account = self.principal.account()?;
        self.scope.membership_of(account.parse().ok()?)
    }

    /// The ARN, or the service's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.principal.as_str()
    }

    /// AWS's unique id, when it is known.
    pub(crate) fn unique_id(&self) -> Option<String> {
        let id = match self.held {
            Held::User(user) => user.unique_id.as_ref(),
            Held::Role(role) => role.unique_id.as_ref(),
            Held::Root | Held::Nothing => None,
        };
        id.map(|id| id.as_str().to_owned())
    }

    /// The name without path and account.
    #[must_use]
    pub fn short_name(&self) -> String {
        match self.held {
            Held::User(user) => user.name.to_string(),
            Held::Role(role) => role.name.to_string(),
            Held::Root | Held::Nothing => self.name().to_owned(),
        }
    }

    /// Whether it is a role or a session of one.
    #[must_use]
    pub fn is_role(&self) -> bool {
        matches!(self.held, Held::Role(_))
    }

    /// The ARN policies know it by: a session's is its role's.
    #[must_use]
    pub fn principal_arn(&self) -> String {
        match self.held {
            Held::Role(role) => role_arn(self.scope, role).as_str().to_owned(),
            _ => self.principal.as_str().to_owned(),
        }
    }
}

pub(crate) fn role_arn(scope: Scope<'_>, role: &Role) -> Arn {
    scope
        .account()
        .settings()
        .arn("role", &role.path, role.name.as_str())
}

fn with_role_id(principal: Principal, role: &Role) -> Principal {
    match &role.unique_id {
        Some(id) => principal.with_unique_id(id.as_str()),
        None => principal,
    }
}

fn parse(text: &str) -> Result<Principal, AccessError> {
    Principal::parse(text).map_err(AccessError::BadPrincipal)
}

fn last_segment(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}
