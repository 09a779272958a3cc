//! A vault whose key nobody has yet: it can say whose it is, and be unlocked.

use std::path::Path;
use std::sync::Arc;

use iam_directory::Estate;
use iam_names::{Secret, Timestamp};

use crate::backup;
use crate::database::Database;
use crate::entities;
use crate::envelope::{Envelope, EnvelopeFinding, OpenWith, SlotKind, SlotSummary, UnwrapError};
use crate::folder::{Folder, OpenError};
use crate::head::Head;
use crate::journal;
use crate::kdf::{KdfRefused, NotEnoughMemory};
use crate::keys::{DataKey, MacKey};
use crate::recovery::RecoveryKey;
use crate::secrets;
use crate::storage::StorageError;
use crate::surroundings::{self, FolderFinding};
use crate::tables::Tables;
use crate::throttle::{Attempt, ThrottleError};
use crate::vault::Vault;
use crate::window::{self, WindowClaim, WindowError, WindowOwner};

/// A vault that was found and not unlocked. Nothing in it can be read.
#[derive(Debug)]
pub struct LockedVault {
    folder: Folder,
    slots: Vec<SlotKind>,
    findings: Vec<EnvelopeFinding>,
}

/// Why a vault was not unlocked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// The password opens no slot of this vault.
    #[error("this password does not open the vault")]
    WrongPassword,
    /// The recovery key was typed right and opens no slot of this vault.
    #[error("this recovery key does not open the vault")]
    WrongRecoveryKey,
    /// The key file is whole and opens no slot of this vault.
    #[error("this key file does not open the vault")]
    WrongKeyFile,
    /// What the system's keychain keeps opens no slot of this vault.
    #[error("the key in this machine's keychain does not open the vault")]
    WrongKeychain,
    /// Too many wrong passwords: the next one is looked at later.
    #[error("too many wrong passwords: the next one can be tried in {seconds} s")]
    Throttled {
        /// How long to wait.
        seconds: u32,
    },
    /// The slot is damaged: nothing is known about the password or recovery key.
    #[error("the slot of the {} in `keyslots.json` is damaged", name(*slot))]
    SlotDamaged {
        /// Which.
        slot: SlotKind,
    },
    /// There is no such slot.
    #[error("the vault has no slot for a {}", name(*slot))]
    NoSlot {
        /// Which.
        slot: SlotKind,
    },
    /// Somebody without the key has altered the envelope.
    #[error("`keyslots.json` was altered by something other than Bailiwick")]
    Tampered,
    /// The stored key derivation is not one that is run.
    #[error("the vault's stored parameters are refused: {0}")]
    Kdf(KdfRefused),
    /// The machine has too little memory.
    #[error(transparent)]
    Memory(NotEnoughMemory),
    /// The folder or the envelope.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

const fn name(slot: SlotKind) -> &'static str {
    match slot {
        SlotKind::Password => "password",
        SlotKind::RecoveryKey => "recovery key",
        SlotKind::KeyFile => "key file",
        SlotKind::Keychain => "keychain",
    }
}

impl UnlockError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "vault-wrong-password",
            Self::WrongRecoveryKey => "vault-wrong-recovery-key",
            Self::WrongKeyFile => "vault-wrong-key-file",
            Self::WrongKeychain => "vault-wrong-keychain",
            Self::Throttled { .. } => "vault-throttled",
            // Every vault is made with the first two: that one is missing is damage.
            Self::NoSlot {
                slot: SlotKind::KeyFile | SlotKind::Keychain,
            } => "vault-no-slot",
            Self::SlotDamaged { .. } | Self::NoSlot { .. } => "vault-envelope-damaged",
            Self::Tampered => "vault-envelope-tampered",
            Self::Kdf(_) => "vault-kdf-refused",
            Self::Memory(_) => "vault-no-memory",
            Self::Open(error) => error.code(),
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::WrongPassword => {
                "check the keyboard layout and caps lock; the recovery key opens it as well".into()
            }
            Self::WrongRecoveryKey => {
                "it was typed without a mistake: look for the key of this vault, or a newer one"
                    .into()
            }
            Self::WrongKeyFile => {
                "look for the key file of this vault; a removed or rotated slot opens nothing"
                    .into()
            }
            Self::WrongKeychain => {
                "use the password: the keychain was reset, or the vault's key was rotated".into()
            }
            Self::Throttled { .. } => {
                "wait, or use the recovery key or a key file, which nobody can guess".into()
            }
            Self::SlotDamaged { slot } | Self::NoSlot { slot } => match slot {
                SlotKind::Password => "use the recovery key, or put the file back from a backup",
                _ => "use the password, or put the file back from a backup",
            }
            .into(),
            Self::Tampered => {
                "keep the folder as it is, and put the file back from a backup".into()
            }
            Self::Kdf(_) => {
                "use the recovery key; the file was altered or is of another program's making"
                    .into()
            }
            Self::Memory(_) => "close other programs and try again".into(),
            Self::Open(error) => error.help(),
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Open(error) => error.at(),
            Self::Storage(error) => error.at(),
            _ => None,
        }
    }
}

impl LockedVault {
    /// Finds a vault: reads its envelope, looks at its files, and derives nothing.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::in_folder(Folder::find(path)?)
    }

    pub(crate) fn in_folder(folder: Folder) -> Result<Self, OpenError> {
        let envelope = folder.read_envelope()?;
        folder.refuse_read_only()?;
        Ok(Self {
            slots: envelope.intact_slots(),
            findings: envelope.findings().to_vec(),
            folder,
        })
    }

    /// The vault's folder, without links in its path.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What can open the vault: the slots that are not damaged.
    #[must_use]
    pub fn slots(&self) -> &[SlotKind] {
        &self.slots
    }

    /// Damage of the envelope that still leaves a slot to open.
    #[must_use]
    pub fn findings(&self) -> &[EnvelopeFinding] {
        &self.findings
    }

    /// What a person should know about where the vault lies.
    #[must_use]
    pub fn surroundings(&self) -> Vec<FolderFinding> {
        let name = self.folder.read_envelope().ok();
        let name = name
            .as_ref()
            .map(|envelope| envelope.header().database.as_str());
        surroundings::look(self.folder.path(), name.unwrap_or_default())
    }

    /// Claims the vault for a window. Keep the claim as long as the window shows it.
    pub fn claim_window(&self, owner: &WindowOwner) -> Result<WindowClaim, WindowError> {
        window::claim(&self.folder, owner)
    }

    /// Unlocks with the password. Takes about a second, on purpose.
    pub fn unlock_with_password(
        &self,
        password: &Secret<String>,
        now: Timestamp,
    ) -> Result<Vault, UnlockError> {
        self.unlock(OpenWith::Password(password), now)
    }

    /// Unlocks with the printed recovery key.
    pub fn unlock_with_recovery_key(
        &self,
        key: &RecoveryKey,
        now: Timestamp,
    ) -> Result<Vault, UnlockError> {
        self.unlock(OpenWith::RecoveryKey(key), now)
    }

    /// Every slot, damaged ones included.
    pub fn slot_summaries(&self) -> Result<Vec<SlotSummary>, OpenError> {
        Ok(self.folder.read_envelope()?.summaries())
    }

    /// The vault's id, by which a keychain keeps its key.
    pub fn id(&self) -> Result<[u8; 16], OpenError> {
        Ok(self.folder.read_envelope()?.header().vault.0)
    }

    /// Unlocks with any of the things that open a slot. The envelope is read again, because the
    /// password may have been changed since.
    pub fn unlock(&self, with: OpenWith<'_>, now: Timestamp) -> Result<Vault, UnlockError> {
        let envelope = self.folder.read_envelope()?;
        let (key, wrong_tries) = try_key(&self.folder, &envelope, with, now)?;
        let path = self.folder.database_path(&envelope);
        let mut database = Database::open_as_it_is(&path, &key.derive_database_key())?;
        if let Some(version) = database.earlier_version()? {
            backup::before_upgrade(&database, version, &self.folder, &envelope, &key, now)?;
        }
        database.bring_up_to_date()?;
        let mut vault = loaded(self.folder.clone(), &envelope, key, database)?;
        vault.note_wrong_tries(wrong_tries);
        vault.clear_leftovers();
        vault.purge_expired(now)?;
        Ok(vault)
    }
}

/// Takes the data key out of the envelope, counting tries of the one thing that can be guessed.
/// Says how many wrong passwords came before.
pub(crate) fn try_key(
    folder: &Folder,
    envelope: &Envelope,
    with: OpenWith<'_>,
    now: Timestamp,
) -> Result<(DataKey, u32), UnlockError> {
    if with.kind() != SlotKind::Password {
        return Ok((unwrap(envelope, with)?, 0));
    }
    let attempt = Attempt::begin(folder.path(), now)?;
    match unwrap(envelope, with) {
        Ok(key) => Ok((key, attempt.succeeded())),
        Err(UnlockError::WrongPassword) => Err(UnlockError::WrongPassword),
        Err(other) => {
            // Nothing was learned about the password, so nothing is counted.
            attempt.withdraw();
            Err(other)
        }
    }
}

impl From<ThrottleError> for UnlockError {
    fn from(error: ThrottleError) -> Self {
        match error {
            ThrottleError::Wait { seconds } => Self::Throttled { seconds },
            ThrottleError::Storage(error) => Self::Storage(error),
        }
    }
}

/// Takes the data key out of the envelope and says what is known when that fails.
pub(crate) fn unwrap(envelope: &Envelope, with: OpenWith<'_>) -> Result<DataKey, UnlockError> {
    let slot = with.kind();
    envelope.unwrap(with).map_err(|error| match error {
        UnwrapError::WrongKey => match slot {
            SlotKind::Password => UnlockError::WrongPassword,
            SlotKind::RecoveryKey => UnlockError::WrongRecoveryKey,
            SlotKind::KeyFile => UnlockError::WrongKeyFile,
            SlotKind::Keychain => UnlockError::WrongKeychain,
        },
        UnwrapError::Damaged => UnlockError::SlotDamaged { slot },
        UnwrapError::NoSlot => UnlockError::NoSlot { slot },
        UnwrapError::Tampered => UnlockError::Tampered,
        UnwrapError::Kdf(refused) => UnlockError::Kdf(refused),
        UnwrapError::Memory(lacking) => UnlockError::Memory(lacking),
    })
}

/// Opens the database with the key and takes the estate into memory, checking on the way that
/// the tables are those of the last write and that the journal's chain holds.
pub(crate) fn load(
    folder: Folder,
    envelope: &Envelope,
    key: DataKey,
) -> Result<Vault, StorageError> {
    let path = folder.database_path(envelope);
    let database = Database::open(&path, &key.derive_database_key())?;
    loaded(folder, envelope, key, database)
}

/// The same with a database that is open already.
fn loaded(
    folder: Folder,
    envelope: &Envelope,
    key: DataKey,
    mut database: Database,
) -> Result<Vault, StorageError> {
    let head_key = key.derive_head_key();
    let vault = envelope.header().vault.0;
    let (head, estate) = load_tables(&mut database, &head_key, vault)?;
    Vault::new(folder, vault, key, head_key, database, head, estate)
}

/// Takes the estate into memory and checks that everything is as the last write left it.
pub(crate) fn load_tables(
    database: &mut Database,
    key: &MacKey,
    vault: [u8; 16],
) -> Result<(Head, Arc<Estate>), StorageError> {
    let path = database.path().to_owned();
    let transaction = database.begin_reading()?;
    let tables = Tables {
        connection: &transaction,
        path: &path,
        key,
        vault,
    };
    let head = Head::load(&tables)?;
    journal::verify(&tables, &head)?;
    secrets::verify(&tables, &head)?;
    let estate = Arc::new(entities::load(&tables, &head)?);
    Ok((head, estate))
}
