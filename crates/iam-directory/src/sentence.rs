//! Changes in words: what the review step, the journal and the flash message say.
//!
//! A sentence needs the estate before the change, for the names of what is touched.

mod organization;

use iam_names::{EntityId, Path};

use crate::{
    Change, ChangeSet, CredentialStatus, Directory, Entity, EntityKind, Estate, HandOffStatus,
    Image, Operation, Organization, PolicyRef, State, change::Draft, perform::perform,
};

/// One change in words: IAM's operation and a sentence.
#[must_use]
pub fn describe(estate: &Estate, change: &Change) -> (&'static str, String) {
    let empty = Directory::default();
    let planned = estate
        .account(change.account)
        .map_or(&empty, crate::Account::planned);
    let names = Names {
        planned,
        organization: estate.organization(change.account).map(AsRef::as_ref),
    };
    names.describe(&change.operation)
}

/// Every change of a set in words, each told on the estate as the ones before it left it.
#[must_use]
pub fn describe_all(estate: &Estate, set: &ChangeSet) -> Vec<(&'static str, String)> {
    let mut draft = Draft::new(estate);
    let mut told = Vec::with_capacity(set.changes.len());
    for change in &set.changes {
        told.push(describe(&draft.estate, change));
        // A change that can not be performed leaves the estate as it is; its sentence was told.
        let _ = perform(&mut draft, change);
    }
    told
}

struct Names<'a> {
    planned: &'a Directory,
    /// The organization whose id the change carries.
    organization: Option<&'a Organization>,
}

impl Names<'_> {
    fn of(&self, id: EntityId) -> String {
        self.planned.entity(id).map_or_else(
            || "something that is gone".into(),
            |entity| format!("the {} {}", entity.kind().as_str(), entity.name()),
        )
    }

    /// IAM names some operations by what they are done to: of a user, of a role, of anything else
    /// that has the operation (a group, or a policy's tags).
    fn for_kind(&self, id: EntityId, [user, other, role]: [&'static str; 3]) -> &'static str {
        match self.planned.kind_of(id) {
            Some(EntityKind::User) => user,
            Some(EntityKind::Role) => role,
            _ => other,
        }
    }

    fn policy(&self, policy: &PolicyRef) -> String {
        match policy {
            PolicyRef::Customer(id) => self.of(*id),
            PolicyRef::Arn(arn) => format!(
                "the policy {}",
                arn.resource().rsplit('/').next().unwrap_or(arn.resource())
            ),
        }
    }

    fn key(&self, user: EntityId, credential: EntityId) -> String {
        self.planned
            .user(user)
            .and_then(|user| user.access_keys.iter().find(|key| key.id == credential))
            .and_then(|key| key.access_key_id.as_ref())
            .map_or_else(
                || "a requested access key".into(),
                |id| format!("the access key {id}"),
            )
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm per operation: a table, not a procedure"
    )]
    fn describe(&self, operation: &Operation) -> (&'static str, String) {
        match operation {
            Operation::CreateAccount { settings } => (
                "CreateAccount",
                format!("Add the account {}", settings.name()),
            ),
            Operation::SetAccountAlias { alias: Some(alias) } => (
                "CreateAccountAlias",
                format!("Set the account alias to {alias}"),
            ),
            Operation::SetAccountAlias { alias: None } => {
                ("DeleteAccountAlias", "Remove the account alias".into())
            }
            Operation::SetQuotas { .. } => (
                "SetQuotas",
                "Set the quotas that AWS has granted the account".into(),
            ),
            Operation::SetPasswordPolicy { policy: Some(_) } => (
                "UpdateAccountPasswordPolicy",
                "Set the password policy".into(),
            ),
            Operation::SetPasswordPolicy { policy: None } => (
                "DeleteAccountPasswordPolicy",
                "Remove the password policy".into(),
            ),
            Operation::CreateUser { name, .. } => ("CreateUser", format!("Create the user {name}")),
            Operation::UpdateUser { user, name, path } => ("UpdateUser", {
                let held = self.planned.user(*user);
                let held = held.map(|user| (user.name.to_string(), user.path.clone()));
                renamed(held, &self.of(*user), name.as_str(), path)
            }),
            Operation::DeleteUser { user } => ("DeleteUser", format!("Delete {}", self.of(*user))),
            Operation::Tag { entity, tags } => {
                let tags: Vec<_> = tags
                    .iter()
                    .map(|(key, value)| format!("{key}={value}"))
                    .collect();
                (
                    self.for_kind(*entity, ["TagUser", "TagPolicy", "TagRole"]),
                    format!("Tag {} with {}", self.of(*entity), tags.join(", ")),
                )
            }
            Operation::Untag { entity, keys } => {
                let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
                (
                    self.for_kind(*entity, ["UntagUser", "UntagPolicy", "UntagRole"]),
                    format!(
                        "Remove the tags {} from {}",
                        keys.join(", "),
                        self.of(*entity)
                    ),
                )
            }
            Operation::PutPermissionsBoundary { holder, policy } => (
                self.for_kind(
                    *holder,
                    [
                        "PutUserPermissionsBoundary",
                        "PutUserPermissionsBoundary",
                        "PutRolePermissionsBoundary",
                    ],
                ),
                format!(
                    "Set {} as the permissions boundary of {}",
                    self.policy(policy),
                    self.of(*holder)
                ),
            ),
            Operation::DeletePermissionsBoundary { holder } => (
                self.for_kind(
                    *holder,
                    [
                        "DeleteUserPermissionsBoundary",
                        "DeleteUserPermissionsBoundary",
                        "DeleteRolePermissionsBoundary",
                    ],
                ),
                format!("Remove the permissions boundary of {}", self.of(*holder)),
            ),
            Operation::AddUserToGroup { user, group } => (
                "AddUserToGroup",
                format!("Add {} to {}", self.of(*user), self.of(*group)),
            ),
            Operation::RemoveUserFromGroup { user, group } => (
                "RemoveUserFromGroup",
                format!("Remove {} from {}", self.of(*user), self.of(*group)),
            ),
            Operation::CreateLoginProfile {
                user,
                reset_required,
                ..
            } => (
                "CreateLoginProfile",
                format!(
                    "Give {} a console password{}",
                    self.of(*user),
                    must_change(*reset_required)
                ),
            ),
            Operation::UpdateLoginProfile {
                user,
                reset_required,
                ..
            } => (
                "UpdateLoginProfile",
                format!(
                    "Reset the console password of {}{}",
                    self.of(*user),
                    must_change(*reset_required)
                ),
            ),
            Operation::DeleteLoginProfile { user } => (
                "DeleteLoginProfile",
                format!("Take the console password of {} away", self.of(*user)),
            ),
            Operation::CreateAccessKey {
                user,
                access_key_id: Some(id),
                ..
            } => (
                "CreateAccessKey",
                format!("Issue the access key {id} for {}", self.of(*user)),
            ),
            Operation::CreateAccessKey {
                user,
                access_key_id: None,
                ..
            } => (
                "CreateAccessKey",
                format!("Request an access key for {}", self.of(*user)),
            ),
            Operation::UpdateAccessKey {
                user,
                credential,
                status,
            } => {
                let verb = switched(*status);
                (
                    "UpdateAccessKey",
                    format!(
                        "{verb} {} of {}",
                        self.key(*user, *credential),
                        self.of(*user)
                    ),
                )
            }
            Operation::DeleteAccessKey { user, credential } => (
                "DeleteAccessKey",
                format!(
                    "Delete {} of {}",
                    self.key(*user, *credential),
                    self.of(*user)
                ),
            ),
            Operation::IssueAccessKey {
                user,
                access_key_id,
                ..
            } => (
                "IssueAccessKey",
                format!(
                    "Take in the access key {access_key_id} that AWS issued for {}",
                    self.of(*user)
                ),
            ),
            Operation::SetAccessKeyStage {
                user,
                credential,
                stage,
            } => (
                "SetAccessKeyStage",
                format!(
                    "Note that {} of {} is {}",
                    self.key(*user, *credential),
                    self.of(*user),
                    stage.in_words()
                ),
            ),
            Operation::EnableMfaDevice { user, serial, .. } => (
                "EnableMFADevice",
                format!("Enable the MFA device {serial} for {}", self.of(*user)),
            ),
            Operation::UploadSshPublicKey { user, body, .. } => (
                "UploadSSHPublicKey",
                format!(
                    "Upload the SSH public key {} for {}",
                    body.fingerprint(),
                    self.of(*user)
                ),
            ),
            Operation::UpdateSshPublicKey { user, status, .. } => (
                "UpdateSSHPublicKey",
                format!(
                    "{} an SSH public key of {}",
                    switched(*status),
                    self.of(*user)
                ),
            ),
            Operation::DeleteSshPublicKey { user, .. } => (
                "DeleteSSHPublicKey",
                format!("Delete an SSH public key of {}", self.of(*user)),
            ),
            Operation::UploadSigningCertificate { user, .. } => (
                "UploadSigningCertificate",
                format!("Upload a signing certificate for {}", self.of(*user)),
            ),
            Operation::UpdateSigningCertificate { user, status, .. } => (
                "UpdateSigningCertificate",
                format!(
                    "{} a signing certificate of {}",
                    switched(*status),
                    self.of(*user)
                ),
            ),
            Operation::DeleteSigningCertificate { user, .. } => (
                "DeleteSigningCertificate",
                format!("Delete a signing certificate of {}", self.of(*user)),
            ),
            Operation::CreateServiceSpecificCredential { user, service, .. } => (
                "CreateServiceSpecificCredential",
                format!("Make a credential for {service} for {}", self.of(*user)),
            ),
            Operation::UpdateServiceSpecificCredential { user, status, .. } => (
                "UpdateServiceSpecificCredential",
                format!(
                    "{} a service-specific credential of {}",
                    switched(*status),
                    self.of(*user)
                ),
            ),
            Operation::ResetServiceSpecificCredential { user, .. } => (
                "ResetServiceSpecificCredential",
                format!("Reset a service-specific credential of {}", self.of(*user)),
            ),
            Operation::DeleteServiceSpecificCredential { user, .. } => (
                "DeleteServiceSpecificCredential",
                format!("Delete a service-specific credential of {}", self.of(*user)),
            ),
            Operation::SetUserDisabled {
                user,
                disabled: Some(_),
            } => (
                "SetUserDisabled",
                format!("Note that {} is disabled", self.of(*user)),
            ),
            Operation::SetUserDisabled {
                user,
                disabled: None,
            } => (
                "SetUserDisabled",
                format!("Note that {} is enabled again", self.of(*user)),
            ),
            Operation::SetContact { user, .. } => (
                "SetContact",
                format!("Note how to reach {}", self.of(*user)),
            ),
            Operation::DeactivateMfaDevice { user, serial } => (
                "DeactivateMFADevice",
                format!("Take the MFA device {serial} from {}", self.of(*user)),
            ),
            Operation::CreateGroup { name, .. } => {
                ("CreateGroup", format!("Create the group {name}"))
            }
            Operation::UpdateGroup { group, name, path } => ("UpdateGroup", {
                let held = self.planned.group(*group);
                let held = held.map(|group| (group.name.to_string(), group.path.clone()));
                renamed(held, &self.of(*group), name.as_str(), path)
            }),
            Operation::DeleteGroup { group } => {
                ("DeleteGroup", format!("Delete {}", self.of(*group)))
            }
            Operation::AttachPolicy { holder, policy } => (
                self.for_kind(
                    *holder,
                    ["AttachUserPolicy", "AttachGroupPolicy", "AttachRolePolicy"],
                ),
                format!("Attach {} to {}", self.policy(policy), self.of(*holder)),
            ),
            Operation::DetachPolicy { holder, policy } => (
                self.for_kind(
                    *holder,
                    ["DetachUserPolicy", "DetachGroupPolicy", "DetachRolePolicy"],
                ),
                format!("Detach {} from {}", self.policy(policy), self.of(*holder)),
            ),
            Operation::PutInlinePolicy { holder, name, .. } => (
                self.for_kind(
                    *holder,
                    ["PutUserPolicy", "PutGroupPolicy", "PutRolePolicy"],
                ),
                format!("Write the inline policy {name} of {}", self.of(*holder)),
            ),
            Operation::DeleteInlinePolicy { holder, name } => (
                self.for_kind(
                    *holder,
                    ["DeleteUserPolicy", "DeleteGroupPolicy", "DeleteRolePolicy"],
                ),
                format!("Delete the inline policy {name} of {}", self.of(*holder)),
            ),
            Operation::CreatePolicy { name, .. } => {
                ("CreatePolicy", format!("Create the policy {name}"))
            }
            Operation::CreatePolicyVersion {
                policy,
                set_as_default,
                ..
            } => (
                "CreatePolicyVersion",
                format!(
                    "Add a version to {}{}",
                    self.of(*policy),
                    if *set_as_default {
                        " and put it in force"
                    } else {
                        ""
                    }
                ),
            ),
            Operation::SetDefaultPolicyVersion { policy, version } => (
                "SetDefaultPolicyVersion",
                format!("Put {version} of {} in force", self.of(*policy)),
            ),
            Operation::DeletePolicyVersion { policy, version } => (
                "DeletePolicyVersion",
                format!("Delete {version} of {}", self.of(*policy)),
            ),
            Operation::DeletePolicy { policy } => {
                ("DeletePolicy", format!("Delete {}", self.of(*policy)))
            }
            Operation::CreateRole { name, .. } => ("CreateRole", format!("Create the role {name}")),
            Operation::DeleteRole { role } => ("DeleteRole", format!("Delete {}", self.of(*role))),
            Operation::UpdateRole { role, .. } => (
                "UpdateRole",
                format!(
                    "Change the description or the longest session of {}",
                    self.of(*role)
                ),
            ),
            Operation::UpdateAssumeRolePolicy { role, .. } => (
                "UpdateAssumeRolePolicy",
                format!("Change who may assume {}", self.of(*role)),
            ),
            Operation::CreateServiceLinkedRole { name, service, .. } => (
                "CreateServiceLinkedRole",
                format!("Have {service} make its role {name}"),
            ),
            Operation::DeleteServiceLinkedRole { role } => (
                "DeleteServiceLinkedRole",
                format!("Have the service delete {}", self.of(*role)),
            ),
            Operation::CreateInstanceProfile { name, .. } => (
                "CreateInstanceProfile",
                format!("Create the instance profile {name}"),
            ),
            Operation::DeleteInstanceProfile { profile } => (
                "DeleteInstanceProfile",
                format!("Delete {}", self.of(*profile)),
            ),
            Operation::AddRoleToInstanceProfile { profile, role } => (
                "AddRoleToInstanceProfile",
                format!("Put {} into {}", self.of(*role), self.of(*profile)),
            ),
            Operation::RemoveRoleFromInstanceProfile { profile, role } => (
                "RemoveRoleFromInstanceProfile",
                format!("Take {} out of {}", self.of(*role), self.of(*profile)),
            ),
            Operation::CreateOpenIdConnectProvider { url, .. } => (
                "CreateOpenIDConnectProvider",
                format!("Add the OpenID Connect provider {url}"),
            ),
            Operation::AddClientIdToOpenIdConnectProvider {
                provider,
                client_id,
            } => (
                "AddClientIDToOpenIDConnectProvider",
                format!("Add the audience {client_id} to {}", self.of(*provider)),
            ),
            Operation::RemoveClientIdFromOpenIdConnectProvider {
                provider,
                client_id,
            } => (
                "RemoveClientIDFromOpenIDConnectProvider",
                format!(
                    "Remove the audience {client_id} from {}",
                    self.of(*provider)
                ),
            ),
            Operation::UpdateOpenIdConnectProviderThumbprint { provider, .. } => (
                "UpdateOpenIDConnectProviderThumbprint",
                format!("Replace the thumbprints of {}", self.of(*provider)),
            ),
            Operation::DeleteOpenIdConnectProvider { provider } => (
                "DeleteOpenIDConnectProvider",
                format!("Delete {}", self.of(*provider)),
            ),
            Operation::CreateSamlProvider { name, .. } => (
                "CreateSAMLProvider",
                format!("Add the SAML provider {name}"),
            ),
            Operation::UpdateSamlProvider { provider, .. } => (
                "UpdateSAMLProvider",
                format!("Replace the metadata of {}", self.of(*provider)),
            ),
            Operation::DeleteSamlProvider { provider } => (
                "DeleteSAMLProvider",
                format!("Delete {}", self.of(*provider)),
            ),
            Operation::PutResource { resource } => (
                "PutResource",
                if self.planned.resource(resource.id).is_some() {
                    format!("Change the policy or tags of {}", resource.arn)
                } else {
                    format!("Note the resource {}", resource.arn)
                },
            ),
            Operation::DeleteResource { resource } => {
                ("DeleteResource", format!("Forget {}", self.of(*resource)))
            }
            Operation::PutExpectation { expectation } => (
                "PutExpectation",
                format!("Save the expectation {}", expectation.name),
            ),
            Operation::DeleteExpectation { expectation } => (
                "DeleteExpectation",
                format!("Delete {}", self.of(*expectation)),
            ),
            Operation::PutHandOff { hand_off } => (
                "PutHandOff",
                format!(
                    "Record that credentials for {} are {}",
                    hand_off.user_name,
                    match hand_off.status {
                        HandOffStatus::Drafted => "drafted",
                        HandOffStatus::Sent => "sent",
                        HandOffStatus::Confirmed => "confirmed",
                        HandOffStatus::Expired => "expired",
                    }
                ),
            ),
            Operation::DeleteHandOff { hand_off } => (
                "DeleteHandOff",
                self.planned.hand_off(*hand_off).map_or_else(
                    || "Delete the record of a hand-off".to_owned(),
                    |held| format!("Delete the record of a hand-off to {}", held.user_name),
                ),
            ),
            Operation::PutCredentialReport { report } => (
                "PutCredentialReport",
                format!("Keep AWS's credential report of {}", report.as_of),
            ),
            Operation::SetAccountFacts { facts: Some(_) } => (
                "SetAccountFacts",
                "Keep what AWS said of the account and its root user".into(),
            ),
            Operation::SetAccountFacts { facts: None } => (
                "SetAccountFacts",
                "Forget what AWS said of the account and its root user".into(),
            ),
            Operation::PutOrganization { organization } => (
                "PutOrganization",
                organization::told(self.organization, organization),
            ),
            Operation::DeleteOrganization {} => {
                ("DeleteOrganization", "Forget the organization".into())
            }
            Operation::Observe {
                as_of, observed, ..
            } => (
                "Import",
                format!(
                    "Take in what AWS had on {as_of}: {}",
                    counted(observed.len(), "entity", "entities")
                ),
            ),
            Operation::Restore { images } => {
                let told: Vec<_> = images
                    .iter()
                    .filter(|image| image.key.state == State::Planned)
                    .filter_map(restored)
                    .collect();
                let shown = told.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
                let rest = told.len().saturating_sub(5);
                let more = if rest > 0 {
                    format!(" and {rest} more")
                } else {
                    String::new()
                };
                ("Undo", capitalised(&format!("{shown}{more}")))
            }
        }
    }
}

/// What restoring does to one entity.
fn restored(image: &Image) -> Option<String> {
    let named = |entity: &Entity| format!("the {} {}", entity.kind().as_str(), entity.name());
    match (&image.before, &image.after) {
        (Some(before), None) => Some(format!("remove {}", named(before))),
        (None, Some(after)) => Some(format!("bring back {}", named(after))),
        (Some(_), Some(after)) => Some(format!("put {} back to what it was", named(after))),
        (None, None) => None,
    }
}

/// A sentence begins with a capital letter; what is restored may be nothing that can be told.
fn capitalised(sentence: &str) -> String {
    let mut rest = sentence.chars();
    rest.next().map_or_else(
        || "Put back what AWS was seen to have".to_owned(),
        |first| first.to_uppercase().chain(rest).collect(),
    )
}

/// `Rename … to …`, `Move … to the path …`, or both.
fn renamed(held: Option<(String, Path)>, title: &str, name: &str, path: &Path) -> String {
    match held {
        Some((old, _)) if old == name => format!("Move {title} to the path {path}"),
        Some((_, old)) if old == *path => format!("Rename {title} to {name}"),
        _ => format!("Rename {title} to {name} and move it to the path {path}"),
    }
}

fn switched(status: CredentialStatus) -> &'static str {
    match status {
        CredentialStatus::Active => "Activate",
        CredentialStatus::Inactive => "Deactivate",
    }
}

fn must_change(reset_required: bool) -> &'static str {
    if reset_required {
        ", to be changed at the next sign-in"
    } else {
        ""
    }
}

/// `1 user`, `2 users`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
