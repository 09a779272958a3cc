//! Roles: made, bounded, tagged, deleted.

use iam_directory::{Operation, PolicyDocument, Role, clear_role};

use super::Maker;
use crate::contract::change::NewRole;
use crate::contract::directory::{PolicyHandle, TagView};
use crate::error::CommandError;

impl Maker<'_> {
    pub(super) fn create_role(&mut self, new: &NewRole) -> Result<(), CommandError> {
        self.titled(
            format!("Create role {}", new.name),
            format!("Role {} created", new.name),
        );
        let name = self.fields.parse(&new.name, "name");
        let path = self.path(&new.path, "path");
        let max_session = self
            .fields
            .parse(&new.max_session_seconds.to_string(), "max_session_seconds");
        let role = self.environment.new_id()?;
        self.entity = Some(role);
        self.subject = Some(role);
        if let (Some(name), Some(path), Some(max_session)) = (name, path, max_session) {
            self.operations.push(Operation::CreateRole {
                role,
                name,
                path,
                description: new.description.clone(),
                trust_policy: PolicyDocument::new(&new.trust_policy),
                max_session,
                created: self.created(),
            });
        }
        self.tags(role, &new.tags);
        self.attach(role, &new.policies)?;
        if let Some(boundary) = &new.boundary {
            let policy = self.policy_ref(boundary)?;
            self.operations.push(Operation::PutPermissionsBoundary {
                holder: role,
                policy,
            });
        }
        if new.policies.is_empty() {
            self.warn(
                "policies",
                "this role has no permissions",
                "you can attach policies later on the role's page",
            );
        }
        Ok(())
    }

    pub(super) fn update_role(
        &mut self,
        role: &str,
        description: &str,
        seconds: u32,
    ) -> Result<(), CommandError> {
        let role = self.role(role)?;
        self.entity = Some(role.id);
        self.titled(
            format!("Edit role {}", role.name),
            format!("Role {} edited", role.name),
        );
        let max_session = self
            .fields
            .parse(&seconds.to_string(), "max_session_seconds");
        if let Some(max_session) = max_session
            && (max_session != role.max_session || description != role.description)
        {
            self.operations.push(Operation::UpdateRole {
                role: role.id,
                description: description.to_owned(),
                max_session,
            });
        }
        Ok(())
    }

    pub(super) fn update_trust_policy(
        &mut self,
        role: &str,
        document: &str,
    ) -> Result<(), CommandError> {
        let role = self.role(role)?;
        self.entity = Some(role.id);
        self.titled(
            format!("Edit the trust policy of role {}", role.name),
            format!("Trust policy of role {} edited", role.name),
        );
        let trust_policy = PolicyDocument::new(document);
        if trust_policy != role.trust_policy {
            self.operations.push(Operation::UpdateAssumeRolePolicy {
                role: role.id,
                trust_policy,
            });
        }
        Ok(())
    }

    pub(super) fn delete_role(&mut self, role: &str) -> Result<(), CommandError> {
        let role = self.role(role)?;
        self.titled(
            format!("Delete role {}", role.name),
            format!("Role {} deleted", role.name),
        );
        self.operations
            .extend(clear_role(self.account.planned(), role.id));
        Ok(())
    }

    pub(super) fn set_boundary(
        &mut self,
        holder: &str,
        boundary: Option<&PolicyHandle>,
    ) -> Result<(), CommandError> {
        let (holder, whose) = self.holder(holder)?;
        let planned = self.account.planned();
        let held = planned
            .user(holder)
            .and_then(|user| user.boundary.clone())
            .or_else(|| planned.role(holder).and_then(|role| role.boundary.clone()));
        let (title, done) = match boundary {
            Some(_) => ("Set", "set"),
            None => ("Remove", "removed"),
        };
        self.titled(
            format!("{title} the permissions boundary of {whose}"),
            format!("Permissions boundary of {whose} {done}"),
        );
        match boundary {
            Some(handle) => {
                let policy = self.policy_ref(handle)?;
                if held.as_ref() != Some(&policy) {
                    self.operations
                        .push(Operation::PutPermissionsBoundary { holder, policy });
                }
            }
            None => self
                .operations
                .push(Operation::DeletePermissionsBoundary { holder }),
        }
        Ok(())
    }

    pub(super) fn set_entity_tags(
        &mut self,
        entity: &str,
        tags: &[TagView],
    ) -> Result<(), CommandError> {
        let id = self.fields.id(entity, "role or policy")?;
        let planned = self.account.planned();
        let (kind, name, held) = if let Some(role) = planned.role(id) {
            ("role", role.name.to_string(), role.tags.clone())
        } else {
            let policy = planned
                .policy(id)
                .ok_or_else(|| CommandError::not_found("role or policy"))?;
            ("policy", policy.name.to_string(), policy.tags.clone())
        };
        self.entity = Some(id);
        self.retag(id, &held, tags);
        self.titled(
            format!("Set the tags of {kind} {name}"),
            format!("Tags of {kind} {name} set"),
        );
        Ok(())
    }

    fn role(&mut self, id: &str) -> Result<Role, CommandError> {
        let id = self.fields.id(id, "role")?;
        self.account
            .planned()
            .role(id)
            .map(|role| Role::clone(role))
            .ok_or_else(|| CommandError::not_found("role"))
    }
}
