//! Credentials as the directory knows them: metadata, never the secret.

use std::collections::BTreeSet;

use iam_names::{
    AccessKeyId, EmailAddress, EntityId, MfaSerial, SshPublicKey, Timestamp, UniqueId,
};
use serde::{Deserialize, Serialize};

use crate::{LastUsed, PolicyRef};

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

    /// The word for it in a sentence.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::HandedOver => "handed over",
            other => other.as_str(),
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

/// What sort of MFA device.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MfaKind {
    /// An authenticator application that shows codes.
    #[default]
    Virtual,
    /// A passkey or a FIDO security key.
    Fido,
    /// A hardware token that shows codes.
    Hardware,
}

/// How far an MFA device has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MfaStage {
    /// Planned here; the authority does not know it, so it protects nobody yet.
    Requested,
    /// Enabled.
    #[default]
    Enabled,
}

/// An MFA device of a user.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MfaDevice {
    /// The serial number or the virtual device's ARN.
    pub serial: MfaSerial,
    /// When it was enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<Timestamp>,
    /// The id under which the vault keeps its seed; none when nobody here has seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What sort.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: MfaKind,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stage: MfaStage,
}

impl MfaDevice {
    /// A device that the authority has enabled and whose seed nobody here knows.
    #[must_use]
    pub fn new(serial: MfaSerial) -> Self {
        Self {
            serial,
            enabled: None,
            id: None,
            kind: MfaKind::default(),
            stage: MfaStage::default(),
        }
    }

    /// Whether it protects its user: a device that AWS does not know yet never counts.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.stage == MfaStage::Enabled
    }
}

/// An SSH public key, for CodeCommit.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SSHPublicKey.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserSshKey {
    /// The local id.
    pub id: EntityId,
    /// AWS's id (`APKA…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_id: Option<UniqueId>,
    /// The key.
    pub body: SshPublicKey,
    /// Whether it can be used.
    pub status: CredentialStatus,
    /// When it was uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<Timestamp>,
}

/// An X.509 signing certificate.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SigningCertificate.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningCertificate {
    /// The local id; when a private key was made here, the vault keeps it under this id.
    pub id: EntityId,
    /// AWS's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_id: Option<UniqueId>,
    /// The certificate in PEM.
    pub body: String,
    /// Whether it can be used.
    pub status: CredentialStatus,
    /// When it was uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<Timestamp>,
}

/// A user name and a password, or an API key, for one service.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCredential {
    /// The id under which the vault keeps the password.
    pub id: EntityId,
    /// The service: `codecommit.amazonaws.com`.
    pub service: String,
    /// AWS's id (`ACCA…`); none while it is only requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_id: Option<UniqueId>,
    /// The user name at the service; none while AWS has not said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_user_name: Option<String>,
    /// Whether it can be used.
    pub status: CredentialStatus,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it stops working.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
}

/// A person who has been disabled as a whole, and what enabling gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disabled {
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The credentials that were active until then.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub credentials: BTreeSet<EntityId>,
    /// The policy that disabling attached, which enabling detaches; none when it was attached
    /// before, or there was no room for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denied_by: Option<PolicyRef>,
}

/// How to reach the person behind a user. AWS knows nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Where hand-off drafts go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// The language of what is written to the person, as BCP 47 has it: `de`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A key that attachments are encrypted to: an `age1…` recipient or an SSH public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
