//! `bailiwick import …`, `bailiwick pending` and `bailiwick journal`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{InAccount, InVault};

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// A file of any kind that can be imported, or a folder of policies: its content says what it
    /// is.
    File(ImportAccount),
    /// The answer of `aws iam get-account-authorization-details`.
    AuthorizationDetails(ImportAccount),
    /// Credentials that AWS has issued: they go into the vault, all of them or none.
    ///
    /// The console's CSV files, what `aws iam create-access-key` answers, `~/.aws/credentials`.
    Credentials(ImportCredentials),
    /// What the script of `collect-script` gathered: the account with its credentials' metadata.
    Bundle(ImportAccount),
}

/// The collect script.
#[derive(Debug, Args)]
pub(crate) struct CollectArguments {
    /// The file, readable by you only; without it, standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "policy")]
    pub(crate) out: Option<PathBuf>,
    /// Print the policy instead that whoever runs the script needs.
    #[arg(long)]
    pub(crate) policy: bool,
}

/// Files with credentials.
#[derive(Debug, Args)]
pub(crate) struct ImportCredentials {
    /// The files; `-` is standard input.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// Whose they are, where a file does not say.
    #[arg(long, value_name = "USER")]
    pub(crate) user: Option<String>,
}

/// An account file.
#[derive(Debug, Args)]
pub(crate) struct ImportAccount {
    /// The file; a folder of policies; another vault's folder.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// Only print what would change.
    #[arg(long)]
    pub(crate) plan: bool,
    /// Make new accounts local ones: rehearsal copies for which Bailiwick is the authority.
    #[arg(long)]
    pub(crate) local: bool,
    /// A row of the plan to leave out, for example `policy read-reports`; may be given several
    /// times.
    #[arg(long, value_name = "ROW")]
    pub(crate) leave_out: Vec<String>,
    /// A row in conflict in which what AWS has becomes the plan; may be given several times.
    #[arg(long, value_name = "ROW")]
    pub(crate) take_aws: Vec<String>,
    /// For another vault: a file with its password on its first line. Without it the terminal asks.
    #[arg(long, value_name = "FILE")]
    pub(crate) other_password_file: Option<PathBuf>,
}

/// What is pending.
#[derive(Debug, Args)]
pub(crate) struct PendingArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
}

/// The journal.
#[derive(Debug, Args)]
pub(crate) struct JournalArguments {
    #[command(flatten)]
    pub(crate) vault: InVault,
    /// Verify the chain of entries instead; exit status 2 when it does not hold.
    #[arg(long)]
    pub(crate) verify: bool,
    /// Only entries whose sentence, person or time contains this, without case.
    #[arg(long, value_name = "TEXT")]
    pub(crate) find: Option<String>,
    /// Only entries of this kind.
    #[arg(long, value_parser = ["changes", "access", "vault"])]
    pub(crate) kind: Option<String>,
    /// How many entries at most; 0 is all of them.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: u32,
}
