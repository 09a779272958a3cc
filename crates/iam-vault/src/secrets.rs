//! Secrets: what a credential's metadata stands for.
//!
//! A replaced or deleted credential's secret is sealed for 30 days, out of reach but for an undo,
//! and then purged. How secrets are stored is in `table.rs`.

use iam_names::{EntityId, Secret, Timestamp};
use serde::{Deserialize, Serialize};

mod table;

pub(crate) use table::{
    authenticate_again, has_expired, is_from, purge, put, read, seal, summaries, swap_back, unseal,
    verify, verify_bodies,
};

/// How long a sealed secret can still come back.
pub const SEALED_DAYS: i64 = 30;

/// What sort of secret a credential has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// A console password.
    Password,
    /// The secret half of an access key.
    SecretAccessKey,
    /// The seed of a virtual MFA device.
    TotpSeed,
    /// A private key.
    PrivateKey,
}

/// A secret on its way into the vault, beside the changes that its credential comes with.
#[derive(Debug)]
pub struct NewSecret {
    /// The credential's id, as the changes have it.
    pub credential: EntityId,
    /// What sort of secret.
    pub kind: SecretKind,
    /// The secret.
    pub body: Secret<String>,
}

/// A secret that the vault holds, without the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretSummary {
    /// The credential's id.
    pub credential: EntityId,
    /// What sort of secret.
    pub kind: SecretKind,
    /// When it was taken in.
    pub created: Timestamp,
    /// When it will be purged, if its credential was deleted or got another one.
    pub sealed_until: Option<Timestamp>,
}

impl SecretKind {
    /// The word for it, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecretAccessKey => "secret_access_key",
            Self::TotpSeed => "totp_seed",
            Self::PrivateKey => "private_key",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [
            Self::Password,
            Self::SecretAccessKey,
            Self::TotpSeed,
            Self::PrivateKey,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == name)
    }
}
