//! `bailiwick who-can`, `principal-can`, `compare`, `findings` and `expect`, and which account is asked about

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::{ContextArgument, StateArgument};

/// Which account is asked about: one of a vault, or the one of a file. The command that takes this
/// in says which of its arguments exclude each other.
#[derive(Debug, Args)]
pub(crate) struct SourceArguments {
    /// Ask about an account of this vault.
    #[arg(long, value_name = "DIR")]
    pub(crate) vault: Option<PathBuf>,
    /// Ask about the account of this file, the answer of
    /// `aws iam get-account-authorization-details`; no vault is needed.
    #[arg(long = "account", value_name = "FILE.json")]
    pub(crate) account_file: Option<PathBuf>,
    /// A file with the vault's password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE", requires = "vault")]
    pub(crate) password_file: Option<PathBuf>,
    /// The account's id or alias, where the vault holds several.
    #[arg(long = "in", value_name = "ACCOUNT", requires = "vault")]
    pub(crate) account: Option<String>,
    /// Which state of an AWS account answers.
    #[arg(long, value_enum, default_value_t = StateArgument::Planned)]
    pub(crate) state: StateArgument,
}

/// Whose account is looked through.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").args(["vault", "account_file"]).required(true)))]
pub(crate) struct FindingsArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
}

/// A question about everybody.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").args(["vault", "account_file"]).required(true)))]
pub(crate) struct WhoCanArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// The action.
    #[arg(long, value_name = "ACTION")]
    pub(crate) action: String,
    /// The resource. Without one the question is about any resource.
    #[arg(long, value_name = "ARN")]
    pub(crate) resource: Option<String>,
    /// A condition key: `KEY=VALUE`, `KEY[]=VALUE` adds to a list, `KEY[]=` is an empty list.
    #[arg(long = "context", value_name = "KEY=VALUE")]
    pub(crate) context: Vec<ContextArgument>,
}

/// A question about everything that one principal can do.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").args(["vault", "account_file"]).required(true)))]
pub(crate) struct PrincipalCanArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// Who: the ARN of a user, role, session or root user, or a service principal.
    #[arg(long, value_name = "ARN")]
    pub(crate) principal: String,
    /// Tell of these actions only: an action or a pattern of actions; may be given several times.
    #[arg(long = "action", value_name = "ACTION")]
    pub(crate) actions: Vec<String>,
    /// A condition key: `KEY=VALUE`, `KEY[]=VALUE` adds to a list, `KEY[]=` is an empty list.
    #[arg(long = "context", value_name = "KEY=VALUE")]
    pub(crate) context: Vec<ContextArgument>,
}

/// Two account files, or what is in AWS and what is planned.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").args(["vault", "accounts"]).required(true)))]
pub(crate) struct CompareArguments {
    /// An account file, given twice: before and after.
    #[arg(long = "account", value_name = "FILE.json")]
    pub(crate) accounts: Vec<PathBuf>,
    /// Compare what the last import saw in AWS with what is planned in this vault.
    #[arg(long, value_name = "DIR")]
    pub(crate) vault: Option<PathBuf>,
    /// A file with the vault's password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE", requires = "vault")]
    pub(crate) password_file: Option<PathBuf>,
    /// The account's id or alias, where the vault holds several.
    #[arg(long = "in", value_name = "ACCOUNT", requires = "vault")]
    pub(crate) account: Option<String>,
    /// Ask these expectations as well, in a file as `expect` takes it: those whose answer differs
    /// are told.
    #[arg(long, value_name = "FILE")]
    pub(crate) expectations: Option<PathBuf>,
}

/// Expectations to check.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").args(["vault", "account_file"]).required(true)))]
pub(crate) struct ExpectArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// A file of expectations; `-` is standard input. Without one, those that the vault's account
    /// keeps are asked.
    #[arg(value_name = "FILE", required_unless_present = "vault")]
    pub(crate) file: Option<PathBuf>,
}
