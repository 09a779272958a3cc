//! From a proposal of the window or the command line to a change set with its secrets.
//!
//! Requests carry raw strings: here they are parsed, each mistake beside its field. What may
//! happen is decided by `iam-directory`'s rules when the set is applied, not here.

mod account;
mod create_people;
mod create_user;
mod credentials;
mod expectation;
pub(crate) mod fields;
mod groups;
mod organization;
mod person;
mod policies;
mod roles;

use iam_directory::{
    Account, AccountKind, Change, ChangeSet, CredentialStatus, EffectivePasswordPolicy, Estate,
    GeneratedShape, Operation, PolicyRef, User, clear_group, clear_user, generate_password,
    issue_local_access_key,
};
use iam_names::{EntityId, Secret, Timestamp};
use iam_vault::{NewSecret, SecretKind};

use crate::contract::change::{
    CredentialKindView, CredentialView, FieldErrorView, FindingName, NewPassword, Proposal,
};
use crate::contract::directory::{PolicyHandle, TagView};
use crate::contract::matrix::SandboxChange;
use crate::environment::Environment;
use crate::error::CommandError;
pub(crate) use fields::Fields;

/// A proposal, ready to be shown or recorded.
pub(crate) struct Proposed {
    /// The changes.
    pub(crate) set: ChangeSet,
    /// The secrets that go to the vault beside them.
    pub(crate) secrets: Vec<NewSecret>,
    /// What was made, to be shown once.
    pub(crate) credentials: Vec<CredentialView>,
    /// What it is about.
    pub(crate) entity: Option<EntityId>,
    /// The user whose access changes, if it is about one.
    pub(crate) subject: Option<EntityId>,
    /// `User alice created`.
    pub(crate) done: String,
    /// What is worth knowing and stops nothing.
    pub(crate) warnings: Vec<FieldErrorView>,
    /// What undo can not bring back.
    pub(crate) irreversible: Vec<String>,
}

/// What it takes more than the account to know; whoever proposes brings it.
pub(crate) trait Beyond {
    /// What cures a finding of the account: the operations, and whose finding it is.
    fn cure_of(&self, finding: &FindingName) -> Result<(Vec<Operation>, String), CommandError>;

    /// What the changes of a sandbox stand for, in this account and above it.
    fn tried(
        &self,
        changes: &[SandboxChange],
        created: Option<Timestamp>,
    ) -> Result<Vec<Change>, CommandError>;
}

/// Makes the changes of a proposal for an account as it stands.
pub(crate) fn propose(
    environment: &Environment,
    estate: &Estate,
    account: &Account,
    proposal: &Proposal,
    beyond: &dyn Beyond,
) -> Result<Proposed, ProposalFault> {
    let mut maker = Maker::new(environment, estate, account, beyond);
    maker.proposal(proposal)?;
    maker.finish()
}

/// Why a proposal became no change set.
pub(crate) enum ProposalFault {
    /// Mistakes in its fields.
    Fields(Vec<FieldErrorView>),
    /// Something else.
    Other(CommandError),
}

impl From<CommandError> for ProposalFault {
    fn from(error: CommandError) -> Self {
        Self::Other(error)
    }
}

/// Collects changes, secrets and mistakes.
struct Maker<'a> {
    environment: &'a Environment,
    estate: &'a Estate,
    account: &'a Account,
    beyond: &'a dyn Beyond,
    now: Timestamp,
    fields: Fields,
    operations: Vec<Operation>,
    /// Changes of what stands above the account; they come after its own.
    above: Vec<Change>,
    secrets: Vec<NewSecret>,
    credentials: Vec<CredentialView>,
    title: String,
    done: String,
    entity: Option<EntityId>,
    subject: Option<EntityId>,
    warnings: Vec<FieldErrorView>,
    irreversible: Vec<String>,
}

impl<'a> Maker<'a> {
    fn new(
        environment: &'a Environment,
        estate: &'a Estate,
        account: &'a Account,
        beyond: &'a dyn Beyond,
    ) -> Self {
        Self {
            environment,
            estate,
            account,
            beyond,
            now: environment.clock.now(),
            fields: Fields::default(),
            operations: Vec::new(),
            above: Vec::new(),
            secrets: Vec::new(),
            credentials: Vec::new(),
            title: String::new(),
            done: String::new(),
            entity: None,
            subject: None,
            warnings: Vec::new(),
            irreversible: Vec::new(),
        }
    }

    fn finish(self) -> Result<Proposed, ProposalFault> {
        let errors = self.fields.finish();
        if !errors.is_empty() {
            return Err(ProposalFault::Fields(errors));
        }
        let account = self.account.settings().id;
        let mut set = ChangeSet::of_account(self.title, account, self.operations);
        set.changes.extend(self.above);
        Ok(Proposed {
            set,
            secrets: self.secrets,
            credentials: self.credentials,
            entity: self.entity,
            subject: self.subject,
            done: self.done,
            warnings: self.warnings,
            irreversible: self.irreversible,
        })
    }

    /// Notes what is worth knowing and stops nothing.
    fn warn(&mut self, field: &str, message: &str, help: &str) {
        self.warnings.push(FieldErrorView {
            field: field.to_owned(),
            code: "no-access".to_owned(),
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }

    fn titled(&mut self, title: String, done: String) {
        self.title = title;
        self.done = done;
    }

    /// When a new thing was made: known here in a local account, said by AWS otherwise.
    fn created(&self) -> Option<Timestamp> {
        self.is_local().then_some(self.now)
    }

    fn is_local(&self) -> bool {
        self.account.settings().kind == AccountKind::Local
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm per proposal: a table, not a procedure"
    )]
    fn proposal(&mut self, proposal: &Proposal) -> Result<(), CommandError> {
        match proposal {
            Proposal::CreateUser(new) => self.create_user(new),
            Proposal::CreatePeople(new) => self.create_people(new),
            Proposal::DeleteUser { user } => {
                let user = self.user(user)?;
                self.operations
                    .extend(clear_user(self.account.planned(), user.id));
                if user.login_profile.is_some() || !user.access_keys.is_empty() {
                    self.irreversible.push(
                        "Its secrets are sealed for 30 days and purged then; backups keep them longer."
                            .into(),
                    );
                }
                self.titled(
                    format!("Delete user {}", user.name),
                    format!("User {} deleted", user.name),
                );
                Ok(())
            }
            Proposal::CreateGroup(new) => {
                if let Some(group) = self.create_group(new, "")? {
                    self.entity = Some(group);
                }
                self.titled(
                    format!("Create group {}", new.name),
                    format!("Group {} created", new.name),
                );
                Ok(())
            }
            Proposal::DeleteGroup { group } => {
                let group = self.fields.id(group, "group")?;
                let name = self
                    .account
                    .planned()
                    .group(group)
                    .map(|group| group.name.clone())
                    .ok_or_else(|| CommandError::not_found("group"))?;
                self.operations
                    .extend(clear_group(self.account.planned(), group));
                self.titled(
                    format!("Delete group {name}"),
                    format!("Group {name} deleted"),
                );
                Ok(())
            }
            Proposal::AddToGroups { user, groups } => {
                let user = self.about(user)?;
                for group in groups {
                    let group = self.fields.id(group, "group")?;
                    self.operations.push(Operation::AddUserToGroup {
                        user: user.id,
                        group,
                    });
                }
                self.titled(
                    format!("Add user {} to groups", user.name),
                    format!(
                        "User {} added to {}",
                        user.name,
                        counted(groups.len(), "group")
                    ),
                );
                Ok(())
            }
            Proposal::RemoveFromGroup { user, group } => {
                let user = self.about(user)?;
                let group = self.fields.id(group, "group")?;
                let name = self
                    .account
                    .planned()
                    .group(group)
                    .map_or_else(|| "a group".to_owned(), |group| group.name.to_string());
                self.operations.push(Operation::RemoveUserFromGroup {
                    user: user.id,
                    group,
                });
                self.titled(
                    format!("Remove user {} from group {name}", user.name),
                    format!("User {} removed from group {name}", user.name),
                );
                Ok(())
            }
            Proposal::AttachPolicies { holder, policies } => {
                let (holder, name) = self.holder(holder)?;
                self.attach(holder, policies)?;
                self.titled(
                    format!("Attach policies to {name}"),
                    format!("{} attached to {name}", counted(policies.len(), "policy")),
                );
                Ok(())
            }
            Proposal::DetachPolicy { holder, policy } => {
                let (holder, name) = self.holder(holder)?;
                let operation = match policy {
                    PolicyHandle::Inline { name, .. } => Operation::DeleteInlinePolicy {
                        holder,
                        name: name
                            .parse()
                            .map_err(|error| CommandError::field("policy", &error))?,
                    },
                    handle => Operation::DetachPolicy {
                        holder,
                        policy: self.policy_ref(handle)?,
                    },
                };
                self.operations.push(operation);
                self.titled(
                    format!("Detach a policy from {name}"),
                    format!("Policy detached from {name}"),
                );
                Ok(())
            }
            Proposal::SetTags { user, tags } => {
                let user = self.about(user)?;
                self.retag(user.id, &user.tags, tags);
                self.titled(
                    format!("Set the tags of user {}", user.name),
                    format!("Tags of user {} set", user.name),
                );
                Ok(())
            }
            Proposal::EnableConsole {
                user,
                password,
                reset_required,
            } => {
                let user = self.about(user)?;
                self.give_password(&user, password, *reset_required, "password")?;
                self.titled(
                    format!("Enable console access of user {}", user.name),
                    format!("Console access of user {} enabled", user.name),
                );
                Ok(())
            }
            Proposal::ResetPassword {
                user,
                password,
                reset_required,
            } => {
                let user = self.about(user)?;
                let credential = user
                    .login_profile
                    .as_ref()
                    .map(|profile| profile.id)
                    .ok_or_else(|| CommandError::not_found("console password"))?;
                self.operations.push(Operation::UpdateLoginProfile {
                    user: user.id,
                    reset_required: *reset_required,
                    created: Some(self.now),
                });
                self.keep_password(&user, credential, password, "password")?;
                self.titled(
                    format!("Reset the console password of user {}", user.name),
                    format!("Console password of user {} reset", user.name),
                );
                Ok(())
            }
            Proposal::DisableConsole { user } => {
                let user = self.about(user)?;
                self.operations
                    .push(Operation::DeleteLoginProfile { user: user.id });
                self.irreversible.push(
                    "The password is sealed for 30 days and purged then; backups keep it longer."
                        .into(),
                );
                self.titled(
                    format!("Disable console access of user {}", user.name),
                    format!("Console access of user {} disabled", user.name),
                );
                Ok(())
            }
            Proposal::CreateAccessKey { user, description } => {
                let user = self.about(user)?;
                self.give_access_key(&user, description)?;
                let (title, done) = if self.is_local() {
                    ("Create an access key for", "Access key created for")
                } else {
                    ("Request an access key for", "Access key requested for")
                };
                self.titled(
                    format!("{title} user {}", user.name),
                    format!("{done} user {}", user.name),
                );
                Ok(())
            }
            Proposal::SetAccessKeyActive {
                user,
                credential,
                active,
            } => {
                let user = self.about(user)?;
                let credential = self.fields.id(credential, "access key")?;
                let (status, verb, done) = if *active {
                    (CredentialStatus::Active, "Activate", "activated")
                } else {
                    (CredentialStatus::Inactive, "Deactivate", "deactivated")
                };
                self.operations.push(Operation::UpdateAccessKey {
                    user: user.id,
                    credential,
                    status,
                });
                self.titled(
                    format!("{verb} an access key of user {}", user.name),
                    format!("Access key of user {} {done}", user.name),
                );
                Ok(())
            }
            Proposal::DeleteAccessKey { user, credential } => {
                let user = self.about(user)?;
                let credential = self.fields.id(credential, "access key")?;
                self.operations.push(Operation::DeleteAccessKey {
                    user: user.id,
                    credential,
                });
                self.irreversible.push(
                    "The secret access key is sealed for 30 days and purged then; backups keep it longer."
                        .into(),
                );
                self.titled(
                    format!("Delete an access key of user {}", user.name),
                    format!("Access key of user {} deleted", user.name),
                );
                Ok(())
            }
            Proposal::CreatePolicy(new) => self.create_policy(new),
            Proposal::EditPolicy(edition) => self.edit_policy(edition),
            Proposal::SetDefaultPolicyVersion { policy, version } => {
                self.set_default_version(policy, version)
            }
            Proposal::DeletePolicyVersion { policy, version } => {
                self.delete_version(policy, version)
            }
            Proposal::DeletePolicy { policy, take_away } => self.delete_policy(policy, *take_away),
            Proposal::PutInlinePolicy(inline) => self.put_inline(inline),
            Proposal::AttachToMany { policy, holders } => self.attach_to_many(policy, holders),
            Proposal::DetachFromMany { policy, holders } => self.detach_from_many(policy, holders),
            Proposal::UpdateGroup { group, name, path } => self.update_group(group, name, path),
            Proposal::SetMembers { group, users } => self.set_members(group, users),
            Proposal::CreateRole(new) => self.create_role(new),
            Proposal::UpdateRole {
                role,
                description,
                max_session_seconds,
            } => self.update_role(role, description, *max_session_seconds),
            Proposal::UpdateTrustPolicy { role, document } => {
                self.update_trust_policy(role, document)
            }
            Proposal::DeleteRole { role } => self.delete_role(role),
            Proposal::SetBoundary { holder, boundary } => {
                self.set_boundary(holder, boundary.as_ref())
            }
            Proposal::SetEntityTags { entity, tags } => self.set_entity_tags(entity, tags),
            Proposal::Credential { user, step } => self.credential(user, step),
            Proposal::Person { user, step } => self.person(user, step),
            Proposal::Account { step } => self.account_step(step),
            Proposal::Sandbox { changes } => self.sandbox(changes),
            Proposal::SaveExpectations { expectations } => self.save_expectations(expectations),
            Proposal::DeleteExpectations { expectations } => self.delete_expectations(expectations),
            Proposal::InSpiteOf { proposal, .. } => self.proposal(proposal),
            Proposal::Cure { findings } => self.cure(findings),
        }
    }

    /// What cures findings, all of it one change. What several of them need is made once.
    fn cure(&mut self, findings: &[FindingName]) -> Result<(), CommandError> {
        let mut names = Vec::with_capacity(findings.len());
        for finding in findings {
            let (operations, name) = self.beyond.cure_of(finding)?;
            for operation in operations {
                if !self.operations.contains(&operation) {
                    self.operations.push(operation);
                }
            }
            names.push(name);
        }
        let (title, done) = match names.as_slice() {
            [name] => (
                format!("Cure the finding {name}"),
                format!("Finding {name} cured"),
            ),
            names => {
                let all = counted(names.len(), "finding");
                (
                    format!("Cure {all}: {}", names.join(", ")),
                    format!("{all} cured"),
                )
            }
        };
        self.titled(title, done);
        Ok(())
    }

    /// What was tried in the simulator's sandbox.
    fn sandbox(&mut self, changes: &[SandboxChange]) -> Result<(), CommandError> {
        let account = self.account.settings().id;
        for change in self.beyond.tried(changes, self.created())? {
            if change.account == account {
                self.operations.push(change.operation);
            } else {
                self.above.push(change);
            }
        }
        let changes = counted(self.operations.len() + self.above.len(), "change");
        self.titled(
            format!("Apply {changes} of the simulator's sandbox"),
            format!("{changes} of the sandbox applied"),
        );
        Ok(())
    }

    fn user(&mut self, id: &str) -> Result<User, CommandError> {
        let id = self.fields.id(id, "user")?;
        let user = self.account.planned().user(id);
        user.map(|user| User::clone(user))
            .ok_or_else(|| CommandError::not_found("user"))
    }

    /// The user that the proposal is about.
    fn about(&mut self, id: &str) -> Result<User, CommandError> {
        let user = self.user(id)?;
        self.entity = Some(user.id);
        self.subject = Some(user.id);
        Ok(user)
    }

    /// A user, group or role, with its kind and name in words.
    fn holder(&mut self, id: &str) -> Result<(EntityId, String), CommandError> {
        let id = self.fields.id(id, "user, group or role")?;
        let planned = self.account.planned();
        self.entity = Some(id);
        if let Some(user) = planned.user(id) {
            self.subject = Some(id);
            return Ok((id, format!("user {}", user.name)));
        }
        if let Some(role) = planned.role(id) {
            self.subject = Some(id);
            return Ok((id, format!("role {}", role.name)));
        }
        let group = planned
            .group(id)
            .ok_or_else(|| CommandError::not_found("user, group or role"))?;
        Ok((id, format!("group {}", group.name)))
    }

    fn policy_ref(&mut self, handle: &PolicyHandle) -> Result<PolicyRef, CommandError> {
        match handle {
            PolicyHandle::Customer { id } => Ok(PolicyRef::Customer(self.fields.id(id, "policy")?)),
            PolicyHandle::Arn { arn } => {
                Ok(PolicyRef::Arn(arn.parse().map_err(|error| {
                    CommandError::field("policies", &error)
                })?))
            }
            PolicyHandle::Inline { .. } => Err(CommandError::new(
                crate::error::Code::InvalidField,
                "an inline policy belongs to its holder and can not be attached",
            )
            .help("attach a managed policy")
            .at("policies")),
        }
    }

    fn attach(&mut self, holder: EntityId, policies: &[PolicyHandle]) -> Result<(), CommandError> {
        for handle in policies {
            let policy = self.policy_ref(handle)?;
            self.operations
                .push(Operation::AttachPolicy { holder, policy });
        }
        Ok(())
    }

    fn give_password(
        &mut self,
        user: &User,
        password: &NewPassword,
        reset_required: bool,
        field: &str,
    ) -> Result<(), CommandError> {
        let credential = self.environment.new_id()?;
        self.operations.push(Operation::CreateLoginProfile {
            user: user.id,
            credential,
            reset_required,
            created: self.created(),
        });
        self.let_change_password(user, reset_required);
        self.keep_password(user, credential, password, field)
    }

    /// The console attaches this policy when the password must be changed, unless the account
    /// lets every user change the own password.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html>
    fn let_change_password(&mut self, user: &User, reset_required: bool) {
        let settings = self.account.settings();
        let allowed = settings
            .password_policy
            .as_ref()
            .is_some_and(|policy| policy.allow_users_to_change_password);
        if !reset_required || allowed {
            return;
        }
        if let Ok(name) = "IAMUserChangePassword".parse() {
            let policy = PolicyRef::Arn(iam_names::Arn::aws_managed_policy(
                &settings.partition,
                &iam_names::Path::root(),
                &name,
            ));
            let attach = Operation::AttachPolicy {
                holder: user.id,
                policy: policy.clone(),
            };
            if !user.attached.contains(&policy) && !self.operations.contains(&attach) {
                self.operations.push(attach);
            }
        }
    }

    /// A password that the account's policy takes.
    fn generated_password(&self, shape: GeneratedShape) -> Result<Secret<String>, CommandError> {
        let settings = self.account.settings();
        let policy = EffectivePasswordPolicy::of(settings.password_policy.as_ref());
        let mut random = self.environment.random_bytes();
        let made = Secret::new(generate_password(policy, shape, &mut || random.next()));
        random.finish()?;
        Ok(made)
    }

    fn keep_password(
        &mut self,
        user: &User,
        credential: EntityId,
        password: &NewPassword,
        field: &str,
    ) -> Result<(), CommandError> {
        let settings = self.account.settings();
        let policy = EffectivePasswordPolicy::of(settings.password_policy.as_ref());
        let body = match password {
            NewPassword::Generated { pronounceable } => {
                self.generated_password(if *pronounceable {
                    GeneratedShape::Pronounceable
                } else {
                    GeneratedShape::Random
                })?
            }
            NewPassword::Custom { password } => {
                for violation in policy.violations(password, &settings.name()) {
                    self.fields.refuse(
                        field,
                        "PasswordPolicyViolation",
                        &format!("the password {}", violation.message()),
                        "choose another one, or let one be generated",
                    );
                }
                Secret::new(password.clone())
            }
        };
        self.secrets.push(NewSecret {
            credential,
            kind: SecretKind::Password,
            body,
        });
        self.credentials.push(CredentialView {
            id: credential.to_string(),
            kind: CredentialKindView::Password,
            user: user.id.to_string(),
            user_name: user.name.to_string(),
            access_key_id: String::new(),
            has_secret: true,
            sign_in_url: settings.sign_in_url(),
        });
        Ok(())
    }

    fn give_access_key(&mut self, user: &User, description: &str) -> Result<(), CommandError> {
        let credential = self.environment.new_id()?;
        let description = self.fields.tag_value(description, "description");
        let access_key_id = if self.is_local() {
            let mut random = self.environment.random_bytes();
            let key = issue_local_access_key(&mut || random.next());
            random.finish()?;
            self.secrets.push(NewSecret {
                credential,
                kind: SecretKind::SecretAccessKey,
                body: key.secret,
            });
            Some(key.id)
        } else {
            None
        };
        self.credentials.push(CredentialView {
            id: credential.to_string(),
            kind: CredentialKindView::AccessKey,
            user: user.id.to_string(),
            user_name: user.name.to_string(),
            access_key_id: access_key_id
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            has_secret: access_key_id.is_some(),
            sign_in_url: self.account.settings().sign_in_url(),
        });
        self.operations.push(Operation::CreateAccessKey {
            user: user.id,
            credential,
            access_key_id,
            description,
            created: self.created(),
        });
        Ok(())
    }

    /// Exchanges the tags that an entity has for others.
    fn retag(&mut self, entity: EntityId, held: &iam_directory::Tags, tags: &[TagView]) {
        let wanted = self.fields.tags(tags);
        let gone: Vec<_> = held
            .keys()
            .filter(|key| !wanted.keys().any(|wanted| wanted.same_name(key)))
            .cloned()
            .collect();
        let new: iam_directory::Tags = wanted
            .into_iter()
            .filter(|(key, value)| held.get(key) != Some(value))
            .collect();
        if !gone.is_empty() {
            self.operations
                .push(Operation::Untag { entity, keys: gone });
        }
        if !new.is_empty() {
            self.operations.push(Operation::Tag { entity, tags: new });
        }
    }

    /// A path; empty is `/`. None when it is none, and the mistake is noted.
    fn path(&mut self, text: &str, field: &str) -> Option<iam_names::Path> {
        if text.is_empty() {
            return Some(iam_names::Path::root());
        }
        self.fields.parse(text, field)
    }

    fn tags(&mut self, entity: EntityId, tags: &[TagView]) {
        let tags = self.fields.tags(tags);
        if !tags.is_empty() {
            self.operations.push(Operation::Tag { entity, tags });
        }
    }
}

/// `1 group`, `2 groups`, `2 policies`, `2 keys`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    let stem = what.strip_suffix('y');
    let stem = stem.filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match (count, stem) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}
