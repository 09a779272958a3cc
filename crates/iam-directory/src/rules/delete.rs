//! May this be deleted? AWS refuses while something hangs on it, and the refusal names everything
//! that does. `clear.rs` takes it away.

use iam_names::EntityId;

use super::{Rules, modifiable};
use crate::{PolicyRef, Refusal, RefusalCode};

impl Rules<'_> {
    /// What hangs on a user stops its deletion.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
    pub(super) fn deletable_user(&self, id: EntityId) -> Result<(), Refusal> {
        let user = self.user(id)?;
        let in_the_way = [
            (user.login_profile.is_some(), "a console password"),
            (!user.access_keys.is_empty(), "access keys"),
            (
                !user.signing_certificates.is_empty(),
                "signing certificates",
            ),
            (!user.ssh_keys.is_empty(), "SSH public keys"),
            (
                !user.service_credentials.is_empty(),
                "service-specific credentials",
            ),
            (!user.mfa_devices.is_empty(), "MFA devices"),
            (!user.inline.is_empty(), "inline policies"),
            (!user.attached.is_empty(), "attached policies"),
            (!user.groups.is_empty(), "group memberships"),
        ];
        conflict("user", user.name.as_str(), &in_the_way)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html>
    pub(super) fn deletable_group(&self, id: EntityId) -> Result<(), Refusal> {
        let group = self.group(id)?;
        let in_the_way = [
            (self.planned.members(id).next().is_some(), "users"),
            (!group.inline.is_empty(), "inline policies"),
            (!group.attached.is_empty(), "attached policies"),
        ];
        conflict("group", group.name.as_str(), &in_the_way)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
    pub(super) fn deletable_role(&self, id: EntityId) -> Result<(), Refusal> {
        let role = self.role(id)?;
        modifiable(role)?;
        let in_the_way = [
            (!role.inline.is_empty(), "inline policies"),
            (!role.attached.is_empty(), "attached policies"),
            (
                self.planned.profiles_of(id).next().is_some(),
                "instance profiles",
            ),
        ];
        conflict("role", role.name.as_str(), &in_the_way)
    }

    /// Only a role that is linked to a service; the service refuses while it uses the role, which
    /// is not known here.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html>
    pub(super) fn deletable_service_linked(&self, id: EntityId) -> Result<(), Refusal> {
        let role = self.role(id)?;
        if role.is_service_linked() {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::InvalidInput,
            format!("the role `{}` is not linked to a service", role.name),
            "delete it as an ordinary role",
        ))
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html>
    pub(super) fn deletable_profile(&self, id: EntityId) -> Result<(), Refusal> {
        let profile = self.profile(id)?;
        let in_the_way = [(profile.role.is_some(), "a role")];
        conflict("instance profile", profile.name.as_str(), &in_the_way)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
    pub(super) fn deletable_policy(&self, id: EntityId) -> Result<(), Refusal> {
        let policy = self.policy(id)?;
        let reference = PolicyRef::Customer(id);
        let in_the_way = [
            (
                !self.planned.holders(&reference, false).is_empty(),
                "attachments",
            ),
            (
                !self.planned.holders(&reference, true).is_empty(),
                "uses as a permissions boundary",
            ),
            (policy.versions.len() > 1, "versions beside the default one"),
        ];
        conflict("policy", policy.name.as_str(), &in_the_way)
    }
}

fn conflict(kind: &str, name: &str, in_the_way: &[(bool, &str)]) -> Result<(), Refusal> {
    let found: Vec<_> = in_the_way
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, what)| *what)
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::DeleteConflict,
        format!("the {kind} `{name}` still has {}", found.join(", ")),
        "take these away first",
    ))
}
