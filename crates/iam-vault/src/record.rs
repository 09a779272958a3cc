//! Recording changes: tables, secrets and journal in one transaction.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use iam_directory::{
    Applied, ChangeSet, Entity, Estate, Image, ManagedPolicies, Refusal, RefusalCode, State, apply,
    undo,
};
use iam_names::{EntityId, Timestamp};

use crate::entities;
use crate::journal::{self, EntryBody};
use crate::secrets::{self, NewSecret};
use crate::storage::StorageError;
use crate::vault::{Vault, Writing};

/// A set of changes that is in the vault.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The journal entry, by which it can be undone.
    pub seq: u64,
    /// The estate afterwards.
    pub estate: Arc<Estate>,
    /// Every entity that was touched, before and after.
    pub images: Vec<Image>,
}

/// Why a set of changes was not recorded. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The rules refuse a change, against the estate as it is now.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A secret came for a credential that no user has.
    #[error("no user has the credential {credential} that a secret came for")]
    UnknownCredential {
        /// The credential's id.
        credential: EntityId,
    },
    /// There is no such entry to undo.
    #[error("the journal has no entry {seq}")]
    NoSuchEntry {
        /// The entry's number.
        seq: u64,
    },
    /// The entry is not one of changes, or its body was purged.
    #[error("entry {seq} of the journal holds no changes that could be undone")]
    NotUndoable {
        /// The entry's number.
        seq: u64,
    },
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl RecordError {
    /// The stable code: screens switch on it. A refusal has AWS's own.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code.as_str(),
            Self::UnknownCredential { .. } => "vault-unknown-credential",
            Self::NoSuchEntry { .. } => "vault-no-such-entry",
            Self::NotUndoable { .. } => "vault-not-undoable",
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.help.clone(),
            Self::UnknownCredential { .. } => {
                "make the credential in the same set of changes".into()
            }
            Self::NoSuchEntry { .. } | Self::NotUndoable { .. } => {
                "look at the journal for an entry of changes".into()
            }
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Storage(error) => error.at(),
            _ => None,
        }
    }
}

impl Vault {
    /// Applies a set of changes under the rules and writes it with its secrets: whole, or not at
    /// all. The rules are asked against what the file holds now, also when another program has
    /// just written.
    pub fn record(
        &mut self,
        set: &ChangeSet,
        secrets: &[NewSecret],
        who: &str,
        now: Timestamp,
        managed: &dyn ManagedPolicies,
    ) -> Result<Recorded, RecordError> {
        self.write(|writing| {
            let applied = apply(&writing.estate, set, managed)?;
            refuse_unknown(&applied, secrets)?;
            let brought: Vec<EntityId> = secrets.iter().map(|secret| secret.credential).collect();
            let seq = writing.changes(&applied, set, &brought, None, who, now)?;
            for secret in secrets {
                secrets::put(&writing.tables, &mut writing.head, secret, seq, now)?;
            }
            Ok(writing.recorded(seq, applied))
        })
    }

    /// Takes an entry of changes back, if nothing it touched has become another since. The
    /// secrets that it sealed come back; those that it brought are sealed.
    pub fn undo(
        &mut self,
        seq: u64,
        who: &str,
        now: Timestamp,
        managed: &dyn ManagedPolicies,
    ) -> Result<Recorded, RecordError> {
        self.undo_noting(seq, "", who, now, managed)
    }

    /// The same with something noted at the end of its title.
    pub fn undo_noting(
        &mut self,
        seq: u64,
        note: &str,
        who: &str,
        now: Timestamp,
        managed: &dyn ManagedPolicies,
    ) -> Result<Recorded, RecordError> {
        let undone = seq;
        self.write(|writing| {
            let entry = journal::find(&writing.tables, &writing.head, undone)?
                .ok_or(RecordError::NoSuchEntry { seq: undone })?;
            let Some(EntryBody::Changes {
                set,
                images,
                undoes,
                secrets,
            }) = entry.body
            else {
                return Err(RecordError::NotUndoable { seq: undone });
            };
            let mut back = undo(&writing.estate, &set.title, &images)?;
            back.title.push_str(note);
            let applied = apply(&writing.estate, &back, managed)?;
            // Credentials that go or come take their secrets with them; the others swap theirs.
            let (gone, come) = moved(&applied.images);
            let swapped =
                |credential: &&EntityId| !gone.contains(credential) && !come.contains(credential);
            let tables = writing.tables;
            for credential in secrets.iter().filter(swapped) {
                // An undo that is undone brought no secret itself.
                if undoes.is_none() && !secrets::is_from(&tables, *credential, undone)? {
                    return Err(replaced_since().into());
                }
            }
            let seq = writing.changes(&applied, &back, &secrets, Some(undone), who, now)?;
            for credential in secrets.iter().filter(swapped) {
                secrets::swap_back(&tables, &mut writing.head, *credential, undone, seq, now)?;
            }
            Ok(writing.recorded(seq, applied))
        })
    }
}

impl Writing<'_> {
    /// Writes what applying a set gave: the entry, the entities, and the secrets of credentials
    /// that went or came back.
    fn changes(
        &mut self,
        applied: &Applied,
        set: &ChangeSet,
        secrets: &[EntityId],
        undoes: Option<u64>,
        who: &str,
        now: Timestamp,
    ) -> Result<u64, StorageError> {
        let body = EntryBody::Changes {
            set: set.clone(),
            images: applied.images.clone(),
            undoes,
            secrets: secrets.to_vec(),
        };
        // Of a large import the body is written down while its entities go into their table.
        let (body, entities) = std::thread::scope(|scope| {
            let body = scope.spawn(|| journal::written(body));
            let entities = entities::write(&self.tables, &mut self.head, &applied.images);
            (body.join(), entities)
        });
        entities?;
        let body = body.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let seq = self.append_written(who, now, &body)?;
        let (gone, come) = moved(&applied.images);
        for credential in gone {
            secrets::seal(&self.tables, &mut self.head, credential, seq, now)?;
        }
        for credential in come {
            secrets::unseal(&self.tables, &mut self.head, credential)?;
        }
        secrets::purge(&self.tables, &mut self.head, now)?;
        Ok(seq)
    }

    fn recorded(&mut self, seq: u64, applied: Applied) -> Recorded {
        self.estate = Arc::new(applied.estate);
        Recorded {
            seq,
            estate: Arc::clone(&self.estate),
            images: applied.images,
        }
    }
}

/// The credentials that went and those that came.
fn moved(images: &[Image]) -> (BTreeSet<EntityId>, BTreeSet<EntityId>) {
    let before = credentials(images, |image| image.before.as_ref());
    let after = credentials(images, |image| image.after.as_ref());
    (&before - &after, &after - &before)
}

/// The credentials of the planned users among the images, on one side of them.
fn credentials<'a>(
    images: &'a [Image],
    side: impl Fn(&'a Image) -> Option<&'a Entity>,
) -> BTreeSet<EntityId> {
    images
        .iter()
        .filter(|image| image.key.state == State::Planned)
        .filter_map(side)
        .flat_map(credentials_of)
        .collect()
}

fn credentials_of(entity: &Entity) -> Vec<EntityId> {
    match entity {
        Entity::User(user) => user.credential_ids().collect(),
        _ => Vec::new(),
    }
}

/// A secret goes only to a credential that a planned user has.
fn refuse_unknown(applied: &Applied, secrets: &[NewSecret]) -> Result<(), RecordError> {
    let touched = credentials(&applied.images, |image| image.after.as_ref());
    let has = |credential: EntityId| {
        touched.contains(&credential)
            || applied.estate.accounts().any(|account| {
                let mut users = account.planned().users();
                users.any(|user| user.credential_ids().any(|held| held == credential))
            })
    };
    match secrets.iter().find(|secret| !has(secret.credential)) {
        Some(secret) => Err(RecordError::UnknownCredential {
            credential: secret.credential,
        }),
        None => Ok(()),
    }
}

fn replaced_since() -> Refusal {
    Refusal {
        code: RefusalCode::ConcurrentModification,
        message: "the credential has got another secret since".into(),
        help: "undo the later change first, or make the change by hand".into(),
        change: 0,
        field: None,
    }
}

#[cfg(test)]
mod tests;
