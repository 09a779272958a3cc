//! The grammar of the command, declared as types. Help texts are the doc comments.

mod account;
mod changes;
mod directory;
mod everybody;
mod hand_off;
mod lint;
mod people;
mod session;
mod simulate;
mod vault;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use account::{
    CollectArguments, ImportAccount, ImportCommand, ImportCredentials, JournalArguments,
    PendingArguments,
};
pub(crate) use changes::{ChangesCommand, Decision, ExportChanges, ImportChanges, MergeChanges};
pub(crate) use directory::{
    GroupCommand, NamedArguments, NewGroupArguments, NewUserArguments, PolicyCommand,
    PolicyListArguments, PolicyScopeArgument, RoleCommand, UserCommand,
};
pub(crate) use everybody::{
    CompareArguments, ExpectArguments, FindingsArguments, PrincipalCanArguments, SourceArguments,
    WhoCanArguments,
};
pub(crate) use hand_off::{
    AccountArguments, AccountFormatArgument, CredentialsArguments, CsvFormatArgument,
    EmailArguments, ExpectationsArguments, ExportCommand, ReportArguments,
};
pub(crate) use lint::LintArguments;
pub(crate) use people::{
    GiveArguments, HandOffCommand, ItemArgument, MarkArgument, MarkArguments, SecretsArgument,
};
pub(crate) use session::{SessionArgument, SessionArguments};
pub(crate) use simulate::{ContextArgument, SimulateArguments, StateArgument};
pub(crate) use vault::{
    BackupArguments, BackupsArguments, BreachedArguments, NewVaultArguments, PasswordArguments,
    RestoreArguments, SlotsArguments, VaultCommand, VaultFolder,
};

/// AWS access on your laptop: an encrypted vault and an offline policy simulator.
///
/// Exit status: 0 done, 1 refused or failed, 2 a check did not hold, 64 usage.
#[derive(Debug, Parser)]
#[command(name = "bailiwick", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Answer in JSON: one object with a `version`, or one object a line where there are many.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make, check and keep up a vault.
    #[command(subcommand)]
    Vault(VaultCommand),
    /// Users and their credentials.
    #[command(subcommand)]
    User(UserCommand),
    /// Groups.
    #[command(subcommand)]
    Group(GroupCommand),
    /// Roles.
    #[command(subcommand)]
    Role(RoleCommand),
    /// Managed policies.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// What is planned and not yet in AWS.
    Pending(PendingArguments),
    /// Bring an account in.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Print a read-only script for the AWS CLI that gathers what `import bundle` takes.
    CollectScript(CollectArguments),
    /// Ask who may do what, and why.
    Simulate(SimulateArguments),
    /// Ask who can do something: everybody, and whom they can become.
    WhoCan(WhoCanArguments),
    /// Say what one principal can do: by service and access level, and on which resources.
    PrincipalCan(PrincipalCanArguments),
    /// Say who gains and who loses what from one account file to another.
    Compare(CompareArguments),
    /// Say what should be looked at in an account, the gravest first.
    Findings(FindingsArguments),
    /// Run saved expectations; exit status 2 when one fails.
    Expect(ExpectArguments),
    /// Check policy documents; exit status 2 when an error is found.
    Lint(LintArguments),
    /// Hand credentials over as files.
    #[command(subcommand)]
    Export(ExportCommand),
    /// Hand over to people, and keep the records of it.
    #[command(subcommand)]
    HandOff(HandOffCommand),
    /// Changes between the vaults of several admins.
    #[command(subcommand)]
    Changes(ChangesCommand),
    /// The journal: what was done, by whom and when, newest first.
    Journal(JournalArguments),
    /// Print completions for a shell.
    GenerateCompletions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Which vault, and how it is opened.
#[derive(Debug, Args)]
pub(crate) struct InVault {
    /// The vault's folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) vault: PathBuf,
    /// A file with the vault's password on its first line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// A key file that opens the vault instead of its password.
    #[arg(long, value_name = "FILE", conflicts_with = "password_file")]
    pub(crate) key_file: Option<PathBuf>,
}

/// Which account of which vault.
#[derive(Debug, Args)]
pub(crate) struct InAccount {
    #[command(flatten)]
    pub(crate) vault: InVault,
    /// The account's id or alias, where the vault holds several.
    #[arg(long = "in", value_name = "ACCOUNT")]
    pub(crate) account: Option<String>,
    /// Why a change has to be though it breaks expectations; it is kept with the change.
    #[arg(long, value_name = "REASON")]
    pub(crate) in_spite_of_expectations: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_grammar_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
