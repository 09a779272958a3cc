//! A profile of the AWS CLI and SDKs: the sections of `~/.aws/credentials` and `~/.aws/config`.
//!
//! Neither file knows quoting: a value ends with its line, and what would be misread is refused.
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html>

use std::str::FromStr;

use iam_names::Secret;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::credentials_csv::AccessKeyPair;

/// A profile's name: what stands in the brackets of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileName(String);

/// A text is no profile's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParseProfileError {
    /// Nothing.
    #[error("the profile has no name")]
    Empty,
    /// A character that the AWS CLI misreads.
    #[error("the AWS CLI misreads the character `{}` in a profile's name", .found.escape_debug())]
    Character {
        /// The character.
        found: char,
    },
}

impl ParseProfileError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "use letters, digits and `-`, `_`, `.`, `@`, `+`, `=` or `,`"
    }
}

impl FromStr for ProfileName {
    type Err = ParseProfileError;

    fn from_str(text: &str) -> Result<Self, ParseProfileError> {
        let fits = |it: &char| it.is_alphanumeric() || "-_.@+=,".contains(*it);
        if text.is_empty() {
            return Err(ParseProfileError::Empty);
        }
        match text.chars().find(|it| !fits(it)) {
            Some(found) => Err(ParseProfileError::Character { found }),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl ProfileName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A region's name as it stands in a file, such as `eu-central-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region(String);

/// A text is no region's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a region has only small letters, digits and `-`, such as `eu-central-1`")]
pub struct ParseRegionError;

impl FromStr for Region {
    type Err = ParseRegionError;

    fn from_str(text: &str) -> Result<Self, ParseRegionError> {
        let fits = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        if text.is_empty() || text.len() > 30 || !text.bytes().all(fits) {
            return Err(ParseRegionError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl Region {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sections of one profile, in one text that says which file each belongs to.
///
/// It holds the secret access key: the caller encrypts it or writes it for its owner's eyes only.
#[must_use]
pub fn write(name: &ProfileName, region: Option<&Region>, key: &AccessKeyPair) -> Secret<Vec<u8>> {
    let section = if name.as_str() == "default" {
        "default".to_owned()
    } else {
        format!("profile {}", name.as_str())
    };
    // Room for everything, so that growing leaves no copy of the secret behind.
    let mut text = Zeroizing::new(String::with_capacity(1_024));
    text.push_str("# into ~/.aws/credentials\n[");
    text.push_str(name.as_str());
    text.push_str("]\naws_access_key_id = ");
    text.push_str(key.id.as_str());
    text.push_str("\naws_secret_access_key = ");
    // The file's reader is the key's owner.
    text.push_str(key.secret.expose());
    text.push_str("\n\n# into ~/.aws/config\n[");
    text.push_str(&section);
    text.push_str("]\n");
    if let Some(region) = region {
        text.push_str("region = ");
        text.push_str(region.as_str());
        text.push('\n');
    }
    text.push_str("output = json\n");
    Secret::new(text.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_this_text() {
        let key = AccessKeyPair {
            id: "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
            secret: Secret::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned()),
        };
        let region: Region = "eu-central-1".parse().unwrap();
        let file = write(&"alice".parse().unwrap(), Some(&region), &key);
        assert_eq!(
            std::str::from_utf8(file.expose()).unwrap(),
            "# into ~/.aws/credentials\n[alice]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
             aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n\n\
             # into ~/.aws/config\n[profile alice]\nregion = eu-central-1\noutput = json\n"
        );
    }

    #[test]
    fn what_would_be_misread_is_refused() {
        for text in ["", "a]b", "a b", "a\nb", "a#b", "a\u{202e}"] {
            assert!(text.parse::<ProfileName>().is_err(), "{text:?}");
        }
        for text in ["", "EU", "eu central", "eu\n", &"a".repeat(31)] {
            assert!(text.parse::<Region>().is_err(), "{text:?}");
        }
    }
}
