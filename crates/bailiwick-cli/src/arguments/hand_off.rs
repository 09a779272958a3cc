//! `bailiwick export …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{InAccount, StateArgument};

/// What can be handed over.
#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// Credentials as CSV. The journal keeps that they were handed out.
    Credentials(CredentialsArguments),
    /// Sign-in instructions as e-mail drafts. The passwords are not in them.
    Email(EmailArguments),
    /// The account itself, for other programs: no secret is in it.
    Account(AccountArguments),
    /// AWS's credential report as it was imported; without one, what the vault knows.
    CredentialReport(ReportArguments),
    /// What the account expects, as a file that `expect` and `import file` take.
    Expectations(ExpectationsArguments),
}

/// Expectations to write.
#[derive(Debug, Args)]
pub(crate) struct ExpectationsArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// The file, readable by you only; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// A credential report to write.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// What the vault knows, though AWS's own report was imported.
    #[arg(long)]
    pub(crate) own: bool,
    /// The file, readable by you only; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// An account to write.
#[derive(Debug, Args)]
pub(crate) struct AccountArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// The form of the file.
    #[arg(long, value_enum)]
    pub(crate) format: AccountFormatArgument,
    /// Which state of an AWS account.
    #[arg(long, value_enum, default_value_t = StateArgument::Planned, conflicts_with_all = ["pending", "revert"])]
    pub(crate) state: StateArgument,
    /// Only what is planned and not in AWS yet.
    #[arg(long, conflicts_with = "revert")]
    pub(crate) pending: bool,
    /// The way back, for when what is pending has been carried out.
    #[arg(long)]
    pub(crate) revert: bool,
    /// The file, readable by you only; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Forms of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountFormatArgument {
    /// What `aws iam get-account-authorization-details` answers.
    AuthorizationDetails,
    /// A CloudFormation template.
    Cloudformation,
    /// A Terraform configuration with import blocks.
    Terraform,
    /// A script for the AWS CLI that checks before it creates and can be run again.
    AwsCli,
}

/// Credentials to hand over.
#[derive(Debug, Args)]
pub(crate) struct CredentialsArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// Whose; may be given several times.
    #[arg(long = "user", value_name = "USER", required = true)]
    pub(crate) users: Vec<String>,
    /// The form of the file.
    #[arg(long, value_enum)]
    pub(crate) format: CsvFormatArgument,
    /// The file, readable by you only; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Forms of a credentials file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CsvFormatArgument {
    /// User name and access key: what `aws configure import` reads.
    AwsCli,
    /// User name, password and sign-in URL: what the console downloads.
    Console,
    /// The five columns of the console until 2022.
    Legacy,
}

/// E-mail drafts to write.
#[derive(Debug, Args)]
pub(crate) struct EmailArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// For whom; may be given several times.
    #[arg(long = "user", value_name = "USER", required = true)]
    pub(crate) users: Vec<String>,
    /// The folder in which the drafts are made, one for each user.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The address, for a single user.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Option<String>,
    /// Attach the credentials of a single user, encrypted to the receiver's public key: `age1…`,
    /// `ssh-ed25519 …` or `ssh-rsa …`.
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "passphrase_file")]
    pub(crate) encrypt_to: Option<String>,
    /// Attach the credentials, encrypted with the passphrase on the first line of this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}
