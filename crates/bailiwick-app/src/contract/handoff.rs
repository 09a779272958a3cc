//! The hand-off: who is given what, by which way, and how far that has come.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::change::FieldErrorView;
use super::secret::CsvFormat;

/// Asks what people could be given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffPeopleRequest {
    /// The account.
    pub account: String,
    /// The users' local ids; at most 5,000.
    #[serde(default)]
    pub users: Vec<String>,
    /// Everybody of this group, too; empty for none.
    #[serde(default)]
    pub group: String,
}

/// Somebody to whom something can be handed over.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what there is, as the window lists it"
)]
pub struct HandOffPersonView {
    /// The user's local id.
    pub user: String,
    /// The user name.
    pub user_name: String,
    /// The e-mail address that is known, or empty.
    pub email: String,
    /// The language that is known, or empty.
    pub language: String,
    /// The public key that is kept for attachments, or empty.
    pub recipient: String,
    /// Whether the user can sign in to the console.
    pub console: bool,
    /// The password's local id, when the vault has it; else empty.
    pub password: String,
    /// Whether it must be changed at the first sign-in.
    pub reset_required: bool,
    /// The local id of the newest active access key whose secret the vault has; else empty.
    pub access_key: String,
    /// Whether an authenticator's seed is in the vault.
    pub mfa_seed: bool,
    /// Whether an MFA device protects the user already.
    pub mfa_enabled: bool,
    /// Whether an SSH public key is registered.
    pub ssh_key: bool,
    /// How far the last hand-off has come, or empty.
    pub last: String,
}

/// A list of people as somebody pasted it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReadPeopleRequest {
    /// The account.
    pub account: String,
    /// One person a line: names, addresses, or a table with headers.
    pub text: String,
}

/// What a list of people says.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PeopleListView {
    /// The people.
    pub people: Vec<ListedPersonView>,
    /// What could not be read, each with its line.
    pub problems: Vec<FieldErrorView>,
    /// Headers of columns that were passed over.
    pub ignored_columns: Vec<String>,
}

/// Somebody on a list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ListedPersonView {
    /// The line, from 1.
    pub line: u32,
    /// The user name, given or made of the address or the name.
    pub user_name: String,
    /// Whether it was made.
    pub made: bool,
    /// The person's own name, or empty.
    pub name: String,
    /// The e-mail address, or empty.
    pub email: String,
    /// The language, or empty.
    pub language: String,
    /// The public key for attachments, or empty.
    pub recipient: String,
    /// The local ids of the groups that the list names.
    pub groups: Vec<String>,
    /// The local id of the user of that name, or empty when there is none yet.
    pub user: String,
}

/// A language of the instructions, with its letter as text to edit.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffLanguageView {
    /// The tag: `de`.
    pub tag: String,
    /// Its own name: `Deutsch`.
    pub name: String,
    /// The subject that comes with it.
    pub subject: String,
    /// The text that comes with it.
    pub body: String,
}

/// What the letter can say.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffTextsView {
    /// The languages.
    pub languages: Vec<HandOffLanguageView>,
    /// The words that can stand in braces.
    pub placeholders: Vec<String>,
}

/// Hands over to people: what `preview_hand_off` shows and `hand_off` does.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffRequest {
    /// The account.
    pub account: String,
    /// To whom.
    pub people: Vec<HandOffPersonRequest>,
    /// What.
    pub items: HandOffItems,
    /// Whether the instructions are drafted as e-mails.
    pub letter: bool,
    /// How the secrets go.
    pub secrets: SecretsWay,
    /// The form of CSV files.
    pub csv_format: CsvFormat,
    /// Letters that were edited, by language.
    #[serde(default)]
    pub templates: Vec<TemplateRequest>,
    /// The region of the CLI profile, or empty.
    #[serde(default)]
    pub region: String,
    /// Days until the hand-off is too late; 0 for never.
    #[serde(default)]
    pub days: u32,
    /// Keep addresses, languages and keys with the users.
    #[serde(default)]
    pub remember: bool,
}

/// To whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffPersonRequest {
    /// The user's local id.
    pub user: String,
    /// The person's own name, or empty.
    #[serde(default)]
    pub name: String,
    /// The e-mail address, or empty.
    #[serde(default)]
    pub email: String,
    /// The tag of the language; empty is English.
    #[serde(default)]
    pub language: String,
    /// The public key for attachments, or empty.
    #[serde(default)]
    pub recipient: String,
}

/// What is handed over. What a person does not have is passed over and said.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a list to tick, as the window shows it"
)]
pub struct HandOffItems {
    /// The console password.
    #[serde(default)]
    pub password: bool,
    /// The newest active access key.
    #[serde(default)]
    pub access_key: bool,
    /// The QR code of a virtual MFA device whose seed the vault has.
    #[serde(default)]
    pub mfa_device: bool,
    /// Instructions for setting up MFA alone.
    #[serde(default)]
    pub mfa_alone: bool,
    /// The id of the registered SSH public key and how to use it.
    #[serde(default)]
    pub ssh_key: bool,
    /// The commands for an AWS CLI profile, and the profile where secrets go into a file.
    #[serde(default)]
    pub cli_profile: bool,
}

/// How secrets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum SecretsWay {
    /// Told on the phone or in person, read off the screen: no file.
    Screen,
    /// A printed sheet for each person.
    Sheet,
    /// A CSV file for each person.
    Csv,
    /// A file encrypted to the person's own key, or with a passphrase of our making.
    Encrypted,
}

/// A letter that was edited.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TemplateRequest {
    /// The tag of the language.
    pub language: String,
    /// The subject with placeholders; empty is the language's own.
    pub subject: String,
    /// The text with placeholders; empty is the language's own.
    pub body: String,
}

/// Asks what a hand-off would do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PreviewHandOffRequest {
    /// The hand-off.
    pub hand_off: HandOffRequest,
    /// The user whose letter is shown; empty for the first one.
    #[serde(default)]
    pub show: String,
}

/// What a hand-off would do.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffPreviewView {
    /// Why it can not be done, each beside its field: `people[3].email`, `templates[de].body`.
    pub errors: Vec<FieldErrorView>,
    /// What each person is given.
    pub people: Vec<HandOffPlanView>,
    /// The letter that was asked for.
    pub letter: Option<HandOffLetterView>,
    /// Names of the files that would be written, in order.
    pub files: Vec<String>,
    /// Whether any of the files can be read without a key.
    pub files_hold_secrets: bool,
    /// What is worth knowing, a sentence each.
    pub notes: Vec<String>,
}

/// What one person would be given.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffPlanView {
    /// The user's local id.
    pub user: String,
    /// The user name.
    pub user_name: String,
    /// What and how, a phrase each: `password on a printed sheet`.
    pub gets: Vec<String>,
    /// What was wanted and is not there, a sentence each.
    pub missing: Vec<String>,
}

/// A letter as it would be drafted. It holds no secret.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffLetterView {
    /// The user's local id.
    pub user: String,
    /// The receiver as the draft names it, or empty.
    pub to: String,
    /// The tag of the language.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Whether it fits into an address that opens the mail program.
    pub mailto: bool,
}

/// Files were written and the hand-off recorded.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffDoneView {
    /// The folder's name in which the files are, or empty when there are none.
    pub folder: String,
    /// The files' names.
    pub files: Vec<String>,
    /// What a person should know, a sentence each.
    pub notes: Vec<String>,
    /// Secrets that are told by voice: each is shown and copied like any other one, by its id.
    pub tell: Vec<HandOffTellView>,
    /// How many hand-offs were recorded.
    pub recorded: u32,
}

/// A secret that somebody tells a person.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffTellView {
    /// The id to reveal it by.
    pub credential: String,
    /// What it is.
    pub kind: HandOffTellKind,
    /// The user's local id.
    pub user: String,
    /// The user name.
    pub user_name: String,
}

/// What is told by voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum HandOffTellKind {
    /// A console password.
    Password,
    /// A secret access key.
    AccessKey,
    /// The passphrase of an encrypted attachment, kept until the vault is locked.
    Passphrase,
}

/// A letter for the system's mail program.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MailtoRequest {
    /// The hand-off.
    pub hand_off: HandOffRequest,
    /// The user whose letter it is.
    pub user: String,
}

/// A record of a hand-off.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffRowView {
    /// The record's local id.
    pub id: String,
    /// The user's local id, or empty when it is gone.
    pub user: String,
    /// The user's name at that time.
    pub name: String,
    /// What was handed over, a word or two each.
    pub items: Vec<String>,
    /// `csv`, `email_draft`, `mailto`, `sheet`, `encrypted` or `screen`.
    pub channel: String,
    /// The address, or empty.
    pub to: String,
    /// `drafted`, `sent`, `confirmed` or `expired`.
    pub status: String,
    /// When it was drafted.
    pub drafted: String,
    /// When it was sent, or empty.
    pub sent: String,
    /// When it was confirmed, or empty.
    pub confirmed: String,
    /// When it is too late, or empty.
    pub expires: String,
    /// The file that is still to be deleted, or empty.
    pub file: String,
    /// Whether we know where it is and can delete it.
    pub file_known: bool,
    /// Whether AWS has seen the person use what was handed over.
    pub used: bool,
    /// What is to be done, in a sentence, or empty.
    pub reminder: String,
}

/// Says how far hand-offs have come.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MarkHandOffsRequest {
    /// The account.
    pub account: String,
    /// The records' local ids.
    pub hand_offs: Vec<String>,
    /// What is noted.
    pub mark: HandOffMark,
}

/// What can be noted of a hand-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum HandOffMark {
    /// It was sent, given or told.
    Sent,
    /// The person has it.
    Confirmed,
    /// It is too late, or was withdrawn.
    Expired,
    /// The file is gone. Where it is known, it is deleted first.
    FileDeleted,
    /// The record is not wanted any more.
    Forgotten,
}

/// What waits to be done about hand-offs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandOffRemindersView {
    /// Drafted and not sent.
    pub drafted: u32,
    /// Sent and not confirmed.
    pub sent: u32,
    /// Too late.
    pub expired: u32,
    /// Files with secrets that are still to be deleted.
    pub files: u32,
}
