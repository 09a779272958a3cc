//! What a template or a folder of policies says shall be, taken as ordinary changes under the
//! rules.
//!
//! Such a file does not speak of the whole account: what it does not mention stays as it is, and
//! nothing goes. What it does say is compared with the plan, and only the difference is changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use iam_names::{
    AccountId, Arn, EntityId, GroupName, InstanceProfileName, MaxSessionDuration, OidcUrl,
    Partition, Path, PolicyName, RoleName, SamlProviderName, TagKey, Timestamp, UserName,
};

use super::rehearse::Rehearsal;
use super::{ImportPlan, ImportRow, ImportVerdict};
use crate::{
    Account, Directory, Entity, EntityKind, InlinePolicy, ManagedPolicies, Operation,
    PolicyDocument, PolicyRef, Tags,
};

/// A user, group, role, policy, provider or instance profile as a file wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it is, with what only this kind has.
    pub what: WantedKind,
    /// Whether the file makes it, or only adds to what is made elsewhere.
    pub made: bool,
    /// The path, where the file says one.
    pub path: Option<Path>,
    /// The tags it shall have.
    pub tags: Tags,
    /// The managed policies that shall be attached.
    pub attached: BTreeSet<Arn>,
    /// The inline policies it shall have.
    pub inline: Vec<InlinePolicy>,
    /// The permissions boundary, where the file says one.
    pub boundary: Option<Arn>,
}

/// The kinds, each with its own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedKind {
    /// A user.
    User {
        /// The name.
        name: UserName,
        /// The groups it shall be a member of.
        groups: Vec<GroupName>,
    },
    /// A group.
    Group {
        /// The name.
        name: GroupName,
    },
    /// A role.
    Role {
        /// The name.
        name: RoleName,
        /// What it is for, where the file says it.
        description: Option<String>,
        /// Who may assume it; none where the role is made elsewhere.
        trust_policy: Option<PolicyDocument>,
        /// The longest session, where the file says one.
        max_session: Option<MaxSessionDuration>,
    },
    /// An instance profile.
    InstanceProfile {
        /// The name.
        name: InstanceProfileName,
        /// The role that shall be in it.
        role: Option<RoleName>,
    },
    /// An OpenID Connect provider.
    OidcProvider {
        /// Its URL.
        url: OidcUrl,
        /// The audiences it shall name.
        client_ids: BTreeSet<String>,
        /// The thumbprints it shall have, where the file says them.
        thumbprints: BTreeSet<String>,
    },
    /// A SAML provider.
    SamlProvider {
        /// Its name.
        name: SamlProviderName,
        /// Its metadata document, XML.
        metadata: Arc<str>,
    },
    /// A customer managed policy.
    Policy {
        /// The name.
        name: PolicyName,
        /// What it is for; it can not be changed afterwards.
        description: String,
        /// The document; none where the policy is made elsewhere.
        document: Option<PolicyDocument>,
    },
}

impl Wanted {
    /// An entity of which nothing but its kind and name is known.
    #[must_use]
    pub fn new(what: WantedKind) -> Self {
        Self {
            what,
            made: false,
            path: None,
            tags: Tags::new(),
            attached: BTreeSet::new(),
            inline: Vec::new(),
            boundary: None,
        }
    }

    /// Which sort.
    #[must_use]
    pub fn kind(&self) -> EntityKind {
        match self.what {
            WantedKind::User { .. } => EntityKind::User,
            WantedKind::Group { .. } => EntityKind::Group,
            WantedKind::Role { .. } => EntityKind::Role,
            WantedKind::Policy { .. } => EntityKind::Policy,
            WantedKind::InstanceProfile { .. } => EntityKind::InstanceProfile,
            WantedKind::OidcProvider { .. } => EntityKind::OidcProvider,
            WantedKind::SamlProvider { .. } => EntityKind::SamlProvider,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.what {
            WantedKind::User { name, .. } => name.as_str(),
            WantedKind::Group { name } => name.as_str(),
            WantedKind::Role { name, .. } => name.as_str(),
            WantedKind::Policy { name, .. } => name.as_str(),
            WantedKind::InstanceProfile { name, .. } => name.as_str(),
            WantedKind::OidcProvider { url, .. } => url.host_and_path(),
            WantedKind::SamlProvider { name, .. } => name.as_str(),
        }
    }
}

/// Plans the changes that make an account hold what a file wants. `ids` gives a fresh id for
/// everything that is new; in a local account it is made `now`.
#[must_use]
pub fn plan_wanted(
    account: &Account,
    wanted: &[Wanted],
    ids: &mut dyn FnMut() -> EntityId,
    now: Timestamp,
    managed: &dyn ManagedPolicies,
) -> ImportPlan {
    let settings = account.settings();
    let mut planner = Planner {
        rehearsal: Rehearsal::new(account, managed),
        here: (settings.partition, settings.account_id),
        created: (settings.kind == crate::AccountKind::Local).then_some(now),
        ids,
    };
    let mut plan = ImportPlan {
        rows: Vec::new(),
        unchanged: 0,
        changes: Vec::new(),
    };
    // Policies before those who have them, groups before their members.
    let mut sorted: Vec<&Wanted> = wanted.iter().collect();
    sorted.sort_by_key(|it| match it.kind() {
        EntityKind::Policy => 0,
        EntityKind::Group => 1,
        EntityKind::OidcProvider | EntityKind::SamlProvider => 2,
        EntityKind::Role => 3,
        EntityKind::User => 4,
        _ => 5,
    });
    for it in sorted {
        match planner.bring(it) {
            Some(row) => plan.rows.push(row),
            None => plan.unchanged += 1,
        }
    }
    plan.changes = planner.rehearsal.into_changes();
    plan.rows
        .sort_by_key(|row| (row.kind, row.name.to_lowercase()));
    plan
}

struct Planner<'a> {
    rehearsal: Rehearsal<'a>,
    here: (Partition, AccountId),
    created: Option<Timestamp>,
    ids: &'a mut dyn FnMut() -> EntityId,
}

impl Planner<'_> {
    /// Brings one entity to what is wanted; nothing when it is so already.
    fn bring(&mut self, wanted: &Wanted) -> Option<ImportRow> {
        let (kind, name) = (wanted.kind(), wanted.name().to_owned());
        let row = |verdict, details| {
            Some(ImportRow {
                kind,
                name: name.clone(),
                verdict,
                details,
            })
        };
        let held = self.rehearsal.planned().named(kind, wanted.name());
        let (id, is_new) = match held {
            Some(id) => (id, false),
            None => match self.create(wanted) {
                Ok(id) => (id, true),
                Err(reason) => return row(ImportVerdict::Refused, vec![reason]),
            },
        };
        let (operations, mut refused) = self.difference(id, wanted);
        let mut told = Vec::new();
        for operation in operations {
            let sentence = self.rehearsal.describe(&operation);
            match self.rehearsal.try_change(operation) {
                None => told.push(sentence),
                Some(reason) => refused.push(reason),
            }
        }
        let verdict = match (is_new, told.is_empty(), refused.is_empty()) {
            (true, ..) => ImportVerdict::New,
            (false, true, true) => return None,
            (false, false, _) => ImportVerdict::Changed,
            (false, true, false) => ImportVerdict::Refused,
        };
        told.extend(refused);
        row(verdict, told)
    }

    fn create(&mut self, wanted: &Wanted) -> Result<EntityId, String> {
        let id = (self.ids)();
        let path = wanted.path.clone().unwrap_or_default();
        let created = self.created;
        let elsewhere =
            || Err("the file adds to it, and neither the file nor the account makes it".to_owned());
        if !wanted.made {
            return elsewhere();
        }
        let operation = match &wanted.what {
            WantedKind::User { name, .. } => Operation::CreateUser {
                user: id,
                name: name.clone(),
                path,
                created,
            },
            WantedKind::Group { name } => Operation::CreateGroup {
                group: id,
                name: name.clone(),
                path,
                created,
            },
            WantedKind::Role {
                name,
                description,
                trust_policy,
                max_session,
            } => {
                let Some(trust_policy) = trust_policy.clone() else {
                    return elsewhere();
                };
                Operation::CreateRole {
                    role: id,
                    name: name.clone(),
                    path,
                    description: description.clone().unwrap_or_default(),
                    trust_policy,
                    max_session: max_session.unwrap_or_default(),
                    created,
                }
            }
            WantedKind::InstanceProfile { name, .. } => Operation::CreateInstanceProfile {
                profile: id,
                name: name.clone(),
                path,
                created,
            },
            WantedKind::OidcProvider {
                url,
                client_ids,
                thumbprints,
            } => Operation::CreateOpenIdConnectProvider {
                provider: id,
                url: url.clone(),
                client_ids: client_ids.clone(),
                thumbprints: thumbprints.clone(),
                created,
            },
            WantedKind::SamlProvider { name, metadata } => Operation::CreateSamlProvider {
                provider: id,
                name: name.clone(),
                metadata: Arc::clone(metadata),
                created,
                valid_until: None,
            },
            WantedKind::Policy {
                name,
                description,
                document,
            } => {
                let Some(document) = document.clone() else {
                    return elsewhere();
                };
                Operation::CreatePolicy {
                    policy: id,
                    name: name.clone(),
                    path,
                    description: description.clone(),
                    document,
                    created,
                }
            }
        };
        self.rehearsal.try_change(operation).map_or(Ok(id), Err)
    }

    /// The operations that are missing, and what no operation can do.
    fn difference(&self, id: EntityId, wanted: &Wanted) -> (Vec<Operation>, Vec<String>) {
        let directory = self.rehearsal.planned();
        let (mut operations, mut refused) = (Vec::new(), Vec::new());
        let Some(held) = directory.entity(id) else {
            return (operations, refused);
        };
        self.own(&held, wanted, directory, &mut operations, &mut refused);
        let (attached, inline, boundary, tags) = match &held {
            Entity::User(it) => (
                Some(&it.attached),
                Some(&it.inline),
                it.boundary.as_ref(),
                Some(&it.tags),
            ),
            Entity::Group(it) => (Some(&it.attached), Some(&it.inline), None, None),
            Entity::Role(it) => (
                Some(&it.attached),
                Some(&it.inline),
                it.boundary.as_ref(),
                Some(&it.tags),
            ),
            Entity::Policy(it) => (None, None, None, Some(&it.tags)),
            Entity::InstanceProfile(it) => (None, None, None, Some(&it.tags)),
            Entity::OidcProvider(it) => (None, None, None, Some(&it.tags)),
            Entity::SamlProvider(it) => (None, None, None, Some(&it.tags)),
            _ => return (operations, refused),
        };
        if let Some(arn) = &wanted.boundary {
            match self.reference(arn) {
                Ok(policy) if boundary == Some(&policy) => {}
                Ok(policy) => {
                    operations.push(Operation::PutPermissionsBoundary { holder: id, policy });
                }
                Err(reason) => refused.push(reason),
            }
        }
        for arn in &wanted.attached {
            match self.reference(arn) {
                Ok(policy) if attached.is_some_and(|held| held.contains(&policy)) => {}
                Ok(policy) => operations.push(Operation::AttachPolicy { holder: id, policy }),
                Err(reason) => refused.push(reason),
            }
        }
        for policy in &wanted.inline {
            let held = inline.and_then(|held| held.get(&policy.name.name_key()));
            if held.is_some_and(|held| held.document.same_value(&policy.document)) {
                continue;
            }
            operations.push(Operation::PutInlinePolicy {
                holder: id,
                name: policy.name.clone(),
                document: policy.document.clone(),
            });
        }
        let missing = missing_tags(&wanted.tags, tags);
        if !missing.is_empty() {
            operations.push(Operation::Tag {
                entity: id,
                tags: missing,
            });
        }
        (operations, refused)
    }

    /// What only one kind has.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm per kind: a table, not a procedure"
    )]
    fn own(
        &self,
        held: &Entity,
        wanted: &Wanted,
        directory: &Directory,
        operations: &mut Vec<Operation>,
        refused: &mut Vec<String>,
    ) {
        let path = |held: &Path| wanted.path.clone().filter(|path| path != held);
        match (held, &wanted.what) {
            (Entity::User(user), WantedKind::User { groups, .. }) => {
                if let Some(path) = path(&user.path) {
                    operations.push(Operation::UpdateUser {
                        user: user.id,
                        name: user.name.clone(),
                        path,
                    });
                }
                for name in groups {
                    match directory.named(EntityKind::Group, name.as_str()) {
                        Some(group) if user.groups.contains(&group) => {}
                        Some(group) => operations.push(Operation::AddUserToGroup {
                            user: user.id,
                            group,
                        }),
                        None => refused.push(format!("the account has no group `{name}`")),
                    }
                }
            }
            (Entity::Group(group), WantedKind::Group { .. }) => {
                if let Some(path) = path(&group.path) {
                    operations.push(Operation::UpdateGroup {
                        group: group.id,
                        name: group.name.clone(),
                        path,
                    });
                }
            }
            (
                Entity::Role(role),
                WantedKind::Role {
                    trust_policy,
                    description,
                    max_session,
                    ..
                },
            ) => {
                if path(&role.path).is_some() {
                    refused.push("the path of a role can not be changed".to_owned());
                }
                if let Some(trust_policy) = trust_policy
                    && !role.trust_policy.same_value(trust_policy)
                {
                    operations.push(Operation::UpdateAssumeRolePolicy {
                        role: role.id,
                        trust_policy: trust_policy.clone(),
                    });
                }
                let description = description.as_ref().unwrap_or(&role.description);
                let max_session = max_session.unwrap_or(role.max_session);
                if *description != role.description || max_session != role.max_session {
                    operations.push(Operation::UpdateRole {
                        role: role.id,
                        description: description.clone(),
                        max_session,
                    });
                }
            }
            (Entity::InstanceProfile(profile), WantedKind::InstanceProfile { role, .. }) => {
                if path(&profile.path).is_some() {
                    refused.push("the path of an instance profile can not be changed".to_owned());
                }
                let Some(role) = role else { return };
                let Some(id) = directory.named(EntityKind::Role, role.as_str()) else {
                    refused.push(format!("the account has no role `{role}`"));
                    return;
                };
                if profile.role == Some(id) {
                    return;
                }
                operations.extend(profile.role.map(|role| {
                    Operation::RemoveRoleFromInstanceProfile {
                        profile: profile.id,
                        role,
                    }
                }));
                operations.push(Operation::AddRoleToInstanceProfile {
                    profile: profile.id,
                    role: id,
                });
            }
            (
                Entity::OidcProvider(provider),
                WantedKind::OidcProvider {
                    client_ids,
                    thumbprints,
                    ..
                },
            ) => {
                for client_id in client_ids.difference(&provider.client_ids) {
                    operations.push(Operation::AddClientIdToOpenIdConnectProvider {
                        provider: provider.id,
                        client_id: client_id.clone(),
                    });
                }
                if !thumbprints.is_empty() && *thumbprints != provider.thumbprints {
                    operations.push(Operation::UpdateOpenIdConnectProviderThumbprint {
                        provider: provider.id,
                        thumbprints: thumbprints.clone(),
                    });
                }
            }
            (Entity::SamlProvider(provider), WantedKind::SamlProvider { metadata, .. })
                if provider.metadata != *metadata =>
            {
                operations.push(Operation::UpdateSamlProvider {
                    provider: provider.id,
                    metadata: Arc::clone(metadata),
                    valid_until: None,
                });
            }
            (Entity::Policy(policy), WantedKind::Policy { document, .. }) => {
                if path(&policy.path).is_some() {
                    refused.push("the path of a policy can not be changed".to_owned());
                }
                let same = |document: &&PolicyDocument| {
                    policy
                        .document()
                        .is_some_and(|held| held.same_value(document))
                };
                if let Some(document) = document.as_ref().filter(|it| !same(it)) {
                    operations.push(Operation::CreatePolicyVersion {
                        policy: policy.id,
                        document: document.clone(),
                        set_as_default: true,
                        created: self.created,
                    });
                }
            }
            _ => {}
        }
    }

    /// The policy of an ARN: one of the account's own by its name, or AWS's.
    fn reference(&self, arn: &Arn) -> Result<PolicyRef, String> {
        if arn.is_aws_managed_policy() {
            return Ok(PolicyRef::Arn(arn.clone()));
        }
        let is_here =
            arn.known_partition() == Some(self.here.0) && arn.account_id() == Some(self.here.1);
        arn.iam_entity()
            .filter(|(kind, ..)| is_here && *kind == "policy")
            .and_then(|(_, path, name)| {
                let policy = self.rehearsal.planned().policy_named(name)?;
                (policy.path == *path).then_some(PolicyRef::Customer(policy.id))
            })
            .ok_or_else(|| format!("the account has no policy `{arn}`"))
    }
}

/// The tags that are not there or have another value. A key that differs in case alone is left to
/// the rules.
fn missing_tags(wanted: &Tags, held: Option<&Tags>) -> Tags {
    let has = |key: &TagKey, value| held.and_then(|held| held.get(key)) == Some(value);
    wanted
        .iter()
        .filter(|(key, value)| !has(key, value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
