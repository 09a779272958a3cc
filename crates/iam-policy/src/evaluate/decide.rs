//! How verdicts combine into a decision: the one home of that rule.
//!
//! [`decide`] is a pure function of what each layer said. It is asked with what is known, and for
//! `missing_context` once more with the most and the least that absent keys could bring.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use serde::{Deserialize, Serialize};

use super::principal::{Grant, Grants};
use super::special::{ResourceMode, Scope};

/// The answer to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Decision {
    /// Something allows it and nothing forbids it.
    Allowed,
    /// Nothing that would have to allow it does.
    ImplicitlyDenied,
    /// A Deny matches.
    ExplicitlyDenied,
}

impl Decision {
    /// As output writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::ImplicitlyDenied => "ImplicitlyDenied",
            Self::ExplicitlyDenied => "ExplicitlyDenied",
        }
    }
}

/// A layer of policies, in the order of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The permissions boundary.
    Boundary,
    /// Service control policies.
    Scp,
    /// Resource control policies.
    Rcp,
    /// The session policy.
    Session,
    /// The VPC endpoint's policy.
    Vpce,
    /// The resource policy, a role's trust policy, a key policy.
    Resource,
    /// Identity policies.
    Identity,
}

impl Layer {
    /// The word for it in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Boundary => "boundary",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Session => "session",
            Self::Vpce => "vpce",
            Self::Resource => "resource",
            Self::Identity => "identity",
        }
    }
}

/// What the layers said. A layer that is not there, or does not count, says `true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and all combine"
)]
pub(crate) struct Facts {
    /// A Deny matched somewhere.
    pub(crate) denied: bool,
    pub(crate) identity: bool,
    pub(crate) boundary: bool,
    pub(crate) session: bool,
    /// Every level has an Allow.
    pub(crate) scp: bool,
    pub(crate) vpce: bool,
    pub(crate) grants: Grants,
    /// The request fails although policies may allow it.
    pub(crate) refused: bool,
    /// Amazon S3 blocks what a public policy allows.
    pub(crate) public_blocked: bool,
}

/// The decision.
pub(super) fn decide(facts: Facts, scope: Scope) -> Decision {
    if facts.denied {
        Decision::ExplicitlyDenied
    } else if !facts.refused && facts.scp && facts.vpce && has_access(facts, scope) {
        // Block Public Access acts as a deny of its own on what would be allowed.
        if facts.public_blocked {
            Decision::ExplicitlyDenied
        } else {
            Decision::Allowed
        }
    } else {
        Decision::ImplicitlyDenied
    }
}

/// Whether principal and resource side together grant access, before the outer guardrails.
fn has_access(facts: Facts, scope: Scope) -> bool {
    let inner = facts.boundary && facts.session;
    let grants = facts.grants;
    match scope.mode {
        ResourceMode::Alone => grants.any(),
        ResourceMode::Cross => grants.any() && facts.identity && inner,
        ResourceMode::Either => granted_directly(facts) || facts.identity && inner,
        ResourceMode::Must => {
            granted_directly(facts) || grants.has(Grant::Account) && facts.identity && inner
        }
    }
}

/// Whether the resource policy alone grants access within one account.
fn granted_directly(facts: Facts) -> bool {
    facts.grants.has(Grant::Direct)
        || facts.grants.has(Grant::User) && facts.session
        || facts.grants.has(Grant::Limited) && facts.boundary && facts.session
}

/// Which Allow statements granted, when the decision is `Allowed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and all combine"
)]
pub(super) struct Granting {
    pub(crate) identity: bool,
    pub(super) account: bool,
    pub(super) limited: bool,
    pub(super) user: bool,
    pub(super) direct: bool,
}

impl Granting {
    pub(super) fn grant(self, grant: Grant) -> bool {
        match grant {
            Grant::Account => self.account,
            Grant::Limited => self.limited,
            Grant::User => self.user,
            Grant::Direct => self.direct,
        }
    }
}

/// Which kinds of Allow took part in granting access.
pub(super) fn granting(facts: Facts, scope: Scope) -> Granting {
    let inner = facts.boundary && facts.session;
    match scope.mode {
        ResourceMode::Alone | ResourceMode::Cross => Granting {
            identity: true,
            account: true,
            limited: true,
            user: true,
            direct: true,
        },
        // Naming the account only delegates: in one account the identity policy grants by itself.
        ResourceMode::Either => Granting {
            identity: inner,
            account: false,
            limited: inner,
            user: facts.session,
            direct: true,
        },
        ResourceMode::Must => {
            let delegated = inner && facts.identity && facts.grants.has(Grant::Account);
            Granting {
                identity: delegated,
                account: delegated,
                limited: inner,
                user: facts.session,
                direct: true,
            }
        }
    }
}

/// The layers that were required and had no Allow, when the decision is `ImplicitlyDenied`.
pub(super) fn blocked_by(facts: Facts, scope: Scope) -> Vec<Layer> {
    let mut blocked = Vec::new();
    let mut note = |layer: Layer, required: bool, allowed: bool| {
        if required && !allowed {
            blocked.push(layer);
        }
    };
    let grants = facts.grants;
    let open = has_access(facts, scope);
    let alone = scope.mode == ResourceMode::Alone;
    // What a role or session grant leaves to the inner layers, identity policies need not repeat.
    let limited = grants.has(Grant::Limited) || grants.has(Grant::User);
    let (resource, identity) = match scope.mode {
        ResourceMode::Either => (false, !limited),
        ResourceMode::Must => (!grants.any(), !limited && grants.has(Grant::Account)),
        ResourceMode::Cross => (true, true),
        ResourceMode::Alone => (true, false),
    };
    note(Layer::Boundary, !open && !alone, facts.boundary);
    note(Layer::Scp, true, facts.scp);
    note(Layer::Session, !open && !alone, facts.session);
    note(Layer::Vpce, true, facts.vpce);
    note(Layer::Resource, !open && resource, grants.any());
    note(Layer::Identity, !open && identity, facts.identity);
    blocked
}
