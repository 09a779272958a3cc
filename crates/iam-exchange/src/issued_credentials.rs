//! Credentials that AWS has issued, however they arrive: the console's CSV files of every era,
//! `rootkey.csv`, what `aws iam create-access-key` and `create-login-profile` answer, and
//! `~/.aws/credentials`.
//!
//! A file is taken whole or not at all. No message ever repeats a secret. Whose a credential is,
//! and what becomes of it, is decided by the caller. The other half stands in `credentials_csv`.

#[cfg(test)]
mod tests;

use iam_directory::CredentialStatus;
use iam_names::{AccessKeyId, Secret, Timestamp, UserName};
use serde::Deserialize;

use crate::credentials_csv::{self, AccessKeyPair, CredentialsForm};

/// What one place of a file holds.
#[derive(Debug)]
pub struct IssuedCredential {
    /// Where: `line 2`, `item 1`, `profile dev`.
    pub at: String,
    /// Whose it is, where the file says so.
    pub user_name: Option<UserName>,
    /// The profile's name in `~/.aws/credentials`, often that of the user.
    pub profile: Option<String>,
    /// What it is.
    pub issued: Issued,
}

/// A credential.
#[derive(Debug)]
pub enum Issued {
    /// An access key.
    AccessKey {
        /// The key with its secret.
        pair: AccessKeyPair,
        /// Whether it can be used; files other than AWS's answer do not say, and a new key can.
        status: CredentialStatus,
        /// When it was made.
        created: Option<Timestamp>,
    },
    /// A console password.
    Password(Secret<String>),
    /// That AWS has a console password for the user.
    LoginProfile {
        /// When it was set.
        created: Option<Timestamp>,
        /// Must be changed at the next sign-in.
        reset_required: bool,
    },
}

/// Why a file was not taken. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadIssuedError {
    message: String,
    help: String,
    at: Option<String>,
}

impl ReadIssuedError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            at: None,
        }
    }

    fn at_place(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "not-a-credentials-file"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Where in the file.
    #[must_use]
    pub fn at(&self) -> Option<&str> {
        self.at.as_deref()
    }
}

/// Reads a file. What sort it is, its first character tells.
pub fn read(bytes: &[u8]) -> Result<Vec<IssuedCredential>, ReadIssuedError> {
    let narrow = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let found = match narrow.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => answers(narrow)?,
        Some(b'[' | b'#' | b';') => profiles(narrow)?,
        _ => csv(bytes)?,
    };
    if found.is_empty() {
        return Err(ReadIssuedError::new(
            "the file holds no credentials",
            "name a file that AWS made when it issued a password or an access key",
        ));
    }
    Ok(found)
}

fn csv(bytes: &[u8]) -> Result<Vec<IssuedCredential>, ReadIssuedError> {
    let read = credentials_csv::read(bytes)
        .map_err(|error| ReadIssuedError::new(error.to_string(), error.help()))?;
    if let Some(problem) = read.problems.first() {
        return Err(ReadIssuedError::new(problem.message(), problem.help()).at_place(problem.at()));
    }
    if read.form == CredentialsForm::RootKey {
        return Err(root_key());
    }
    let mut found = Vec::new();
    for (line, row) in read.rows {
        let at = format!("line {line}");
        let user_name = row.user_name;
        if let Some(password) = row.password {
            found.push(IssuedCredential {
                at: at.clone(),
                user_name: user_name.clone(),
                profile: None,
                issued: Issued::Password(password),
            });
        }
        if let Some(pair) = row.access_key {
            found.push(IssuedCredential {
                at,
                user_name,
                profile: None,
                issued: key(pair),
            });
        }
    }
    Ok(found)
}

/// The root user's key can do everything, and nothing can limit it.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html>
fn root_key() -> ReadIssuedError {
    ReadIssuedError::new(
        "the file holds an access key of the root user",
        "delete that key in the console, and make one for a user instead; the vault keeps none of \
         the root user",
    )
}

fn key(pair: AccessKeyPair) -> Issued {
    Issued::AccessKey {
        pair,
        status: CredentialStatus::Active,
        created: None,
    }
}

/// One answer of the AWS CLI, or several after each other.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    access_key: Option<AccessKeyAnswer>,
    login_profile: Option<LoginProfileAnswer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AccessKeyAnswer {
    user_name: String,
    access_key_id: String,
    status: Option<String>,
    secret_access_key: Option<String>,
    create_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct LoginProfileAnswer {
    user_name: String,
    create_date: Option<String>,
    #[serde(default)]
    password_reset_required: bool,
}

fn answers(bytes: &[u8]) -> Result<Vec<IssuedCredential>, ReadIssuedError> {
    let mut found = Vec::new();
    let stream = serde_json::Deserializer::from_slice(bytes).into_iter::<Answer>();
    for (number, answer) in (1..).zip(stream) {
        let at = format!("item {number}");
        // serde_json's own message could repeat a value: only the position is told.
        let answer = answer.map_err(|error| {
            ReadIssuedError::new(
                "the text is not what the AWS CLI answers",
                "give it the answer of `aws iam create-access-key --output json`, whole",
            )
            .at_place(format!(
                "{at}, line {}, column {}",
                error.line(),
                error.column()
            ))
        })?;
        if answer.access_key.is_none() && answer.login_profile.is_none() {
            return Err(ReadIssuedError::new(
                "the answer holds neither an access key nor a login profile",
                "give it the answer of `create-access-key` or `create-login-profile`",
            )
            .at_place(at));
        }
        if let Some(key) = answer.access_key {
            found.push(access_key_answer(key, &at)?);
        }
        if let Some(profile) = answer.login_profile {
            found.push(IssuedCredential {
                user_name: Some(named(&profile.user_name, &at)?),
                at,
                profile: None,
                issued: Issued::LoginProfile {
                    created: date(profile.create_date.as_deref()),
                    reset_required: profile.password_reset_required,
                },
            });
        }
    }
    Ok(found)
}

fn access_key_answer(key: AccessKeyAnswer, at: &str) -> Result<IssuedCredential, ReadIssuedError> {
    let secret = key.secret_access_key.ok_or_else(|| {
        ReadIssuedError::new(
            "the answer holds no secret access key",
            "AWS shows it once, in the answer of `create-access-key`: make a new key",
        )
        .at_place(at)
    })?;
    Ok(IssuedCredential {
        at: at.to_owned(),
        user_name: Some(named(&key.user_name, at)?),
        profile: None,
        issued: Issued::AccessKey {
            pair: AccessKeyPair {
                id: key_id(&key.access_key_id, at)?,
                secret: Secret::new(secret),
            },
            status: match key.status.as_deref() {
                Some("Inactive") => CredentialStatus::Inactive,
                _ => CredentialStatus::Active,
            },
            created: date(key.create_date.as_deref()),
        },
    })
}

fn named(name: &str, at: &str) -> Result<UserName, ReadIssuedError> {
    name.parse().map_err(|error: iam_names::ParseNameError| {
        ReadIssuedError::new(error.message(), error.help()).at_place(format!("{at}, UserName"))
    })
}

fn key_id(id: &str, at: &str) -> Result<AccessKeyId, ReadIssuedError> {
    id.parse().map_err(|error: iam_names::ParseNameError| {
        ReadIssuedError::new(error.message(), error.help()).at_place(format!("{at}, access key id"))
    })
}

fn date(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}

/// `~/.aws/credentials`.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html>
fn profiles(bytes: &[u8]) -> Result<Vec<IssuedCredential>, ReadIssuedError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        ReadIssuedError::new("the file is not text in UTF-8", "save the file as UTF-8")
            .at_place(format!("byte {}", error.valid_up_to()))
    })?;
    let mut found = Vec::new();
    let mut section = Section::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            found.extend(std::mem::take(&mut section).finish()?);
            section.name = Some(name.trim().to_owned());
            continue;
        }
        let refused = |message: &str| {
            ReadIssuedError::new(
                message,
                "a profile is `[name]`, then lines such as `aws_access_key_id = …`",
            )
            .at_place(format!("line {number}"))
        };
        let Some((key, value)) = line.split_once('=') else {
            return Err(refused("the line is no setting of a profile"));
        };
        if section.name.is_none() {
            return Err(refused("the setting stands in no profile"));
        }
        let value = value.trim();
        match key.trim() {
            "aws_access_key_id" => {
                section.id = Some(key_id(value, &format!("line {number}"))?);
            }
            "aws_secret_access_key" => section.secret = Some(Secret::new(value.to_owned())),
            "aws_session_token" => section.temporary = true,
            _ => {}
        }
    }
    found.extend(section.finish()?);
    Ok(found)
}

#[derive(Default)]
struct Section {
    name: Option<String>,
    id: Option<AccessKeyId>,
    secret: Option<Secret<String>>,
    temporary: bool,
}

impl Section {
    /// The profile's key. Temporary ones and profiles without a key of their own are nothing to
    /// keep.
    fn finish(self) -> Result<Option<IssuedCredential>, ReadIssuedError> {
        let Some(name) = self.name.filter(|_| !self.temporary) else {
            return Ok(None);
        };
        match (self.id, self.secret) {
            (Some(id), Some(secret)) => Ok(Some(IssuedCredential {
                at: format!("profile {name}"),
                user_name: None,
                profile: Some(name),
                issued: key(AccessKeyPair { id, secret }),
            })),
            (None, None) => Ok(None),
            _ => Err(ReadIssuedError::new(
                "a profile has only one half of an access key",
                "write both `aws_access_key_id` and `aws_secret_access_key`, or neither",
            )
            .at_place(format!("profile {name}"))),
        }
    }
}
