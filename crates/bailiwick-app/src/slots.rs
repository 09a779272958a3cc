//! What can open the vault: key files, the keychain, another recovery key, another data key.
//!
//! Each act asks for the password again, whatever was entered before: who gets in is not a thing
//! to change at somebody else's unlocked desk.

use std::path::Path;

use iam_names::Secret;
use iam_vault::{KeptKey, LockedVault, OpenWith, SlotKind, SlotLabel, SlotSummary};

use crate::App;
use crate::contract::Nothing;
use crate::contract::secret::SavedView;
use crate::contract::upkeep::{
    AddKeyFileRequest, PasswordRequest, RecoveryKeyView, RemoveSlotRequest, SlotKindView, SlotView,
    SlotsView,
};
use crate::contract::vault::GateView;
use crate::environment::VaultEntropy;
use crate::error::{Code, CommandError};
use crate::handoff::PrivateFile;
use crate::keychain::KeychainFailed;
use crate::view::date;

/// A key file is one line of about a hundred characters.
const LONGEST_KEY_FILE: u64 = 4096;

impl App {
    /// What can open the vault.
    pub fn vault_slots(&self, _request: &Nothing) -> Result<SlotsView, CommandError> {
        let session = self.session()?;
        let (slots, id) =
            session.with_vault(|vault| Ok::<_, CommandError>((vault.slots()?, vault.id())))?;
        Ok(SlotsView {
            keychain: self.environment.keychain.is_some(),
            in_keychain: self.kept(&id).is_some(),
            slots: slots.iter().map(slot_view).collect(),
        })
    }

    /// The name to suggest for a key file: asked before anything is made, so that a closed dialog
    /// leaves no slot that nothing opens.
    pub fn key_file_name(&self, request: &AddKeyFileRequest) -> Result<String, CommandError> {
        let label = label(&request.label)?;
        Ok(format!("{}.bailiwick-key", file_name(label.as_str())))
    }

    /// Makes a key file, which must not be there yet, and its slot.
    pub fn add_key_file(
        &self,
        request: &AddKeyFileRequest,
        path: &Path,
    ) -> Result<SavedView, CommandError> {
        let label = label(&request.label)?;
        if path.exists() {
            return Err(CommandError::new(
                Code::FileNotWritten,
                "there is a file of this name already",
            )
            .help("choose another name: a key file is never written over")
            .at(path.display().to_string()));
        }
        let password = Secret::new(request.password.clone());
        let (who, now) = (self.operator(), self.environment.clock.now());
        let key = self.session()?.with_vault(|vault| {
            let mut entropy = VaultEntropy(&*self.environment.randomness);
            vault.add_key_file(
                OpenWith::Password(&password),
                &label,
                &mut entropy,
                &who,
                now,
            )
        })?;
        let note =
            "Keep it where the vault is not: whoever has both opens the vault without a password.";
        let file = PrivateFile {
            suggested_name: String::new(),
            // The file receives the key: that is what it is for.
            bytes: Secret::new(key.to_text().expose().as_bytes().to_vec()),
            notes: vec![note.to_owned()],
        };
        let saved = self.write_private_file(path, &file);
        if saved.is_err() {
            // A slot that nothing opens would only promise something.
            self.remove_labelled(SlotKind::KeyFile, &label, &password)?;
        }
        saved
    }

    /// Has this machine's keychain open the vault.
    pub fn add_keychain(&self, request: &PasswordRequest) -> Result<SlotsView, CommandError> {
        let keychain = self.keychain()?;
        let machine = self.machine();
        let label = label(&machine)?;
        let password = Secret::new(request.password.clone());
        let (who, now) = (self.operator(), self.environment.clock.now());
        let (key, id) = self.session()?.with_vault(|vault| {
            let mut entropy = VaultEntropy(&*self.environment.randomness);
            let with = OpenWith::Password(&password);
            let key = vault.add_keychain(with, &label, &mut entropy, &who, now)?;
            Ok::<_, CommandError>((key, vault.id()))
        })?;
        if let Err(failed) = keychain.keep(&item(&id), &key.to_text()) {
            self.remove_labelled(SlotKind::Keychain, &label, &password)?;
            return Err(failed.into());
        }
        self.vault_slots(&Nothing {})
    }

    fn remove_labelled(
        &self,
        kind: SlotKind,
        label: &SlotLabel,
        password: &Secret<String>,
    ) -> Result<(), CommandError> {
        let (who, now) = (self.operator(), self.environment.clock.now());
        self.session()?.with_vault(|vault| {
            let id = vault.slots()?.into_iter().find_map(|slot| {
                let is_meant = slot.kind == Some(kind) && slot.label.as_ref() == Some(label);
                slot.id.filter(|_| is_meant)
            });
            if let Some(id) = id {
                vault.remove_slot(OpenWith::Password(password), &id, &who, now)?;
            }
            Ok::<_, CommandError>(())
        })
    }

    /// Removes a way in.
    pub fn remove_slot(&self, request: &RemoveSlotRequest) -> Result<SlotsView, CommandError> {
        let password = Secret::new(request.password.clone());
        let (who, now) = (self.operator(), self.environment.clock.now());
        let (removed, id) = self.session()?.with_vault(|vault| {
            let with = OpenWith::Password(&password);
            let removed = vault.remove_slot(with, &request.id, &who, now)?;
            Ok::<_, CommandError>((removed, vault.id()))
        })?;
        let is_ours = removed.kind == Some(SlotKind::Keychain)
            && removed.label.as_ref().map(SlotLabel::as_str) == Some(&self.machine());
        if let (true, Some(keychain)) = (is_ours, &self.environment.keychain) {
            // What it keeps opens nothing any more; that it could not forget it does no harm.
            let _ = keychain.forget(&item(&id));
        }
        self.vault_slots(&Nothing {})
    }

    /// Makes another recovery key; the printed one opens nothing any more.
    pub fn replace_recovery_key(
        &self,
        request: &PasswordRequest,
    ) -> Result<RecoveryKeyView, CommandError> {
        let password = Secret::new(request.password.clone());
        let (who, now) = (self.operator(), self.environment.clock.now());
        let key = self.session()?.with_vault(|vault| {
            let mut entropy = VaultEntropy(&*self.environment.randomness);
            vault.replace_recovery_key(&password, &mut entropy, &who, now)
        })?;
        Ok(RecoveryKeyView {
            // The window shows it this once and has the person confirm it.
            recovery_key: key.to_printable().expose().clone(),
            dropped: Vec::new(),
        })
    }

    /// Encrypts the vault anew under another data key.
    pub fn rotate_key(&self, request: &PasswordRequest) -> Result<RecoveryKeyView, CommandError> {
        let password = Secret::new(request.password.clone());
        let (who, now) = (self.operator(), self.environment.clock.now());
        let session = self.session()?;
        session.with_vault(|vault| vault.confirm_password(&password, now))?;
        let kdf = self.derivation()?;
        let rotated = session.with_vault(|vault| {
            let mut entropy = VaultEntropy(&*self.environment.randomness);
            vault.rotate_key(&password, kdf, &mut entropy, &who, now)
        })?;
        Ok(RecoveryKeyView {
            recovery_key: rotated.recovery.to_printable().expose().clone(),
            dropped: rotated.dropped.iter().map(dropped).collect(),
        })
    }

    /// Opens the chosen vault with a key file.
    pub fn unlock_with_key_file(&self, file: &Path) -> Result<GateView, CommandError> {
        let key = read_key_file(file)?;
        self.unlock_with(OpenWith::KeyFile(&key))?;
        self.gate(&Nothing {})
    }

    /// Opens the chosen vault with what this machine's keychain keeps.
    pub fn unlock_with_keychain(&self, _request: &Nothing) -> Result<GateView, CommandError> {
        let keychain = self.keychain()?;
        let id = LockedVault::open(&self.chosen()?)?.id()?;
        let kept = keychain.find(&item(&id))?;
        let key = kept
            .and_then(|text| text.expose().parse::<KeptKey>().ok())
            .ok_or_else(|| {
                CommandError::from(KeychainFailed("it keeps no key of this vault".into()))
            })?;
        self.unlock_with(OpenWith::Keychain(&key))?;
        self.gate(&Nothing {})
    }

    /// Whether this machine's keychain keeps a key of the vault.
    pub(crate) fn kept(&self, id: &[u8; 16]) -> Option<Secret<String>> {
        self.environment.keychain.as_ref()?.find(&item(id)).ok()?
    }

    fn keychain(&self) -> Result<&dyn crate::Keychain, CommandError> {
        self.environment.keychain.as_deref().ok_or_else(|| {
            CommandError::from(KeychainFailed(
                "there is none that Bailiwick can use".into(),
            ))
        })
    }
}

/// Under which name the keychain keeps a vault's key.
fn item(vault: &[u8; 16]) -> String {
    format!("vault {}", iam_names::EntityId::from_bytes(*vault))
}

fn read_key_file(path: &Path) -> Result<KeptKey, CommandError> {
    let at = || path.display().to_string();
    let bytes = crate::files::read_secret(path, LONGEST_KEY_FILE)?;
    std::str::from_utf8(bytes.expose())
        .map_err(|_| iam_vault::NotAKeptKey)
        .and_then(str::parse)
        .map_err(|error: iam_vault::NotAKeptKey| {
            CommandError::coded(error.code(), error.to_string())
                .help(error.help())
                .at(at())
        })
}

fn label(text: &str) -> Result<SlotLabel, CommandError> {
    text.parse().map_err(|error: iam_vault::NotASlotLabel| {
        CommandError::new(Code::InvalidField, error.to_string())
            .help("for example `USB stick in the safe`")
            .at("label")
    })
}

/// A label as the beginning of a file's name.
fn file_name(label: &str) -> String {
    label
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                '-'
            }
        })
        .collect()
}

/// A slot, for a list.
pub(crate) fn slot_view(slot: &SlotSummary) -> SlotView {
    let kind = slot.kind.map_or(SlotKindView::Unknown, slot_kind);
    SlotView {
        id: slot.id.clone().unwrap_or_default(),
        kind,
        label: slot
            .label
            .as_ref()
            .map_or_else(String::new, |label| label.as_str().to_owned()),
        made: date(slot.made),
        removable: slot.id.is_some() && kind != SlotKindView::Password,
    }
}

pub(crate) fn slot_kind(kind: SlotKind) -> SlotKindView {
    match kind {
        SlotKind::Password => SlotKindView::Password,
        SlotKind::RecoveryKey => SlotKindView::RecoveryKey,
        SlotKind::KeyFile => SlotKindView::KeyFile,
        SlotKind::Keychain => SlotKindView::Keychain,
    }
}

fn dropped(slot: &SlotSummary) -> String {
    let label = slot.label.as_ref().map_or("?", SlotLabel::as_str);
    match slot.kind {
        Some(SlotKind::Keychain) => format!("the keychain of {label}"),
        Some(SlotKind::KeyFile) => format!("the key file {label}"),
        _ => "a damaged slot".to_owned(),
    }
}

impl From<KeychainFailed> for CommandError {
    fn from(failed: KeychainFailed) -> Self {
        Self::new(Code::KeychainNotAvailable, failed.to_string())
            .help("use the password; the keychain is only an extra")
    }
}
