//! Proposals: what a wizard or a button would change, its preview, and that it was done.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::credentials::CredentialStep;
use super::directory::{PolicyHandle, TagView};
use super::expect::{BrokenView, NewExpectation};
use super::matrix::SandboxChange;
use super::person::PersonStep;
use super::provider::AccountStep;

/// What names a finding: it is looked for afresh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingName {
    /// Its code.
    pub code: String,
    /// The local id of what it is about.
    pub entity: String,
    /// Its reason, which tells it from others of the same code.
    pub reason: String,
}

/// A proposal for one account.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ProposalRequest {
    /// The account.
    pub account: String,
    /// What is proposed.
    pub proposal: Proposal,
}

/// Everything the window can propose. `preview` shows what it would do; `change` does it.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Proposal {
    /// The *Create user* wizard.
    CreateUser(NewUser),
    /// Many users at once, as a list of people names them.
    CreatePeople(NewPeople),
    /// Deletes a user with everything that hangs on it.
    DeleteUser {
        /// The user.
        user: String,
    },
    /// The *Create group* panel.
    CreateGroup(NewGroup),
    /// Deletes a group, taking its members and policies out first.
    DeleteGroup {
        /// The group.
        group: String,
    },
    /// Puts a user into groups.
    AddToGroups {
        /// The user.
        user: String,
        /// The groups.
        groups: Vec<String>,
    },
    /// Takes a user out of a group.
    RemoveFromGroup {
        /// The user.
        user: String,
        /// The group.
        group: String,
    },
    /// Attaches policies to a user or a group.
    AttachPolicies {
        /// The user or group.
        holder: String,
        /// The policies.
        policies: Vec<PolicyHandle>,
    },
    /// Detaches a policy from a user or a group, or deletes its inline policy.
    DetachPolicy {
        /// The user or group.
        holder: String,
        /// The policy.
        policy: PolicyHandle,
    },
    /// Replaces a user's tags.
    SetTags {
        /// The user.
        user: String,
        /// All the tags it shall have.
        tags: Vec<TagView>,
    },
    /// Gives console access.
    EnableConsole {
        /// The user.
        user: String,
        /// The password.
        password: NewPassword,
        /// Must be changed at the next sign-in.
        reset_required: bool,
    },
    /// Sets another console password.
    ResetPassword {
        /// The user.
        user: String,
        /// The password.
        password: NewPassword,
        /// Must be changed at the next sign-in.
        reset_required: bool,
    },
    /// Takes console access away.
    DisableConsole {
        /// The user.
        user: String,
    },
    /// Makes an access key (in an AWS account: requests one).
    CreateAccessKey {
        /// The user.
        user: String,
        /// What it is for.
        #[serde(default)]
        description: String,
    },
    /// Activates or deactivates an access key.
    SetAccessKeyActive {
        /// The user.
        user: String,
        /// The credential's local id.
        credential: String,
        /// The status it shall have.
        active: bool,
    },
    /// Deletes an access key.
    DeleteAccessKey {
        /// The user.
        user: String,
        /// The credential's local id.
        credential: String,
    },
    /// The *Create policy* wizard.
    CreatePolicy(NewPolicy),
    /// Gives a customer managed policy another version.
    EditPolicy(PolicyEdition),
    /// Chooses the version in force.
    SetDefaultPolicyVersion {
        /// The policy.
        policy: String,
        /// The version.
        version: String,
    },
    /// Deletes a version that is not in force.
    DeletePolicyVersion {
        /// The policy.
        policy: String,
        /// The version.
        version: String,
    },
    /// Deletes a customer managed policy with its versions.
    DeletePolicy {
        /// The policy.
        policy: String,
        /// Whether it is first taken from everybody who has it; AWS refuses otherwise.
        take_away: bool,
    },
    /// Writes an inline policy.
    PutInlinePolicy(InlineText),
    /// Attaches a policy to several users, groups and roles.
    AttachToMany {
        /// The policy.
        policy: PolicyHandle,
        /// The users, groups and roles.
        holders: Vec<String>,
    },
    /// Detaches a policy from several users, groups and roles.
    DetachFromMany {
        /// The policy.
        policy: PolicyHandle,
        /// The users, groups and roles.
        holders: Vec<String>,
    },
    /// Renames or moves a group.
    UpdateGroup {
        /// The group.
        group: String,
        /// The name it shall have.
        name: String,
        /// The path it shall have.
        path: String,
    },
    /// Says who is in a group.
    SetMembers {
        /// The group.
        group: String,
        /// Everybody who shall be in it.
        users: Vec<String>,
    },
    /// The *Create role* wizard.
    CreateRole(NewRole),
    /// Says what a role is for and how long its sessions may last.
    UpdateRole {
        /// The role.
        role: String,
        /// What it is for.
        description: String,
        /// The longest session in seconds, 3,600 to 43,200.
        max_session_seconds: u32,
    },
    /// Says who may assume a role.
    UpdateTrustPolicy {
        /// The role.
        role: String,
        /// The trust policy.
        document: String,
    },
    /// Deletes a role, taking its policies away first.
    DeleteRole {
        /// The role.
        role: String,
    },
    /// Sets or removes the permissions boundary of a user or role.
    SetBoundary {
        /// The user or role.
        holder: String,
        /// The boundary; none removes it.
        boundary: Option<PolicyHandle>,
    },
    /// Replaces the tags of a role or policy.
    SetEntityTags {
        /// The role or policy.
        entity: String,
        /// All the tags it shall have.
        tags: Vec<TagView>,
    },
    /// One step with a user's credentials beside password and access keys.
    Credential {
        /// The user.
        user: String,
        /// The step.
        step: CredentialStep,
    },
    /// One step with the whole person.
    Person {
        /// The user.
        user: String,
        /// The step.
        step: PersonStep,
    },
    /// One step with the account as a whole, its providers, resources and organization.
    Account {
        /// The step.
        step: AccountStep,
    },
    /// Carries out what was tried in the simulator's sandbox, as one change.
    Sandbox {
        /// The changes, in order.
        changes: Vec<SandboxChange>,
    },
    /// Carries out what cures findings, all of it one change.
    Cure {
        /// The findings.
        findings: Vec<FindingName>,
    },
    /// Saves expectations, each over the one of its id or its name.
    SaveExpectations {
        /// The expectations.
        expectations: Vec<NewExpectation>,
    },
    /// Deletes expectations.
    DeleteExpectations {
        /// Their local ids.
        expectations: Vec<String>,
    },
    /// Carries out another proposal though it breaks expectations.
    InSpiteOf {
        /// Why it has to be; it is kept with the change.
        reason: String,
        /// What is proposed.
        // Said by name: the collector of declarations would walk in a circle.
        #[cfg_attr(test, ts(type = "Proposal"))]
        proposal: Box<Proposal>,
    },
}

/// What the *Create user* wizard collected.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewUser {
    /// The user name.
    pub name: String,
    /// The path; empty is `/`.
    #[serde(default)]
    pub path: String,
    /// Console access, when wanted.
    pub console: Option<NewConsoleAccess>,
    /// An access key, when wanted.
    pub access_key: Option<NewAccessKey>,
    /// Groups to join.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Groups to make and join.
    #[serde(default)]
    pub new_groups: Vec<NewGroup>,
    /// Policies to attach directly.
    #[serde(default)]
    pub policies: Vec<PolicyHandle>,
    /// The permissions boundary.
    pub boundary: Option<PolicyHandle>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<TagView>,
}

/// Many users at once.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewPeople {
    /// The people.
    pub people: Vec<NewPerson>,
    /// A generated password for each, to be changed at the first sign-in.
    pub console: bool,
    /// An access key for each.
    pub access_key: bool,
    /// Groups that all of them join.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Policies to attach directly.
    #[serde(default)]
    pub policies: Vec<PolicyHandle>,
}

/// One of many new users.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewPerson {
    /// The user name.
    pub user_name: String,
    /// The e-mail address, or empty.
    #[serde(default)]
    pub email: String,
    /// The language of instructions, or empty.
    #[serde(default)]
    pub language: String,
    /// The public key for attachments, or empty.
    #[serde(default)]
    pub recipient: String,
    /// Groups to join.
    #[serde(default)]
    pub groups: Vec<String>,
}

/// Console access for a new user.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewConsoleAccess {
    /// The password.
    pub password: NewPassword,
    /// Must be changed at the next sign-in.
    pub reset_required: bool,
}

/// A console password to set.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewPassword {
    /// Made here, by the account's password policy.
    Generated {
        /// Of syllables, to be read out or typed, instead of any characters.
        #[serde(default)]
        pronounceable: bool,
    },
    /// Chosen by the admin.
    Custom {
        /// The password.
        password: String,
    },
}

/// An access key for a new user.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewAccessKey {
    /// What it is for.
    #[serde(default)]
    pub description: String,
}

/// A group to make.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewGroup {
    /// The group's name.
    pub name: String,
    /// The path; empty is `/`.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub path: String,
    /// Users who shall be in it.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub members: Vec<String>,
    /// Policies to attach to it.
    #[serde(default)]
    pub policies: Vec<PolicyHandle>,
}

/// What the *Create policy* wizard collected.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewPolicy {
    /// The policy's name.
    pub name: String,
    /// The path; empty is `/`.
    #[serde(default)]
    pub path: String,
    /// What it is for; AWS never changes it afterwards.
    #[serde(default)]
    pub description: String,
    /// Its document.
    pub document: String,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<TagView>,
    /// Users, groups and roles that get it at once.
    #[serde(default)]
    pub holders: Vec<String>,
}

/// Another version of a policy.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyEdition {
    /// The policy.
    pub policy: String,
    /// The new version's document.
    pub document: String,
    /// Whether it comes into force.
    pub set_as_default: bool,
    /// A version that is deleted first, to make room; empty deletes none.
    #[serde(default)]
    pub delete_version: String,
}

/// An inline policy's text.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct InlineText {
    /// The user, group or role.
    pub holder: String,
    /// The policy's name.
    pub name: String,
    /// The policy it is written over; empty makes a new one.
    #[serde(default)]
    pub replaces: String,
    /// Its document.
    pub document: String,
}

/// What the *Create role* wizard collected.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewRole {
    /// The role's name.
    pub name: String,
    /// The path; empty is `/`.
    #[serde(default)]
    pub path: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Who may assume it.
    pub trust_policy: String,
    /// The longest session in seconds, 3,600 to 43,200.
    pub max_session_seconds: u32,
    /// Policies to attach.
    #[serde(default)]
    pub policies: Vec<PolicyHandle>,
    /// The permissions boundary.
    pub boundary: Option<PolicyHandle>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<TagView>,
}

/// What a proposal would do.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PreviewView {
    /// Whether it could be done now.
    pub possible: bool,
    /// Why not, each beside its field.
    pub errors: Vec<FieldErrorView>,
    /// What is worth knowing and stops nothing.
    pub warnings: Vec<FieldErrorView>,
    /// The exact changes, in order.
    pub changes: Vec<ChangeView>,
    /// What the user could do afterwards, when the proposal is about one.
    pub access: Option<AccessSummaryView>,
    /// What undo can not bring back, a sentence each.
    pub irreversible: Vec<String>,
    /// Expectations that hold now and would not afterwards: it takes a reason to go on.
    pub breaks: Vec<BrokenView>,
}

/// A mistake in one field of a proposal.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FieldErrorView {
    /// The field, as the request names it: `name`, `tags[1].key`.
    pub field: String,
    /// The code of the error registry, or AWS's error code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do, or empty.
    pub help: String,
}

/// One change in words.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChangeView {
    /// The operation of IAM's API that it stands for: `CreateUser`.
    pub operation: String,
    /// `Create the user alice`.
    pub sentence: String,
}

/// What somebody can do, by service.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AccessSummaryView {
    /// Whether everything is allowed (`*:*` without a bar).
    pub administrator: bool,
    /// The services with access, most access first.
    pub services: Vec<ServiceAccessView>,
    /// How many actions are allowed on some resource.
    pub allowed_actions: u32,
    /// How many actions there are.
    pub all_actions: u32,
    /// What could not be taken into account, a sentence each.
    pub unknown: Vec<String>,
}

/// What somebody can do in one service.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ServiceAccessView {
    /// `s3`.
    pub prefix: String,
    /// `Amazon S3`.
    pub name: String,
    /// Each access level with what is allowed of it.
    pub levels: Vec<LevelAccessView>,
}

/// What somebody can do of one access level in one service.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LevelAccessView {
    /// `List`, `Read`, `Write`, `Tagging` or `Permissions management`.
    pub level: String,
    /// Actions allowed on some resource under some condition.
    pub allowed: u32,
    /// Actions of this level.
    pub total: u32,
    /// Whether some allowed action is limited to resources or conditions.
    pub limited: bool,
}

/// A change set was recorded.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DoneView {
    /// The journal entry's number: what `undo` takes.
    pub sequence: u32,
    /// `User alice created`.
    pub sentence: String,
    /// Whether it can be undone.
    pub undoable: bool,
    /// The thing that was made or changed.
    pub entity: Option<String>,
    /// Credentials that were made, to be shown once.
    pub credentials: Vec<CredentialView>,
}

/// A credential that was just made. Its secret stays in the vault until `reveal`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CredentialView {
    /// The credential's local id.
    pub id: String,
    /// What it is.
    pub kind: CredentialKindView,
    /// The user's local id.
    pub user: String,
    /// The user name.
    pub user_name: String,
    /// The access key id, or empty.
    pub access_key_id: String,
    /// Whether its secret is in the vault (an AWS account's key is only requested).
    pub has_secret: bool,
    /// Where to sign in.
    pub sign_in_url: String,
}

/// Kinds of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum CredentialKindView {
    /// A console password.
    Password,
    /// An access key.
    AccessKey,
    /// A password or an API key for one service.
    ServiceCredential,
}

/// Would this password do for this account?
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CheckPasswordRequest {
    /// The account.
    pub account: String,
    /// The candidate.
    pub password: String,
}

/// What the account's password policy says of a password.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordCheckView {
    /// The rules it breaks, a sentence each.
    pub violations: Vec<String>,
    /// What AWS takes and speaks against it all the same (easily guessed, a comma in a CSV), a sentence
    /// each.
    pub warnings: Vec<String>,
}
