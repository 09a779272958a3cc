//! Handing a secret out: named in the journal first, in the same transaction.

use std::path::Path;

use iam_names::{EntityId, Secret, Timestamp};

use crate::journal::{AccessedSecret, EntryBody};
use crate::secrets::{self, SecretKind};
use crate::storage::StorageError;
use crate::vault::Vault;

/// Why a secret was not handed out. Nothing was written then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RevealError {
    /// The vault has none for this credential.
    #[error("the vault has no secret for the credential {credential}")]
    NoSecret {
        /// The credential's id.
        credential: EntityId,
    },
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl RevealError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSecret { .. } => "vault-no-secret",
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NoSecret { .. } => {
                "only what was made or imported here is known: make a new credential".into()
            }
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Storage(error) => error.at(),
            Self::NoSecret { .. } => None,
        }
    }
}

impl Vault {
    /// Hands out one secret. `purpose` is what the journal says: `reveal`, `copy`, `export`.
    pub fn reveal(
        &mut self,
        credential: EntityId,
        kind: SecretKind,
        purpose: &str,
        who: &str,
        now: Timestamp,
    ) -> Result<Secret<String>, RevealError> {
        let mut found = self.reveal_many(&[(credential, kind)], purpose, who, now)?;
        found.pop().ok_or(RevealError::NoSecret { credential })
    }

    /// Hands out several secrets under one journal entry, in the order they are asked for; all
    /// of them or none.
    pub fn reveal_many(
        &mut self,
        wanted: &[(EntityId, SecretKind)],
        purpose: &str,
        who: &str,
        now: Timestamp,
    ) -> Result<Vec<Secret<String>>, RevealError> {
        self.write(|writing| {
            let mut found = Vec::with_capacity(wanted.len());
            for (credential, kind) in wanted {
                let secret = secrets::read(&writing.tables, *credential, *kind)?.ok_or(
                    RevealError::NoSecret {
                        credential: *credential,
                    },
                )?;
                found.push(secret);
            }
            let body = EntryBody::Access {
                purpose: purpose.to_owned(),
                secrets: wanted
                    .iter()
                    .map(|(credential, kind)| AccessedSecret {
                        credential: *credential,
                        kind: *kind,
                    })
                    .collect(),
            };
            writing.append(who, now, body)?;
            Ok(found)
        })
    }
}
