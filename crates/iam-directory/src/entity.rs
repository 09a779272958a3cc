//! Users, groups, roles and customer managed policies.
//!
//! Everything refers to everything by [`EntityId`]: a rename is a rename, and a deleted and
//! recreated user is another one. Membership is kept with the user.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use iam_names::{
    Arn, EntityId, GroupName, MaxSessionDuration, NameKey, Path, PolicyName, PolicyVersionId,
    RoleName, TagKey, TagValue, Timestamp, UniqueId, UserName,
};
use serde::{Deserialize, Serialize};

use crate::{AccessKey, AccountSettings, LoginProfile, MfaDevice, PolicyDocument};

/// Tags by key, as written.
pub type Tags = BTreeMap<TagKey, TagValue>;

/// Which sort of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// The account's settings.
    Account,
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A customer managed policy.
    Policy,
}

impl EntityKind {
    /// The word for it, as it stands in an ARN.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
            Self::Policy => "policy",
        }
    }
}

/// A policy that is attached or set as a boundary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyRef {
    /// A customer managed policy of the same account.
    Customer(EntityId),
    /// A policy by ARN: AWS managed, or one that the account does not hold.
    Arn(Arn),
}

/// An inline policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlinePolicy {
    /// Its name, unique in its holder.
    pub name: PolicyName,
    /// Its document.
    pub document: PolicyDocument,
}

/// When and where something was last used, as AWS said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUsed {
    /// When.
    pub at: Timestamp,
    /// In which region; empty when AWS did not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// With which service; empty when AWS did not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
}

/// A user.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The local id.
    pub id: EntityId,
    /// The name.
    pub name: UserName,
    /// The path.
    #[serde(default)]
    pub path: Path,
    /// AWS's unique id (`AIDA…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_id: Option<UniqueId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When the password was last used, as AWS said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_last_used: Option<Timestamp>,
    /// The groups it is a member of.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub groups: BTreeSet<EntityId>,
    /// Managed policies attached to it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub attached: BTreeSet<PolicyRef>,
    /// Inline policies by name without case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inline: BTreeMap<NameKey, InlinePolicy>,
    /// The permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<PolicyRef>,
    /// Tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: Tags,
    /// The console password's metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login_profile: Option<LoginProfile>,
    /// Access keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_keys: Vec<AccessKey>,
    /// MFA devices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mfa_devices: Vec<MfaDevice>,
}

impl User {
    /// A user who has nothing yet.
    #[must_use]
    pub fn new(id: EntityId, name: UserName, path: Path) -> Self {
        Self {
            id,
            name,
            path,
            unique_id: None,
            created: None,
            password_last_used: None,
            groups: BTreeSet::new(),
            attached: BTreeSet::new(),
            inline: BTreeMap::new(),
            boundary: None,
            tags: Tags::new(),
            login_profile: None,
            access_keys: Vec::new(),
            mfa_devices: Vec::new(),
        }
    }
}

/// A group.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The local id.
    pub id: EntityId,
    /// The name.
    pub name: GroupName,
    /// The path.
    #[serde(default)]
    pub path: Path,
    /// AWS's unique id (`AGPA…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_id: Option<UniqueId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Managed policies attached to it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub attached: BTreeSet<PolicyRef>,
    /// Inline policies by name without case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inline: BTreeMap<NameKey, InlinePolicy>,
}

impl Group {
    /// A group without policies.
    #[must_use]
    pub fn new(id: EntityId, name: GroupName, path: Path) -> Self {
        Self {
            id,
            name,
            path,
            unique_id: None,
            created: None,
            attached: BTreeSet::new(),
            inline: BTreeMap::new(),
        }
    }
}

/// A role.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The local id.
    pub id: EntityId,
    /// The name.
    pub name: RoleName,
    /// The path.
    #[serde(default)]
    pub path: Path,
    /// AWS's unique id (`AROA…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_id: Option<UniqueId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who may assume it.
    pub trust_policy: PolicyDocument,
    /// The longest session.
    #[serde(default)]
    pub max_session: MaxSessionDuration,
    /// Managed policies attached to it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub attached: BTreeSet<PolicyRef>,
    /// Inline policies by name without case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inline: BTreeMap<NameKey, InlinePolicy>,
    /// The permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<PolicyRef>,
    /// Tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: Tags,
    /// When and where it was last used, as AWS said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<LastUsed>,
    /// Names of the instance profiles that hold it, as AWS said.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub instance_profiles: BTreeSet<String>,
}

impl Role {
    /// A role without permissions.
    #[must_use]
    pub fn new(id: EntityId, name: RoleName, path: Path, trust_policy: PolicyDocument) -> Self {
        Self {
            id,
            name,
            path,
            unique_id: None,
            created: None,
            description: String::new(),
            trust_policy,
            max_session: MaxSessionDuration::default(),
            attached: BTreeSet::new(),
            inline: BTreeMap::new(),
            boundary: None,
            tags: Tags::new(),
            last_used: None,
            instance_profiles: BTreeSet::new(),
        }
    }

    /// Whether the role is linked to an AWS service, which alone may alter it.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html>
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        self.path.as_str().starts_with("/aws-service-role/")
    }

    /// Whether IAM Identity Center keeps the role.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        self.path.as_str().starts_with("/aws-reserved/")
    }
}

/// A version of a customer managed policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// `v1`, `v2`, …
    pub id: PolicyVersionId,
    /// Its document.
    pub document: PolicyDocument,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
}

/// A customer managed policy.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedPolicy {
    /// The local id.
    pub id: EntityId,
    /// The name.
    pub name: PolicyName,
    /// The path.
    #[serde(default)]
    pub path: Path,
    /// AWS's unique id (`ANPA…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_id: Option<UniqueId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// What it is for; AWS never changes it afterwards.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The version in force.
    pub default_version: PolicyVersionId,
    /// The versions, oldest first.
    pub versions: Vec<PolicyVersion>,
    /// The number that the next version gets; AWS never gives one twice.
    pub next_version: NonZeroU32,
    /// Tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: Tags,
}

impl ManagedPolicy {
    /// A policy with a first version, which is in force.
    #[must_use]
    pub fn new(id: EntityId, name: PolicyName, path: Path, document: PolicyDocument) -> Self {
        let first = PolicyVersionId::numbered(NonZeroU32::MIN);
        Self {
            id,
            name,
            path,
            unique_id: None,
            created: None,
            description: String::new(),
            default_version: first.clone(),
            versions: vec![PolicyVersion {
                id: first,
                document,
                created: None,
            }],
            next_version: NonZeroU32::MIN.saturating_add(1),
            tags: Tags::new(),
        }
    }

    /// The document in force.
    #[must_use]
    pub fn document(&self) -> Option<&PolicyDocument> {
        self.version(&self.default_version)
            .map(|version| &version.document)
    }

    /// A version by its id.
    #[must_use]
    pub fn version(&self, id: &PolicyVersionId) -> Option<&PolicyVersion> {
        self.versions.iter().find(|version| version.id == *id)
    }
}

/// Any entity, as the vault stores it and as a before-image keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entity {
    /// The account's settings.
    Account(AccountSettings),
    /// A user.
    User(User),
    /// A group.
    Group(Group),
    /// A role.
    Role(Role),
    /// A customer managed policy.
    Policy(ManagedPolicy),
}

impl Entity {
    /// The local id.
    #[must_use]
    pub fn id(&self) -> EntityId {
        match self {
            Self::Account(settings) => settings.id,
            Self::User(user) => user.id,
            Self::Group(group) => group.id,
            Self::Role(role) => role.id,
            Self::Policy(policy) => policy.id,
        }
    }

    /// Which sort it is.
    #[must_use]
    pub fn kind(&self) -> EntityKind {
        match self {
            Self::Account(_) => EntityKind::Account,
            Self::User(_) => EntityKind::User,
            Self::Group(_) => EntityKind::Group,
            Self::Role(_) => EntityKind::Role,
            Self::Policy(_) => EntityKind::Policy,
        }
    }

    /// Its name; an account's twelve digits.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Account(settings) => settings.account_id.to_string(),
            Self::User(user) => user.name.to_string(),
            Self::Group(group) => group.name.to_string(),
            Self::Role(role) => role.name.to_string(),
            Self::Policy(policy) => policy.name.to_string(),
        }
    }

    /// Its name as AWS compares it.
    #[must_use]
    pub fn name_key(&self) -> NameKey {
        NameKey::of(&self.name())
    }
}
