//! Everything that can be done to an account: the list of operations, named as IAM names them.
//!
//! The list is the wire form of stored journals: variants are only ever added, and each has its
//! golden file in `tests/golden/`. What an operation does is in `perform.rs`, whether it may in
//! `rules.rs`, how it is told in `sentence.rs`.

use iam_names::{
    AccessKeyId, AccountAlias, EntityId, GroupName, MaxSessionDuration, MfaSerial, Path,
    PolicyName, PolicyVersionId, RoleName, TagKey, Timestamp, UserName,
};
use serde::{Deserialize, Serialize};

use crate::{
    AccountSettings, CredentialStatus, Entity, Image, PasswordPolicy, PolicyDocument, PolicyRef,
    Quotas, Tags,
};

/// What a change does, named as IAM's API names it where it has the operation. Variants are only
/// ever added: stored journals hold them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Operation {
    /// Adds an account to the estate.
    CreateAccount {
        /// Its settings; their id is the account of the change.
        settings: Box<AccountSettings>,
    },
    /// Sets or removes the account alias (`CreateAccountAlias`, `DeleteAccountAlias`).
    SetAccountAlias {
        /// The alias it shall have.
        alias: Option<AccountAlias>,
    },
    /// Says which quotas AWS has granted the account.
    SetQuotas {
        /// The quotas.
        quotas: Box<Quotas>,
    },
    /// Sets or removes the password policy (`UpdateAccountPasswordPolicy`, `Delete…`).
    SetPasswordPolicy {
        /// The policy it shall have.
        policy: Option<PasswordPolicy>,
    },
    /// Makes a user.
    CreateUser {
        /// The id it gets.
        user: EntityId,
        /// The name.
        name: UserName,
        /// The path.
        path: Path,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Renames or moves a user.
    UpdateUser {
        /// The user.
        user: EntityId,
        /// The name it shall have.
        name: UserName,
        /// The path it shall have.
        path: Path,
    },
    /// Deletes a user that has nothing left.
    DeleteUser {
        /// The user.
        user: EntityId,
    },
    /// Adds tags or sets their values (`TagUser`, `TagRole`, `TagPolicy`).
    Tag {
        /// The user, role or policy.
        entity: EntityId,
        /// The tags.
        tags: Tags,
    },
    /// Removes tags (`UntagUser`, …).
    Untag {
        /// The user, role or policy.
        entity: EntityId,
        /// The tag keys.
        keys: Vec<TagKey>,
    },
    /// Sets the permissions boundary of a user or role.
    PutPermissionsBoundary {
        /// The user or role.
        holder: EntityId,
        /// The policy.
        policy: PolicyRef,
    },
    /// Removes the permissions boundary of a user or role.
    DeletePermissionsBoundary {
        /// The user or role.
        holder: EntityId,
    },
    /// Puts a user into a group.
    AddUserToGroup {
        /// The user.
        user: EntityId,
        /// The group.
        group: EntityId,
    },
    /// Takes a user out of a group.
    RemoveUserFromGroup {
        /// The user.
        user: EntityId,
        /// The group.
        group: EntityId,
    },
    /// Gives a user a console password.
    CreateLoginProfile {
        /// The user.
        user: EntityId,
        /// The credential's id, under which the vault keeps the password.
        credential: EntityId,
        /// Must be changed at the next sign-in.
        reset_required: bool,
        /// When.
        created: Option<Timestamp>,
    },
    /// Sets another console password.
    UpdateLoginProfile {
        /// The user.
        user: EntityId,
        /// Must be changed at the next sign-in.
        reset_required: bool,
        /// When.
        created: Option<Timestamp>,
    },
    /// Takes the console password away.
    DeleteLoginProfile {
        /// The user.
        user: EntityId,
    },
    /// Issues an access key in a local account, or requests one in an AWS account.
    CreateAccessKey {
        /// The user.
        user: EntityId,
        /// The credential's id, under which the vault keeps the secret access key.
        credential: EntityId,
        /// The access key id; none when it is only requested.
        access_key_id: Option<AccessKeyId>,
        /// What it is for.
        description: String,
        /// When.
        created: Option<Timestamp>,
    },
    /// Activates or deactivates an access key.
    UpdateAccessKey {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
        /// The status it shall have.
        status: CredentialStatus,
    },
    /// Deletes an access key.
    DeleteAccessKey {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
    },
    /// Takes an MFA device from a user (`DeactivateMFADevice`; a virtual one is deleted as well).
    DeactivateMfaDevice {
        /// The user.
        user: EntityId,
        /// The serial number or the virtual device's ARN.
        serial: MfaSerial,
    },
    /// Makes a group.
    CreateGroup {
        /// The id it gets.
        group: EntityId,
        /// The name.
        name: GroupName,
        /// The path.
        path: Path,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Renames or moves a group.
    UpdateGroup {
        /// The group.
        group: EntityId,
        /// The name it shall have.
        name: GroupName,
        /// The path it shall have.
        path: Path,
    },
    /// Deletes a group without members and policies.
    DeleteGroup {
        /// The group.
        group: EntityId,
    },
    /// Attaches a managed policy (`AttachUserPolicy`, `AttachGroupPolicy`, `AttachRolePolicy`).
    AttachPolicy {
        /// The user, group or role.
        holder: EntityId,
        /// The policy.
        policy: PolicyRef,
    },
    /// Detaches a managed policy.
    DetachPolicy {
        /// The user, group or role.
        holder: EntityId,
        /// The policy.
        policy: PolicyRef,
    },
    /// Writes an inline policy (`PutUserPolicy`, `PutGroupPolicy`, `PutRolePolicy`).
    PutInlinePolicy {
        /// The user, group or role.
        holder: EntityId,
        /// The policy's name.
        name: PolicyName,
        /// Its document.
        document: PolicyDocument,
    },
    /// Deletes an inline policy.
    DeleteInlinePolicy {
        /// The user, group or role.
        holder: EntityId,
        /// The policy's name.
        name: PolicyName,
    },
    /// Makes a customer managed policy with its first version.
    CreatePolicy {
        /// The id it gets.
        policy: EntityId,
        /// The name.
        name: PolicyName,
        /// The path.
        path: Path,
        /// What it is for.
        description: String,
        /// The document of `v1`.
        document: PolicyDocument,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Adds a version to a policy.
    CreatePolicyVersion {
        /// The policy.
        policy: EntityId,
        /// The document.
        document: PolicyDocument,
        /// Whether it becomes the one in force.
        set_as_default: bool,
        /// When.
        created: Option<Timestamp>,
    },
    /// Chooses the version in force.
    SetDefaultPolicyVersion {
        /// The policy.
        policy: EntityId,
        /// The version.
        version: PolicyVersionId,
    },
    /// Deletes a version that is not in force.
    DeletePolicyVersion {
        /// The policy.
        policy: EntityId,
        /// The version.
        version: PolicyVersionId,
    },
    /// Deletes a policy that nobody has and that has only its default version.
    DeletePolicy {
        /// The policy.
        policy: EntityId,
    },
    /// Makes a role.
    CreateRole {
        /// The id it gets.
        role: EntityId,
        /// The name.
        name: RoleName,
        /// The path.
        path: Path,
        /// What it is for.
        description: String,
        /// Who may assume it.
        trust_policy: PolicyDocument,
        /// The longest session.
        max_session: MaxSessionDuration,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Deletes a role without policies.
    DeleteRole {
        /// The role.
        role: EntityId,
    },
    /// Takes in what an import saw, with the plan rebased onto it. AWS's facts are not
    /// rule-checked: they may exceed our quotas and carry foreign spellings.
    Observe {
        /// When AWS was looked at.
        as_of: Timestamp,
        /// The entities of the observed state that are new or different, and those that are gone.
        observed: Vec<Replacement>,
        /// The same for the planned state, after the rebase.
        planned: Vec<Replacement>,
    },
    /// Puts entities back to what they were: an undo.
    Restore {
        /// The places and what they shall hold.
        images: Vec<Image>,
    },
}

/// An entity that an import brings in or takes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The entity's id.
    pub id: EntityId,
    /// What it is now; none when it is gone.
    pub entity: Option<Entity>,
}
