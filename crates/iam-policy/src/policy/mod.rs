//! What a policy means: statements that can hold only sense.
//!
//! [`lower`] makes it from the [`crate::syntax`] tree and tells every mistake on the way. What
//! cannot be understood keeps its place as [`Standing::Unevaluable`], so that evaluation never
//! fails and never skips anything in silence.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

mod action;
mod lower;
mod principal;
mod resource;
mod statement;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use action::{ActionForm, ActionPattern};
pub use lower::{Lowered, lower, lower_under, parse};
pub use principal::{PrincipalEntry, PrincipalPattern, Principals};
pub use resource::{ResourceForm, ResourcePattern};
pub(crate) use statement::ELEMENTS;

use crate::condition::Clause;
use crate::problem::{Problem, Span};

/// What a policy is attached to: the same words mean different things in different places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PolicyType {
    /// Attached to, or inline in, a user, group or role.
    Identity,
    /// Attached to a resource.
    Resource,
    /// A role's trust policy: the resource policy of a role.
    Trust,
    /// A permissions boundary.
    Boundary,
    /// A session policy.
    Session,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
    /// A VPC endpoint policy.
    Vpce,
}

impl PolicyType {
    /// The word for it in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Vpce => "vpce",
        }
    }

    /// Whether statements name principals.
    #[must_use]
    pub fn has_principals(self) -> bool {
        matches!(self, Self::Resource | Self::Trust | Self::Rcp | Self::Vpce)
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The version of the policy language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Version {
    /// `2012-10-17`: variables are substituted.
    V2012,
    /// `2008-10-17`, which is what a policy without `Version` has: variables are literal text.
    #[default]
    V2008,
}

/// A policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What it is attached to.
    pub policy_type: PolicyType,
    /// The version of its language.
    pub version: Version,
    /// Its `Id`.
    pub id: Option<Box<str>>,
    /// Its statements, in order; their numbers count from 0.
    pub statements: Vec<Statement>,
}

/// What a statement does when it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Effect {
    /// `Allow`
    Allow,
    /// `Deny`
    Deny,
}

impl Effect {
    /// As policies write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a statement takes part in evaluation.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// It does.
    Sound,
    /// It cannot be understood: an Allow does not match, a Deny that matches otherwise denies.
    Unevaluable(Box<Problem>),
    /// AWS would refuse it, and documents that it has no effect: it never matches.
    Never(Box<Problem>),
}

/// How people count the statement of that index: from 1, as the editor's cards do. A path
/// (`Statement[0]`) and an answer for programs keep the index.
#[must_use]
pub const fn counted(statement: u32) -> u32 {
    statement + 1
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Its `Sid`.
    pub sid: Option<Box<str>>,
    /// Its effect. A statement whose effect cannot be read stands here as an Allow that is
    /// [`Standing::Unevaluable`], so it never matches.
    pub effect: Effect,
    /// Whom it is about, in policies that name principals.
    pub principals: Option<Principals>,
    /// What it is about.
    pub actions: Actions,
    /// On what.
    pub resources: Resources,
    /// When.
    pub conditions: Vec<Clause>,
    /// Whether it takes part.
    pub standing: Standing,
    /// Its bytes in the source text, for an editor to light.
    pub span: Span,
}

/// `Action` or `NotAction`.
#[derive(Debug, Clone, PartialEq)]
pub enum Actions {
    /// The actions named.
    Only(Vec<ActionPattern>),
    /// Every action but those named.
    AllBut(Vec<ActionPattern>),
}

/// `Resource` or `NotResource`.
#[derive(Debug, Clone, PartialEq)]
pub enum Resources {
    /// The resources named.
    Only(Vec<ResourcePattern>),
    /// Every resource but those named.
    AllBut(Vec<ResourcePattern>),
    /// The one the policy is attached to: trust policies, and resource policies without `Resource`.
    Attached,
}
