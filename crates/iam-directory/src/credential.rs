//! Credentials as the directory knows them: metadata, never the secret.

use iam_names::{AccessKeyId, EntityId, MfaSerial, Timestamp};
use serde::{Deserialize, Serialize};

use crate::LastUsed;

/// A console password's metadata.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_LoginProfile.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginProfile {
    /// The id under which the vault keeps the password.
    pub id: EntityId,
    /// When it was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Must be changed at the next sign-in.
    #[serde(default)]
    pub reset_required: bool,
}

/// Whether a credential can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CredentialStatus {
    /// It can.
    Active,
    /// It is kept and can not be used.
    Inactive,
}

/// How far an access key has come. A local account's keys are issued at once; in an AWS account a
/// key is requested until what AWS issued has been imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessKeyStage {
    /// Planned; AWS has not issued it.
    Requested,
    /// Issued.
    Issued,
    /// Given to its owner.
    HandedOver,
    /// Its owner has used it.
    Confirmed,
    /// Not used any more.
    Retired,
}

impl AccessKeyStage {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Issued => "issued",
            Self::HandedOver => "handed_over",
            Self::Confirmed => "confirmed",
            Self::Retired => "retired",
        }
    }
}

/// An access key's metadata.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessKey {
    /// The id under which the vault keeps the secret access key.
    pub id: EntityId,
    /// The access key id; none while it is only requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<AccessKeyId>,
    /// Whether it can be used.
    pub status: CredentialStatus,
    /// How far it has come.
    pub stage: AccessKeyStage,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When and where it was last used, as AWS said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<LastUsed>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl AccessKey {
    /// Whether it can be used.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == CredentialStatus::Active
    }
}

/// An MFA device as an import saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MfaDevice {
    /// The serial number or the virtual device's ARN.
    pub serial: MfaSerial,
    /// When it was enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<Timestamp>,
}
