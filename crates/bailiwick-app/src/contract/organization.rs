//! The organization above the account: its levels with their policies, and the steps that alter it.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// One step with the organization above an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum OrganizationStep {
    /// Notes an organization with the account in it, or says which one it is and who manages it.
    Put {
        /// `o-…`.
        organization_id: String,
        /// The management account's twelve digits.
        management_account: String,
    },
    /// Forgets the organization.
    Forget,
    /// Makes a unit or notes an account, or says its name, place and policies.
    PutNode {
        /// The level's local id; empty for a new one.
        node: String,
        /// Its name.
        name: String,
        /// The local id of what it hangs under; empty for the root.
        parent: String,
        /// An account's twelve digits; empty for a unit and the root.
        account: String,
        /// All the policies that shall be attached to it, by local id.
        policies: Vec<String>,
    },
    /// Takes out a level with nothing under it.
    DeleteNode {
        /// The level.
        node: String,
    },
    /// Writes a policy.
    PutPolicy {
        /// The policy's local id; empty for a new one.
        policy: String,
        /// Its name.
        name: String,
        /// Which sort; a policy keeps the one it has.
        kind: OrganizationPolicySort,
        /// What it is for.
        description: String,
        /// Its document.
        document: String,
    },
    /// Deletes a policy, detaching it first.
    DeletePolicy {
        /// The policy.
        policy: String,
    },
}

/// Which sort of an organization's policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationPolicySort {
    /// Service control: limits the principals of accounts.
    Scp,
    /// Resource control: limits who may reach the resources of accounts.
    Rcp,
}

/// The organization above the account.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OrganizationView {
    /// `o-…`.
    pub id: String,
    /// The management account, which no policy of the organization limits.
    pub management_account: String,
    /// Whether this account is the management account.
    pub is_management: bool,
    /// When it was last imported (ISO 8601), or empty: it was typed.
    pub observed_as_of: String,
    /// From the root down to this account; empty when it is not in the organization.
    pub levels: Vec<LevelView>,
    /// Every level, each below the one it hangs under.
    pub nodes: Vec<OrganizationNodeView>,
    /// Every policy, by name.
    pub policies: Vec<OrganizationPolicyView>,
}

/// A level on the way to the account, with the policies that stand there.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LevelView {
    /// Its name.
    pub name: String,
    /// `root`, `unit` or `account`.
    pub place: String,
    /// Its service control policies.
    pub scps: Vec<OrganizationPolicyView>,
    /// Its resource control policies.
    pub rcps: Vec<OrganizationPolicyView>,
}

/// A level of the organization.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OrganizationNodeView {
    /// The local id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `root`, `unit` or `account`.
    pub place: String,
    /// An account's digits, or empty.
    pub account: String,
    /// The local id of what it hangs under; empty for the root.
    pub parent: String,
    /// How many levels stand above it.
    pub depth: u32,
    /// What is attached to it, by local id.
    pub attached: Vec<String>,
    /// Whether something hangs under it.
    pub has_children: bool,
}

/// A policy of the organization.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OrganizationPolicyView {
    /// The local id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Which sort.
    pub kind: OrganizationPolicySort,
    /// What it is for.
    pub description: String,
    /// Its document.
    pub document: String,
    /// Whether AWS keeps it.
    pub aws_managed: bool,
    /// At how many levels it is attached.
    pub attached_to: u32,
}
