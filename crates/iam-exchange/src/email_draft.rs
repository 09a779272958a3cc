//! An e-mail draft with a person's sign-in instructions, as `.eml` or as a `mailto:` address.
//!
//! It has what [`Instructions`](crate::instructions::Instructions) say and never a secret. Secrets
//! go another way, as AWS does it: "The user's password is not included in the generated email"
//! (IAM user guide). What may be attached is an encrypted file, whose key goes another way.
//!
//! A draft has no `From`, `Message-ID` or `Date`: the mail program that opens it sets them.
//! `X-Unsent: 1` makes Outlook open it for editing, `X-Uniform-Type-Identifier` is Apple Mail's.
//! It is one MIME part of `mail-builder`, which encodes and folds headers and body; the library's
//! whole messages always bring a date and a message id.

#[cfg(test)]
mod tests;

use iam_names::UserName;
pub use iam_names::{EmailAddress, ParseEmailAddressError};
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use thiserror::Error;

use crate::encrypted::EncryptedFile;
use crate::html;
use crate::instructions::{Language, Message, PersonName};

/// The longest `mailto:` address that every program we know of takes whole: Gmail's handler cuts
/// at about 1,620 characters, Firefox, Outlook and Windows at 2,008 to 2,083.
pub const LONGEST_MAILTO: usize = 1_600;

/// What stays as it is in a `mailto:` address: RFC 6068's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The instructions for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailDraft {
    user_name: UserName,
    language: Language,
    message: Message,
    to: Option<(EmailAddress, Option<PersonName>)>,
    attachments: Vec<EncryptedFile>,
}

/// The draft is too long for a `mailto:` address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the address of the draft would have {length} characters, and some programs cut it after {LONGEST_MAILTO}"
)]
pub struct MailtoTooLong {
    /// How many characters it would have.
    pub length: usize,
}

impl EmailDraft {
    /// A message for a user; the receiver may be filled in later.
    #[must_use]
    pub fn new(
        user_name: UserName,
        language: Language,
        message: Message,
        to: Option<(EmailAddress, Option<PersonName>)>,
    ) -> Self {
        Self {
            user_name,
            language,
            message,
            to,
            attachments: Vec::new(),
        }
    }

    /// The same with a file attached, encrypted. Nothing else can be attached.
    #[must_use]
    pub fn with_attachment(mut self, file: EncryptedFile) -> Self {
        self.attachments.push(file);
        self
    }

    /// The subject line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.message.subject
    }

    /// The text, with LF line ends: also for copying into a mail program that opens no files.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.message.text
    }

    /// The same as HTML, for programs that show it.
    #[must_use]
    pub fn html(&self) -> String {
        html::letter(self.language.tag(), self.subject(), self.text())
    }

    /// The file: headers, text and HTML, CRLF, in UTF-8 where it is not ASCII.
    #[must_use]
    pub fn to_eml(&self) -> Vec<u8> {
        let mut headers: Vec<(_, HeaderType<'_>)> = vec![
            ("X-Unsent", Raw::new("1").into()),
            (
                "X-Uniform-Type-Identifier",
                Raw::new("com.apple.mail-draft").into(),
            ),
        ];
        if let Some((address, name)) = &self.to {
            let name = name.as_ref().map(PersonName::as_str);
            headers.push(("To", Address::new_address(name, address.as_str()).into()));
        }
        headers.push(("Subject", Text::new(self.subject()).into()));
        headers.push(("MIME-Version", Raw::new("1.0").into()));
        headers.push(("Content-Language", Raw::new(self.language.tag()).into()));
        let part = |content_type: &'static str, text: &str| {
            let content_type = ContentType::new(content_type).attribute("charset", "utf-8");
            MimePart::new(
                content_type,
                BodyPart::Text(text.replace('\n', "\r\n").into()),
            )
        };
        let letter = vec![
            part("text/plain", self.text()),
            part("text/html", &self.html()),
        ];
        let (content_type, parts) = if self.attachments.is_empty() {
            ("multipart/alternative", letter)
        } else {
            let letter = MimePart::new("multipart/alternative", BodyPart::Multipart(letter));
            let files = self.attachments.iter().map(|file| {
                MimePart::new("application/octet-stream", file.bytes()).attachment(file.name())
            });
            (
                "multipart/mixed",
                std::iter::once(letter).chain(files).collect(),
            )
        };
        headers.push(("Content-Type", ContentType::new(content_type).into()));
        let whole = MimePart {
            headers: headers
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
            contents: BodyPart::Multipart(parts),
        };
        let mut file = Vec::new();
        whole.write_part(&mut file);
        file
    }

    /// The draft as an address that opens the mail program (RFC 6068). What is attached does not
    /// fit into one.
    pub fn mailto(&self) -> Result<String, MailtoTooLong> {
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let to = self.to.as_ref().map_or_else(String::new, |(address, _)| {
            // The one `@` of an address stands for itself.
            encoded(address.as_str()).replace("%40", "@")
        });
        let address = format!(
            "mailto:{to}?subject={}&body={}",
            encoded(self.subject()),
            encoded(&self.text().replace('\n', "\r\n"))
        );
        if address.len() > LONGEST_MAILTO {
            return Err(MailtoTooLong {
                length: address.len(),
            });
        }
        Ok(address)
    }

    /// The file's name: `alice.eml`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.eml", file_stem(&self.user_name))
    }
}

/// How a file about a user begins. IAM's names hold no separator of folders, but they may be names
/// that Windows keeps for devices, or begin with what hides a file or looks like an option.
#[must_use]
pub fn file_stem(user_name: &UserName) -> String {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let name = user_name.as_str();
    let first = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_device = DEVICES.contains(&first.trim_end_matches(|it: char| it.is_ascii_digit()));
    if is_device || name.starts_with(['.', '-']) {
        return format!("user_{name}");
    }
    name.to_owned()
}
