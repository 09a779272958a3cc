//! What the vault keeps beside IAM's own entities: expectations, records of hand-offs, AWS's
//! credential report. AWS knows nothing of them, so they are never pending.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use iam_names::{EmailAddress, EntityId, Timestamp};
use iam_policy::evaluate::Decision;
use serde::{Deserialize, Serialize};

/// Which answer is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    /// It is allowed; without a resource, on some at least.
    Allowed,
    /// It is denied, implicitly or explicitly.
    Denied,
    /// No policy allows it.
    ImplicitlyDenied,
    /// A policy denies it.
    ExplicitlyDenied,
}

impl Expected {
    /// Whether a decision is the expected one.
    #[must_use]
    pub fn is(self, decision: Decision) -> bool {
        match self {
            Self::Allowed => decision == Decision::Allowed,
            Self::Denied => decision != Decision::Allowed,
            Self::ImplicitlyDenied => decision == Decision::ImplicitlyDenied,
            Self::ExplicitlyDenied => decision == Decision::ExplicitlyDenied,
        }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Denied => "Denied",
            Self::ImplicitlyDenied => "ImplicitlyDenied",
            Self::ExplicitlyDenied => "ExplicitlyDenied",
        }
    }
}

/// A question with the answer it shall have, kept in the account and asked before every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedExpectation {
    /// The local id.
    pub id: EntityId,
    /// What a person calls it; unique in the account.
    pub name: String,
    /// The principal: a local entity's ARN, another account's, a service.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource; any without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Condition keys with their values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, Vec<String>>,
    /// The answer it shall have.
    pub expected: Expected,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One thing that is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum HandOffItem {
    /// How to sign in: no secret.
    SignInInstructions,
    /// The console password.
    Password,
    /// An access key.
    AccessKey {
        /// The credential's id.
        credential: EntityId,
    },
    /// An MFA device's QR code.
    MfaDevice {
        /// The id under which the vault keeps the seed.
        credential: EntityId,
    },
    /// A service-specific credential.
    ServiceCredential {
        /// The credential's id.
        credential: EntityId,
    },
    /// Which SSH public key is his, and how to use it: no secret.
    SshKey {
        /// The key's local id.
        credential: EntityId,
    },
    /// A profile for the AWS CLI: no secret.
    CliProfile,
}

/// By which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOffChannel {
    /// A CSV file.
    Csv,
    /// A draft of an e-mail.
    EmailDraft,
    /// A `mailto:` link.
    Mailto,
    /// A printed sheet.
    Sheet,
    /// A file encrypted with age.
    Encrypted,
    /// Read out from the screen, or copied.
    Screen,
}

/// How far a hand-off has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOffStatus {
    /// Written, not sent.
    Drafted,
    /// Sent.
    Sent,
    /// The person has said that it arrived, or has used it.
    Confirmed,
    /// Too late: to be made anew.
    Expired,
}

/// A record of what was handed to whom, by which way and how far that has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOff {
    /// The local id.
    pub id: EntityId,
    /// The user; it may be gone since.
    pub user: EntityId,
    /// The user's name at that time.
    pub user_name: String,
    /// What.
    pub items: BTreeSet<HandOffItem>,
    /// How.
    pub channel: HandOffChannel,
    /// To which address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EmailAddress>,
    /// How far it has come.
    pub status: HandOffStatus,
    /// When it was drafted.
    pub drafted: Timestamp,
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Timestamp>,
    /// When it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Timestamp>,
    /// When it is too late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// The name of the file that was written, without its folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Whether that file is known to be gone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub file_deleted: bool,
}

/// The credential report as AWS made it, byte for byte.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialReport {
    /// The local id.
    pub id: EntityId,
    /// When AWS made it.
    pub as_of: Timestamp,
    /// The file.
    pub text: Arc<str>,
}
