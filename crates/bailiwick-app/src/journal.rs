//! The journal, read by a person.
//!
//! Entries hold changes and images, not sentences: the words are made here, from the names that
//! things had when the entry was written.

use iam_directory::{Change, ChangeSet, Estate, Image, Operation, describe_all, replay, undo};
use iam_names::EntityId;
use iam_vault::{
    AccessedSecret, EntryBody, EntryKind, JournalEntry, JournalRange, SecretKind, SlotKind,
    VaultEvent,
};

use crate::App;
use crate::contract::Rows;
use crate::contract::journal::{JournalEntryView, JournalRequest};
use crate::error::CommandError;

/// The most entries that one answer holds.
const CEILING: u32 = 200;

/// The most changes of one entry that are told one by one.
const DETAILS: usize = 50;

/// How many entries are read at once when looking for those of one entity.
const BATCH: usize = 500;

impl App {
    /// A window of the journal, newest first.
    pub fn journal(
        &self,
        request: &JournalRequest,
    ) -> Result<Rows<JournalEntryView>, CommandError> {
        let session = self.session()?;
        let limit = if request.limit == 0 {
            CEILING
        } else {
            request.limit.min(CEILING)
        };
        let (offset, limit) = (request.offset as usize, limit as usize);
        let entity = match request.entity.as_str() {
            "" => None,
            id => Some(
                id.parse::<EntityId>()
                    .map_err(|_| CommandError::not_found("entity"))?,
            ),
        };
        let newest = session
            .with_vault(|vault| {
                vault.journal(JournalRange {
                    before: None,
                    most: 1,
                })
            })?
            .first()
            .map_or(0, |entry| entry.seq);
        let (matching, entries) = match entity {
            None => {
                let before = newest.saturating_sub(request.offset.into()) + 1;
                let range = JournalRange {
                    before: Some(before),
                    most: limit,
                };
                (newest, session.with_vault(|vault| vault.journal(range))?)
            }
            Some(entity) => {
                let mut found = Vec::new();
                let mut before = newest + 1;
                while before > 1 {
                    let range = JournalRange {
                        before: Some(before),
                        most: BATCH,
                    };
                    let batch = session.with_vault(|vault| vault.journal(range))?;
                    let Some(oldest) = batch.last().map(|entry| entry.seq) else {
                        break;
                    };
                    before = oldest;
                    found.extend(batch.into_iter().filter(|entry| touches(entry, entity)));
                }
                let matching = found.len() as u64;
                (
                    matching,
                    found.into_iter().skip(offset).take(limit).collect(),
                )
            }
        };
        let estate = session.estate();
        Ok(Rows {
            total: number(newest),
            matching: number(matching),
            rows: entries.iter().map(|entry| view(&estate, entry)).collect(),
        })
    }
}

impl App {
    /// The newest entries, as a list shows them.
    pub(crate) fn newest_entries(&self, most: u32) -> Result<Vec<JournalEntryView>, CommandError> {
        let session = self.session()?;
        let range = JournalRange::newest(most as usize);
        let entries = session.with_vault(|vault| vault.journal(range))?;
        let estate = session.estate();
        Ok(entries.iter().map(|entry| view(&estate, entry)).collect())
    }
}

/// Whether an entry is about an entity.
fn touches(entry: &JournalEntry, entity: EntityId) -> bool {
    match &entry.body {
        Some(EntryBody::Changes { images, .. }) => {
            images.iter().any(|image| image.key.id == entity)
        }
        _ => false,
    }
}

fn view(estate: &Estate, entry: &JournalEntry) -> JournalEntryView {
    let (sentence, details, undoable) = match &entry.body {
        None => (
            "An entry whose content was removed".to_owned(),
            Vec::new(),
            false,
        ),
        Some(EntryBody::Changes { set, images, .. }) => (
            set.title.clone(),
            details(estate, set, images),
            undo(estate, &set.title, images).is_ok(),
        ),
        Some(EntryBody::Access { purpose, secrets }) => {
            (access(estate, purpose, secrets), Vec::new(), false)
        }
        Some(EntryBody::VaultEvent { event }) => (vault_event(event), Vec::new(), false),
    };
    JournalEntryView {
        sequence: number(entry.seq),
        at: entry.at.to_string(),
        who: entry.who.clone(),
        kind: match entry.kind {
            EntryKind::Changes => "changes",
            EntryKind::Access => "access",
            EntryKind::VaultEvent => "vault",
        }
        .to_owned(),
        sentence,
        details,
        undoable,
    }
}

/// The changes in words, told on the estate as it was: today's with the before-images put back.
fn details(estate: &Estate, set: &ChangeSet, images: &[Image]) -> Vec<String> {
    let back: Vec<Change> = images
        .iter()
        .map(|image| Change {
            account: image.key.account,
            operation: Operation::Restore {
                images: vec![Image {
                    key: image.key,
                    before: image.after.clone(),
                    after: image.before.clone(),
                }],
            },
        })
        .collect();
    let then = match replay(estate, &ChangeSet::new("", back)) {
        Ok(applied) => applied.estate,
        Err(_) => estate.clone(),
    };
    let shown = ChangeSet::new("", set.changes.iter().take(DETAILS).cloned().collect());
    let mut told: Vec<_> = describe_all(&then, &shown)
        .into_iter()
        .map(|(_, sentence)| sentence)
        .collect();
    let rest = set.changes.len().saturating_sub(DETAILS);
    if rest > 0 {
        told.push(format!("… and {rest} more"));
    }
    told
}

fn access(estate: &Estate, purpose: &str, secrets: &[AccessedSecret]) -> String {
    let verb = match purpose {
        "reveal" | "mfa-qr" => "Showed",
        "mfa-codes" => "Made codes from",
        "copy" => "Copied",
        "export" => "Exported",
        "print" => "Put on paper",
        "encrypt" => "Encrypted",
        _ => "Took out",
    };
    match secrets {
        [one] => {
            let what = match one.kind {
                SecretKind::Password => "the password",
                SecretKind::SecretAccessKey => "a secret access key",
                SecretKind::TotpSeed => "an MFA seed",
                SecretKind::PrivateKey => "a private key",
            };
            match owner(estate, one.credential) {
                Some(name) => format!("{verb} {what} of user {name}"),
                None => format!("{verb} {what} of a user who is gone"),
            }
        }
        many => {
            let mut names: Vec<_> = many
                .iter()
                .filter_map(|secret| owner(estate, secret.credential))
                .collect();
            names.dedup();
            format!("{verb} {} secrets of {}", many.len(), names.join(", "))
        }
    }
}

/// The name of the user whose credential it is.
fn owner(estate: &Estate, credential: EntityId) -> Option<String> {
    estate
        .accounts()
        .flat_map(|account| account.planned().users())
        .find_map(|user| {
            let has = user.credential_ids().any(|held| held == credential);
            has.then(|| user.name.to_string())
        })
}

fn vault_event(event: &VaultEvent) -> String {
    match event {
        VaultEvent::Created => "The vault was made".into(),
        VaultEvent::PasswordChanged => "The vault's password was changed".into(),
        VaultEvent::RecoveryKeyReplaced => "The recovery key was replaced".into(),
        VaultEvent::SlotAdded { slot, label } => {
            format!(
                "{} `{}` can open the vault",
                slot_name(*slot),
                label.as_str()
            )
        }
        VaultEvent::SlotRemoved { slot, label } => {
            let name = slot.map_or("A damaged slot", slot_name);
            match label {
                Some(label) => format!(
                    "{name} `{}` can not open the vault any more",
                    label.as_str()
                ),
                None => format!("{name} can not open the vault any more"),
            }
        }
        VaultEvent::KeyRotated { .. } => {
            "The vault was encrypted anew under another key; the recovery key was replaced".into()
        }
        VaultEvent::SecretsPurged { count: 1 } => "1 sealed secret was purged".into(),
        VaultEvent::SecretsPurged { count } => format!("{count} sealed secrets were purged"),
        VaultEvent::BodiesPurged { before } => {
            format!("The content of entries before {before} was removed")
        }
        VaultEvent::BackedUp { file } => format!("A backup was written: {file}"),
    }
}

fn slot_name(slot: SlotKind) -> &'static str {
    match slot {
        SlotKind::Password => "The password",
        SlotKind::RecoveryKey => "The recovery key",
        SlotKind::KeyFile => "The key file",
        SlotKind::Keychain => "The keychain of",
    }
}

fn number(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
