//! Policies: made, given versions, attached, written inline, deleted with what is in the way.

use iam_directory::{ManagedPolicy, Operation, PolicyDocument, PolicyRef, clear_policy};
use iam_names::{EntityId, PolicyVersionId};

use super::{Maker, counted};
use crate::contract::change::{InlineText, NewPolicy, PolicyEdition};
use crate::contract::directory::PolicyHandle;
use crate::error::CommandError;

impl Maker<'_> {
    pub(super) fn create_policy(&mut self, new: &NewPolicy) -> Result<(), CommandError> {
        self.titled(
            format!("Create policy {}", new.name),
            format!("Policy {} created", new.name),
        );
        let name = self.fields.parse(&new.name, "name");
        let path = self.path(&new.path, "path");
        let policy = self.environment.new_id()?;
        if let (Some(name), Some(path)) = (name, path) {
            self.operations.push(Operation::CreatePolicy {
                policy,
                name,
                path,
                description: new.description.clone(),
                document: PolicyDocument::new(&new.document),
                created: self.created(),
            });
        }
        self.entity = Some(policy);
        self.tags(policy, &new.tags);
        for holder in &new.holders {
            let holder = self.fields.id(holder, "user, group or role")?;
            self.operations.push(Operation::AttachPolicy {
                holder,
                policy: PolicyRef::Customer(policy),
            });
        }
        Ok(())
    }

    pub(super) fn edit_policy(&mut self, edition: &PolicyEdition) -> Result<(), CommandError> {
        let policy = self.customer_policy(&edition.policy)?;
        self.titled(
            format!("Edit policy {}", policy.name),
            format!("Policy {} edited", policy.name),
        );
        if !edition.delete_version.is_empty() {
            let version = version_of(&policy, &edition.delete_version)?;
            self.operations.push(Operation::DeletePolicyVersion {
                policy: policy.id,
                version,
            });
        }
        let document = PolicyDocument::new(&edition.document);
        if policy.document() == Some(&document) {
            return Ok(());
        }
        self.operations.push(Operation::CreatePolicyVersion {
            policy: policy.id,
            document,
            set_as_default: edition.set_as_default,
            created: self.created(),
        });
        Ok(())
    }

    pub(super) fn set_default_version(
        &mut self,
        policy: &str,
        version: &str,
    ) -> Result<(), CommandError> {
        let policy = self.customer_policy(policy)?;
        let version = version_of(&policy, version)?;
        self.titled(
            format!("Set the default version of policy {}", policy.name),
            format!("{version} is the default version of policy {}", policy.name),
        );
        if policy.default_version != version {
            self.operations.push(Operation::SetDefaultPolicyVersion {
                policy: policy.id,
                version,
            });
        }
        Ok(())
    }

    pub(super) fn delete_version(
        &mut self,
        policy: &str,
        version: &str,
    ) -> Result<(), CommandError> {
        let policy = self.customer_policy(policy)?;
        let version = version_of(&policy, version)?;
        self.titled(
            format!("Delete version {version} of policy {}", policy.name),
            format!("Version {version} of policy {} deleted", policy.name),
        );
        self.operations.push(Operation::DeletePolicyVersion {
            policy: policy.id,
            version,
        });
        Ok(())
    }

    /// AWS refuses to delete a policy that somebody has. `take_away` says that it is first taken
    /// from everybody, which the preview lists change by change.
    pub(super) fn delete_policy(
        &mut self,
        policy: &str,
        take_away: bool,
    ) -> Result<(), CommandError> {
        let policy = self.customer_policy(policy)?;
        self.entity = None;
        self.titled(
            format!("Delete policy {}", policy.name),
            format!("Policy {} deleted", policy.name),
        );
        let planned = self.account.planned();
        if take_away {
            let reference = PolicyRef::Customer(policy.id);
            let holders = planned.holders(&reference, false).into_iter();
            self.operations
                .extend(holders.map(|(_, holder, _)| Operation::DetachPolicy {
                    holder,
                    policy: reference.clone(),
                }));
            let bounded = planned.holders(&reference, true).into_iter();
            self.operations.extend(
                bounded.map(|(_, holder, _)| Operation::DeletePermissionsBoundary { holder }),
            );
        }
        self.operations.extend(clear_policy(planned, policy.id));
        Ok(())
    }

    pub(super) fn put_inline(&mut self, inline: &InlineText) -> Result<(), CommandError> {
        let (holder, whose) = self.holder(&inline.holder)?;
        self.titled(
            format!("Write the inline policy {} of {whose}", inline.name),
            format!("Inline policy {} of {whose} written", inline.name),
        );
        let Some(name) = self
            .fields
            .parse::<iam_names::PolicyName>(&inline.name, "name")
        else {
            return Ok(());
        };
        if inline.replaces.is_empty() {
            if self.has_inline(holder, &name.name_key()) {
                self.fields.refuse(
                    "name",
                    "EntityAlreadyExists",
                    &format!("{whose} already has an inline policy `{name}`"),
                    "choose another name, or edit that policy",
                );
                return Ok(());
            }
        } else {
            let old: iam_names::PolicyName = inline
                .replaces
                .parse()
                .map_err(|_| CommandError::not_found("inline policy"))?;
            // IAM has no way to rename an inline policy: the new one is written, the old one goes.
            if old.name_key() != name.name_key() {
                self.operations
                    .push(Operation::DeleteInlinePolicy { holder, name: old });
            }
        }
        self.operations.push(Operation::PutInlinePolicy {
            holder,
            name,
            document: PolicyDocument::new(&inline.document),
        });
        Ok(())
    }

    fn has_inline(&self, holder: EntityId, name: &iam_names::NameKey) -> bool {
        let planned = self.account.planned();
        planned
            .user(holder)
            .map(|user| &user.inline)
            .or_else(|| planned.group(holder).map(|group| &group.inline))
            .or_else(|| planned.role(holder).map(|role| &role.inline))
            .is_some_and(|inline| inline.contains_key(name))
    }

    pub(super) fn attach_to_many(
        &mut self,
        policy: &PolicyHandle,
        holders: &[String],
    ) -> Result<(), CommandError> {
        let policy = self.policy_ref(policy)?;
        let having = self.account.planned().holders(&policy, false);
        for holder in holders {
            let (holder, _) = self.holder(holder)?;
            if !having.iter().any(|(_, held, _)| *held == holder) {
                self.operations.push(Operation::AttachPolicy {
                    holder,
                    policy: policy.clone(),
                });
            }
        }
        self.of_many("Attach", "attached to", holders.len());
        Ok(())
    }

    pub(super) fn detach_from_many(
        &mut self,
        policy: &PolicyHandle,
        holders: &[String],
    ) -> Result<(), CommandError> {
        let policy = self.policy_ref(policy)?;
        for holder in holders {
            let (holder, _) = self.holder(holder)?;
            self.operations.push(Operation::DetachPolicy {
                holder,
                policy: policy.clone(),
            });
        }
        self.of_many("Detach", "detached from", holders.len());
        Ok(())
    }

    /// The words of a change to several holders, which is about none of them.
    fn of_many(&mut self, verb: &str, done: &str, count: usize) {
        (self.entity, self.subject) = (None, None);
        let holders = counted(count, "identity").replace("identitys", "identities");
        let preposition = done.rsplit(' ').next().unwrap_or("to");
        self.titled(
            format!("{verb} a policy {preposition} {holders}"),
            format!("Policy {done} {holders}"),
        );
    }

    fn customer_policy(&mut self, id: &str) -> Result<ManagedPolicy, CommandError> {
        let id = self.fields.id(id, "policy")?;
        self.entity = Some(id);
        self.account
            .planned()
            .policy(id)
            .map(|policy| ManagedPolicy::clone(policy))
            .ok_or_else(|| CommandError::not_found("policy"))
    }
}

fn version_of(policy: &ManagedPolicy, text: &str) -> Result<PolicyVersionId, CommandError> {
    let missing = || CommandError::not_found("policy version");
    let version: PolicyVersionId = text.parse().map_err(|_| missing())?;
    policy.version(&version).ok_or_else(missing)?;
    Ok(version)
}
