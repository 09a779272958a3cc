//! `bailiwick hand-off …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{CsvFormatArgument, InAccount};

/// Hand-offs and their records.
#[derive(Debug, Subcommand)]
pub(crate) enum HandOffCommand {
    /// Hand over to people: instructions as e-mail drafts, secrets by the way you choose.
    Give(GiveArguments),
    /// Who was given what, and what waits to be done.
    List(InAccount),
    /// Note how far hand-offs have come.
    Mark(MarkArguments),
}

/// What is handed to whom, and how.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command")]
pub(crate) struct GiveArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// To whom; may be given several times.
    #[arg(long = "user", value_name = "USER")]
    pub(crate) users: Vec<String>,
    /// Everybody of a group, too.
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Option<String>,
    /// Everybody on a list, too: names and e-mail addresses, one person a line, or a CSV with
    /// headers such as `User name`, `Name`, `E-mail`, `Language`, `Groups` and `Recipient`.
    #[arg(long, value_name = "FILE")]
    pub(crate) people: Option<PathBuf>,
    /// Make users of those on the list who are none yet, with console access.
    #[arg(long, requires = "people")]
    pub(crate) create: bool,
    /// What; may be given several times. Without it: the password, and instructions for MFA.
    #[arg(long = "what", value_name = "WHAT", value_enum)]
    pub(crate) items: Vec<ItemArgument>,
    /// How the secrets go.
    #[arg(long, value_enum, default_value_t = SecretsArgument::Told)]
    pub(crate) secrets: SecretsArgument,
    /// The form of CSV files.
    #[arg(long, value_enum, default_value_t = CsvFormatArgument::Console)]
    pub(crate) format: CsvFormatArgument,
    /// No e-mail drafts.
    #[arg(long)]
    pub(crate) no_letter: bool,
    /// The language of those for whom none is known: `en`, `de`, `fr` or `es`.
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) language: String,
    /// A letter of your own in that language: the subject on the first line, then the text, with
    /// placeholders such as `{user_name}`.
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// The region of the CLI profile.
    #[arg(long, value_name = "REGION", default_value = "")]
    pub(crate) region: String,
    /// Days until the hand-off is too late; 0 for never.
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub(crate) days: u32,
    /// Do not keep addresses, languages and keys with the users.
    #[arg(long)]
    pub(crate) forget: bool,
    /// Only say what would be handed over.
    #[arg(long)]
    pub(crate) plan: bool,
    /// Print passphrases of our making, once. Needed where one is made.
    #[arg(long)]
    pub(crate) show: bool,
    /// The folder for the files, readable by you only.
    #[arg(long, value_name = "DIR", required_unless_present = "plan")]
    pub(crate) out: Option<PathBuf>,
}

/// What can be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ItemArgument {
    /// The console password.
    Password,
    /// The newest active access key.
    AccessKey,
    /// Instructions for setting up MFA alone.
    Mfa,
    /// The QR code of a virtual MFA device whose seed the vault has.
    MfaDevice,
    /// The id of the registered SSH public key.
    SshKey,
    /// The commands and the profile for the AWS CLI.
    CliProfile,
}

/// How secrets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SecretsArgument {
    /// Told by you: no file holds them.
    Told,
    /// A printed sheet for each person (HTML).
    Sheet,
    /// A CSV file for each person.
    Csv,
    /// Encrypted with age, to the person's own key or with a passphrase of our making.
    Encrypted,
}

/// Records and what is noted of them.
#[derive(Debug, Args)]
pub(crate) struct MarkArguments {
    #[command(flatten)]
    pub(crate) place: InAccount,
    /// The records' ids, as `hand-off list` shows them.
    #[arg(value_name = "ID", required = true)]
    pub(crate) hand_offs: Vec<String>,
    /// What is noted.
    #[arg(long = "as", value_enum)]
    pub(crate) mark: MarkArgument,
}

/// What can be noted of a hand-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarkArgument {
    /// It was sent, given or told.
    Sent,
    /// The person has it.
    Confirmed,
    /// It is too late, or was withdrawn.
    Expired,
    /// Its file is deleted.
    FileDeleted,
    /// The record is not wanted any more.
    Forgotten,
}
