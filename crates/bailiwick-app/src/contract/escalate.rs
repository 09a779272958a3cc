//! Ways to more than one has, step by step and as lines of the account's map.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::analyse::MapEdgeView;
use super::simulate::{PrincipalView, StateView};

/// Asks who can become an administrator, and how.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct EscalationsRequest {
    /// The account.
    pub account: String,
    /// Which state of an AWS account is looked at.
    #[serde(default)]
    pub state: StateView,
}

/// Who can become an administrator.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EscalationsView {
    /// The local ids of those who are administrators already.
    pub administrators: Vec<String>,
    /// The shortest path of each who is none and can become one; the certain ones first.
    pub paths: Vec<EscalationView>,
}

/// How somebody can become an administrator.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EscalationView {
    /// Who.
    pub principal: PrincipalView,
    /// Whether nothing is needed that is not known to be there.
    pub certain: bool,
    /// What is done, one after another.
    pub steps: Vec<EscalationStepView>,
    /// The path on the map; it ends at the node `administrator`.
    pub edges: Vec<MapEdgeView>,
}

/// A step of an escalation.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EscalationStepView {
    /// The id of the way in the published list.
    pub way: String,
    /// The actions it needs.
    pub actions: Vec<String>,
    /// What is done and what comes of it, in words.
    pub sentence: String,
}
