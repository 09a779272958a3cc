//! Does a principal element name this principal, and how directly?
//!
//! How directly decides which other layers may still limit the grant: see [`super::decide`].
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use crate::arn;
use crate::policy::{PrincipalEntry, PrincipalPattern, Principals};
use crate::request::{Principal, PrincipalKind, SessionKind};

/// How a resource policy names the principal it grants to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grant {
    /// By its account: that account still has to allow it.
    Account,
    /// By the role whose session it is, by the user who asked for the session, or by the identity
    /// provider: boundary and session policy still limit it.
    Limited,
    /// By the user's own ARN: its boundary does not limit it, a session policy would.
    User,
    /// By itself, or as everybody: no implicit deny of its account limits it.
    Direct,
}

/// The grants that matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Grants(u8);

impl Grants {
    pub(crate) fn add(&mut self, grant: Grant) {
        self.0 |= 1 << grant as u8;
    }

    pub(crate) fn has(self, grant: Grant) -> bool {
        self.0 & (1 << grant as u8) != 0
    }

    pub(crate) fn any(self) -> bool {
        self.0 != 0
    }
}

/// Whether a statement is about the principal.
///
/// `bounded` says that the principal has a permissions boundary: a Deny with `NotPrincipal` then
/// always denies it, whomever it lists.
pub(super) fn names(
    principals: &Principals,
    principal: &Principal,
    bounded: bool,
) -> Option<Grant> {
    match principals {
        Principals::Only(entries) => entries
            .iter()
            .filter_map(|entry| grant(&entry.pattern, principal))
            .max(),
        Principals::AllBut(entries) => {
            (bounded || !exempts(entries, principal)).then_some(Grant::Direct)
        }
    }
}

fn grant(pattern: &PrincipalPattern, principal: &Principal) -> Option<Grant> {
    let session = principal.session();
    let issuer = session.and_then(|session| session.issuer.as_deref());
    match pattern {
        PrincipalPattern::Everyone => Some(Grant::Direct),
        PrincipalPattern::Account(account) => {
            (principal.account() == Some(account)).then_some(Grant::Account)
        }
        PrincipalPattern::User(user) => {
            if **user == *principal.as_str() && *principal.kind() == PrincipalKind::User {
                return Some(Grant::User);
            }
            // The session of GetFederationToken of that user.
            let federated = principal.session_kind() == Some(SessionKind::FederationToken);
            (federated && issuer == Some(user)).then_some(Grant::Limited)
        }
        PrincipalPattern::Role {
            partition,
            account,
            name,
        } => {
            let same_role = principal.role_name() == Some(name)
                && principal.account() == Some(account)
                && arn::split(principal.as_str()).is_some_and(|parts| parts[1] == &**partition);
            same_role.then_some(Grant::Limited)
        }
        PrincipalPattern::Session(arn) | PrincipalPattern::OtherArn(arn) => {
            (**arn == *principal.as_str()).then_some(Grant::Direct)
        }
        PrincipalPattern::UniqueId(id) => {
            let role = principal.role_name().is_some();
            (principal.unique_id() == Some(id)).then_some(if role {
                Grant::Limited
            } else {
                Grant::Direct
            })
        }
        PrincipalPattern::Service(name) => {
            let service = *principal.kind() == PrincipalKind::Service;
            (service && **name == *principal.as_str()).then_some(Grant::Direct)
        }
        PrincipalPattern::Federated(provider) => {
            // `cognito-identity.amazonaws.com` looks like a service and is an identity provider.
            let itself = **provider == *principal.as_str();
            let session_of = matches!(
                principal.session_kind(),
                Some(SessionKind::WebIdentity | SessionKind::Saml)
            ) && issuer == Some(provider);
            (itself || session_of).then_some(Grant::Limited)
        }
        PrincipalPattern::Canonical(id) => (**id == *principal.as_str()).then_some(Grant::Account),
        PrincipalPattern::Nobody => None,
    }
}

/// Whether `NotPrincipal` lists the principal. Listing the account exempts its root user only; a
/// session is exempt when account, role and session are all listed.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
fn exempts(entries: &[PrincipalEntry], principal: &Principal) -> bool {
    let lists = |wanted: fn(&PrincipalPattern) -> bool| {
        entries
            .iter()
            .any(|entry| wanted(&entry.pattern) && grant(&entry.pattern, principal).is_some())
    };
    if lists(|pattern| *pattern == PrincipalPattern::Everyone) {
        return true;
    }
    let account = || lists(|pattern| matches!(pattern, PrincipalPattern::Account(_)));
    match principal.kind() {
        PrincipalKind::Root => account(),
        PrincipalKind::RoleSession { .. } => {
            account()
                && lists(|pattern| matches!(pattern, PrincipalPattern::Role { .. }))
                && lists(|pattern| matches!(pattern, PrincipalPattern::Session(_)))
        }
        _ => lists(|pattern| !matches!(pattern, PrincipalPattern::Account(_))),
    }
}
