//! `bailiwick vault …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What can be done with a vault.
#[derive(Debug, Subcommand)]
pub(crate) enum VaultCommand {
    /// Make a vault with its first account. Its recovery key is shown this once.
    Create(NewVaultArguments),
    /// Run every integrity check there is; exit status 2 when one does not hold.
    Check(VaultFolder),
    /// Change the vault's password. The recovery key stays.
    Password(PasswordArguments),
    /// List what can open the vault; make a key file, or take a way in away.
    Slots(SlotsArguments),
    /// Make another recovery key, shown this once; the printed one opens nothing any more.
    RecoveryKey(VaultFolder),
    /// Encrypt the vault anew under another key. The password stays; the recovery key is another
    /// one, shown this once; key files and keychains have to be added again.
    Rotate(VaultFolder),
    /// Make a backup, open it and check it.
    Backup(BackupArguments),
    /// List the backups in the vault's own folder.
    Backups(BackupsArguments),
    /// Make a vault of a backup, in a new folder. No vault is ever written over.
    Restore(RestoreArguments),
}

/// A new vault.
#[derive(Debug, Args)]
pub(crate) struct NewVaultArguments {
    /// The folder to make; by custom its name ends in `.bailiwick`.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The first account's twelve digits.
    #[arg(long, value_name = "DIGITS")]
    pub(crate) account_id: String,
    /// Make it a local account: Bailiwick is the authority and issues its credentials.
    #[arg(long)]
    pub(crate) local: bool,
    /// `aws`, `aws-cn` or `aws-us-gov`.
    #[arg(long, default_value = "aws")]
    pub(crate) partition: String,
    /// The account's alias.
    #[arg(long, value_name = "NAME")]
    pub(crate) alias: Option<String>,
    /// A file with the new password on its first line; `-` is standard input. Without it the
    /// terminal asks, twice.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) breached: BreachedArguments,
}

/// Where a new password is looked up.
#[derive(Debug, Args)]
pub(crate) struct BreachedArguments {
    /// Refuse the new password if it stands in this list: SHA-1 hashes of Have I Been Pwned,
    /// ordered by hash.
    #[arg(long, value_name = "FILE")]
    pub(crate) breached_hashes: Option<PathBuf>,
}

/// An existing vault.
#[derive(Debug, Args)]
pub(crate) struct VaultFolder {
    /// The vault's folder.
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,
    /// A file with the vault's password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

/// What can open the vault.
#[derive(Debug, Args)]
pub(crate) struct SlotsArguments {
    #[command(flatten)]
    pub(crate) vault: VaultFolder,
    /// Make a key file here; whoever has it opens the vault without a password.
    #[arg(long, value_name = "FILE", conflicts_with = "remove")]
    pub(crate) add_key_file: Option<PathBuf>,
    /// What the key file is called in the list; its file name otherwise.
    #[arg(long, value_name = "NAME", requires = "add_key_file")]
    pub(crate) label: Option<String>,
    /// Take away the way in with this id.
    #[arg(long, value_name = "ID")]
    pub(crate) remove: Option<String>,
}

/// A backup.
#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    pub(crate) vault: VaultFolder,
    /// The file to write, which must not exist; in the vault's own folder otherwise.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}

/// The list of backups. No password is needed; with one it says what came after each.
#[derive(Debug, Args)]
pub(crate) struct BackupsArguments {
    /// The vault's folder.
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,
    /// A file with the vault's password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

/// A restore.
#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub(crate) backup: PathBuf,
    /// The folder to make, which must not exist or be empty.
    #[arg(long, value_name = "DIR", required_unless_present = "preview")]
    pub(crate) to: Option<PathBuf>,
    /// Only say what the backup holds; asks for the password it was made under.
    #[arg(long, conflicts_with = "to")]
    pub(crate) preview: bool,
    /// With `--preview`: a file with the password of the day the backup was made.
    #[arg(long, value_name = "FILE", requires = "preview")]
    pub(crate) password_file: Option<PathBuf>,
}

/// A change of password.
#[derive(Debug, Args)]
pub(crate) struct PasswordArguments {
    #[command(flatten)]
    pub(crate) vault: VaultFolder,
    /// A file with the new password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) breached: BreachedArguments,
}
