//! Secrets, one at a time, and the hand-off.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Asks for one secret. Needs the password entered not long ago: `password_needed` says when not.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RevealRequest {
    /// The credential's local id.
    pub credential: String,
}

/// One secret. The window hides it after the time given and keeps it nowhere.
#[derive(Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RevealedView {
    /// The secret itself.
    pub value: String,
    /// Seconds until it hides itself.
    pub hide_after_seconds: u32,
}

/// A secret is on the clipboard.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CopiedView {
    /// Seconds until the clipboard is cleared.
    pub clear_after_seconds: u32,
}

/// Saves credentials as CSV through the system's dialog.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveCredentialsRequest {
    /// The account.
    pub account: String,
    /// The users whose credentials are saved.
    pub users: Vec<String>,
    /// The form of the file.
    pub format: CsvFormat,
}

/// The three forms of a credentials file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum CsvFormat {
    /// `User name,Access key ID,Secret access key`: what `aws configure import` reads.
    AwsCli,
    /// `User name,Password,Console sign-in URL`: what the console downloads.
    Console,
    /// The five columns of the console until 2022.
    Legacy,
}

/// Saves a draft of the sign-in instructions. It never holds a secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveDraftRequest {
    /// The account.
    pub account: String,
    /// The user.
    pub user: String,
    /// The address, or empty.
    #[serde(default)]
    pub to: String,
}

/// A file was written.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SavedView {
    /// The file's name, without its folder.
    pub file_name: String,
    /// What a person should know about it, a sentence each.
    pub notes: Vec<String>,
}
