//! What a person is told about the new access, in the person's language: the text of an e-mail
//! draft, of a `mailto:` address and of a printed sheet.
//!
//! The text comes from a [`Template`], which an administrator may edit, and from [`Instructions`],
//! the facts about one person. No placeholder stands for a secret, and the facts hold none, so that
//! a template can not put one into a body. Words and sentences of each language are a table of
//! their own (`english.rs`, …).

mod english;
mod french;
mod german;
mod spanish;
mod template;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;
use std::str::FromStr;

use iam_directory::{AccountKind, AccountSettings, User};
use iam_names::UserName;
use thiserror::Error;

pub use template::{Field, Message, Placeholder, Template, TemplateFault};

use crate::encrypted::OpensWith;

/// A language in which instructions can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Spanish];

    /// The tag of BCP 47, as it stands in files and on the command line.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.words().tag
    }

    /// The language's own name for itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        self.words().own_name
    }

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::German => &german::WORDS,
            Self::French => &french::WORDS,
            Self::Spanish => &spanish::WORDS,
        }
    }
}

/// There is no such language here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there are no instructions in the language `{given}`")]
pub struct UnknownLanguage {
    given: String,
}

impl UnknownLanguage {
    /// The languages there are.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "one of `en`, `de`, `fr` and `es`"
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// A tag such as `de`; a region behind it (`de-CH`) changes nothing.
    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
            .ok_or_else(|| UnknownLanguage {
                given: text.to_owned(),
            })
    }
}

/// Everything that is said in one language. `{…}` are placeholders, and `{file}`, `{name}`,
/// `{id}`, `{ending}` and `{days}` are filled in here.
pub(crate) struct Words {
    pub(crate) tag: &'static str,
    pub(crate) own_name: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) body: &'static str,
    pub(crate) greeting: &'static str,
    pub(crate) greeting_by_name: &'static str,
    pub(crate) account_by_alias: &'static str,
    pub(crate) account_by_number: &'static str,
    pub(crate) account_by_ending: &'static str,
    pub(crate) password_separately: &'static str,
    pub(crate) password_on_paper: &'static str,
    pub(crate) password_must_change: &'static str,
    pub(crate) key_separately: &'static str,
    pub(crate) key_on_paper: &'static str,
    pub(crate) attachment_own_key: &'static str,
    pub(crate) attachment_passphrase: &'static str,
    pub(crate) delete_attachment: &'static str,
    pub(crate) ssh_key: &'static str,
    pub(crate) command_line: &'static str,
    pub(crate) command_line_import: &'static str,
    pub(crate) mfa_alone: &'static str,
    pub(crate) mfa_device: &'static str,
    pub(crate) valid_until: &'static str,
    pub(crate) sheet: SheetWords,
}

/// The words of the printed sheet.
pub(crate) struct SheetWords {
    pub(crate) title: &'static str,
    pub(crate) sign_in_url: &'static str,
    pub(crate) user_name: &'static str,
    pub(crate) password: &'static str,
    pub(crate) access_key_id: &'static str,
    pub(crate) secret_access_key: &'static str,
    pub(crate) mfa: &'static str,
    pub(crate) mfa_scan: &'static str,
    pub(crate) mfa_secret: &'static str,
    pub(crate) scan_to_sign_in: &'static str,
    pub(crate) legend: &'static str,
    pub(crate) upper: &'static str,
    pub(crate) lower: &'static str,
    pub(crate) digit: &'static str,
    pub(crate) symbol: &'static str,
    pub(crate) destroy: &'static str,
    pub(crate) first_steps: &'static str,
}

/// How a secret reaches its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretWay {
    /// By another way than this message: told on the phone, or in a file of its own.
    Separately,
    /// On a printed sheet.
    OnPaper,
    /// In the encrypted attachment of this message.
    Attached,
}

/// How the account is secured with a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MfaTask {
    /// The person sets a device up alone after the first sign-in.
    EnrolAlone,
    /// The code of a device that is set up already comes with the other secrets.
    GivenDevice(SecretWay),
}

/// What one person is told. It holds no secret and has no field for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instructions {
    /// The language.
    pub language: Language,
    /// The person's own name, for the greeting.
    pub person: Option<PersonName>,
    /// The IAM user's name.
    pub user_name: UserName,
    /// The account, as a noun of the language.
    pub account: String,
    /// Where the person signs in, with console access.
    pub sign_in_url: Option<String>,
    /// How the password comes, and whether it must be changed at the first sign-in.
    pub password: Option<(SecretWay, bool)>,
    /// How the access key comes.
    pub access_key: Option<SecretWay>,
    /// The id of the SSH public key that is registered for the person.
    pub ssh_key_id: Option<String>,
    /// The AWS CLI profile that the person sets up, and the CSV file to import, if one is handed
    /// over.
    pub profile: Option<ProfileSteps>,
    /// The second factor.
    pub mfa: Option<MfaTask>,
    /// The encrypted attachments, and what opens them.
    pub attachments: Vec<(String, OpensWith)>,
    /// The day until which the hand-off is good, as `2026-11-27`.
    pub valid_until: Option<String>,
}

/// The steps for the AWS CLI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileSteps {
    /// The profile's name.
    pub name: String,
    /// The region, or empty.
    pub region: String,
    /// The file for `aws configure import`.
    pub csv: Option<String>,
}

impl Instructions {
    /// The simple safe hand-off of a user: the instructions here, each secret by another way.
    #[must_use]
    pub fn new(settings: &AccountSettings, user: &User, language: Language) -> Self {
        let number = settings.account_id.as_str();
        let ending = &number[number.len().saturating_sub(4)..];
        let words = language.words();
        let account = match (&settings.alias, settings.kind) {
            (_, AccountKind::Local) => words.account_by_number.replace("{name}", &settings.name()),
            (Some(alias), AccountKind::Aws) => {
                words.account_by_alias.replace("{name}", alias.as_str())
            }
            // As AWS's own instructions have it: an e-mail need not tell the whole number, but for
            // the sign-in address of an account without alias.
            (None, AccountKind::Aws) => words.account_by_ending.replace("{ending}", ending),
        };
        let profile = user.login_profile.as_ref();
        Self {
            language,
            person: None,
            user_name: user.name.clone(),
            account,
            sign_in_url: profile.map(|_| settings.sign_in_url()),
            password: profile.map(|profile| (SecretWay::Separately, profile.reset_required)),
            access_key: (!user.access_keys.is_empty()).then_some(SecretWay::Separately),
            ssh_key_id: None,
            profile: None,
            mfa: None,
            attachments: Vec::new(),
            valid_until: None,
        }
    }

    /// What a placeholder stands for; empty when there is nothing to say.
    pub(crate) fn value(&self, placeholder: Placeholder) -> String {
        let words = self.language.words();
        match placeholder {
            Placeholder::Greeting => match &self.person {
                Some(person) => words.greeting_by_name.replace("{name}", person.as_str()),
                None => words.greeting.to_owned(),
            },
            Placeholder::Person => self
                .person
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            Placeholder::UserName => self.user_name.to_string(),
            Placeholder::Account => self.account.clone(),
            Placeholder::SignInUrl => self.sign_in_url.clone().unwrap_or_default(),
            Placeholder::Password => self.password_sentences(),
            Placeholder::AccessKey => match self.access_key {
                Some(SecretWay::Separately) => words.key_separately.to_owned(),
                Some(SecretWay::OnPaper) => words.key_on_paper.to_owned(),
                Some(SecretWay::Attached) | None => String::new(),
            },
            Placeholder::SshKey => self
                .ssh_key_id
                .as_ref()
                .map_or_else(String::new, |id| words.ssh_key.replace("{id}", id)),
            Placeholder::CommandLine => self.command_line(),
            Placeholder::Mfa => match self.mfa {
                Some(MfaTask::EnrolAlone) => words.mfa_alone.to_owned(),
                Some(MfaTask::GivenDevice(_)) => words.mfa_device.to_owned(),
                None => String::new(),
            },
            Placeholder::Attachment => self.attachment(),
            Placeholder::ValidUntil => self
                .valid_until
                .as_ref()
                .map_or_else(String::new, |day| words.valid_until.replace("{day}", day)),
        }
    }

    fn password_sentences(&self) -> String {
        let words = self.language.words();
        let Some((way, must_change)) = self.password else {
            return String::new();
        };
        let way = match way {
            SecretWay::Separately => words.password_separately,
            SecretWay::OnPaper => words.password_on_paper,
            SecretWay::Attached => "",
        };
        let change = if must_change {
            words.password_must_change
        } else {
            ""
        };
        let lines: Vec<_> = [way, change]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        lines.join("\n")
    }

    fn attachment(&self) -> String {
        let words = self.language.words();
        let Some((_, opens_with)) = self.attachments.first() else {
            return String::new();
        };
        let names: Vec<_> = self
            .attachments
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let sentence = match opens_with {
            OpensWith::OwnKey => words.attachment_own_key,
            OpensWith::Passphrase => words.attachment_passphrase,
        };
        let sentence = sentence.replace("{file}", &names.join(", "));
        format!("{sentence}\n{}", words.delete_attachment)
    }

    fn command_line(&self) -> String {
        let words = self.language.words();
        let Some(profile) = &self.profile else {
            return String::new();
        };
        let mut lines = vec![words.command_line.to_owned()];
        if let Some(file) = &profile.csv {
            lines.push(words.command_line_import.replace("{file}", file));
            lines.push(format!("aws configure import --csv file://{file}"));
        } else {
            lines.push(format!("aws configure --profile {}", profile.name));
        }
        if !profile.region.is_empty() {
            lines.push(format!(
                "aws configure set region {} --profile {}",
                profile.region, profile.name
            ));
        }
        lines.push(format!(
            "aws sts get-caller-identity --profile {}",
            profile.name
        ));
        lines.join("\n")
    }
}

/// A person's own name, as it stands in a greeting and in front of an address.
///
/// One line of at most 100 characters, without control characters and without characters that
/// make text read in another order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// The name as it was written, without blanks around it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text is no person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParsePersonNameError {
    /// There is nothing.
    #[error("the name is empty")]
    Empty,
    /// More than a line takes.
    #[error("the name has more than 100 characters")]
    TooLong,
    /// A character that could end a header or turn the text around.
    #[error("the name can not hold the character `{}`", .found.escape_unicode())]
    Character {
        /// The character.
        found: char,
    },
    /// What begins an encoded word (RFC 2047): mail programs decode it even inside of quotes.
    #[error("the name can not hold `=?`, which mail programs take for encoded text")]
    EncodedWord,
}

impl ParsePersonNameError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "write the name as it stands in a letter, on one line"
    }
}

impl FromStr for PersonName {
    type Err = ParsePersonNameError;

    fn from_str(text: &str) -> Result<Self, ParsePersonNameError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ParsePersonNameError::Empty);
        }
        if text.chars().count() > 100 {
            return Err(ParsePersonNameError::TooLong);
        }
        if let Some(found) = text.chars().find(|it| is_steering(*it)) {
            return Err(ParsePersonNameError::Character { found });
        }
        if text.contains("=?") {
            return Err(ParsePersonNameError::EncodedWord);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Characters that a line of text for people never needs: controls, the line separators, and what
/// makes text read in another order than it is stored.
pub(crate) fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
