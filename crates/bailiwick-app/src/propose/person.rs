//! The whole person: disabled, enabled again, renamed, seen off.
//!
//! AWS has no such switch. Disabling deactivates what can be deactivated and attaches
//! `AWSDenyAll`, so that a console password and running sessions can do nothing either; what was
//! active until then is noted, and enabling gives back exactly that.

use std::collections::BTreeSet;

use iam_directory::{CredentialStatus, Disabled, Operation, PolicyDocument, PolicyRef, User};
use iam_directory::{InlinePolicy, clear_user};
use iam_names::{Arn, EntityId, Path, PolicyName, Timestamp};

use super::Maker;
use super::credentials::{active, set_status};
use crate::contract::person::PersonStep;
use crate::error::{Code, CommandError};

/// The name that AWS's console gives the policy of *Revoke active sessions*.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html>
const REVOKE: &str = "AWSRevokeOlderSessions";

/// Where there is no room for another managed policy.
const DENY_ALL: &str = "BailiwickDenyAll";
const DENY_ALL_DOCUMENT: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;

/// Denies everything to whoever got temporary credentials before a moment.
pub(crate) fn revoking(now: Timestamp) -> PolicyDocument {
    PolicyDocument::new(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"DateLessThan":{{"aws:TokenIssueTime":"{now}"}}}}}}]}}"#
    ))
}

impl Maker<'_> {
    pub(super) fn person(&mut self, user: &str, step: &PersonStep) -> Result<(), CommandError> {
        let user = self.about(user)?;
        match step {
            PersonStep::Disable { reason } => {
                if user.disabled.is_some() {
                    return Err(nothing(format!("`{}` is disabled already", user.name)));
                }
                self.disable(&user, reason)?;
                self.titled(
                    format!("Disable user {}", user.name),
                    format!("User {} disabled", user.name),
                );
            }
            PersonStep::Enable => {
                let Some(disabled) = user.disabled.clone() else {
                    return Err(nothing(format!("`{}` is not disabled", user.name)));
                };
                self.enable(&user, &disabled)?;
                self.titled(
                    format!("Enable user {}", user.name),
                    format!("User {} enabled", user.name),
                );
            }
            PersonStep::Rename { name, path } => {
                let name = self.fields.parse(name, "name");
                let path = if path.is_empty() {
                    Some(Path::root())
                } else {
                    self.fields.parse(path, "path")
                };
                if let (Some(name), Some(path)) = (name, path) {
                    self.titled(
                        format!("Rename user {} to {name}", user.name),
                        format!("User {} is {name} now", user.name),
                    );
                    if name != user.name || path != user.path {
                        self.operations.push(Operation::UpdateUser {
                            user: user.id,
                            name,
                            path,
                        });
                    }
                }
            }
            PersonStep::RevokeSessions => {
                self.revoke(user.id)?;
                self.titled(
                    format!("Revoke the sessions of user {}", user.name),
                    format!("Sessions of user {} revoked", user.name),
                );
            }
            PersonStep::Offboard { delete_user, roles } => {
                self.offboard(&user, *delete_user, roles)?;
            }
        }
        Ok(())
    }

    fn disable(&mut self, user: &User, reason: &str) -> Result<(), CommandError> {
        let credentials: BTreeSet<EntityId> = active(user).collect();
        for credential in &credentials {
            self.operations
                .extend(set_status(user, *credential, CredentialStatus::Inactive));
        }
        let settings = self.account.settings();
        let deny = "AWSDenyAll"
            .parse()
            .map_err(|error| CommandError::field("policy", &error))?;
        let policy = PolicyRef::Arn(Arn::aws_managed_policy(
            &settings.partition,
            &Path::root(),
            &deny,
        ));
        let room = settings.quotas.managed_policies_per_user as usize;
        let denied_by = if user.attached.contains(&policy) {
            None
        } else if user.attached.len() < room {
            self.operations.push(Operation::AttachPolicy {
                holder: user.id,
                policy: policy.clone(),
            });
            Some(policy)
        } else {
            self.operations.push(Operation::PutInlinePolicy {
                holder: user.id,
                name: name(DENY_ALL)?,
                document: PolicyDocument::new(DENY_ALL_DOCUMENT),
            });
            None
        };
        self.operations.push(Operation::SetUserDisabled {
            user: user.id,
            disabled: Some(Disabled {
                since: Some(self.now),
                reason: reason.trim().to_owned(),
                credentials,
                denied_by,
            }),
        });
        if user.login_profile.is_some() {
            self.warn_person(
                "the console password stays, because a deleted one can not be given back",
                "the deny takes every permission from whoever signs in with it",
            );
        }
        if !self.is_local() {
            self.warn_person(
                "the person is disabled once the pending changes have been made in AWS",
                "run the script of the pending changes, then import what AWS has",
            );
        }
        Ok(())
    }

    fn enable(&mut self, user: &User, disabled: &Disabled) -> Result<(), CommandError> {
        for credential in &disabled.credentials {
            // One that has been deleted since is gone; one that was activated since stays so.
            if !active(user).any(|held| held == *credential) {
                self.operations
                    .extend(set_status(user, *credential, CredentialStatus::Active));
            }
        }
        if let Some(policy) = &disabled.denied_by
            && user.attached.contains(policy)
        {
            self.operations.push(Operation::DetachPolicy {
                holder: user.id,
                policy: policy.clone(),
            });
        }
        let ours = |held: &&InlinePolicy| {
            held.name.as_str() == DENY_ALL && held.document.text() == DENY_ALL_DOCUMENT
        };
        if user.inline.values().find(ours).is_some() {
            self.operations.push(Operation::DeleteInlinePolicy {
                holder: user.id,
                name: name(DENY_ALL)?,
            });
        }
        self.operations.push(Operation::SetUserDisabled {
            user: user.id,
            disabled: None,
        });
        Ok(())
    }

    fn offboard(
        &mut self,
        user: &User,
        delete_user: bool,
        roles: &[String],
    ) -> Result<(), CommandError> {
        for role in roles {
            let role = self.fields.id(role, "role")?;
            self.revoke(role)?;
        }
        if delete_user {
            self.operations
                .extend(clear_user(self.account.planned(), user.id));
            self.irreversible.push(
                "Its secrets are sealed for 30 days and purged then; backups keep them longer."
                    .into(),
            );
            // There is nobody left whose page could be opened.
            self.entity = None;
            self.subject = None;
        } else {
            if user.disabled.is_none() {
                self.disable(user, "offboarded")?;
            }
            self.revoke(user.id)?;
        }
        self.titled(
            format!("Offboard user {}", user.name),
            format!("User {} offboarded", user.name),
        );
        Ok(())
    }

    fn revoke(&mut self, holder: EntityId) -> Result<(), CommandError> {
        self.operations.push(Operation::PutInlinePolicy {
            holder,
            name: name(REVOKE)?,
            document: revoking(self.now),
        });
        Ok(())
    }

    fn warn_person(&mut self, message: &str, help: &str) {
        self.warnings.push(crate::contract::change::FieldErrorView {
            field: String::new(),
            code: "disable".to_owned(),
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }
}

fn name(text: &str) -> Result<PolicyName, CommandError> {
    text.parse()
        .map_err(|error| CommandError::field("policy", &error))
}

fn nothing(message: String) -> CommandError {
    CommandError::new(Code::NothingToDo, message).help("everything is already as asked for")
}
