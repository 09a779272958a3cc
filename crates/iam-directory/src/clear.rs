//! What stands in the way of a deletion, taken away in the order that AWS asks for.
//!
//! AWS refuses to delete what still has something (`DeleteConflict`), so that a deletion is a list
//! of changes. Nothing is altered here: the lists are for a [`crate::ChangeSet`].

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, NameKey};

use crate::{Directory, InlinePolicy, Operation, PolicyRef};

/// Everything that deletes a user: its credentials, MFA devices, inline policies, attached policies
/// and memberships, then the user. Empty when there is no such user.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
#[must_use]
pub fn clear_user(directory: &Directory, user: EntityId) -> Vec<Operation> {
    let Some(held) = directory.user(user) else {
        return Vec::new();
    };
    let mut operations = Vec::new();
    operations.extend(
        held.login_profile
            .iter()
            .map(|_| Operation::DeleteLoginProfile { user }),
    );
    operations.extend(
        held.access_keys
            .iter()
            .map(|key| Operation::DeleteAccessKey {
                user,
                credential: key.id,
            }),
    );
    let certificates = held.signing_certificates.iter();
    operations.extend(
        certificates.map(|held| Operation::DeleteSigningCertificate {
            user,
            credential: held.id,
        }),
    );
    let ssh_keys = held.ssh_keys.iter();
    operations.extend(ssh_keys.map(|held| Operation::DeleteSshPublicKey {
        user,
        credential: held.id,
    }));
    let services = held.service_credentials.iter();
    operations.extend(
        services.map(|held| Operation::DeleteServiceSpecificCredential {
            user,
            credential: held.id,
        }),
    );
    operations.extend(
        held.mfa_devices
            .iter()
            .map(|device| Operation::DeactivateMfaDevice {
                user,
                serial: device.serial.clone(),
            }),
    );
    operations.extend(policies(user, &held.inline, &held.attached));
    operations.extend(
        held.groups
            .iter()
            .map(|&group| Operation::RemoveUserFromGroup { user, group }),
    );
    operations.push(Operation::DeleteUser { user });
    operations
}

/// Everything that deletes a group: its members leave, its inline and attached policies go, then
/// the group. Empty when there is no such group.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html>
#[must_use]
pub fn clear_group(directory: &Directory, group: EntityId) -> Vec<Operation> {
    let Some(held) = directory.group(group) else {
        return Vec::new();
    };
    let mut operations: Vec<_> = directory
        .members(group)
        .map(|user| Operation::RemoveUserFromGroup {
            user: user.id,
            group,
        })
        .collect();
    operations.extend(policies(group, &held.inline, &held.attached));
    operations.push(Operation::DeleteGroup { group });
    operations
}

/// Everything that deletes a role: its instance profiles let go of it, its inline and attached
/// policies go, then the role. Empty when there is no such role.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
#[must_use]
pub fn clear_role(directory: &Directory, role: EntityId) -> Vec<Operation> {
    let Some(held) = directory.role(role) else {
        return Vec::new();
    };
    let mut operations: Vec<_> = directory
        .profiles_of(role)
        .map(|profile| Operation::RemoveRoleFromInstanceProfile {
            profile: profile.id,
            role,
        })
        .collect();
    operations.extend(policies(role, &held.inline, &held.attached));
    operations.push(Operation::DeleteRole { role });
    operations
}

/// Everything that deletes a customer managed policy that nobody holds: its other versions, then
/// the policy with the one in force. Empty when there is no such policy.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
#[must_use]
pub fn clear_policy(directory: &Directory, policy: EntityId) -> Vec<Operation> {
    let Some(held) = directory.policy(policy) else {
        return Vec::new();
    };
    let others = held
        .versions
        .iter()
        .filter(|version| version.id != held.default_version);
    let mut operations: Vec<_> = others
        .map(|version| Operation::DeletePolicyVersion {
            policy,
            version: version.id.clone(),
        })
        .collect();
    operations.push(Operation::DeletePolicy { policy });
    operations
}

/// What takes a holder's own policies from it, inline ones first.
fn policies(
    holder: EntityId,
    inline: &BTreeMap<NameKey, InlinePolicy>,
    attached: &BTreeSet<PolicyRef>,
) -> impl Iterator<Item = Operation> {
    let inline = inline
        .values()
        .map(move |policy| Operation::DeleteInlinePolicy {
            holder,
            name: policy.name.clone(),
        });
    inline.chain(attached.iter().map(move |policy| Operation::DetachPolicy {
        holder,
        policy: policy.clone(),
    }))
}
