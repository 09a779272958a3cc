//! The organization above the accounts: its levels with their service and resource control policies.
//!
//! It is imported or typed, and it is one value: whoever alters it puts the whole of it.
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>

use std::collections::BTreeSet;

use iam_names::{AccountId, EntityId, OrganizationId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{DocumentKind, PolicyDocument, Refusal, RefusalCode};

/// An organization of AWS accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The local id.
    pub id: EntityId,
    /// AWS's id.
    pub organization_id: OrganizationId,
    /// The management account, which no policy of the organization limits.
    pub management_account: AccountId,
    /// When it was last imported; none when it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_as_of: Option<Timestamp>,
    /// Its policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<OrganizationPolicy>,
    /// The root, the organizational units and the accounts.
    pub nodes: Vec<OrganizationNode>,
}

/// Which sort of an organization's policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationPolicyKind {
    /// A service control policy: limits the principals of accounts.
    ServiceControl,
    /// A resource control policy: limits who may reach the resources of accounts.
    ResourceControl,
}

/// A policy of an organization.
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationPolicy {
    /// The local id.
    pub id: EntityId,
    /// AWS's id (`p-…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Which sort. Stored as `type`, as AWS calls it.
    #[serde(rename = "type")]
    pub kind: OrganizationPolicyKind,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its document.
    pub document: PolicyDocument,
    /// Kept by AWS: `FullAWSAccess`, `RCPFullAWSAccess`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aws_managed: bool,
}

/// Where a node stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum OrganizationPlace {
    /// The root.
    Root,
    /// An organizational unit.
    Unit,
    /// An account.
    Account {
        /// Its twelve digits.
        account: AccountId,
    },
}

/// The root, an organizational unit or an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationNode {
    /// The local id.
    pub id: EntityId,
    /// What it hangs under; none for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<EntityId>,
    /// What it is.
    #[serde(flatten)]
    pub place: OrganizationPlace,
    /// AWS's id (`r-…`, `ou-…`); an account's are its digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws_id: Option<String>,
    /// Its name.
    pub name: String,
    /// The policies attached to it, by local id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub attached: BTreeSet<EntityId>,
}

impl Organization {
    /// A node by its local id.
    #[must_use]
    pub fn node(&self, id: EntityId) -> Option<&OrganizationNode> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The node of an account.
    #[must_use]
    pub fn account(&self, account: AccountId) -> Option<&OrganizationNode> {
        self.nodes
            .iter()
            .find(|node| node.place == OrganizationPlace::Account { account })
    }

    /// From the root down to the account itself; empty when it is not in the organization.
    #[must_use]
    pub fn levels(&self, account: AccountId) -> Vec<&OrganizationNode> {
        let mut levels = Vec::new();
        let mut next = self.account(account);
        while let Some(node) = next {
            levels.push(node);
            // INVARIANT: the rules let no circle in; a damaged value must not hang.
            if levels.len() > self.nodes.len() {
                return Vec::new();
            }
            next = node.parent.and_then(|parent| self.node(parent));
        }
        levels.reverse();
        levels
    }

    /// The policies of one sort that are attached to a node.
    pub fn attached<'a>(
        &'a self,
        node: &'a OrganizationNode,
        kind: OrganizationPolicyKind,
    ) -> impl Iterator<Item = &'a OrganizationPolicy> {
        self.policies
            .iter()
            .filter(move |policy| policy.kind == kind && node.attached.contains(&policy.id))
    }

    /// Whether it is a tree whose policies are there.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let refusal = |message: String| {
            Refusal::new(
                RefusalCode::InvalidInput,
                message,
                "one root, every other node under it, every attached policy among the policies",
            )
        };
        let wrong = |message| Err(refusal(message));
        let misplaced = |message| Err(refusal(message).in_field("parent"));
        let ids: BTreeSet<_> = self.nodes.iter().map(|node| node.id).collect();
        if ids.len() != self.nodes.len() {
            return wrong("two nodes of the organization share an id".into());
        }
        let roots = self
            .nodes
            .iter()
            .filter(|node| node.place == OrganizationPlace::Root);
        if roots.count() != 1 {
            return wrong("an organization has one root".into());
        }
        for node in &self.nodes {
            let is_root = node.place == OrganizationPlace::Root;
            if is_root != node.parent.is_none() {
                return misplaced(format!("`{}` hangs in the air", node.name));
            }
            let mut steps = 0;
            let mut next = Some(node);
            while let Some(at) = next {
                steps += 1;
                if steps > self.nodes.len() {
                    return misplaced(format!("`{}` hangs under itself", node.name));
                }
                next = match at.parent {
                    None => None,
                    Some(parent) => match self.node(parent) {
                        Some(held) if !matches!(held.place, OrganizationPlace::Account { .. }) => {
                            Some(held)
                        }
                        _ => return misplaced(format!("`{}` hangs under nothing", at.name)),
                    },
                };
            }
            let known = |id: &EntityId| self.policies.iter().any(|policy| policy.id == *id);
            if !node.attached.iter().all(known) {
                return wrong(format!("`{}` has a policy that is not there", node.name));
            }
        }
        // AWS's own are as they are: `RCPFullAWSAccess` allows, which nobody else's may.
        for policy in self.policies.iter().filter(|policy| !policy.aws_managed) {
            let kind = match policy.kind {
                OrganizationPolicyKind::ServiceControl => DocumentKind::ServiceControl,
                OrganizationPolicyKind::ResourceControl => DocumentKind::ResourceControl,
            };
            crate::document::check(&policy.document, kind)?;
        }
        let mut accounts = BTreeSet::new();
        for node in &self.nodes {
            if let OrganizationPlace::Account { account } = node.place
                && !accounts.insert(account)
            {
                let twice = refusal(format!("the account {account} stands twice"));
                return Err(twice.in_field("account"));
            }
        }
        Ok(())
    }
}
