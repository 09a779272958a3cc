//! The envelope, `keyslots.json`: which database file is the vault's, and the data key wrapped
//! once per slot.
//!
//! Three layers, because three things can have happened. Plain checksums (of the header, of each
//! slot, of the file) notice damage and say where, before any key is at hand; a slot that fails
//! to open although its checksum holds was tried with a wrong key; and a code under the data key
//! covers everything, so that a slot added or swapped by somebody who can compute checksums is
//! noticed too. What a slot wraps is bound to the vault and to the slot's own parameters. See
//! `slot.rs` for one slot.

use iam_names::{Secret, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::entropy::Entropy;
use crate::hex::Hex;
use crate::kdf::KdfParameters;
use crate::keys::{DataKey, hash};
use crate::recovery::RecoveryKey;

mod slot;

use slot::{Binding, Slot};
pub use slot::{NotASlotLabel, OpenWith, SlotKind, SlotLabel};
pub(crate) use slot::{SealError, SealWith, UnwrapError};

/// The envelope's file name in the vault's folder.
pub(crate) const FILE_NAME: &str = "keyslots.json";
/// An envelope has about 2 KB; more than this was never one.
pub(crate) const MOST_BYTES: u64 = 64 * 1024;

/// More ways in than a team needs, and few enough for a file of 64 KB.
const MOST_SLOTS: usize = 16;

/// The version stands twice, so that one flipped bit in it is damage and not the future.
const FORMAT: &str = "bailiwick-keyslots/1";
const VERSION: u32 = 1;

/// An envelope as it was read: what is damaged in it is known, what is tampered is not yet.
#[derive(Debug)]
pub(crate) struct Envelope {
    header: Header,
    slots: Vec<Entry>,
    code: Option<[u8; 32]>,
    findings: Vec<EnvelopeFinding>,
}

/// Damage that leaves an envelope usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeFinding {
    /// The bytes are not those that were written, although they read the same.
    #[error("`keyslots.json` is not byte for byte what was written")]
    Rewritten,
    /// A slot that can no longer open the vault.
    #[error("slot {number} of `keyslots.json` is damaged")]
    Slot {
        /// The slot, from 1.
        number: usize,
    },
    /// The authentication code or the checksum of the file.
    #[error("the code that authenticates `keyslots.json` is damaged")]
    Code,
}

/// A slot as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotSummary {
    /// What it is called in a request; none when it is damaged.
    pub id: Option<String>,
    /// What opens it, as far as it can still be read.
    pub kind: Option<SlotKind>,
    /// What a person called it.
    pub label: Option<SlotLabel>,
    /// When it was made.
    pub made: Option<Timestamp>,
}

/// Why a slot was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RemoveError {
    NoSuchSlot,
    /// The password is changed and never removed: revealing asks for it.
    Password,
    /// Nobody could open the vault any more.
    LastHuman,
}

/// Why bytes are not an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EnvelopeError {
    /// Not readable; `at` says where.
    Damaged { at: String },
    /// Written by a newer version of the format.
    Newer { version: u64 },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    format: String,
    version: u32,
    pub(crate) vault: Hex<16>,
    pub(crate) database: DatabaseName,
    pub(crate) made: Timestamp,
}

/// `vault-<16 hex digits>.db`, and nothing that leads out of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct DatabaseName(String);

/// A slot, or what is left of one. It is kept: its owner may still have the other half.
#[derive(Clone, Debug)]
enum Entry {
    Intact(Slot),
    Damaged(Value),
}

/// The file, field by field in the order they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    vault: Hex<16>,
    database: DatabaseName,
    made: Timestamp,
    header_checksum: Hex<8>,
    slots: Vec<Value>,
    code: Value,
    checksum: Value,
}

impl Header {
    pub(crate) fn new(vault: [u8; 16], database: DatabaseName, made: Timestamp) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            vault: Hex(vault),
            database,
            made,
        }
    }

    fn checksum(&self) -> Hex<8> {
        checksum(&[&json(self)])
    }
}

impl DatabaseName {
    pub(crate) fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(format!("vault-{}.db", crate::hex::text(&bytes)))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DatabaseName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.strip_prefix("vault-")
            .and_then(|rest| rest.strip_suffix(".db"))
            .and_then(crate::hex::parse::<8>)
            .map(Self::from_bytes)
            .ok_or("not the name of a vault's database")
    }
}

impl From<DatabaseName> for String {
    fn from(name: DatabaseName) -> Self {
        name.0
    }
}

impl Envelope {
    /// Makes the envelope of a new vault: a password slot and a recovery key's.
    pub(crate) fn make(
        header: Header,
        key: &DataKey,
        kdf: KdfParameters,
        password: &Secret<String>,
        recovery: &RecoveryKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, SealError> {
        let made = header.made;
        let mut envelope = Self {
            header,
            slots: Vec::new(),
            code: None,
            findings: Vec::new(),
        };
        envelope.put(SealWith::Password(password, kdf), key, made, entropy)?;
        envelope.put(SealWith::RecoveryKey(recovery), key, made, entropy)?;
        Ok(envelope)
    }

    /// Reads an envelope; no key is needed and nothing slow is done.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        refuse_newer(bytes)?;
        let file: File = serde_json::from_slice(bytes).map_err(|error| damaged_at(&error))?;
        let header = Header {
            format: file.format,
            version: file.version,
            vault: file.vault,
            database: file.database,
            made: file.made,
        };
        if header.format != FORMAT
            || header.version != VERSION
            || header.checksum() != file.header_checksum
        {
            return Err(EnvelopeError::Damaged {
                at: "header".into(),
            });
        }
        let slots: Vec<Entry> = file.slots.into_iter().map(Entry::read).collect();
        let code = serde_json::from_value::<Hex<32>>(file.code.clone()).ok();
        let mut envelope = Self {
            header,
            slots,
            code: code.map(|code| code.0),
            findings: Vec::new(),
        };
        envelope.findings = envelope.findings_in(bytes, &file.code, &file.checksum);
        Ok(envelope)
    }

    fn findings_in(&self, bytes: &[u8], code: &Value, checksum: &Value) -> Vec<EnvelopeFinding> {
        let mut findings = self.damaged_slots();
        let is_whole = self
            .code
            .is_some_and(|code| *checksum == json_value(&self.file_checksum(&code)));
        if !is_whole && findings.is_empty() {
            findings.push(EnvelopeFinding::Code);
        }
        if self.bytes_with(code.clone(), checksum.clone()) != bytes {
            findings.push(EnvelopeFinding::Rewritten);
        }
        findings
    }

    /// What is damaged, without any key.
    pub(crate) fn findings(&self) -> &[EnvelopeFinding] {
        &self.findings
    }

    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// The kinds of the slots that can still open the vault.
    pub(crate) fn intact_slots(&self) -> Vec<SlotKind> {
        self.intact().map(|slot| slot.opener.kind()).collect()
    }

    /// Every slot, in the order of the file.
    pub(crate) fn summaries(&self) -> Vec<SlotSummary> {
        self.slots.iter().map(Entry::summary).collect()
    }

    /// Whether there is room for one more.
    pub(crate) fn is_full(&self) -> bool {
        self.slots.len() >= MOST_SLOTS
    }

    fn intact(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter_map(|entry| match entry {
            Entry::Intact(slot) => Some(slot),
            Entry::Damaged(_) => None,
        })
    }

    /// Takes the data key out of a slot, and checks with it that nobody has altered the envelope.
    pub(crate) fn unwrap(&self, with: OpenWith<'_>) -> Result<DataKey, UnwrapError> {
        let binding = self.binding();
        let mut outcome = if self.findings.is_empty() {
            UnwrapError::NoSlot
        } else {
            UnwrapError::Damaged
        };
        for slot in self
            .intact()
            .filter(|slot| slot.opener.kind() == with.kind())
        {
            match slot.unwrap(&binding, with) {
                Ok(key) => return self.verified(key),
                Err(error) => outcome = error,
            }
        }
        Err(outcome)
    }

    /// A code that fails although every checksum holds is the work of a person, not of a disk.
    fn verified(&self, key: DataKey) -> Result<DataKey, UnwrapError> {
        let holds = self.is_authenticated_by(&key);
        let is_damage = self
            .findings
            .iter()
            .any(|finding| *finding != EnvelopeFinding::Rewritten);
        if holds || is_damage {
            Ok(key)
        } else {
            Err(UnwrapError::Tampered)
        }
    }

    /// Whether the code over the whole envelope is one that the data key makes.
    pub(crate) fn is_authenticated_by(&self, key: &DataKey) -> bool {
        self.code.is_some_and(|code| {
            key.derive_envelope_key()
                .verifies(&[&self.authenticated()], &code)
        })
    }

    /// Puts a slot in place of those of its kind and name, damaged ones included.
    pub(crate) fn put(
        &mut self,
        with: SealWith<'_>,
        key: &DataKey,
        made: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SealError> {
        let slot = Slot::seal(&self.binding(), with, key, made, entropy)?;
        self.slots.retain(|entry| !entry.is_replaced_by(&slot));
        self.slots.push(Entry::Intact(slot));
        self.authenticate(key);
        Ok(())
    }

    /// Takes a slot out by its id. What is left always has an intact slot that a person can open.
    pub(crate) fn remove(&mut self, id: &str, key: &DataKey) -> Result<SlotSummary, RemoveError> {
        let is_meant = |slot: &Slot| slot.id() == id;
        let slot = self
            .intact()
            .find(|slot| is_meant(slot))
            .ok_or(RemoveError::NoSuchSlot)?;
        let is_human = |slot: &&Slot| slot.opener.kind().is_human();
        if !self.intact().filter(is_human).any(|slot| !is_meant(slot)) {
            return Err(RemoveError::LastHuman);
        }
        if slot.opener.kind() == SlotKind::Password {
            return Err(RemoveError::Password);
        }
        let removed = summary(slot);
        self.slots
            .retain(|entry| !matches!(entry, Entry::Intact(slot) if is_meant(slot)));
        self.authenticate(key);
        Ok(removed)
    }

    /// Makes the code over what the envelope says now.
    fn authenticate(&mut self, key: &DataKey) {
        let code = key
            .derive_envelope_key()
            .authenticate(&[&self.authenticated()]);
        self.code = Some(code);
        self.findings = self.damaged_slots();
    }

    fn damaged_slots(&self) -> Vec<EnvelopeFinding> {
        (1..)
            .zip(&self.slots)
            .filter(|(_, entry)| matches!(entry, Entry::Damaged(_)))
            .map(|(number, _)| EnvelopeFinding::Slot { number })
            .collect()
    }

    /// The bytes of the file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let code = self.code.unwrap_or_default();
        self.bytes_with(
            json_value(&Hex(code)),
            json_value(&self.file_checksum(&code)),
        )
    }

    fn bytes_with(&self, code: Value, checksum: Value) -> Vec<u8> {
        let file = File {
            format: self.header.format.clone(),
            version: self.header.version,
            vault: self.header.vault,
            database: self.header.database.clone(),
            made: self.header.made,
            header_checksum: self.header.checksum(),
            slots: self.slots.iter().map(Entry::to_value).collect(),
            code,
            checksum,
        };
        // INVARIANT: these types always have a JSON form.
        let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    fn binding(&self) -> Binding<'_> {
        Binding {
            format: &self.header.format,
            vault: self.header.vault,
        }
    }

    /// What the code covers: the header and every slot, in order.
    fn authenticated(&self) -> Vec<u8> {
        let slots: Vec<Value> = self.slots.iter().map(Entry::to_value).collect();
        json(&(&self.header, slots))
    }

    fn file_checksum(&self, code: &[u8; 32]) -> Hex<8> {
        checksum(&[&self.authenticated(), code])
    }
}

impl Entry {
    fn read(value: Value) -> Self {
        match serde_json::from_value::<Slot>(value.clone()) {
            Ok(slot) if slot.is_intact() => Self::Intact(slot),
            _ => Self::Damaged(value),
        }
    }

    fn to_value(&self) -> Value {
        match self {
            Self::Intact(slot) => json_value(slot),
            Self::Damaged(value) => value.clone(),
        }
    }

    /// The kind, as far as it can still be read.
    fn kind(&self) -> Option<SlotKind> {
        match self {
            Self::Intact(slot) => Some(slot.opener.kind()),
            Self::Damaged(value) => {
                serde_json::from_value(value.get("opener")?.get("kind")?.clone()).ok()
            }
        }
    }

    /// What a person called it, as far as it can still be read.
    fn label(&self) -> Option<SlotLabel> {
        match self {
            Self::Intact(slot) => slot.opener.label().cloned(),
            Self::Damaged(value) => {
                serde_json::from_value(value.get("opener")?.get("label")?.clone()).ok()
            }
        }
    }

    fn is_replaced_by(&self, slot: &Slot) -> bool {
        self.kind() == Some(slot.opener.kind()) && self.label().as_ref() == slot.opener.label()
    }

    fn summary(&self) -> SlotSummary {
        match self {
            Self::Intact(slot) => summary(slot),
            Self::Damaged(_) => SlotSummary {
                id: None,
                kind: self.kind(),
                label: self.label(),
                made: None,
            },
        }
    }
}

fn summary(slot: &Slot) -> SlotSummary {
    SlotSummary {
        id: Some(slot.id()),
        kind: Some(slot.opener.kind()),
        label: slot.opener.label().cloned(),
        made: Some(slot.made()),
    }
}

/// A newer format may have any fields, so its version is looked for before the rest is read.
fn refuse_newer(bytes: &[u8]) -> Result<(), EnvelopeError> {
    #[derive(Deserialize)]
    struct Peek {
        format: String,
        version: u64,
    }
    let peek: Peek = serde_json::from_slice(bytes).map_err(|error| damaged_at(&error))?;
    let is_newer = peek.version > u64::from(VERSION)
        && peek.format == format!("bailiwick-keyslots/{}", peek.version);
    if is_newer {
        return Err(EnvelopeError::Newer {
            version: peek.version,
        });
    }
    Ok(())
}

fn damaged_at(error: &serde_json::Error) -> EnvelopeError {
    EnvelopeError::Damaged {
        at: format!("line {}, column {}", error.line(), error.column()),
    }
}

/// A plain checksum: it finds damage, and proves nothing.
fn checksum(parts: &[&[u8]]) -> Hex<8> {
    let mut short = [0; 8];
    short.copy_from_slice(&hash(parts)[..8]);
    Hex(short)
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // INVARIANT: these types always have a JSON form.
    serde_json::to_vec(value).unwrap_or_default()
}

fn json_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
