//! The journal, read by a person.
//!
//! Entries hold changes and images, not sentences: the words are made here, from the names that
//! things had when the entry was written.

use iam_directory::{Change, ChangeSet, Estate, Image, Operation, describe_all, replay, undo};
use iam_names::{EntityId, Secret};
use iam_vault::{
    AccessedSecret, EntryBody, EntryKind, JournalEntry, JournalRange, SecretKind, SlotKind,
    VaultEvent,
};

use crate::App;
use crate::contract::Rows;
use crate::contract::journal::{JournalEntryView, JournalRequest, JournalSearchRequest};
use crate::error::CommandError;
use crate::handoff::PrivateFile;

/// The most entries that one answer holds.
const CEILING: u32 = 200;

/// The most changes of one entry that are told one by one.
const DETAILS: usize = 50;

/// How many entries are read at once when looking for those of one entity.
const BATCH: usize = 500;

/// Which entries are meant.
struct Meant {
    entity: Option<EntityId>,
    kind: String,
    text: String,
}

impl App {
    /// A window of the journal, newest first.
    pub fn journal(
        &self,
        request: &JournalRequest,
    ) -> Result<Rows<JournalEntryView>, CommandError> {
        self.search_journal(&JournalSearchRequest {
            entity: request.entity.clone(),
            offset: request.offset,
            limit: request.limit,
            ..JournalSearchRequest::default()
        })
    }

    /// A window of the entries that are meant, newest first.
    pub fn search_journal(
        &self,
        request: &JournalSearchRequest,
    ) -> Result<Rows<JournalEntryView>, CommandError> {
        let session = self.session()?;
        let limit = if request.limit == 0 {
            CEILING
        } else {
            request.limit.min(CEILING)
        };
        let (offset, limit) = (request.offset as usize, limit as usize);
        let meant = Meant::of(request)?;
        let newest = session
            .with_vault(|vault| vault.journal(JournalRange::newest(1)))?
            .first()
            .map_or(0, |entry| entry.seq);
        let estate = session.estate();
        let (matching, entries) = if meant.is_everything() {
            let before = newest.saturating_sub(request.offset.into()) + 1;
            let range = JournalRange {
                before: Some(before),
                most: limit,
            };
            (newest, session.with_vault(|vault| vault.journal(range))?)
        } else {
            let (mut matching, mut found) = (0, Vec::new());
            self.walk_journal(newest, |entry| {
                if meant.is(&estate, &entry) {
                    if (offset..offset + limit).contains(&matching) {
                        found.push(entry);
                    }
                    matching += 1;
                }
            })?;
            (matching as u64, found)
        };
        Ok(Rows {
            total: number(newest),
            matching: number(matching),
            rows: entries.iter().map(|entry| view(&estate, entry)).collect(),
        })
    }

    /// The entries that are meant as a file for its owner: one JSON object a line, oldest first.
    pub fn journal_file(
        &self,
        request: &JournalSearchRequest,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let (meant, estate) = (Meant::of(request)?, session.estate());
        let mut lines = Vec::new();
        self.walk_journal(u64::MAX - 1, |entry| {
            if meant.is(&estate, &entry) {
                // INVARIANT: a view always has a JSON form.
                lines.push(serde_json::to_string(&view(&estate, &entry)).unwrap_or_default());
            }
        })?;
        lines.reverse();
        lines.push(String::new());
        Ok(PrivateFile {
            suggested_name: "journal.ndjson".to_owned(),
            bytes: Secret::new(lines.join("\n").into_bytes()),
            notes: vec!["It holds names and what was done, and no secret.".to_owned()],
        })
    }

    /// Goes through the journal from an entry back to the first, some at a time.
    fn walk_journal(
        &self,
        newest: u64,
        mut visit: impl FnMut(JournalEntry),
    ) -> Result<(), CommandError> {
        let session = self.session()?;
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
            batch.into_iter().for_each(&mut visit);
        }
        Ok(())
    }
}

impl Meant {
    fn of(request: &JournalSearchRequest) -> Result<Self, CommandError> {
        let entity = match request.entity.as_str() {
            "" => None,
            id => Some(
                id.parse::<EntityId>()
                    .map_err(|_| CommandError::not_found("entity"))?,
            ),
        };
        Ok(Self {
            entity,
            kind: request.kind.clone(),
            text: request.text.trim().to_lowercase(),
        })
    }

    fn is_everything(&self) -> bool {
        self.entity.is_none() && self.kind.is_empty() && self.text.is_empty()
    }

    fn is(&self, estate: &Estate, entry: &JournalEntry) -> bool {
        let contains = |text: &str| text.to_lowercase().contains(&self.text);
        self.entity.is_none_or(|entity| touches(entry, entity))
            && (self.kind.is_empty() || kind(entry.kind) == self.kind)
            && (self.text.is_empty()
                || contains(&entry.who)
                || contains(&entry.at.to_string())
                || contains(&headline(estate, entry)))
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
    let sentence = headline(estate, entry);
    let (details, undoable) = match &entry.body {
        Some(EntryBody::Changes { set, images, .. }) => (
            details(estate, set, images),
            undo(estate, &set.title, images).is_ok(),
        ),
        _ => (Vec::new(), false),
    };
    JournalEntryView {
        sequence: number(entry.seq),
        at: entry.at.to_string(),
        who: entry.who.clone(),
        kind: kind(entry.kind).to_owned(),
        sentence,
        details,
        undoable,
    }
}

/// What happened, in one sentence.
fn headline(estate: &Estate, entry: &JournalEntry) -> String {
    match &entry.body {
        None => "An entry whose content was removed".to_owned(),
        Some(EntryBody::Changes { set, .. }) => set.title.clone(),
        Some(EntryBody::Access { purpose, secrets }) => access(estate, purpose, secrets),
        Some(EntryBody::VaultEvent { event }) => vault_event(event),
    }
}

const fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Changes => "changes",
        EntryKind::Access => "access",
        EntryKind::VaultEvent => "vault",
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
