//! The registry of error codes: what the window, the command line and the cases may act on.
//!
//! A code exists when a screen does something different because of it. Codes are never renamed;
//! `tests/codes.rs` holds the list as a snapshot. Sentences may be reworded at any time. Codes in
//! `CamelCase` are AWS's own and come from `iam-directory`'s rules; the vault's begin with `vault-`.

use iam_directory::Refusal;
use iam_names::ParseNameError;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

use crate::contract::change::FieldErrorView;
use crate::environment::RandomnessFailed;

/// What a command answers when it does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(test, derive(TS))]
#[error("{message}")]
pub struct CommandError {
    /// The code, or AWS's own error code for a refusal of IAM's rules.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do about it, or empty.
    pub help: String,
    /// Where: a file and position, or a field; empty when there is no place.
    pub at: String,
}

/// The codes of this crate's own making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// No vault is chosen.
    NoVault,
    /// The vault is locked.
    Locked,
    /// The password must be entered again.
    PasswordNeeded,
    /// The password is too easy to guess.
    WeakPassword,
    /// A field of a request holds no legal value.
    InvalidField,
    /// What the request names is not there.
    NotFound,
    /// The vault holds no secret for this.
    NoSecret,
    /// The plan is not kept any more.
    StalePlan,
    /// The policy's text does not allow the edit.
    NotEditable,
    /// Nothing would change.
    NothingToDo,
    /// A file could not be written.
    FileNotWritten,
    /// A file could not be read.
    FileNotRead,
    /// A file is no file of expectations.
    NotExpectations,
    /// A change would break expectations, and no reason was given for it.
    ExpectationsBroken,
    /// The system's clipboard took nothing.
    ClipboardNotAvailable,
    /// The system's keychain does not do what it is asked.
    KeychainNotAvailable,
    /// The person gave up, and nothing was done.
    Cancelled,
    /// The catalogue knows no such action.
    UnknownAction,
    /// The machine gave no randomness.
    NoRandomness,
    /// A mistake of ours.
    Internal,
}

impl Code {
    /// Every code of this crate.
    pub const ALL: &[Self] = &[
        Self::NoVault,
        Self::Locked,
        Self::PasswordNeeded,
        Self::WeakPassword,
        Self::InvalidField,
        Self::NotFound,
        Self::NoSecret,
        Self::StalePlan,
        Self::NotEditable,
        Self::NothingToDo,
        Self::FileNotWritten,
        Self::FileNotRead,
        Self::NotExpectations,
        Self::ExpectationsBroken,
        Self::ClipboardNotAvailable,
        Self::KeychainNotAvailable,
        Self::Cancelled,
        Self::UnknownAction,
        Self::NoRandomness,
        Self::Internal,
    ];

    /// The code as it goes over the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoVault => "no-vault",
            Self::Locked => "locked",
            Self::PasswordNeeded => "password-needed",
            Self::WeakPassword => "weak-password",
            Self::InvalidField => "invalid-field",
            Self::NotFound => "not-found",
            Self::NoSecret => "no-secret",
            Self::StalePlan => "stale-plan",
            Self::NotEditable => "not-editable",
            Self::NothingToDo => "nothing-to-do",
            Self::FileNotWritten => "file-not-written",
            Self::FileNotRead => "file-not-read",
            Self::NotExpectations => "not-expectations",
            Self::ExpectationsBroken => "expectations-broken",
            Self::ClipboardNotAvailable => "clipboard-not-available",
            Self::KeychainNotAvailable => "keychain-not-available",
            Self::Cancelled => "cancelled",
            Self::UnknownAction => "unknown-action",
            Self::NoRandomness => "no-randomness",
            Self::Internal => "internal",
        }
    }
}

impl CommandError {
    /// An error of this crate.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::coded(code.as_str(), message)
    }

    /// An error with a code from another crate's registry.
    pub(crate) fn coded(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            help: String::new(),
            at: String::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds where.
    #[must_use]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = at.into();
        self
    }

    /// An error of the vault's.
    fn carried(
        code: &str,
        message: String,
        help: impl Into<String>,
        at: Option<&std::path::Path>,
    ) -> Self {
        let at = at.map_or_else(String::new, |at| at.display().to_string());
        Self::coded(code, message).help(help).at(at)
    }

    pub(crate) fn locked() -> Self {
        Self::new(Code::Locked, "the vault is locked").help("unlock it with its password")
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("there is no such {what}"))
            .help("it may have been deleted in the meantime: look at the list again")
    }

    pub(crate) fn field(field: &str, error: &ParseNameError) -> Self {
        Self::new(Code::InvalidField, error.message())
            .help(error.help())
            .at(field)
    }

    /// The first of several field errors, as one error.
    pub(crate) fn of_fields(fields: Vec<FieldErrorView>) -> Self {
        let mut fields = fields.into_iter();
        match fields.next() {
            Some(first) => Self::coded(&first.code, first.message)
                .help(first.help)
                .at(first.field),
            None => Self::new(Code::Internal, "a proposal was refused without a reason"),
        }
    }
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        Self::coded(refusal.code.as_str(), refusal.message)
            .help(refusal.help)
            .at(refusal.field.unwrap_or_default())
    }
}

/// A refusal that comes by way of the vault is the same refusal: it keeps its field.
impl From<iam_vault::RecordError> for CommandError {
    fn from(error: iam_vault::RecordError) -> Self {
        match error {
            iam_vault::RecordError::Refused(refusal) => refusal.into(),
            other => Self::carried(other.code(), other.to_string(), other.help(), other.at()),
        }
    }
}

impl From<RandomnessFailed> for CommandError {
    fn from(failed: RandomnessFailed) -> Self {
        Self::new(Code::NoRandomness, failed.to_string())
            .help("nothing was made; try again, and restart the machine if it happens twice")
    }
}

/// The vault's errors carry a code, a message, a help and a place: they come over unchanged.
macro_rules! carried {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for CommandError {
            fn from(error: $error) -> Self {
                Self::carried(error.code(), error.to_string(), error.help(), error.at())
            }
        }
    )+};
}

carried!(
    iam_vault::CreateError,
    iam_vault::OpenError,
    iam_vault::UnlockError,
    iam_vault::RevealError,
    iam_vault::PasswordError,
    iam_vault::StorageError,
    iam_vault::WindowError,
    iam_vault::BackupError,
    iam_vault::RestoreError,
);
