//! `bailiwick changes …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::InVault;

/// Changes between the vaults of several admins.
#[derive(Debug, Subcommand)]
pub(crate) enum ChangesCommand {
    /// Write what was changed since a journal entry, encrypted for the other admins. No secret is
    /// in it.
    Export(ExportChanges),
    /// Take over what another admin changed; without `--take` nothing is changed.
    Import(ImportChanges),
    /// Take over what another copy of this vault has, such as a conflict copy that a sync left.
    Merge(MergeChanges),
}

/// Changes to write.
#[derive(Debug, Args)]
pub(crate) struct ExportChanges {
    #[command(flatten)]
    pub(crate) vault: InVault,
    /// The last journal entry that the others have; `journal` shows the numbers.
    #[arg(long, value_name = "ENTRY")]
    pub(crate) since: u64,
    /// Another admin's public key, `age1…` or an SSH key; may be given several times.
    #[arg(long, value_name = "KEY", required_unless_present = "passphrase_file")]
    pub(crate) encrypt_to: Vec<String>,
    /// A file with a passphrase on its first line, which goes by another way.
    #[arg(long, value_name = "FILE", conflicts_with = "encrypt_to")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// Changes to take over.
#[derive(Debug, Args)]
pub(crate) struct ImportChanges {
    /// The file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) vault: InVault,
    /// Your identity file, as `age-keygen` makes it, or an SSH key without a passphrase.
    #[arg(long, value_name = "FILE", required_unless_present = "passphrase_file")]
    pub(crate) identity: Option<PathBuf>,
    /// A file with the passphrase on its first line.
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    pub(crate) passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

/// A copy to merge.
#[derive(Debug, Args)]
pub(crate) struct MergeChanges {
    /// The copy: a folder with its `keyslots.json` and database.
    #[arg(value_name = "DIR")]
    pub(crate) copy: PathBuf,
    #[command(flatten)]
    pub(crate) vault: InVault,
    /// A file with the copy's password; the vault's own otherwise.
    #[arg(long, value_name = "FILE")]
    pub(crate) copy_password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

/// What becomes of it.
#[derive(Debug, Args)]
pub(crate) struct Decision {
    /// Take it over, as one change with one undo. In conflicts ours stays.
    #[arg(long)]
    pub(crate) take: bool,
    /// In the conflict with this id theirs counts; may be given several times.
    #[arg(long, value_name = "ID", requires = "take")]
    pub(crate) theirs: Vec<String>,
    /// Why it has to be though it breaks expectations; it is kept with the change.
    #[arg(long, value_name = "REASON", requires = "take")]
    pub(crate) in_spite_of_expectations: Option<String>,
}
