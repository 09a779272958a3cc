//! Credentials as CSV: the console's files of every era, and what `aws configure import` reads.
//!
//! Writing ([`write`]) makes three forms without byte order mark and quotes, with CRLF, and
//! refuses what a reader would take for something else: the AWS CLI splits at every comma and
//! knows no quoting. Reading ([`read`]) takes those forms and all older ones, however an editor
//! has left them. Neither says a value of a cell in a message.
//!
//! Bytes are taken and given; files, their names and their permissions are the caller's. There is
//! no CSV library below: its buffers could not be wiped, and the CLI's dialect is not RFC 4180.

mod read;
mod write;

#[cfg(test)]
mod tests;

use std::str::FromStr;

use iam_names::{AccessKeyId, Secret, UserName};
use thiserror::Error;

pub(crate) use read::split;
pub use read::{
    CredentialsForm, ReadCredentials, ReadCredentialsError, RowFault, RowProblem, read,
};
pub use write::{
    CellFault, CellNote, CellRefusal, CredentialsFile, Note, WriteRefused, refusal_of_name, write,
};

/// The three forms that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialsFormat {
    /// What `aws configure import` reads.
    AwsCli,
    /// What the console has downloaded since 2023.
    Console,
    /// The console's five columns until 2022, for tools that expect them.
    Legacy,
}

impl CredentialsFormat {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::AwsCli, Self::Console, Self::Legacy];

    /// The form's name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwsCli => "aws-cli",
            Self::Console => "console",
            Self::Legacy => "legacy",
        }
    }

    /// The first line, as AWS spells it.
    #[must_use]
    pub fn header(self) -> &'static str {
        match self {
            Self::AwsCli => "User name,Access key ID,Secret access key",
            Self::Console => "User name,Password,Console sign-in URL",
            Self::Legacy => "User name,Password,Access key ID,Secret access key,Console login link",
        }
    }

    /// The file name the console would give: `alice_credentials.csv`, `alice_accessKeys.csv`.
    #[must_use]
    pub fn file_name(self, users: &[UserName]) -> String {
        let subject = match users {
            [user] => user.as_str(),
            _ => "new_user",
        };
        match self {
            Self::AwsCli => format!("{subject}_accessKeys.csv"),
            Self::Console | Self::Legacy => format!("{subject}_credentials.csv"),
        }
    }

    fn columns(self) -> &'static [Column] {
        use Column::{AccessKeyId, Password, SecretAccessKey, SignInUrl, UserName};
        match self {
            Self::AwsCli => &[UserName, AccessKeyId, SecretAccessKey],
            Self::Console => &[UserName, Password, SignInUrl],
            Self::Legacy => &[UserName, Password, AccessKeyId, SecretAccessKey, SignInUrl],
        }
    }
}

/// There is no form of this name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown credentials format `{given}`")]
pub struct UnknownFormat {
    given: String,
}

impl UnknownFormat {
    /// The forms there are.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "one of `aws-cli`, `console` and `legacy`"
    }
}

impl FromStr for CredentialsFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| UnknownFormat {
                given: text.to_owned(),
            })
    }
}

/// What a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The user's name.
    UserName,
    /// The console password.
    Password,
    /// The access key's id.
    AccessKeyId,
    /// The access key's secret.
    SecretAccessKey,
    /// Where the user signs in.
    SignInUrl,
}

impl Column {
    const ALL: [Self; 5] = [
        Self::UserName,
        Self::Password,
        Self::AccessKeyId,
        Self::SecretAccessKey,
        Self::SignInUrl,
    ];

    /// The column in a sentence.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::UserName => "user name",
            Self::Password => "password",
            Self::AccessKeyId => "access key id",
            Self::SecretAccessKey => "secret access key",
            Self::SignInUrl => "sign-in address",
        }
    }

    /// The headers the column has had over the years, and what people make of them.
    fn of_header(header: &str) -> Option<Self> {
        let header = header.trim().trim_matches('"').trim().to_lowercase();
        let words: Vec<&str> = header
            .split([' ', '_', '-'])
            .filter(|w| !w.is_empty())
            .collect();
        match words.join(" ").as_str() {
            "user name" | "username" | "user" => Some(Self::UserName),
            "password" => Some(Self::Password),
            "access key id" | "aws access key id" => Some(Self::AccessKeyId),
            "secret access key" | "aws secret access key" => Some(Self::SecretAccessKey),
            "console sign in url"
            | "console login link"
            | "console login url"
            | "console sign in link"
            | "sign in url" => Some(Self::SignInUrl),
            _ => None,
        }
    }
}

/// One line of a credentials file: what a user is given.
#[derive(Debug, Default)]
pub struct CredentialsRow {
    /// Whose they are; the console's file of one key does not say.
    pub user_name: Option<UserName>,
    /// The console password.
    pub password: Option<Secret<String>>,
    /// The access key.
    pub access_key: Option<AccessKeyPair>,
    /// Where the user signs in.
    pub sign_in_url: Option<String>,
}

/// An access key with its secret.
#[derive(Debug)]
pub struct AccessKeyPair {
    /// The public half.
    pub id: AccessKeyId,
    /// The secret half.
    pub secret: Secret<String>,
}

impl CredentialsRow {
    /// A cell's text.
    fn cell(&self, column: Column) -> Option<&str> {
        match column {
            Column::UserName => self.user_name.as_ref().map(UserName::as_str),
            // The file's writer and its checks: nothing else in this module sees a row.
            Column::Password => self.password.as_ref().map(|it| it.expose().as_str()),
            Column::AccessKeyId => self.access_key.as_ref().map(|key| key.id.as_str()),
            // As above.
            Column::SecretAccessKey => self
                .access_key
                .as_ref()
                .map(|key| key.secret.expose().as_str()),
            Column::SignInUrl => self.sign_in_url.as_deref(),
        }
    }
}
