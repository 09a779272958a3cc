//! Steps with the organization above the account. It is one value: each step alters a copy and puts
//! the whole of it, under the organization's own id.

use iam_directory::{
    Change, Operation, Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy,
    OrganizationPolicyKind, PolicyDocument,
};
use iam_names::{AccountId, EntityId, OrganizationId};

use super::Maker;
use crate::contract::organization::{OrganizationPolicySort, OrganizationStep};
use crate::error::CommandError;
use crate::organization::above;

/// What AWS attaches to every level when an organization begins to use service control policies.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>
const FULL_ACCESS: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

impl Maker<'_> {
    pub(super) fn organization_step(
        &mut self,
        step: &OrganizationStep,
    ) -> Result<(), CommandError> {
        match step {
            OrganizationStep::Put {
                organization_id,
                management_account,
            } => self.put_organization(organization_id, management_account),
            OrganizationStep::Forget => {
                let held = self.held()?;
                self.above.push(Change {
                    account: held.id,
                    operation: Operation::DeleteOrganization {},
                });
                self.titled(
                    format!("Forget the organization {}", held.organization_id),
                    format!("Organization {} forgotten", held.organization_id),
                );
                Ok(())
            }
            OrganizationStep::PutNode {
                node,
                name,
                parent,
                account,
                policies,
            } => self.put_node(node, name, parent, account, policies),
            OrganizationStep::DeleteNode { node } => self.delete_node(node),
            OrganizationStep::PutPolicy {
                policy,
                name,
                kind,
                description,
                document,
            } => self.put_policy(policy, name, *kind, description, document),
            OrganizationStep::DeletePolicy { policy } => self.delete_policy_of_organization(policy),
        }
    }

    /// A copy of the organization that the page shows.
    fn held(&self) -> Result<Organization, CommandError> {
        above(self.estate, self.account.settings().account_id)
            .cloned()
            .ok_or_else(|| CommandError::not_found("organization"))
    }

    fn put(&mut self, organization: Organization, title: String, done: String) {
        self.above.push(Change {
            account: organization.id,
            operation: Operation::PutOrganization {
                organization: Box::new(organization),
            },
        });
        self.titled(title, done);
    }

    fn put_organization(&mut self, id: &str, management: &str) -> Result<(), CommandError> {
        let id: Option<OrganizationId> = self.fields.parse(id.trim(), "organization_id");
        let management: Option<AccountId> =
            self.fields.parse(management.trim(), "management_account");
        let (Some(organization_id), Some(management_account)) = (id, management) else {
            return Ok(());
        };
        let number = self.account.settings().account_id;
        let organization = match above(self.estate, number) {
            Some(held) => Organization {
                organization_id,
                management_account,
                ..held.clone()
            },
            None => self.new_organization(organization_id, management_account)?,
        };
        let name = organization.organization_id.clone();
        self.put(
            organization,
            format!("Note the organization {name}"),
            format!("Organization {name} noted"),
        );
        Ok(())
    }

    /// A root with the account under it, and what AWS attaches to both.
    fn new_organization(
        &self,
        organization_id: OrganizationId,
        management_account: AccountId,
    ) -> Result<Organization, CommandError> {
        let settings = self.account.settings();
        let full = OrganizationPolicy {
            id: self.environment.new_id()?,
            policy_id: Some("p-FullAWSAccess".into()),
            name: "FullAWSAccess".into(),
            kind: OrganizationPolicyKind::ServiceControl,
            description: "Allows access to every operation".into(),
            document: PolicyDocument::new(FULL_ACCESS),
            aws_managed: true,
        };
        let root = OrganizationNode {
            id: self.environment.new_id()?,
            parent: None,
            place: OrganizationPlace::Root,
            aws_id: None,
            name: "Root".into(),
            attached: [full.id].into(),
        };
        let own = OrganizationNode {
            id: self.environment.new_id()?,
            parent: Some(root.id),
            place: OrganizationPlace::Account {
                account: settings.account_id,
            },
            aws_id: None,
            name: settings.name(),
            attached: [full.id].into(),
        };
        Ok(Organization {
            id: self.environment.new_id()?,
            organization_id,
            management_account,
            observed_as_of: None,
            policies: vec![full],
            nodes: vec![root, own],
        })
    }

    fn put_node(
        &mut self,
        node: &str,
        name: &str,
        parent: &str,
        account: &str,
        policies: &[String],
    ) -> Result<(), CommandError> {
        let mut organization = self.held()?;
        let name = self.level_name(name, "the level");
        let attached = policies
            .iter()
            .map(|policy| self.fields.id(policy, "policy of the organization"))
            .collect::<Result<_, _>>()?;
        let parent = if parent.is_empty() {
            None
        } else {
            Some(self.fields.id(parent, "level of the organization")?)
        };
        if node.is_empty() {
            let place = if account.trim().is_empty() {
                OrganizationPlace::Unit
            } else {
                match self.fields.parse(account.trim(), "account") {
                    None => return Ok(()),
                    Some(account) => OrganizationPlace::Account { account },
                }
            };
            let made = OrganizationNode {
                id: self.environment.new_id()?,
                parent,
                place,
                aws_id: None,
                name: name.clone(),
                attached,
            };
            organization.nodes.push(made);
            self.put(
                organization,
                format!("Add {name} to the organization"),
                format!("{name} added to the organization"),
            );
            return Ok(());
        }
        let id: EntityId = self.fields.id(node, "level of the organization")?;
        let held = organization
            .nodes
            .iter_mut()
            .find(|held| held.id == id)
            .ok_or_else(|| CommandError::not_found("level of the organization"))?;
        held.name.clone_from(&name);
        held.parent = parent;
        held.attached = attached;
        self.put(
            organization,
            format!("Change {name} of the organization"),
            format!("{name} of the organization changed"),
        );
        Ok(())
    }

    fn delete_node(&mut self, node: &str) -> Result<(), CommandError> {
        let mut organization = self.held()?;
        let id = self.fields.id(node, "level of the organization")?;
        let name = organization
            .node(id)
            .map(|node| node.name.clone())
            .ok_or_else(|| CommandError::not_found("level of the organization"))?;
        let below = organization
            .nodes
            .iter()
            .filter(|it| it.parent == Some(id))
            .count();
        if below > 0 {
            self.fields.refuse(
                "node",
                "DeleteConflict",
                &format!(
                    "{} under `{name}`",
                    if below == 1 {
                        "one level hangs".to_owned()
                    } else {
                        format!("{below} levels hang")
                    }
                ),
                "move them elsewhere or take them out first",
            );
        }
        organization.nodes.retain(|node| node.id != id);
        self.put(
            organization,
            format!("Take {name} out of the organization"),
            format!("{name} taken out of the organization"),
        );
        Ok(())
    }

    fn put_policy(
        &mut self,
        policy: &str,
        name: &str,
        kind: OrganizationPolicySort,
        description: &str,
        document: &str,
    ) -> Result<(), CommandError> {
        let mut organization = self.held()?;
        let name = self.level_name(name, "the policy");
        let document = PolicyDocument::new(document.trim());
        let description = description.trim().to_owned();
        let title = if policy.is_empty() {
            organization.policies.push(OrganizationPolicy {
                id: self.environment.new_id()?,
                policy_id: None,
                name: name.clone(),
                kind: match kind {
                    OrganizationPolicySort::Scp => OrganizationPolicyKind::ServiceControl,
                    OrganizationPolicySort::Rcp => OrganizationPolicyKind::ResourceControl,
                },
                description,
                document,
                aws_managed: false,
            });
            format!("Write the policy {name} of the organization")
        } else {
            let id: EntityId = self.fields.id(policy, "policy of the organization")?;
            let held = organization
                .policies
                .iter_mut()
                .find(|held| held.id == id)
                .ok_or_else(|| CommandError::not_found("policy of the organization"))?;
            if held.aws_managed {
                self.fields.refuse(
                    "policy",
                    "UnmodifiableEntity",
                    &format!("`{}` is kept by AWS", held.name),
                    "write a policy of your own and attach it instead",
                );
            }
            held.name.clone_from(&name);
            held.description = description;
            held.document = document;
            format!("Change the policy {name} of the organization")
        };
        self.put(
            organization,
            title,
            format!("Policy {name} of the organization written"),
        );
        Ok(())
    }

    fn delete_policy_of_organization(&mut self, policy: &str) -> Result<(), CommandError> {
        let mut organization = self.held()?;
        let id = self.fields.id(policy, "policy of the organization")?;
        let name = organization
            .policies
            .iter()
            .find(|held| held.id == id)
            .map(|held| held.name.clone())
            .ok_or_else(|| CommandError::not_found("policy of the organization"))?;
        organization.policies.retain(|held| held.id != id);
        for node in &mut organization.nodes {
            node.attached.remove(&id);
        }
        self.put(
            organization,
            format!("Delete the policy {name} of the organization"),
            format!("Policy {name} of the organization deleted"),
        );
        Ok(())
    }

    /// AWS takes 1 to 128 characters for a unit and a policy.
    /// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html>
    fn level_name(&mut self, name: &str, what: &str) -> String {
        let name = name.trim();
        if !(1..=128).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            self.fields.wrong(
                "name",
                &format!("{what} needs a name of 1 to 128 characters"),
                "the name that AWS Organizations shows",
            );
        }
        name.to_owned()
    }
}
