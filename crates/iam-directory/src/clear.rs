//! What stands in the way of a deletion, taken away in the order that AWS asks for.
//!
//! AWS refuses to delete what still has something (`DeleteConflict`), so that a deletion is a list
//! of changes. Nothing is altered here: the lists are for a [`crate::ChangeSet`].

use iam_names::EntityId;

use crate::{Account, Operation};

/// Everything that deletes a user: console password, access keys, MFA devices, inline policies,
/// attached policies and memberships, then the user. Empty when there is no such user.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
#[must_use]
pub fn clear_user(account: &Account, user: EntityId) -> Vec<Operation> {
    let Some(held) = account.planned().user(user) else {
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
    operations.extend(
        held.mfa_devices
            .iter()
            .map(|device| Operation::DeactivateMfaDevice {
                user,
                serial: device.serial.clone(),
            }),
    );
    operations.extend(
        held.inline
            .values()
            .map(|policy| Operation::DeleteInlinePolicy {
                holder: user,
                name: policy.name.clone(),
            }),
    );
    operations.extend(held.attached.iter().map(|policy| Operation::DetachPolicy {
        holder: user,
        policy: policy.clone(),
    }));
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
pub fn clear_group(account: &Account, group: EntityId) -> Vec<Operation> {
    let Some(held) = account.planned().group(group) else {
        return Vec::new();
    };
    let mut operations: Vec<_> = account
        .planned()
        .members(group)
        .map(|user| Operation::RemoveUserFromGroup {
            user: user.id,
            group,
        })
        .collect();
    operations.extend(
        held.inline
            .values()
            .map(|policy| Operation::DeleteInlinePolicy {
                holder: group,
                name: policy.name.clone(),
            }),
    );
    operations.extend(held.attached.iter().map(|policy| Operation::DetachPolicy {
        holder: group,
        policy: policy.clone(),
    }));
    operations.push(Operation::DeleteGroup { group });
    operations
}
