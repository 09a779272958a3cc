//! Everything that can be done to an account: the list of operations, named as IAM names them.
//!
//! The list is the wire form of stored journals: variants are only ever added, and each has its
//! golden file in `tests/golden/`. What an operation does is in `perform.rs`, whether it may in
//! `rules.rs`, how it is told in `sentence.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;

use iam_names::{
    AccessKeyId, AccountAlias, EntityId, GroupName, InstanceProfileName, MaxSessionDuration,
    MfaSerial, OidcUrl, Path, PolicyName, PolicyVersionId, RoleName, SamlProviderName,
    SshPublicKey, TagKey, Timestamp, UserName,
};
use serde::{Deserialize, Serialize};

use crate::{
    AccessKeyStage, AccountFacts, AccountSettings, Contact, CredentialReport, CredentialStatus,
    Disabled, Entity, HandOff, Image, MfaKind, Organization, PasswordPolicy, PolicyDocument,
    PolicyRef, Quotas, Resource, SavedExpectation, Tags,
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
    /// Changes what a role is for and how long its sessions last.
    UpdateRole {
        /// The role.
        role: EntityId,
        /// What it is for.
        description: String,
        /// The longest session.
        max_session: MaxSessionDuration,
    },
    /// Changes who may assume a role.
    UpdateAssumeRolePolicy {
        /// The role.
        role: EntityId,
        /// Who may assume it.
        trust_policy: PolicyDocument,
    },
    /// Has a service make its role.
    CreateServiceLinkedRole {
        /// The id it gets.
        role: EntityId,
        /// The name, which the service chooses.
        name: RoleName,
        /// The service: `autoscaling.amazonaws.com`.
        service: String,
        /// What it is for.
        description: String,
        /// Who may assume it: the service.
        trust_policy: PolicyDocument,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Has a service delete its role.
    DeleteServiceLinkedRole {
        /// The role.
        role: EntityId,
    },
    /// Enables an MFA device for a user. In an AWS account it counts once an import has seen it.
    EnableMfaDevice {
        /// The user.
        user: EntityId,
        /// The serial number or the virtual device's ARN.
        serial: MfaSerial,
        /// The id under which the vault keeps its seed; none when nobody here has seen it.
        credential: Option<EntityId>,
        /// What sort.
        device: MfaKind,
        /// When.
        created: Option<Timestamp>,
    },
    /// Gives a requested access key the id under which AWS issued it.
    IssueAccessKey {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
        /// The access key id.
        access_key_id: AccessKeyId,
        /// When.
        created: Option<Timestamp>,
    },
    /// Says how far an access key has come.
    SetAccessKeyStage {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
        /// How far.
        stage: AccessKeyStage,
    },
    /// Uploads an SSH public key.
    UploadSshPublicKey {
        /// The user.
        user: EntityId,
        /// The local id it gets.
        credential: EntityId,
        /// The key.
        body: SshPublicKey,
        /// When.
        created: Option<Timestamp>,
    },
    /// Activates or deactivates an SSH public key.
    UpdateSshPublicKey {
        /// The user.
        user: EntityId,
        /// The key's local id.
        credential: EntityId,
        /// The status it shall have.
        status: CredentialStatus,
    },
    /// Deletes an SSH public key.
    DeleteSshPublicKey {
        /// The user.
        user: EntityId,
        /// The key's local id.
        credential: EntityId,
    },
    /// Uploads an X.509 signing certificate.
    UploadSigningCertificate {
        /// The user.
        user: EntityId,
        /// The local id it gets.
        credential: EntityId,
        /// The certificate in PEM.
        body: String,
        /// When.
        created: Option<Timestamp>,
    },
    /// Activates or deactivates a signing certificate.
    UpdateSigningCertificate {
        /// The user.
        user: EntityId,
        /// The certificate's local id.
        credential: EntityId,
        /// The status it shall have.
        status: CredentialStatus,
    },
    /// Deletes a signing certificate.
    DeleteSigningCertificate {
        /// The user.
        user: EntityId,
        /// The certificate's local id.
        credential: EntityId,
    },
    /// Makes a credential for one service, or requests it in an AWS account.
    CreateServiceSpecificCredential {
        /// The user.
        user: EntityId,
        /// The credential's id, under which the vault keeps its password.
        credential: EntityId,
        /// The service: `codecommit.amazonaws.com`.
        service: String,
        /// The user name at the service; none while AWS has not said it.
        service_user_name: Option<String>,
        /// When.
        created: Option<Timestamp>,
        /// When it stops working; none for a password, which does not.
        expires: Option<Timestamp>,
    },
    /// Activates or deactivates a service-specific credential.
    UpdateServiceSpecificCredential {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
        /// The status it shall have.
        status: CredentialStatus,
    },
    /// Gives a service-specific credential another password.
    ResetServiceSpecificCredential {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
        /// When.
        created: Option<Timestamp>,
    },
    /// Deletes a service-specific credential.
    DeleteServiceSpecificCredential {
        /// The user.
        user: EntityId,
        /// The credential's id.
        credential: EntityId,
    },
    /// Notes that a person is disabled as a whole, or no longer. What that does to credentials and
    /// policies are operations of their own.
    SetUserDisabled {
        /// The user.
        user: EntityId,
        /// Since when and why; none when enabled again.
        disabled: Option<Disabled>,
    },
    /// Notes how to reach the person behind a user.
    SetContact {
        /// The user.
        user: EntityId,
        /// How; none to forget it.
        contact: Option<Contact>,
    },
    /// Makes an instance profile.
    CreateInstanceProfile {
        /// The id it gets.
        profile: EntityId,
        /// The name.
        name: InstanceProfileName,
        /// The path.
        path: Path,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Deletes an empty instance profile.
    DeleteInstanceProfile {
        /// The profile.
        profile: EntityId,
    },
    /// Puts a role into an instance profile.
    AddRoleToInstanceProfile {
        /// The profile.
        profile: EntityId,
        /// The role.
        role: EntityId,
    },
    /// Takes the role out of an instance profile.
    RemoveRoleFromInstanceProfile {
        /// The profile.
        profile: EntityId,
        /// The role.
        role: EntityId,
    },
    /// Makes an OpenID Connect provider.
    CreateOpenIdConnectProvider {
        /// The id it gets.
        provider: EntityId,
        /// Its URL.
        url: OidcUrl,
        /// The audiences it may name.
        client_ids: BTreeSet<String>,
        /// SHA-1 thumbprints of its certificates.
        thumbprints: BTreeSet<String>,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
    },
    /// Adds an audience to an OpenID Connect provider.
    AddClientIdToOpenIdConnectProvider {
        /// The provider.
        provider: EntityId,
        /// The audience.
        client_id: String,
    },
    /// Removes an audience from an OpenID Connect provider.
    RemoveClientIdFromOpenIdConnectProvider {
        /// The provider.
        provider: EntityId,
        /// The audience.
        client_id: String,
    },
    /// Replaces the thumbprints of an OpenID Connect provider.
    UpdateOpenIdConnectProviderThumbprint {
        /// The provider.
        provider: EntityId,
        /// SHA-1 thumbprints of its certificates.
        thumbprints: BTreeSet<String>,
    },
    /// Deletes an OpenID Connect provider.
    DeleteOpenIdConnectProvider {
        /// The provider.
        provider: EntityId,
    },
    /// Makes a SAML provider.
    CreateSamlProvider {
        /// The id it gets.
        provider: EntityId,
        /// The name.
        name: SamlProviderName,
        /// Its metadata document, XML.
        metadata: Arc<str>,
        /// When, in a local account; AWS says it otherwise.
        created: Option<Timestamp>,
        /// Until when the metadata says that it is valid; AWS says it anew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<Timestamp>,
    },
    /// Replaces the metadata of a SAML provider.
    UpdateSamlProvider {
        /// The provider.
        provider: EntityId,
        /// Its metadata document, XML.
        metadata: Arc<str>,
        /// Until when the metadata says that it is valid; AWS says it anew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<Timestamp>,
    },
    /// Deletes a SAML provider.
    DeleteSamlProvider {
        /// The provider.
        provider: EntityId,
    },
    /// Notes a resource with its policy and tags, over the one of the same id.
    PutResource {
        /// The resource.
        resource: Box<Resource>,
    },
    /// Forgets a resource.
    DeleteResource {
        /// The resource.
        resource: EntityId,
    },
    /// Saves a question with its expected answer, over the one of the same id.
    PutExpectation {
        /// The expectation.
        expectation: Box<SavedExpectation>,
    },
    /// Deletes a saved question.
    DeleteExpectation {
        /// The expectation.
        expectation: EntityId,
    },
    /// Records a hand-off or how far it has come, over the record of the same id.
    PutHandOff {
        /// The record.
        hand_off: Box<HandOff>,
    },
    /// Deletes the record of a hand-off.
    DeleteHandOff {
        /// The record.
        hand_off: EntityId,
    },
    /// Keeps AWS's credential report, instead of the one before.
    PutCredentialReport {
        /// The report.
        report: Box<CredentialReport>,
    },
    /// Keeps what AWS said of the account as a whole.
    SetAccountFacts {
        /// What it said; none to forget it.
        facts: Option<AccountFacts>,
    },
    /// Notes the organization above the accounts. The change's account is the organization's id.
    PutOrganization {
        /// The organization.
        organization: Box<Organization>,
    },
    /// Forgets the organization. The change's account is the organization's id.
    DeleteOrganization {},
    /// Takes in what an import saw, with the plan rebased onto it. AWS's facts are not
    /// rule-checked: they may exceed our quotas and carry foreign spellings.
    Observe {
        /// When AWS was looked at.
        as_of: Timestamp,
        /// Whether passwords, access keys and MFA devices were looked at, too.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        credentials: bool,
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
