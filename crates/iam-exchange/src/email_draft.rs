//! An e-mail draft with a user's sign-in instructions, as `.eml`.
//!
//! It has the sign-in address and the user name and never a secret: a draft is made from what the
//! directory knows, and the directory knows none. Secrets go another way, as AWS does it: "The
//! user's password is not included in the generated email" (IAM user guide). What may be attached
//! is an encrypted file, whose key goes another way.
//!
//! A draft has no `From`, `Message-ID` or `Date`: the mail program that opens it sets them.
//! `X-Unsent: 1` makes Outlook open it for editing, `X-Uniform-Type-Identifier` is Apple Mail's.
//! It is one MIME part of `mail-builder`, which encodes and folds headers and body; the library's
//! whole messages always bring a date and a message id.

#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use iam_directory::{AccountKind, AccountSettings, User};
use iam_names::UserName;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use thiserror::Error;

use crate::encrypted::{EncryptedFile, OpensWith};

/// The instructions for one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailDraft {
    to: Option<EmailAddress>,
    user_name: UserName,
    account: String,
    subject: String,
    sign_in_url: Option<String>,
    reset_required: bool,
    has_access_key: bool,
    attachment: Option<EncryptedFile>,
}

impl EmailDraft {
    /// Instructions for a user of an account; the receiver may be filled in later.
    #[must_use]
    pub fn new(settings: &AccountSettings, user: &User, to: Option<EmailAddress>) -> Self {
        let number = settings.account_id.as_str();
        let ending = &number[number.len().saturating_sub(4)..];
        let account = match (&settings.alias, settings.kind) {
            (Some(alias), _) => format!("the account {alias}"),
            (None, AccountKind::Local) => format!("the account {number}"),
            // As AWS's own instructions have it: an e-mail need not tell the whole number, but
            // for the sign-in address of an account without alias.
            (None, AccountKind::Aws) => format!("the account ending in {ending}"),
        };
        let subject = format!("Your access to {account}");
        let profile = user.login_profile.as_ref();
        Self {
            to,
            user_name: user.name.clone(),
            account,
            subject,
            sign_in_url: profile.map(|_| settings.sign_in_url()),
            reset_required: profile.is_some_and(|it| it.reset_required),
            has_access_key: !user.access_keys.is_empty(),
            attachment: None,
        }
    }

    /// The same with the credentials attached, encrypted. Nothing else can be attached.
    #[must_use]
    pub fn with_attachment(mut self, file: EncryptedFile) -> Self {
        self.attachment = Some(file);
        self
    }

    /// The subject line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text, with LF line ends: also for copying into a mail program that opens no files.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![
            "Hello,".to_owned(),
            String::new(),
            format!("You now have access to {}.", self.account),
            String::new(),
        ];
        lines.extend(
            self.sign_in_url
                .as_ref()
                .map(|url| format!("Sign-in URL: {url}")),
        );
        lines.push(format!("User name: {}", self.user_name));
        lines.push(String::new());
        let separately = self.attachment.is_none();
        if let Some(file) = &self.attachment {
            lines.push(format!(
                "Your credentials are in the attached file {}, which is encrypted.",
                file.name()
            ));
            lines.push(
                match file.opens_with() {
                    OpensWith::OwnKey => "Open it with age (https://age-encryption.org) and your own key.",
                    OpensWith::Passphrase => {
                        "Open it with age (https://age-encryption.org); its passphrase will be given to \
                         you by another way."
                    }
                }
                .to_owned(),
            );
            lines.push("Delete the file when you have used it.".to_owned());
        }
        let sentences = [
            (
                separately && self.sign_in_url.is_some(),
                "Your password will be given to you separately.",
            ),
            (
                self.reset_required,
                "At your first sign-in you will be asked to choose a new one.",
            ),
            (
                separately && self.has_access_key,
                "Your access key will be given to you separately.",
            ),
        ];
        let holding = sentences.into_iter().filter(|(holds, _)| *holds);
        lines.extend(holding.map(|(_, sentence)| sentence.to_owned()));
        lines.push(String::new());
        lines.push("Never send a password or a secret access key by e-mail.".to_owned());
        lines.push(String::new());
        lines.join("\n")
    }

    /// The file: headers and text, CRLF, in UTF-8 where it is not ASCII.
    #[must_use]
    pub fn to_eml(&self) -> Vec<u8> {
        let mut headers: Vec<(_, HeaderType<'_>)> = vec![
            ("X-Unsent", Raw::new("1").into()),
            (
                "X-Uniform-Type-Identifier",
                Raw::new("com.apple.mail-draft").into(),
            ),
        ];
        if let Some(to) = &self.to {
            headers.push(("To", Address::from(to.as_str()).into()));
        }
        headers.push(("Subject", Text::new(self.subject.as_str()).into()));
        headers.push(("MIME-Version", Raw::new("1.0").into()));
        let content_type = ContentType::new("text/plain").attribute("charset", "utf-8");
        let text = BodyPart::Text(self.text().replace('\n', "\r\n").into());
        let (content_type, contents) = match &self.attachment {
            None => (content_type, text),
            Some(file) => {
                let attached =
                    MimePart::new("application/octet-stream", file.bytes()).attachment(file.name());
                let parts = vec![MimePart::new(content_type, text), attached];
                (
                    ContentType::new("multipart/mixed"),
                    BodyPart::Multipart(parts),
                )
            }
        };
        headers.push(("Content-Type", content_type.into()));
        let part = MimePart {
            headers: headers
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
            contents,
        };
        let mut file = Vec::new();
        part.write_part(&mut file);
        file
    }

    /// The file's name: `alice.eml`. IAM's names hold nothing that a file system refuses.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.eml", self.user_name)
    }
}

/// An address to which a draft is made out, in the plain form `local@domain`.
///
/// Nothing that could end a header or add a second address gets through the one door: visible
/// ASCII without separators, at most 254 characters (RFC 5321, 4.5.3.1.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParseEmailAddressError {
    /// Not one part before and one behind the one `@`.
    #[error("the e-mail address is not of the form `name@domain`")]
    Shape,
    /// More than an address may have.
    #[error("the e-mail address has more than 254 characters")]
    TooLong,
    /// A character that may not stand in an address.
    #[error("the e-mail address cannot hold the character `{}` at byte {at}", .found.escape_debug())]
    Character {
        /// The character.
        found: char,
        /// The byte at which it begins.
        at: usize,
    },
}

impl ParseEmailAddressError {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "invalid-email-address"
    }

    /// What an address looks like.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "one plain address such as `alice@example.com`; write an international domain in its `xn--` \
         form"
    }
}

impl FromStr for EmailAddress {
    type Err = ParseEmailAddressError;

    fn from_str(text: &str) -> Result<Self, ParseEmailAddressError> {
        if text.len() > 254 {
            return Err(ParseEmailAddressError::TooLong);
        }
        let is_allowed = |it: char| it.is_ascii_graphic() && !"()<>[]:;,\\\"".contains(it);
        if let Some((at, found)) = text.char_indices().find(|(_, it)| !is_allowed(*it)) {
            return Err(ParseEmailAddressError::Character { found, at });
        }
        let dotted = |part: &str| !part.is_empty() && part.split('.').all(|it| !it.is_empty());
        match text.split_once('@') {
            Some((local, domain)) if dotted(local) && dotted(domain) && !domain.contains('@') => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(ParseEmailAddressError::Shape),
        }
    }
}
