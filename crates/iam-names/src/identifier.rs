//! The ids that AWS gives: unique ids, access key ids and policy version ids.

use crate::AccountId;
use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, is_word, name};

name! {
    /// What AWS calls an entity for ever, for example `AIDACKCEVSQ6C2EXAMPLE`: never used twice.
    ///
    /// See "Unique identifiers" in the IAM user guide for the prefixes. The text is taken as it
    /// comes, since older and test accounts carry other ones.
    UniqueId, |text| {
        Shape { kind: NameKind::UniqueId, min: 16, max: 128, allows: is_word }.check(text)
    }
}

impl UniqueId {
    /// What the id's prefix says it belongs to, when it has a known one.
    #[must_use]
    pub fn entity_kind(&self) -> Option<UniqueIdKind> {
        UniqueIdKind::of_prefix(self.as_str().get(..4)?)
    }
}

/// What a unique id's prefix tells; see "Unique identifiers" in the IAM user guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UniqueIdKind {
    /// `AIDA`.
    User,
    /// `AGPA`.
    Group,
    /// `AROA`.
    Role,
    /// `ANPA`.
    ManagedPolicy,
    /// `AIPA`.
    InstanceProfile,
    /// `APKA`.
    PublicKey,
    /// `ASCA`.
    Certificate,
}

impl UniqueIdKind {
    fn of_prefix(prefix: &str) -> Option<Self> {
        match prefix {
            "AIDA" => Some(Self::User),
            "AGPA" => Some(Self::Group),
            "AROA" => Some(Self::Role),
            "ANPA" => Some(Self::ManagedPolicy),
            "AIPA" => Some(Self::InstanceProfile),
            "APKA" => Some(Self::PublicKey),
            "ASCA" => Some(Self::Certificate),
            _ => None,
        }
    }
}

name! {
    /// An access key's public half, for example `AKIAIOSFODNN7EXAMPLE`; the secret is elsewhere.
    AccessKeyId, |text| {
        Shape { kind: NameKind::AccessKeyId, min: 16, max: 128, allows: is_word }.check(text)
    }
}

impl AccessKeyId {
    /// The prefix of keys that a local account issues; AWS never does.
    pub const LOCAL_PREFIX: &'static str = "LKIA";

    /// A key of a local account: the local prefix and 16 characters of AWS's alphabet.
    ///
    /// Every byte gives one of 32 characters, each as often as the other.
    #[must_use]
    pub fn local(random: [u8; 16]) -> Self {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut text = String::from(Self::LOCAL_PREFIX);
        text.extend(random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)])));
        Self(text.into())
    }

    /// Whether a local account issued the key.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.as_str().starts_with(Self::LOCAL_PREFIX)
    }

    /// Whether the key is a temporary one, made by STS.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.as_str().starts_with("ASIA")
    }

    /// The account the key belongs to, read from the id itself.
    ///
    /// Ids of the newer generation carry it: the sixteen characters behind the prefix are base32,
    /// and 40 of their bits are the account. `None` for older keys, other lengths and local keys.
    /// AWS documents the question (`sts:GetAccessKeyInfo`) and not the encoding.
    #[must_use]
    pub fn account_id(&self) -> Option<AccountId> {
        let text = self.as_str();
        let body = text
            .strip_prefix("AKIA")
            .or_else(|| text.strip_prefix("ASIA"))?;
        if body.len() != 16 {
            return None;
        }
        let mut bits = 0_u128;
        for byte in body.bytes() {
            bits = bits << 5 | u128::from(base32_digit(byte)?);
        }
        // 80 bits; the first marks the newer generation, the account is in the 40 behind it.
        let is_newer = bits >> 79 == 1;
        let account = u64::try_from(bits >> 39 & 0xff_ffff_ffff).ok()?;
        is_newer.then(|| AccountId::from_number(account)).flatten()
    }
}

fn base32_digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'2'..=b'7' => Some(byte - b'2' + 26),
        _ => None,
    }
}

name! {
    /// A managed policy's version: `v1`, `v2` and so on.
    ///
    /// The API's pattern is `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    PolicyVersionId, check_version
}

impl PolicyVersionId {
    /// The version with this number; `None` for zero.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        (number > 0).then(|| Self(format!("v{number}").into()))
    }

    /// The version with this number.
    #[must_use]
    pub fn numbered(number: std::num::NonZeroU32) -> Self {
        Self(format!("v{number}").into())
    }

    /// The number behind the `v`; `None` when it is too large to count with.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.as_str()[1..].split('.').next()?.parse().ok()
    }
}

fn check_version(text: &str) -> Result<(), ParseNameError> {
    const SHAPE: Shape = Shape {
        kind: NameKind::PolicyVersionId,
        min: 2,
        max: 64,
        allows: |character| character.is_ascii_alphanumeric() || matches!(character, '.' | '-'),
    };
    SHAPE.check(text)?;
    let number = text.strip_prefix('v').unwrap_or_default();
    let digits = number.split('.').next().unwrap_or_default();
    if digits.is_empty() || digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        let rule = BrokenRule::Shape {
            expected: "is `v` and a number from 1",
        };
        return Err(ParseNameError::new(NameKind::PolicyVersionId, rule));
    }
    Ok(())
}
