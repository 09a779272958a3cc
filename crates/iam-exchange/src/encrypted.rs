//! Files that only their receiver can open, in the age format: to the receiver's own key, or with
//! a passphrase that goes by another way.
//!
//! Here we only encrypt; reading is done with the receiver's tools. What another admin's vault sends
//! is opened in `change_file.rs`.
//! <https://age-encryption.org/v1>

#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use iam_names::Secret;

/// A receiver's public key.
#[derive(Clone)]
pub struct Recipient(Key);

#[derive(Clone)]
enum Key {
    Age(age::x25519::Recipient),
    Ssh(age::ssh::Recipient),
}

impl Recipient {
    /// The key, for an age file to several receivers.
    pub(crate) fn as_age(&self) -> &dyn age::Recipient {
        match &self.0 {
            Key::Age(key) => key,
            Key::Ssh(key) => key,
        }
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.0 {
            Key::Age(_) => "Recipient(age)",
            Key::Ssh(_) => "Recipient(ssh)",
        })
    }
}

/// A text is no public key that can be encrypted to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseRecipientError {
    /// It is a secret key, which nobody but its owner should have.
    #[error("this is a secret key, not a public one")]
    SecretKey,
    /// It begins like an age key and is none.
    #[error("the age key is mistyped or cut off")]
    Age,
    /// It begins like an SSH key and is none, or of a kind that can not encrypt.
    #[error("the SSH key can not be encrypted to")]
    Ssh,
    /// It is neither.
    #[error("this is no public key of age or SSH")]
    Unknown,
}

impl ParseRecipientError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::SecretKey => {
                "ask the receiver for the public key, and for a new one: this key is known now"
            }
            Self::Age => "copy the whole key, from `age1` to its end",
            Self::Ssh => {
                "`ssh-ed25519` keys can be used, and `ssh-rsa` keys of 2,048 to 4,096 bits"
            }
            Self::Unknown => "give a key such as `age1…` or `ssh-ed25519 AAAA…`",
        }
    }
}

impl FromStr for Recipient {
    type Err = ParseRecipientError;

    fn from_str(text: &str) -> Result<Self, ParseRecipientError> {
        let text = text.trim();
        if text.starts_with("AGE-SECRET-KEY-") || text.contains("PRIVATE KEY") {
            return Err(ParseRecipientError::SecretKey);
        }
        if text.starts_with("age1") {
            let key = text.parse().map_err(|_| ParseRecipientError::Age)?;
            return Ok(Self(Key::Age(key)));
        }
        if text.starts_with("ssh-") || text.starts_with("ecdsa-") {
            let key = text.parse().map_err(|_| ParseRecipientError::Ssh)?;
            return Ok(Self(Key::Ssh(key)));
        }
        Err(ParseRecipientError::Unknown)
    }
}

/// What a file is encrypted with.
#[derive(Debug)]
pub enum EncryptionKey {
    /// The receiver's own key.
    Recipient(Recipient),
    /// A passphrase that a person chose: the key is derived slowly.
    Passphrase(Secret<String>),
    /// A passphrase of our making, which is as good as a key.
    Generated(GeneratedPassphrase),
}

/// The letters and digits of a generated passphrase: none is mistaken for another, neither on
/// paper nor on the phone, and all are small.
const ALPHABET: &[u8; 32] = b"bcdefghjkmnpqrstuvwxyz0123456789";

/// The cost of a generated passphrase's key, as a power of two: the least that age's own tools
/// would pick on a slow machine. The passphrase has 100 random bits, so that no cost has to make
/// up for a guessable one, and a hundred people's files are made in seconds.
const GENERATED_COST: u8 = 12;

/// A passphrase for one file: five groups of four, 100 random bits.
#[derive(Debug)]
pub struct GeneratedPassphrase(Secret<String>);

impl GeneratedPassphrase {
    /// Makes one of random bytes.
    pub fn make(random: &mut dyn FnMut() -> u8) -> Self {
        let mut text = String::with_capacity(24);
        for at in 0..20 {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            // 32 letters: the low five bits choose evenly.
            text.push(char::from(ALPHABET[usize::from(random() % 32)]));
        }
        Self(Secret::new(text))
    }

    /// What its receiver is told, by another way than the file goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        // The caller shows it once to the person who tells it on.
        self.0.expose()
    }

    /// The key to encrypt with.
    #[must_use]
    pub fn key(&self) -> EncryptionKey {
        // A key encrypts a file and is wiped; the passphrase waits to be told.
        EncryptionKey::Generated(Self(Secret::new(self.0.expose().clone())))
    }
}

/// What opens a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpensWith {
    /// The receiver's own key.
    OwnKey,
    /// A passphrase.
    Passphrase,
}

/// A file that is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptedFile {
    name: String,
    bytes: Vec<u8>,
    opens_with: OpensWith,
}

impl EncryptedFile {
    /// The name: `alice_credentials.csv.age`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The encrypted bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What opens it.
    #[must_use]
    pub fn opens_with(&self) -> OpensWith {
        self.opens_with
    }
}

/// The file could not be encrypted.
#[derive(Debug, thiserror::Error)]
#[error("the file was not encrypted: {0}")]
pub struct EncryptError(#[from] age::EncryptError);

impl EncryptionKey {
    /// Encrypts a file; its name gets `.age` at its end.
    pub fn encrypt(&self, name: &str, bytes: &[u8]) -> Result<EncryptedFile, EncryptError> {
        let (bytes, opens_with) = match self {
            Self::Recipient(Recipient(Key::Age(key))) => {
                (age::encrypt(key, bytes)?, OpensWith::OwnKey)
            }
            Self::Recipient(Recipient(Key::Ssh(key))) => {
                (age::encrypt(key, bytes)?, OpensWith::OwnKey)
            }
            Self::Passphrase(passphrase) => {
                // age derives the file's key from it and wipes its copy.
                let passphrase = age::secrecy::SecretString::from(passphrase.expose().clone());
                let key = age::scrypt::Recipient::new(passphrase);
                (age::encrypt(&key, bytes)?, OpensWith::Passphrase)
            }
            Self::Generated(passphrase) => {
                // As above.
                let passphrase = age::secrecy::SecretString::from(passphrase.expose().to_owned());
                let mut key = age::scrypt::Recipient::new(passphrase);
                key.set_work_factor(GENERATED_COST);
                (age::encrypt(&key, bytes)?, OpensWith::Passphrase)
            }
        };
        Ok(EncryptedFile {
            name: format!("{name}.age"),
            bytes,
            opens_with,
        })
    }
}
