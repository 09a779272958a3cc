//! The organization out of the answers of AWS Organizations: roots, units, accounts, and the
//! policies with their targets.
//! <https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html>

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{
    Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind,
};
use iam_names::{EntityId, Timestamp};
use serde::Deserialize;

use crate::refused::NotTaken;
use crate::template::document_text;

/// Answers of AWS Organizations.
#[derive(Default)]
pub(super) struct Tree {
    organization: Option<Described>,
    roots: Vec<Node>,
    units: BTreeMap<String, Vec<Node>>,
    accounts: BTreeMap<String, Vec<Node>>,
    policies: Vec<Policy>,
    targets: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeOrganization {
    organization: Described,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Described {
    id: String,
    master_account_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Roots {
    roots: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Units {
    organizational_units: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Accounts {
    accounts: Vec<Node>,
}

#[derive(Deserialize, Clone)]
#[serde(rename_all = "PascalCase")]
struct Node {
    id: String,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribePolicy {
    policy: Policy,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    policy_summary: Summary,
    content: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Summary {
    id: String,
    name: String,
    #[serde(default)]
    description: Option<String>,
    r#type: String,
    #[serde(default)]
    aws_managed: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Targets {
    targets: Vec<Target>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Target {
    target_id: String,
}

impl Tree {
    /// One answer; whether it is one of these.
    pub(super) fn take(
        &mut self,
        ask: &str,
        of: &str,
        text: &str,
    ) -> Result<bool, serde_json::Error> {
        let of = of.to_owned();
        match ask {
            "describe-organization" => {
                self.organization =
                    Some(serde_json::from_str::<DescribeOrganization>(text)?.organization);
            }
            "list-roots" => self.roots = serde_json::from_str::<Roots>(text)?.roots,
            "list-organizational-units-for-parent" => {
                let units = serde_json::from_str::<Units>(text)?.organizational_units;
                self.units.insert(of, units);
            }
            "list-accounts-for-parent" => {
                let accounts = serde_json::from_str::<Accounts>(text)?.accounts;
                self.accounts.insert(of, accounts);
            }
            "describe-policy" => {
                let policy = serde_json::from_str::<DescribePolicy>(text)?.policy;
                self.policies.push(policy);
            }
            "list-targets-for-policy" => {
                let targets = serde_json::from_str::<Targets>(text)?.targets;
                let targets = targets.into_iter().map(|it| it.target_id).collect();
                self.targets.insert(of, targets);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The organization, where its root was seen, and what of it is not taken.
    pub(super) fn build(
        self,
        as_of: Timestamp,
        ids: &mut dyn FnMut() -> EntityId,
    ) -> (Option<Organization>, Vec<NotTaken>) {
        let mut notes = Vec::new();
        let (Some(described), Some(root)) = (&self.organization, self.roots.first()) else {
            return (None, notes);
        };
        let named = (described.id.parse(), described.master_account_id.parse());
        let (Ok(organization_id), Ok(management_account)) = named else {
            notes.push(NotTaken::new(
                "describe-organization",
                "its id or its management account is none",
            ));
            return (None, notes);
        };
        let mut policies = Vec::new();
        // Which policy is attached where, by AWS's ids.
        let mut attached: BTreeMap<&str, BTreeSet<EntityId>> = BTreeMap::new();
        for policy in &self.policies {
            let summary = &policy.policy_summary;
            let kind = match summary.r#type.as_str() {
                "SERVICE_CONTROL_POLICY" => OrganizationPolicyKind::ServiceControl,
                "RESOURCE_CONTROL_POLICY" => OrganizationPolicyKind::ResourceControl,
                _ => continue,
            };
            match document_text("the policy", &policy.content) {
                Ok(document) => {
                    let id = ids();
                    for target in self.targets.get(&summary.id).into_iter().flatten() {
                        attached.entry(target).or_default().insert(id);
                    }
                    policies.push(OrganizationPolicy {
                        id,
                        policy_id: Some(summary.id.clone()),
                        name: summary.name.clone(),
                        kind,
                        description: summary.description.clone().unwrap_or_default(),
                        document,
                        aws_managed: summary.aws_managed,
                    });
                }
                Err(why) => {
                    notes.push(NotTaken::new(
                        format!("describe-policy {}", summary.id),
                        why,
                    ));
                }
            }
        }
        let mut organization = Organization {
            id: ids(),
            organization_id,
            management_account,
            observed_as_of: Some(as_of),
            policies,
            nodes: Vec::new(),
        };
        let mut waiting = vec![(root.clone(), None, OrganizationPlace::Root)];
        let mut seen = BTreeSet::new();
        while let Some((node, parent, place)) = waiting.pop() {
            if !seen.insert(node.id.clone()) {
                continue;
            }
            let id = ids();
            for unit in self.units.get(&node.id).into_iter().flatten() {
                waiting.push((unit.clone(), Some(id), OrganizationPlace::Unit));
            }
            for account in self.accounts.get(&node.id).into_iter().flatten() {
                match account.id.parse() {
                    Ok(number) => waiting.push((
                        account.clone(),
                        Some(id),
                        OrganizationPlace::Account { account: number },
                    )),
                    Err(_) => notes.push(NotTaken::new(
                        format!("list-accounts-for-parent {}", node.id),
                        format!("`{}` is no account", account.id),
                    )),
                }
            }
            let attached = attached.get(node.id.as_str()).cloned().unwrap_or_default();
            organization.nodes.push(OrganizationNode {
                id,
                parent,
                place,
                aws_id: Some(node.id),
                name: node.name,
                attached,
            });
        }
        (Some(organization), notes)
    }
}
