//! Why a change may not happen, with AWS's own error codes.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// IAM's error codes, as its API returns them.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum RefusalCode {
    /// Something it touched has changed since.
    ConcurrentModification,
    /// Something hangs on what shall be deleted.
    DeleteConflict,
    /// The certificate is there already.
    DuplicateCertificate,
    /// The SSH public key is there already.
    DuplicateSshPublicKey,
    /// The name is taken.
    EntityAlreadyExists,
    /// A code of an MFA device is wrong.
    InvalidAuthenticationCode,
    /// The certificate is not one that AWS takes.
    InvalidCertificate,
    /// A value is outside of what AWS takes.
    InvalidInput,
    /// A quota is reached.
    LimitExceeded,
    /// The certificate can not be read.
    MalformedCertificate,
    /// The document is not a legal policy.
    MalformedPolicyDocument,
    /// There is no such entity.
    NoSuchEntity,
    /// The service has no such credentials.
    NotSupportedService,
    /// The password breaks the account's password policy.
    PasswordPolicyViolation,
    /// The policy can not be attached to this.
    PolicyNotAttachable,
    /// Only AWS may alter it.
    UnmodifiableEntity,
}

impl RefusalCode {
    /// The code as AWS writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConcurrentModification => "ConcurrentModification",
            Self::DeleteConflict => "DeleteConflict",
            Self::DuplicateCertificate => "DuplicateCertificate",
            Self::DuplicateSshPublicKey => "DuplicateSSHPublicKey",
            Self::EntityAlreadyExists => "EntityAlreadyExists",
            Self::InvalidAuthenticationCode => "InvalidAuthenticationCode",
            Self::InvalidCertificate => "InvalidCertificate",
            Self::InvalidInput => "InvalidInput",
            Self::LimitExceeded => "LimitExceeded",
            Self::MalformedCertificate => "MalformedCertificate",
            Self::MalformedPolicyDocument => "MalformedPolicyDocument",
            Self::NoSuchEntity => "NoSuchEntity",
            Self::NotSupportedService => "NotSupportedService",
            Self::PasswordPolicyViolation => "PasswordPolicyViolation",
            Self::PolicyNotAttachable => "PolicyNotAttachable",
            Self::UnmodifiableEntity => "UnmodifiableEntity",
        }
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A change that may not happen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Refusal {
    /// AWS's error code.
    pub code: RefusalCode,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Which change of the set.
    pub change: usize,
    /// Which part of the change, as a field is named: `name`, `document`.
    pub field: Option<&'static str>,
}

impl Refusal {
    pub(crate) fn new(
        code: RefusalCode,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            change: 0,
            field: None,
        }
    }

    pub(crate) fn no_such(kind: &str) -> Self {
        Self::new(
            RefusalCode::NoSuchEntity,
            format!("there is no such {kind}"),
            "it may have been deleted in the meantime: look at the list again",
        )
    }

    pub(crate) fn in_field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    pub(crate) fn of_change(mut self, index: usize) -> Self {
        self.change = index;
        self
    }
}
