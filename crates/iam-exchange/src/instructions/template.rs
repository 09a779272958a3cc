//! The text that an administrator may edit: lines with placeholders.
//!
//! A line whose placeholders all came out empty disappears, and so do the blank lines that it
//! leaves behind. That is the whole language: no conditions, nothing to learn.

use std::fmt::Write as _;

use thiserror::Error;

use super::{Instructions, Language, is_steering};

/// The most characters that a template takes: far above any letter, far below what would stall a
/// mail program.
const LONGEST: usize = 20_000;

/// What can stand in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// `Hello Alice,`
    Greeting,
    /// The person's own name.
    Person,
    /// The IAM user's name.
    UserName,
    /// The account, as a noun.
    Account,
    /// Where the person signs in.
    SignInUrl,
    /// How the password comes.
    Password,
    /// How the access key comes.
    AccessKey,
    /// The registered SSH public key.
    SshKey,
    /// The commands for the AWS CLI.
    CommandLine,
    /// How the second factor is set up.
    Mfa,
    /// What is attached and what opens it.
    Attachment,
    /// Until when the access should be used for the first time.
    ValidUntil,
}

impl Placeholder {
    /// All placeholders, in the order of a letter.
    pub const ALL: [Self; 12] = [
        Self::Greeting,
        Self::Person,
        Self::UserName,
        Self::Account,
        Self::SignInUrl,
        Self::Password,
        Self::AccessKey,
        Self::Attachment,
        Self::SshKey,
        Self::CommandLine,
        Self::Mfa,
        Self::ValidUntil,
    ];

    /// The word between the braces.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Person => "person",
            Self::UserName => "user_name",
            Self::Account => "account",
            Self::SignInUrl => "sign_in_url",
            Self::Password => "password",
            Self::AccessKey => "access_key",
            Self::SshKey => "ssh_key",
            Self::CommandLine => "command_line",
            Self::Mfa => "mfa",
            Self::Attachment => "attachment",
            Self::ValidUntil => "valid_until",
        }
    }
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateFault {
    /// A word in braces that stands for nothing.
    #[error("`{{{word}}}` in line {line} stands for nothing")]
    Unknown {
        /// The word.
        word: String,
        /// The line, from 1.
        line: usize,
    },
    /// A subject of more than one line, or a character that no letter needs.
    #[error("line {line} holds the character `{}`", .found.escape_unicode())]
    Character {
        /// The character.
        found: char,
        /// The line, from 1.
        line: usize,
    },
    /// More than a letter is.
    #[error("the text has more than {LONGEST} characters")]
    TooLong,
    /// Nothing.
    #[error("the text is empty")]
    Empty,
    /// What begins an encoded word in a subject (RFC 2047).
    #[error("the subject holds `=?`, which mail programs take for encoded text")]
    EncodedWord,
    /// What looks like a secret.
    #[error("line {line} holds what looks like {what}")]
    Secret {
        /// What it looks like; never the text itself.
        what: &'static str,
        /// The line, from 1.
        line: usize,
    },
}

impl TemplateFault {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "invalid-template"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { .. } => {
                let words: Vec<_> = Placeholder::ALL
                    .iter()
                    .map(|it| format!("{{{}}}", it.word()))
                    .collect();
                format!("the placeholders are {}", words.join(", "))
            }
            Self::EncodedWord => "put a blank between the two characters".into(),
            Self::Character { .. } => "take it out: it can not be seen, or it steers".into(),
            Self::TooLong => "shorten it to what a person reads".into(),
            Self::Empty => {
                "write something, or go back to the text that came with the language".into()
            }
            Self::Secret { .. } => {
                "a message never carries a secret: hand it over on paper, by phone or encrypted"
                    .into()
            }
        }
    }
}

/// A subject and a body with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    subject: Vec<Piece>,
    body: Vec<Vec<Piece>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder(Placeholder),
}

/// A template filled in for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The subject, on one line.
    pub subject: String,
    /// The text, with LF line ends and one at its end.
    pub text: String,
}

impl Template {
    /// The template that comes with a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let words = language.words();
        // A test holds that the tables are sound; a broken one would lose its own line only.
        Self {
            subject: pieces(words.subject, 1).unwrap_or_default(),
            body: words
                .body
                .lines()
                .zip(1..)
                .map(|(line, number)| pieces(line, number).unwrap_or_default())
                .collect(),
        }
    }

    /// The subject and the body that come with a language, as text to edit.
    #[must_use]
    pub fn text_of(language: Language) -> (&'static str, &'static str) {
        let words = language.words();
        (words.subject, words.body)
    }

    /// Reads what an administrator wrote. An empty subject or body is that of the language.
    pub fn read(
        language: Language,
        subject: &str,
        body: &str,
    ) -> Result<Self, (Field, TemplateFault)> {
        let own = Self::of(language);
        let subject = match subject.trim() {
            "" => own.subject,
            text if text.contains("=?") => {
                return Err((Field::Subject, TemplateFault::EncodedWord));
            }
            text => read_line(text, 1, false).map_err(|fault| (Field::Subject, fault))?,
        };
        let body = if body.trim().is_empty() {
            own.body
        } else {
            read_body(body).map_err(|fault| (Field::Body, fault))?
        };
        Ok(Self { subject, body })
    }

    /// Fills the template in for one person.
    #[must_use]
    pub fn fill(&self, instructions: &Instructions) -> Message {
        let subject = filled(&self.subject, instructions).unwrap_or_default();
        let mut text = String::new();
        let mut blank = true;
        for line in &self.body {
            let Some(line) = filled(line, instructions) else {
                continue;
            };
            if line.trim().is_empty() {
                if !blank {
                    text.push('\n');
                }
                blank = true;
            } else {
                let _ = writeln!(text, "{}", line.trim_end());
                blank = false;
            }
        }
        Message {
            // A placeholder's sentences may have lines; a subject has one.
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
            text: format!("{}\n", text.trim_end()),
        }
    }
}

/// Which part of a template is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The subject.
    Subject,
    /// The body.
    Body,
}

impl Field {
    /// The word for it, as requests have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Body => "body",
        }
    }
}

/// A line filled in; none when it is made of placeholders that all came out empty.
fn filled(line: &[Piece], instructions: &Instructions) -> Option<String> {
    let mut text = String::new();
    let (mut asked, mut said) = (false, false);
    for piece in line {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Placeholder(placeholder) => {
                let value = instructions.value(*placeholder);
                asked = true;
                said |= !value.is_empty();
                text.push_str(&value);
            }
        }
    }
    (!asked || said).then_some(text)
}

fn read_body(text: &str) -> Result<Vec<Vec<Piece>>, TemplateFault> {
    if text.chars().count() > LONGEST {
        return Err(TemplateFault::TooLong);
    }
    text.lines()
        .zip(1..)
        .map(|(line, number)| read_line(line, number, true))
        .collect()
}

fn read_line(line: &str, number: usize, tabs: bool) -> Result<Vec<Piece>, TemplateFault> {
    if line.chars().count() > LONGEST {
        return Err(TemplateFault::TooLong);
    }
    let steering = |it: &char| is_steering(*it) && !(tabs && *it == '\t');
    if let Some(found) = line.chars().find(steering) {
        return Err(TemplateFault::Character {
            found,
            line: number,
        });
    }
    if let Some(what) = secret_in(line) {
        return Err(TemplateFault::Secret { what, line: number });
    }
    pieces(line, number)
}

/// Text and placeholders. A brace that holds no word is a brace.
fn pieces(line: &str, number: usize) -> Result<Vec<Piece>, TemplateFault> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let inside = &rest[open + 1..];
        let word = inside.find('}').map(|close| &inside[..close]);
        let is_word = |word: &&str| {
            !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
        };
        let Some(word) = word.filter(is_word) else {
            found.push(Piece::Text(rest[..=open].to_owned()));
            rest = inside;
            continue;
        };
        let placeholder = Placeholder::ALL
            .into_iter()
            .find(|it| it.word() == word)
            .ok_or_else(|| TemplateFault::Unknown {
                word: word.to_owned(),
                line: number,
            })?;
        if open > 0 {
            found.push(Piece::Text(rest[..open].to_owned()));
        }
        found.push(Piece::Placeholder(placeholder));
        rest = &inside[word.len() + 1..];
    }
    if !rest.is_empty() || found.is_empty() {
        found.push(Piece::Text(rest.to_owned()));
    }
    Ok(found)
}

/// What a secret looks like that somebody pasted into a letter. A password can not be known by its
/// looks; a secret access key and a private key can.
fn secret_in(line: &str) -> Option<&'static str> {
    if line.contains("PRIVATE KEY") || line.contains("AGE-SECRET-KEY-") {
        return Some("a private key");
    }
    // AWS's secret access keys: 40 characters of base64's alphabet.
    let is_key = |run: &str| {
        run.len() == 40
            && run.bytes().any(|it| it.is_ascii_uppercase())
            && run.bytes().any(|it| it.is_ascii_lowercase())
            && run.bytes().any(|it| it.is_ascii_digit())
    };
    line.split(|it: char| !(it.is_ascii_alphanumeric() || it == '/' || it == '+'))
        .any(is_key)
        .then_some("a secret access key")
}
