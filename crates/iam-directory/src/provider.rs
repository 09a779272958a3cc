//! Identity providers, instance profiles, and resources with policies of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use iam_names::{
    Arn, EntityId, InstanceProfileName, OidcUrl, Path, SamlProviderName, Timestamp, UniqueId,
};
use serde::{Deserialize, Serialize};

use crate::{PolicyDocument, Tags};

/// An instance profile: how a role gets into an EC2 instance.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceProfile {
    /// The local id.
    pub id: EntityId,
    /// The name.
    pub name: InstanceProfileName,
    /// The path.
    #[serde(default)]
    pub path: Path,
    /// AWS's unique id (`AIPA…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_id: Option<UniqueId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// The role in it; AWS lets in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<EntityId>,
    /// Tags.
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
}

impl InstanceProfile {
    /// An empty profile.
    #[must_use]
    pub fn new(id: EntityId, name: InstanceProfileName, path: Path) -> Self {
        Self {
            id,
            name,
            path,
            unique_id: None,
            created: None,
            role: None,
            tags: Tags::new(),
        }
    }
}

/// An OpenID Connect identity provider.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcProvider {
    /// The local id.
    pub id: EntityId,
    /// Its URL, by which it is named.
    pub url: OidcUrl,
    /// The audiences it may name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub client_ids: BTreeSet<String>,
    /// SHA-1 thumbprints of its certificates, 40 hexadecimal digits.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub thumbprints: BTreeSet<String>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Tags.
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
}

/// A SAML identity provider.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamlProvider {
    /// The local id.
    pub id: EntityId,
    /// Its name.
    pub name: SamlProviderName,
    /// Its metadata document, XML.
    pub metadata: Arc<str>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Until when its metadata is valid, as AWS said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// Tags.
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
}

/// A resource of the account that matters for access: a bucket, queue, topic, key or any other ARN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The local id.
    pub id: EntityId,
    /// Its ARN, by which it is named.
    pub arn: Arn,
    /// Its resource-based policy; none when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyDocument>,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
}
