//! Replacing an access key in stages: nothing is destroyed before the new one is in use.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::directory::AccessKeyView;

/// Asks how far the rotation of an access key has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeyRotationRequest {
    /// The account.
    pub account: String,
    /// The user.
    pub user: String,
    /// The local id of the key that shall be replaced.
    pub key: String,
}

/// How far the rotation of an access key has come.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeyRotationView {
    /// The user name.
    pub user_name: String,
    /// The key that goes.
    pub old: AccessKeyView,
    /// The key that takes its place; none before it is made.
    pub new: Option<AccessKeyView>,
    /// What is done next.
    pub next: RotationStage,
    /// Every stage in order.
    pub stages: Vec<RotationStageView>,
    /// What is worth knowing, a sentence each.
    pub warnings: Vec<String>,
}

/// A stage of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum RotationStage {
    /// The second key is made.
    Make,
    /// AWS issues it. Only in an AWS account.
    Issue,
    /// It is handed over to whoever uses it.
    HandOver,
    /// It is used, and the old one no more.
    Move,
    /// The old key is switched off; it could be switched on again.
    Deactivate,
    /// Nothing has missed it.
    Wait,
    /// The old key is deleted.
    Delete,
}

/// A stage, and how it stands.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RotationStageView {
    /// Which one.
    pub stage: RotationStage,
    /// How it stands.
    pub state: RotationState,
    /// What was found, in a sentence, or empty.
    pub found: String,
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum RotationState {
    /// It is behind us.
    Done,
    /// It is what is to be done.
    Current,
    /// It comes later.
    Waiting,
}
