//! `bailiwick user …`, `group …`, `role …` and `policy …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::InAccount;

/// What can be done with users.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make a user, with groups, policies, tags and credentials: whole or not at all.
    Create(NewUserArguments),
    /// List the users.
    List(InAccount),
    /// Show a user.
    Show(NamedArguments),
    /// Delete a user with its credentials, policies and memberships.
    Delete(NamedArguments),
    /// Disable the whole person: deactivate the credentials, deny everything.
    Disable(DisableArguments),
    /// Enable a person again: give back exactly what was active.
    Enable(NamedArguments),
}

/// What can be done with groups.
#[derive(Debug, Subcommand)]
pub(crate) enum GroupCommand {
    /// Make a group, with policies.
    Create(NewGroupArguments),
    /// List the groups.
    List(InAccount),
    /// Show a group.
    Show(NamedArguments),
    /// Delete a group, taking its members and policies out first.
    Delete(NamedArguments),
}

/// What can be done with roles.
#[derive(Debug, Subcommand)]
pub(crate) enum RoleCommand {
    /// List the roles.
    List(InAccount),
    /// Show a role.
    Show(NamedArguments),
}

/// What can be done with managed policies.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// List managed policies.
    List(PolicyListArguments),
    /// Show a managed policy, by name or ARN.
    Show(NamedArguments),
}

/// One thing, by name.
#[derive(Debug, Args)]
pub(crate) struct NamedArguments {
    /// Its name; AWS compares names without case.
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) place: InAccount,
}

/// Whom to disable, and why.
#[derive(Debug, Args)]
pub(crate) struct DisableArguments {
    #[command(flatten)]
    pub(crate) named: NamedArguments,
    /// Why, for whoever looks at the user later.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
}

/// Which policies.
#[derive(Debug, Args)]
pub(crate) struct PolicyListArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// Which ones.
    #[arg(long, value_enum, default_value_t = PolicyScopeArgument::Customer)]
    pub(crate) scope: PolicyScopeArgument,
}

/// Which policies a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolicyScopeArgument {
    /// The account's own.
    Customer,
    /// AWS managed.
    Aws,
    /// Both.
    All,
}

/// A new user.
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
#[derive(Debug, Args)]
pub(crate) struct NewUserArguments {
    /// The user name.
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// The path.
    #[arg(long, default_value = "/")]
    pub(crate) path: String,
    /// A group to join; may be given several times.
    #[arg(long = "group", value_name = "GROUP")]
    pub(crate) groups: Vec<String>,
    /// A policy to attach, by ARN or name; may be given several times.
    #[arg(long = "policy", value_name = "ARN")]
    pub(crate) policies: Vec<String>,
    /// The permissions boundary, by ARN or name.
    #[arg(long, value_name = "ARN")]
    pub(crate) boundary: Option<String>,
    /// A tag; may be given several times.
    #[arg(long = "tag", value_name = "KEY=VALUE")]
    pub(crate) tags: Vec<String>,
    /// Give console access with a generated password that must be changed at the first sign-in.
    #[arg(long)]
    pub(crate) console: bool,
    /// Make that password of syllables, to be read out or typed.
    #[arg(long, requires = "console")]
    pub(crate) pronounceable: bool,
    /// Make an access key; in an AWS account, request one.
    #[arg(long)]
    pub(crate) access_key: bool,
    /// Write the credentials to a CSV file that only you can read.
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Write the sign-in instructions as an e-mail draft; the password is not in it.
    #[arg(long, value_name = "FILE.eml")]
    pub(crate) email: Option<PathBuf>,
    /// Print the credentials.
    #[arg(long)]
    pub(crate) show: bool,
}

/// A new group.
#[derive(Debug, Args)]
pub(crate) struct NewGroupArguments {
    /// The group's name.
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// A policy to attach, by ARN or name; may be given several times.
    #[arg(long = "policy", value_name = "ARN")]
    pub(crate) policies: Vec<String>,
}
