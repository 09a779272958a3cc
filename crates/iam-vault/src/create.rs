//! Making a vault: whole, or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use iam_names::{Secret, Timestamp};

use crate::database::Database;
use crate::entropy::{Entropy, EntropyFailure, draw};
use crate::envelope::{DatabaseName, Envelope, Header, SealError};
use crate::folder::{BACKUPS, Folder};
use crate::head::Head;
use crate::journal::{self, EntryBody, VaultEvent};
use crate::kdf::{KdfParameters, NotEnoughMemory};
use crate::keys::DataKey;
use crate::locked;
use crate::platform;
use crate::recovery::RecoveryKey;
use crate::storage::StorageError;
use crate::tables::Tables;
use crate::vault::Vault;

/// What making a vault needs besides its place and password.
pub struct CreateOptions<'a> {
    /// How the password becomes a key.
    pub kdf: KdfParameters,
    /// When.
    pub now: Timestamp,
    /// Who, for the journal.
    pub who: &'a str,
    /// Where keys, salts and nonces are drawn.
    pub entropy: &'a mut dyn Entropy,
}

/// Why a vault was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// Something is there already.
    #[error("there is something at `{}` already", path.display())]
    Exists {
        /// The path.
        path: PathBuf,
    },
    /// The folder that it should be made in is not there.
    #[error("there is no folder `{}` to make a vault in", path.display())]
    NoParent {
        /// The folder.
        path: PathBuf,
    },
    /// An empty password protects nothing.
    #[error("the password is empty")]
    EmptyPassword,
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyFailure),
    /// Too little memory for the key derivation.
    #[error(transparent)]
    Memory(#[from] NotEnoughMemory),
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl CreateError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "vault-exists",
            Self::NoParent { .. } => "vault-missing",
            Self::EmptyPassword => "vault-empty-password",
            Self::Entropy(_) => "vault-entropy",
            Self::Memory(_) => "vault-no-memory",
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Exists { .. } => "choose another name, or open what is there".into(),
            Self::NoParent { .. } => "make the folder first, or choose another one".into(),
            Self::EmptyPassword => "choose a password: several words are easy to keep".into(),
            Self::Entropy(_) => "try again; if it stays so, the system is not healthy".into(),
            Self::Memory(_) => "close other programs and try again".into(),
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Exists { path } | Self::NoParent { path } => Some(path),
            Self::Storage(error) => error.at(),
            _ => None,
        }
    }
}

impl From<SealError> for CreateError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Memory(lacking) => Self::Memory(lacking),
            SealError::Entropy(_) | SealError::Cipher => Self::Entropy(EntropyFailure),
        }
    }
}

impl Vault {
    /// Makes a vault with an empty estate, and the recovery key to print.
    ///
    /// The folder must not exist yet, or be empty. It is made beside its place and moved there
    /// when it is complete and on the disk, so that nobody ever meets half a vault.
    pub fn create(
        path: &Path,
        password: &Secret<String>,
        options: CreateOptions<'_>,
    ) -> Result<(Self, RecoveryKey), CreateError> {
        // Only its length is looked at.
        if password.expose().is_empty() {
            return Err(CreateError::EmptyPassword);
        }
        let place = place(path)?;
        let CreateOptions {
            kdf,
            now,
            who,
            entropy,
        } = options;
        let key = DataKey::make(entropy)?;
        let recovery = RecoveryKey::make(entropy)?;
        let header = Header::new(
            draw(entropy)?,
            DatabaseName::from_bytes(draw(entropy)?),
            now,
        );
        let envelope = Envelope::make(header, &key, kdf, password, &recovery, entropy)?;
        let made_in = beside(&place, draw(entropy)?);
        let made =
            fill(&made_in, &envelope, &key, who, now).and_then(|()| put_in_place(&made_in, &place));
        if let Err(error) = made {
            // Everything in it is encrypted; leaving it would only confuse.
            let _ = fs::remove_dir_all(&made_in);
            return Err(error);
        }
        let folder = Folder::find(&place).map_err(|_| CreateError::NoParent {
            path: place.clone(),
        })?;
        let vault = locked::load(folder, &envelope, key)?;
        Ok((vault, recovery))
    }
}

/// Refuses a place that is taken, and makes the path one that can be renamed to.
pub(crate) fn place(path: &Path) -> Result<PathBuf, CreateError> {
    let failed = |error: io::Error| StorageError::from_io("looking at the folder", path, &error);
    let taken = || CreateError::Exists {
        path: path.to_owned(),
    };
    match fs::read_dir(path) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(taken());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(taken()),
        Err(error) => return Err(failed(error).into()),
    }
    let absolute = std::path::absolute(path).map_err(failed)?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(taken());
    };
    let parent = fs::canonicalize(parent).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => CreateError::NoParent {
            path: parent.to_owned(),
        },
        _ => failed(error).into(),
    })?;
    Ok(parent.join(name))
}

pub(crate) fn beside(place: &Path, bytes: [u8; 4]) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{}", crate::hex::text(&bytes)))
}

fn fill(
    folder: &Path,
    envelope: &Envelope,
    key: &DataKey,
    who: &str,
    now: Timestamp,
) -> Result<(), CreateError> {
    let failed = |error: io::Error| StorageError::from_io("making the vault", folder, &error);
    platform::make_private_folder(folder).map_err(failed)?;
    platform::make_private_folder(&folder.join(BACKUPS)).map_err(failed)?;
    let path = folder.join(envelope.header().database.as_str());
    let mut database = Database::create(&path, &key.derive_database_key())?;
    let transaction = database.begin_writing()?;
    let vault = envelope.header().vault.0;
    let tables = Tables {
        connection: &transaction,
        path: &path,
        key: &key.derive_head_key(),
        vault,
    };
    let mut head = Head::genesis(&vault);
    let event = VaultEvent::Created;
    journal::append(
        &tables,
        &mut head,
        who,
        now,
        &journal::written(EntryBody::VaultEvent { event }),
    )?;
    head.store(&tables)?;
    transaction
        .commit()
        .map_err(|error| StorageError::from_sqlite("making the vault", &path, &error))?;
    drop(database);
    Folder::find(folder)
        .map_err(|_| failed(io::Error::from(io::ErrorKind::NotFound)))?
        .replace_envelope(envelope)?;
    Ok(())
}

/// Moves a complete folder to its place; this is the moment at which the vault is there.
pub(crate) fn put_in_place(made_in: &Path, place: &Path) -> Result<(), CreateError> {
    let failed = |error: io::Error| StorageError::from_io("making the vault", place, &error);
    // An empty folder in the way: Windows renames only to a free name.
    match fs::remove_dir(place) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            return Err(CreateError::Exists {
                path: place.to_owned(),
            });
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(failed(error).into());
        }
        _ => {}
    }
    fs::rename(made_in, place).map_err(failed)?;
    if let Some(parent) = place.parent() {
        platform::sync_folder(parent).map_err(failed)?;
    }
    Ok(())
}
