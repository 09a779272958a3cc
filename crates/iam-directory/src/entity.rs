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

use crate::{
    AccessKey, AccountSettings, Contact, CredentialReport, Disabled, HandOff, InstanceProfile,
    LoginProfile, MfaDevice, OidcProvider, Organization, PolicyDocument, Resource, SamlProvider,
    SavedExpectation, ServiceCredential, SigningCertificate, UserSshKey,
};

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
    /// An instance profile.
    InstanceProfile,
    /// An OpenID Connect provider.
    OidcProvider,
    /// A SAML provider.
    SamlProvider,
    /// A resource with a policy or tags.
    Resource,
    /// A question with its expected answer: ours, not AWS's.
    Expectation,
    /// A record of a hand-off: ours, not AWS's.
    HandOff,
    /// AWS's credential report, kept as it came.
    CredentialReport,
    /// The organization above the accounts.
    Organization,
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
            Self::InstanceProfile => "instance-profile",
            Self::OidcProvider => "oidc-provider",
            Self::SamlProvider => "saml-provider",
            Self::Resource => "resource",
            Self::Expectation => "expectation",
            Self::HandOff => "hand-off",
            Self::CredentialReport => "credential report",
            Self::Organization => "organization",
        }
    }

    /// The form under which a name of this kind is unique in an account.
    #[must_use]
    pub fn name_key(self, name: &str) -> NameKey {
        match self {
            // A key of a bucket or the name of a queue is another one in another case.
            Self::Resource | Self::Expectation => NameKey::exact(name),
            _ => NameKey::of(name),
        }
    }

    /// Whether AWS has such entities in an account, so that one can be pending there.
    #[must_use]
    pub fn is_of_aws(self) -> bool {
        match self {
            Self::User
            | Self::Group
            | Self::Role
            | Self::Policy
            | Self::InstanceProfile
            | Self::OidcProvider
            | Self::SamlProvider
            | Self::Resource => true,
            Self::Account
            | Self::Expectation
            | Self::HandOff
            | Self::CredentialReport
            | Self::Organization => false,
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
    /// SSH public keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ssh_keys: Vec<UserSshKey>,
    /// X.509 signing certificates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signing_certificates: Vec<SigningCertificate>,
    /// Service-specific credentials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_credentials: Vec<ServiceCredential>,
    /// Whether the person has been disabled as a whole. Ours: AWS only sees what it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<Disabled>,
    /// How to reach the person. Ours: AWS knows nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
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
            ssh_keys: Vec::new(),
            signing_certificates: Vec::new(),
            service_credentials: Vec::new(),
            disabled: None,
            contact: None,
        }
    }

    /// The ids of its credentials, under which the vault keeps secrets.
    pub fn credential_ids(&self) -> impl Iterator<Item = EntityId> {
        let profile = self.login_profile.iter().map(|held| held.id);
        profile
            .chain(self.access_keys.iter().map(|held| held.id))
            .chain(self.mfa_devices.iter().filter_map(|held| held.id))
            .chain(self.ssh_keys.iter().map(|held| held.id))
            .chain(self.signing_certificates.iter().map(|held| held.id))
            .chain(self.service_credentials.iter().map(|held| held.id))
    }

    /// Whether an MFA device protects it.
    #[must_use]
    pub fn has_mfa(&self) -> bool {
        self.mfa_devices.iter().any(MfaDevice::is_enabled)
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
#[expect(
    clippy::large_enum_variant,
    reason = "an entity is kept behind a pointer of its own kind and stands here in passing only"
)]
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
    /// An instance profile.
    InstanceProfile(InstanceProfile),
    /// An OpenID Connect provider.
    OidcProvider(OidcProvider),
    /// A SAML provider.
    SamlProvider(SamlProvider),
    /// A resource with a policy or tags.
    Resource(Resource),
    /// A question with its expected answer.
    Expectation(SavedExpectation),
    /// A record of a hand-off.
    HandOff(HandOff),
    /// AWS's credential report.
    CredentialReport(CredentialReport),
    /// The organization above the accounts.
    Organization(Organization),
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
            Self::InstanceProfile(profile) => profile.id,
            Self::OidcProvider(provider) => provider.id,
            Self::SamlProvider(provider) => provider.id,
            Self::Resource(resource) => resource.id,
            Self::Expectation(expectation) => expectation.id,
            Self::HandOff(hand_off) => hand_off.id,
            Self::CredentialReport(report) => report.id,
            Self::Organization(organization) => organization.id,
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
            Self::InstanceProfile(_) => EntityKind::InstanceProfile,
            Self::OidcProvider(_) => EntityKind::OidcProvider,
            Self::SamlProvider(_) => EntityKind::SamlProvider,
            Self::Resource(_) => EntityKind::Resource,
            Self::Expectation(_) => EntityKind::Expectation,
            Self::HandOff(_) => EntityKind::HandOff,
            Self::CredentialReport(_) => EntityKind::CredentialReport,
            Self::Organization(_) => EntityKind::Organization,
        }
    }

    /// Its name; an account's twelve digits, a provider's URL, a resource's ARN.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Account(settings) => settings.account_id.to_string(),
            Self::User(user) => user.name.to_string(),
            Self::Group(group) => group.name.to_string(),
            Self::Role(role) => role.name.to_string(),
            Self::Policy(policy) => policy.name.to_string(),
            Self::InstanceProfile(profile) => profile.name.to_string(),
            Self::OidcProvider(provider) => provider.url.host_and_path().to_owned(),
            Self::SamlProvider(provider) => provider.name.to_string(),
            Self::Resource(resource) => resource.arn.to_string(),
            Self::Expectation(expectation) => expectation.name.clone(),
            // Two hand-offs to one person are two records.
            Self::HandOff(hand_off) => format!("{} to {}", hand_off.id, hand_off.user_name),
            Self::CredentialReport(_) => "credential report".to_owned(),
            Self::Organization(organization) => organization.organization_id.to_string(),
        }
    }

    /// Its name as AWS compares it.
    #[must_use]
    pub fn name_key(&self) -> NameKey {
        self.kind().name_key(&self.name())
    }

    /// Whether it stands at the top, under an id that is also its account's: an account's settings
    /// and an organization do.
    #[must_use]
    pub fn is_top(&self) -> bool {
        matches!(self, Self::Account(_) | Self::Organization(_))
    }
}
