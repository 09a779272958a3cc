//! Changes: the only thing that alters an estate, and what undoes them.
//!
//! A [`ChangeSet`] is applied whole or not at all. Applying returns the new estate and an
//! [`Image`] of every entity it touched, before and after. Undo puts the before-images back when
//! the after-images still stand. Whether a change *may* happen is decided in `rules.rs`; what it
//! *does* in `perform.rs`.

use std::collections::BTreeMap;

use iam_names::{
    AccessKeyId, AccountAlias, EntityId, GroupName, MaxSessionDuration, MfaSerial, Path,
    PolicyName, PolicyVersionId, RoleName, TagKey, Timestamp, UserName,
};
use serde::{Deserialize, Serialize};

use crate::{
    AccountSettings, CredentialStatus, Entity, Estate, ManagedPolicies, PasswordPolicy,
    PolicyDocument, PolicyRef, Quotas, Refusal, RefusalCode, Tags, perform, rules,
};

/// Which state of an account.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// What is planned; in a local account, what is.
    #[default]
    Planned,
    /// What the last import saw.
    Observed,
}

/// One change of one account. It never carries a secret: secrets go to the vault beside it, under
/// the credential's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The account.
    pub account: EntityId,
    /// What is done.
    #[serde(flatten)]
    pub operation: Operation,
}

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

/// Changes that happen together: one transaction, one journal entry, one undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// What a person calls it: `Create user alice`.
    pub title: String,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl ChangeSet {
    /// Names a list of changes.
    pub fn new(title: impl Into<String>, changes: Vec<Change>) -> Self {
        Self {
            title: title.into(),
            changes,
        }
    }
}

/// Where an entity stands: in which state of which account, under which id. The account's
/// settings stand under the account's own id in the planned state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ImageKey {
    /// The account.
    pub account: EntityId,
    /// The state.
    pub state: State,
    /// The entity.
    pub id: EntityId,
}

/// An entity before and after a change set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it stands.
    #[serde(flatten)]
    pub key: ImageKey,
    /// What it was; none when it was not there.
    pub before: Option<Entity>,
    /// What it is; none when it is gone.
    pub after: Option<Entity>,
}

/// What applying a set gave.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The estate afterwards.
    pub estate: Estate,
    /// Every entity that became another one, in the order of their keys.
    pub images: Vec<Image>,
}

/// An estate in the making: remembers what each place held before it was first touched.
pub(crate) struct Draft {
    pub(crate) estate: Estate,
    before: BTreeMap<ImageKey, Option<Entity>>,
}

impl Draft {
    pub(crate) fn new(estate: &Estate) -> Self {
        Self {
            estate: estate.clone(),
            before: BTreeMap::new(),
        }
    }

    pub(crate) fn set(&mut self, key: ImageKey, entity: Option<Entity>) {
        if key.id == key.account && entity.is_none() {
            // What is in an account goes with it, and comes back with it.
            let rows: Vec<_> = self
                .estate
                .rows()
                .filter(|row| row.key.account == key.account)
                .collect();
            for row in rows {
                self.before.entry(row.key).or_insert(Some(row.entity));
            }
        }
        self.before
            .entry(key)
            .or_insert_with(|| self.estate.at(&key));
        self.estate.set(&key, entity);
    }

    fn finish(self) -> Applied {
        let estate = self.estate;
        let images = self
            .before
            .into_iter()
            .map(|(key, before)| Image {
                key,
                before,
                after: estate.at(&key),
            })
            .filter(|image| image.before != image.after)
            .collect();
        Applied { estate, images }
    }
}

/// Applies a set under the rules: whole, or not at all.
///
/// # Errors
/// The first change that may not happen, with AWS's error code and the change's place in the set.
pub fn apply(
    estate: &Estate,
    set: &ChangeSet,
    managed: &dyn ManagedPolicies,
) -> Result<Applied, Refusal> {
    let mut draft = Draft::new(estate);
    for (index, change) in set.changes.iter().enumerate() {
        rules::check(&draft.estate, change, managed)
            .and_then(|()| perform::perform(&mut draft, change))
            .map_err(|refusal| refusal.of_change(index))?;
    }
    Ok(draft.finish())
}

/// Applies a stored set without asking the rules, which may have changed since it was recorded.
///
/// # Errors
/// A change that names what is not there: the journal and the estate do not belong together.
pub fn replay(estate: &Estate, set: &ChangeSet) -> Result<Applied, Refusal> {
    let mut draft = Draft::new(estate);
    for (index, change) in set.changes.iter().enumerate() {
        perform::perform(&mut draft, change).map_err(|refusal| refusal.of_change(index))?;
    }
    Ok(draft.finish())
}

/// The set that takes a recorded one back, checked against the present.
///
/// # Errors
/// `ConcurrentModification` when something it touched has become another since, or is in use since:
/// undoing would take that back too. `EntityAlreadyExists` when a name has been given away since,
/// `LimitExceeded` when a place has, `NoSuchEntity` when there is nothing to undo.
pub fn undo(estate: &Estate, title: &str, images: &[Image]) -> Result<ChangeSet, Refusal> {
    let mut by_account: BTreeMap<EntityId, Vec<Image>> = BTreeMap::new();
    for image in images {
        by_account
            .entry(image.key.account)
            .or_default()
            .push(Image {
                key: image.key,
                before: image.after.clone(),
                after: image.before.clone(),
            });
    }
    if by_account.is_empty() {
        return Err(Refusal::new(
            RefusalCode::NoSuchEntity,
            "the entry changed nothing",
            "there is nothing to undo",
        ));
    }
    let mut changes = Vec::with_capacity(by_account.len());
    for (account, images) in by_account {
        rules::restorable(estate, account, &images)
            .map_err(|refusal| refusal.of_change(changes.len()))?;
        changes.push(Change {
            account,
            operation: Operation::Restore { images },
        });
    }
    Ok(ChangeSet::new(format!("Undo: {title}"), changes))
}
