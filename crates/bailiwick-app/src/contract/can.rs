//! What one principal can do: every action of the catalogue, and on which resources.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::simulate::{PrincipalView, StateView};

/// Asks what one principal can do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrincipalCanRequest {
    /// The account.
    pub account: String,
    /// The principal's local id, or its ARN.
    pub principal: String,
    /// Which state of an AWS account answers.
    #[serde(default)]
    pub state: StateView,
    /// Text that the action or its service's name must contain, without case; empty for all.
    #[serde(default)]
    pub text: String,
    /// The access level, as [`PrincipalCanView::levels`] names them; empty for every one.
    #[serde(default)]
    pub level: String,
    /// Which actions are shown.
    #[serde(default)]
    pub filter: CanFilter,
    /// The first row of the window, among those that the filter leaves.
    #[serde(default)]
    pub offset: u32,
    /// How many rows at most (100 is the ceiling).
    #[serde(default)]
    pub limit: u32,
}

/// Which actions are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum CanFilter {
    /// Those allowed on some resource at least.
    #[default]
    Can,
    /// Those allowed on every resource.
    All,
    /// Those allowed on some resources only.
    Some,
    /// Those allowed on none.
    None,
}

/// On how many resources an action is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum ReachView {
    /// On every one of the account.
    All,
    /// On some.
    Some,
    /// On none.
    None,
}

/// A window of what one principal can do.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrincipalCanView {
    /// Who.
    pub principal: PrincipalView,
    /// How many actions are allowed on every resource.
    pub all: u32,
    /// How many are allowed on some resources only.
    pub some: u32,
    /// How many are allowed on none.
    pub none: u32,
    /// In how many services anything is allowed.
    pub services: u32,
    /// The access levels, mildest first.
    pub levels: Vec<String>,
    /// How many actions the filter leaves.
    pub matching: u32,
    /// The actions of this window, by service and access level.
    pub rows: Vec<ActionCanView>,
    /// Resources whose own policies make a difference, by ARN.
    pub resources: Vec<ResourceCanView>,
    /// What the answer does not take into account, a sentence each.
    pub unknown: Vec<String>,
}

/// An action, and on which resources it is allowed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActionCanView {
    /// `s3:GetObject`.
    pub action: String,
    /// The service's name.
    pub service: String,
    /// The access level.
    pub level: String,
    /// On how many.
    pub reach: ReachView,
    /// The patterns allowed, where it is some.
    pub allowed: Vec<String>,
    /// What guardrails such as a boundary let through, each as its patterns.
    pub within: Vec<Vec<String>>,
    /// What is denied again.
    pub except: Vec<String>,
}

/// What the policy of a resource changes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ResourceCanView {
    /// The resource's ARN.
    pub arn: String,
    /// Actions that its policy allows and nothing else does.
    pub given: Vec<String>,
    /// Actions that its policy denies and that would be allowed without it.
    pub taken: Vec<String>,
}
