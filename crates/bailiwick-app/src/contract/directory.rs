//! Users, groups, roles and policies as the pages show them.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::credentials::{
    MfaDeviceView, ServiceCredentialView, SigningCertificateView, SshKeyView,
};

/// How an entity of an AWS account stands to what AWS was last seen to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum StandingView {
    /// In AWS as of the last import.
    InAws,
    /// Made or altered here, not in AWS yet.
    Pending,
    /// A local account: what stands here is what is.
    Local,
}

/// A name with the id behind it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NamedView {
    /// The local id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TagView {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}

/// A row of the users list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserRowView {
    /// The local id.
    pub id: String,
    /// The user name.
    pub name: String,
    /// The path.
    pub path: String,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// Whether the user has a console password.
    pub console_access: bool,
    /// How many access keys are active.
    pub active_keys: u32,
    /// Age in days of the oldest active key, when known.
    pub oldest_key_days: Option<u32>,
    /// How many MFA devices protect it: one that AWS does not know yet does not count.
    pub mfa_devices: u32,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// Whether the person is disabled as a whole.
    pub disabled: bool,
    /// How it stands to AWS.
    pub standing: StandingView,
    /// Whether what is said of password, keys and MFA is all there is: an account's authorization
    /// details do not speak of them.
    pub credentials_known: bool,
}

/// A policy that a principal has, and by which way.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GrantView {
    /// What to ask `policy` for.
    pub policy: PolicyHandle,
    /// The policy's name.
    pub name: String,
    /// What kind of policy it is.
    pub kind: PolicyKindView,
    /// `Directly`, or `Group ops`.
    pub via: String,
    /// The group's local id when it comes by a group.
    pub group: Option<String>,
}

/// Where a policy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum PolicyKindView {
    /// AWS managed.
    AwsManaged,
    /// Customer managed.
    CustomerManaged,
    /// Inline in its user, group or role.
    Inline,
    /// An ARN that neither the account nor the catalogue knows.
    Unknown,
}

/// Which policy: an id, an ARN, or an inline policy of a holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PolicyHandle {
    /// A customer managed policy by its local id.
    Customer {
        /// The local id.
        id: String,
    },
    /// A policy by its ARN (AWS managed, or unknown here).
    Arn {
        /// The ARN.
        arn: String,
    },
    /// An inline policy.
    Inline {
        /// The holder's local id.
        holder: String,
        /// The policy's name.
        name: String,
    },
}

/// A user's page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserView {
    /// The local id.
    pub id: String,
    /// The user name.
    pub name: String,
    /// The path.
    pub path: String,
    /// The ARN.
    pub arn: String,
    /// AWS's unique id (`AIDA…`), or empty.
    pub unique_id: String,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// How it stands to AWS.
    pub standing: StandingView,
    /// Its groups.
    pub groups: Vec<NamedView>,
    /// Every policy it has, own and through groups.
    pub permissions: Vec<GrantView>,
    /// The permissions boundary.
    pub boundary: Option<GrantView>,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// The console password, when there is one.
    pub login_profile: Option<LoginProfileView>,
    /// Its access keys.
    pub access_keys: Vec<AccessKeyView>,
    /// Its MFA devices' serials.
    pub mfa_devices: Vec<String>,
    /// Its MFA devices.
    pub mfa: Vec<MfaDeviceView>,
    /// Whether one of them protects it.
    pub has_mfa: bool,
    /// Its SSH public keys.
    pub ssh_keys: Vec<SshKeyView>,
    /// Its signing certificates.
    pub signing_certificates: Vec<SigningCertificateView>,
    /// Its service-specific credentials.
    pub service_credentials: Vec<ServiceCredentialView>,
    /// Since when the person is disabled as a whole (ISO 8601, or `yes`), or empty.
    pub disabled: String,
    /// Why.
    pub disabled_reason: String,
    /// Where it signs in.
    pub sign_in_url: String,
    /// Who makes credentials: here (`true`) or AWS.
    pub credentials_made_here: bool,
    /// Whether what is said of password, keys and MFA is all there is.
    pub credentials_known: bool,
}

/// A console password's metadata.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LoginProfileView {
    /// The credential's local id.
    pub id: String,
    /// When it was set (ISO 8601), or empty.
    pub created: String,
    /// Must be changed at the next sign-in.
    pub reset_required: bool,
    /// Whether the vault holds the password, so that it can be shown.
    pub has_secret: bool,
}

/// An access key's metadata.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AccessKeyView {
    /// The credential's local id.
    pub id: String,
    /// The access key id, or empty while AWS has not issued it.
    pub access_key_id: String,
    /// Whether it is active.
    pub active: bool,
    /// `requested`, `issued`, `handed_over`, `confirmed` or `retired`.
    pub stage: String,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// Its age in days, when known.
    pub age_days: Option<u32>,
    /// When it was last used, in words, or empty.
    pub last_used: String,
    /// What it is for.
    pub description: String,
    /// Whether the vault holds the secret, so that it can be shown.
    pub has_secret: bool,
}

/// A row of the groups list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupRowView {
    /// The local id.
    pub id: String,
    /// The group's name.
    pub name: String,
    /// The path.
    pub path: String,
    /// How many users are in it.
    pub users: u32,
    /// Names of its policies, managed and inline.
    pub policies: Vec<String>,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// How it stands to AWS.
    pub standing: StandingView,
}

/// A group's page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupView {
    /// The local id.
    pub id: String,
    /// The group's name.
    pub name: String,
    /// The path.
    pub path: String,
    /// The ARN.
    pub arn: String,
    /// AWS's unique id (`AGPA…`), or empty.
    pub unique_id: String,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// How it stands to AWS.
    pub standing: StandingView,
    /// Its members.
    pub users: Vec<NamedView>,
    /// Its policies.
    pub permissions: Vec<GrantView>,
}

/// A row of the roles list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RoleRowView {
    /// The local id.
    pub id: String,
    /// The role's name.
    pub name: String,
    /// The path.
    pub path: String,
    /// Who may assume it, in words.
    pub trusted: Vec<String>,
    /// Whether it is linked to an AWS service.
    pub service_linked: bool,
    /// Who alone may alter it: `AWS service` or `IAM Identity Center`; empty when it is ours.
    pub kept_by: String,
    /// When it was last used (ISO 8601), or empty.
    pub last_used: String,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// How it stands to AWS.
    pub standing: StandingView,
}

/// A role's page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RoleView {
    /// The local id.
    pub id: String,
    /// The role's name.
    pub name: String,
    /// The path.
    pub path: String,
    /// The ARN.
    pub arn: String,
    /// AWS's unique id (`AROA…`), or empty.
    pub unique_id: String,
    /// The description.
    pub description: String,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// How it stands to AWS.
    pub standing: StandingView,
    /// Who alone may alter it: `AWS service` or `IAM Identity Center`; empty when it is ours.
    pub kept_by: String,
    /// Longest session in seconds.
    pub max_session_seconds: u32,
    /// The trust policy's text.
    pub trust_policy: String,
    /// Who may assume it, in words.
    pub trusted: Vec<String>,
    /// Its policies.
    pub permissions: Vec<GrantView>,
    /// The permissions boundary.
    pub boundary: Option<GrantView>,
    /// Its tags.
    pub tags: Vec<TagView>,
}

/// Asks for a window of policies.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PoliciesRequest {
    /// The window.
    #[serde(flatten)]
    pub rows: super::RowsRequest,
    /// Which ones.
    #[serde(default)]
    pub scope: PolicyScope,
}

/// Which policies a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum PolicyScope {
    /// Both.
    #[default]
    All,
    /// AWS managed.
    AwsManaged,
    /// Customer managed.
    CustomerManaged,
}

/// A row of the policies list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyRowView {
    /// What to ask `policy` for, and what a proposal attaches.
    pub policy: PolicyHandle,
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// Where it comes from.
    pub kind: PolicyKindView,
    /// The description, or empty.
    pub description: String,
    /// How many users, groups and roles have it.
    pub attachments: u32,
    /// How it stands to AWS (AWS managed policies are always in AWS).
    pub standing: StandingView,
}

/// Asks for one policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyRequest {
    /// The account.
    pub account: String,
    /// Which policy.
    pub policy: PolicyHandle,
}

/// A policy's page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyView {
    /// The handle it was asked by.
    pub policy: PolicyHandle,
    /// The name.
    pub name: String,
    /// The ARN; empty for an inline policy.
    pub arn: String,
    /// Where it comes from.
    pub kind: PolicyKindView,
    /// The description, or empty.
    pub description: String,
    /// The default version's document, as its author wrote it.
    pub document: String,
    /// The versions, newest first; one without id for an inline policy.
    pub versions: Vec<PolicyVersionView>,
    /// Who has it.
    pub attached_to: Vec<AttachmentView>,
    /// What is wrong with the document.
    pub problems: Vec<ProblemView>,
    /// How it stands to AWS.
    pub standing: StandingView,
    /// The path; `/` for an inline policy.
    pub path: String,
    /// Its tags, if it is customer managed.
    pub tags: Vec<TagView>,
}

/// A version of a managed policy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyVersionView {
    /// `v1`, `v2`, …
    pub id: String,
    /// Whether it is the default one.
    pub default: bool,
    /// When it was made (ISO 8601), or empty.
    pub created: String,
    /// Its document; empty where it is not known.
    pub document: String,
}

/// Who has a policy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AttachmentView {
    /// The local id.
    pub id: String,
    /// `user`, `group` or `role`.
    pub entity: String,
    /// The name.
    pub name: String,
    /// Attached as the permissions boundary.
    pub boundary: bool,
}

/// A mistake in a policy document.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ProblemView {
    /// What sort of mistake.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it, or empty.
    pub help: String,
    /// Where, as a path: `Statement[0].Condition`.
    pub at: String,
    /// First character in the document, counted in UTF-16 units as editors do.
    pub from: u32,
    /// Past the last character.
    pub to: u32,
}
