//! Evaluation: policies, a principal, a context and a question in; a decision out.
//!
//! [`Simulation::decide`] gives the decision alone and writes no trace; [`Simulation::answer`]
//! gives everything an output line or an explanation needs. Both use the same statements, the same
//! matching ([`bind`]) and the same combination ([`decide`]).

mod answer;
pub(crate) mod bind;
mod compile;
pub(crate) mod decide;
pub(crate) mod principal;
mod rcp_services;
mod reach;
pub(crate) mod special;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use answer::{Answer, Considered, NotEvaluable, Outline, StatementRef};
pub use compile::{NamedPolicy, PolicySet};
pub use decide::{Decision, Layer};
pub use principal::Grant;
pub use reach::{Reach, ResourceSet};
pub use special::{Refusal, ResourceMode, is_trust_action};

use self::bind::Bound;
use self::decide::Facts;
use self::principal::Grants;
use self::special::Scope;
use crate::arn::Parts;
use crate::context::Context;
use crate::policy::Effect;
use crate::request::{Action, Principal, PrincipalKind, Resource};

/// The policies that take part, by layer. Cloning copies pointers.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// Attached, inline and the groups' policies of the principal together.
    pub identity: Arc<PolicySet>,
    /// The resource's policy; for `sts:AssumeRole*` the role's trust policy.
    pub resource: Option<Arc<PolicySet>>,
    /// The permissions boundary.
    pub boundary: Option<Arc<PolicySet>>,
    /// The session policies.
    pub session: Option<Arc<PolicySet>>,
    /// SCPs of the principal's account, the root's first; none without an organisation or for the
    /// management account. A level without policies allows nothing.
    pub scp: Vec<Arc<PolicySet>>,
    /// RCPs of the resource's account, the root's first. `RCPFullAWSAccess` is understood.
    pub rcp: Vec<Arc<PolicySet>>,
    /// The policy of the VPC endpoint the request came through.
    pub vpce: Option<Arc<PolicySet>>,
    /// Whether Amazon S3 Block Public Access is on for the resource.
    pub s3_block_public_access: bool,
}

impl Layers {
    /// The policies of a layer; `level` counts SCP and RCP levels from the root.
    #[must_use]
    pub fn set(&self, layer: Layer, level: usize) -> Option<&PolicySet> {
        match layer {
            Layer::Identity => Some(&self.identity),
            Layer::Resource => self.resource.as_deref(),
            Layer::Boundary => self.boundary.as_deref(),
            Layer::Session => self.session.as_deref(),
            Layer::Vpce => self.vpce.as_deref(),
            Layer::Scp => self.scp.get(level).map(Arc::as_ref),
            Layer::Rcp => self.rcp.get(level).map(Arc::as_ref),
        }
    }
}

/// What is asked of a simulation.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// The action.
    pub action: &'q Action,
    /// The resource; `*` for an action without one.
    pub resource: &'q Resource,
    /// The account the resource belongs to; without it the ARN's, else the principal's.
    pub resource_account: Option<&'q str>,
    /// Whether the action supports no resource-level permission: only `*` matches then.
    pub wildcard_only: bool,
}

/// Layers bound to a principal and a context: made once, asked many times.
///
/// A `Simulation` remembers conditions and variables it has worked out, so it stays in one thread;
/// make one per thread from the same [`Layers`].
pub struct Simulation<'a> {
    layers: &'a Layers,
    principal: &'a Principal,
    context: &'a Context,
    /// In the order of [`Layer`], levels one after another.
    bound: Vec<(Layer, u32, Bound<'a>)>,
}

impl<'a> Simulation<'a> {
    /// Binds layers to who asks and what is known of the request.
    #[must_use]
    pub fn new(layers: &'a Layers, principal: &'a Principal, context: &'a Context) -> Self {
        let bounded = layers.boundary.is_some()
            && !matches!(
                principal.kind(),
                PrincipalKind::Service | PrincipalKind::Anonymous | PrincipalKind::Root
            );
        let mut bound = Vec::with_capacity(2 + layers.scp.len() + layers.rcp.len());
        let mut add = |layer: Layer, level: usize, set: &'a PolicySet| {
            let level = u32::try_from(level).unwrap_or(u32::MAX);
            bound.push((layer, level, Bound::new(set, principal, context, bounded)));
        };
        if let Some(set) = &layers.boundary {
            add(Layer::Boundary, 0, set);
        }
        for (level, set) in layers.scp.iter().enumerate() {
            add(Layer::Scp, level, set);
        }
        for (level, set) in layers.rcp.iter().enumerate() {
            add(Layer::Rcp, level, set);
        }
        if let Some(set) = &layers.session {
            add(Layer::Session, 0, set);
        }
        if let Some(set) = &layers.vpce {
            add(Layer::Vpce, 0, set);
        }
        if let Some(set) = &layers.resource {
            add(Layer::Resource, 0, set);
        }
        add(Layer::Identity, 0, &layers.identity);
        Self {
            layers,
            principal,
            context,
            bound,
        }
    }

    /// The policies it asks.
    #[must_use]
    pub fn layers(&self) -> &'a Layers {
        self.layers
    }

    /// Who asks.
    #[must_use]
    pub fn principal(&self) -> &'a Principal {
        self.principal
    }

    /// What is known of the request.
    #[must_use]
    pub fn context(&self) -> &'a Context {
        self.context
    }

    /// The decision alone.
    #[must_use]
    pub fn decide(&self, question: &Question<'_>) -> Decision {
        if special::always_allowed(self.principal, question) {
            return match special::refusal(self.principal, question) {
                None => Decision::Allowed,
                Some(_) => Decision::ImplicitlyDenied,
            };
        }
        let scope = self.scope(question);
        let arn = question.resource.parts();
        let mut facts = self.first_facts(question, scope);
        for (layer, _, bound) in &self.bound {
            if !speaks(*layer, scope) {
                continue;
            }
            let (denied, grants) = scan(bound, *layer, question, arn.as_ref(), scope);
            if denied {
                return Decision::ExplicitlyDenied;
            }
            facts.note(*layer, grants);
        }
        facts.public_blocked = self.public_access_blocked(question, scope, facts.grants);
        decide::decide(facts, scope)
    }

    fn scope(&self, question: &Question<'_>) -> Scope {
        let own = self.principal.account();
        let theirs = question.resource_account.or_else(|| {
            question.resource.account().filter(|account| {
                account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())
            })
        });
        let cross = theirs.is_some() && own.is_some() && theirs != own;
        special::scope(self.principal, question, cross)
    }

    /// What is said before any policy is read: an absent layer does not stand in the way.
    fn first_facts(&self, question: &Question<'_>, scope: Scope) -> Facts {
        let session = match &self.layers.session {
            Some(_) => !scope.identity,
            None => !scope.identity || !scope.needs_session_policy,
        };
        Facts {
            denied: false,
            identity: scope.root,
            boundary: !scope.identity || self.layers.boundary.is_none(),
            session,
            scp: true,
            vpce: !scope.vpce || self.layers.vpce.is_none(),
            grants: Grants::default(),
            refused: special::refusal(self.principal, question).is_some(),
            public_blocked: false,
        }
    }

    /// S3 Block Public Access: a public policy lets in nobody but the owner's account and services.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
    fn public_access_blocked(&self, question: &Question<'_>, scope: Scope, grants: Grants) -> bool {
        if !self.layers.s3_block_public_access || question.action.service() != "s3" {
            return false;
        }
        let outside = match self.principal.kind() {
            PrincipalKind::Anonymous => true,
            PrincipalKind::Service => false,
            _ => scope.mode == ResourceMode::Cross,
        };
        outside
            && grants.any()
            && self
                .layers
                .resource
                .as_deref()
                .is_some_and(PolicySet::is_public)
    }
}

impl Facts {
    /// Adds what a layer allowed; for SCPs each level in turn.
    fn note(&mut self, layer: Layer, grants: Grants) {
        let allowed = grants.any();
        match layer {
            Layer::Identity => self.identity |= allowed,
            Layer::Boundary => self.boundary |= allowed,
            Layer::Session => self.session |= allowed,
            Layer::Scp => self.scp &= allowed,
            Layer::Vpce => self.vpce |= allowed,
            Layer::Resource => self.grants = grants,
            Layer::Rcp => {}
        }
    }
}

/// Whether a layer counts in this request.
fn speaks(layer: Layer, scope: Scope) -> bool {
    match layer {
        Layer::Identity | Layer::Boundary | Layer::Session => scope.identity,
        Layer::Scp => scope.scp,
        Layer::Rcp => scope.rcp,
        Layer::Vpce => scope.vpce,
        Layer::Resource => true,
    }
}

/// Whether denies of a layer count.
fn denies(layer: Layer, scope: Scope) -> bool {
    layer != Layer::Resource || scope.resource_denies
}

/// What a layer says: whether it denies, else how it allows.
fn scan(
    bound: &Bound<'_>,
    layer: Layer,
    question: &Question<'_>,
    arn: Option<&Parts<'_>>,
    scope: Scope,
) -> (bool, Grants) {
    let mut denied = false;
    let mut grants = Grants::default();
    bound.each_candidate(question, |_, compiled| {
        match compiled.effect {
            Effect::Deny if denies(layer, scope) => {
                denied = bound.applies(compiled, question, arn).is_some();
            }
            // Only in the resource policy does it matter how often and how it is allowed.
            Effect::Allow if layer == Layer::Resource || !grants.any() => {
                if let Some(grant) = bound.applies(compiled, question, arn) {
                    grants.add(grant);
                }
            }
            _ => {}
        }
        !denied
    });
    (denied, grants)
}
