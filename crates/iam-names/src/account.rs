//! Partitions, account ids and account aliases.

use std::str::FromStr;

use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, equals_text, name, text_traits};

/// A group of regions with accounts of its own; nothing reaches from one into another.
///
/// See "AWS partitions" in the AWS Fault Isolation Boundaries whitepaper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Partition {
    /// `aws`: the commercial regions.
    #[default]
    Aws,
    /// `aws-cn`: the regions in China.
    AwsCn,
    /// `aws-us-gov`: the United States government's regions.
    AwsUsGov,
}

impl Partition {
    /// All partitions Bailiwick knows.
    pub const ALL: [Self; 3] = [Self::Aws, Self::AwsCn, Self::AwsUsGov];

    /// The partition as ARNs spell it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsUsGov => "aws-us-gov",
        }
    }
}

impl FromStr for Partition {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        let rule = BrokenRule::Shape {
            expected: "is not one that is known",
        };
        Self::ALL
            .into_iter()
            .find(|partition| partition.as_str() == text)
            .ok_or_else(|| ParseNameError::new(NameKind::Partition, rule))
    }
}

text_traits!(Partition);
equals_text!(Partition);

/// An AWS account: 12 digits, leading zeros included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// The account with this number; `None` when it has more than 12 digits.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        format!("{number:012}").parse().ok()
    }

    /// The 12 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // INVARIANT: the bytes are ASCII digits, so the default is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for AccountId {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        const SHAPE: Shape = Shape {
            kind: NameKind::AccountId,
            min: 12,
            max: 12,
            allows: |character| character.is_ascii_digit(),
        };
        SHAPE.check(text)?;
        let mut digits = [b'0'; 12];
        digits.copy_from_slice(text.as_bytes());
        Ok(Self(digits))
    }
}

impl std::fmt::Debug for AccountId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "AccountId({})", self.as_str())
    }
}

text_traits!(AccountId);
equals_text!(AccountId);

name! {
    /// The name that stands for an account's id in its sign-in address; one per account.
    ///
    /// See `CreateAccountAlias` in the IAM API reference.
    AccountAlias, check_alias
}

fn check_alias(text: &str) -> Result<(), ParseNameError> {
    const SHAPE: Shape = Shape {
        kind: NameKind::AccountAlias,
        min: 3,
        max: 63,
        allows: |character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
        },
    };
    SHAPE.check(text)?;
    let refuse = |expected| {
        Err(ParseNameError::new(
            NameKind::AccountAlias,
            BrokenRule::Shape { expected },
        ))
    };
    if text.starts_with('-') || text.ends_with('-') {
        return refuse("begins and ends with a letter or digit");
    }
    if text.contains("--") {
        return refuse("holds no two hyphens in a row");
    }
    // An alias of 12 digits would read as somebody's account id.
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return refuse("is not 12 digits");
    }
    Ok(())
}
