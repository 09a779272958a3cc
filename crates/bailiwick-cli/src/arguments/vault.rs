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

/// A change of password.
#[derive(Debug, Args)]
pub(crate) struct PasswordArguments {
    #[command(flatten)]
    pub(crate) vault: VaultFolder,
    /// A file with the new password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_password_file: Option<PathBuf>,
}
