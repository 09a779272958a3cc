//! Password policies: what a console password must be. How one is made is in `generate`.

mod generate;

use serde::{Deserialize, Serialize};

use crate::{Refusal, RefusalCode};

pub(crate) use generate::pick;
pub use generate::{GeneratedShape, generate_password};

/// The symbols that AWS counts.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>
const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";

/// An account's own password policy.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of AWS's own structure"
)]
pub struct PasswordPolicy {
    /// The shortest password, 6 to 128.
    pub minimum_length: u32,
    /// At least one symbol.
    pub require_symbols: bool,
    /// At least one digit.
    pub require_numbers: bool,
    /// At least one upper-case letter.
    pub require_uppercase: bool,
    /// At least one lower-case letter.
    pub require_lowercase: bool,
    /// Users may change their own password.
    pub allow_users_to_change_password: bool,
    /// Days after which a password expires, 1 to 1,095; none is never.
    pub max_age_days: Option<u32>,
    /// How many former passwords may not be used again, 1 to 24; none is no limit.
    pub reuse_prevention: Option<u32>,
    /// An expired password can only be set by an administrator.
    pub hard_expiry: bool,
}

impl Default for PasswordPolicy {
    /// What AWS sets for fields that an update leaves out.
    fn default() -> Self {
        Self {
            minimum_length: 6,
            require_symbols: false,
            require_numbers: false,
            require_uppercase: false,
            require_lowercase: false,
            allow_users_to_change_password: false,
            max_age_days: None,
            reuse_prevention: None,
            hard_expiry: false,
        }
    }
}

impl PasswordPolicy {
    /// Whether AWS would take the policy.
    pub fn check(&self) -> Result<(), Refusal> {
        let refuse = |field, message: &str| {
            Err(Refusal::new(
                RefusalCode::InvalidInput,
                message,
                "choose a value in this range",
            )
            .in_field(field))
        };
        if !(6..=128).contains(&self.minimum_length) {
            return refuse("minimum_length", "the minimum length is 6 to 128");
        }
        if self
            .max_age_days
            .is_some_and(|days| !(1..=1_095).contains(&days))
        {
            return refuse("max_age_days", "passwords expire after 1 to 1,095 days");
        }
        if self
            .reuse_prevention
            .is_some_and(|count| !(1..=24).contains(&count))
        {
            return refuse("reuse_prevention", "1 to 24 passwords can be remembered");
        }
        Ok(())
    }
}

/// A rule that a password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordViolation {
    /// Shorter than the policy's minimum.
    TooShort {
        /// The minimum.
        minimum: u32,
    },
    /// Longer than 128 characters.
    TooLong,
    /// A character outside of AWS's range.
    Character,
    /// No upper-case letter.
    NoUppercase,
    /// No lower-case letter.
    NoLowercase,
    /// No digit.
    NoNumber,
    /// No symbol.
    NoSymbol,
    /// Fewer than three of the four classes, which AWS's default policy asks for.
    TooFewClasses,
    /// The same as the account's name.
    AccountName,
}

impl PasswordViolation {
    /// The rule in a sentence.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::TooShort { minimum } => format!("must have at least {minimum} characters"),
            Self::TooLong => "must have at most 128 characters".into(),
            Self::Character => "holds a character that AWS does not take".into(),
            Self::NoUppercase => "must have at least one upper-case letter".into(),
            Self::NoLowercase => "must have at least one lower-case letter".into(),
            Self::NoNumber => "must have at least one digit".into(),
            Self::NoSymbol => format!("must have at least one symbol ({SYMBOLS})"),
            Self::TooFewClasses => {
                "must have at least three of: upper-case, lower-case, digit, symbol".into()
            }
            Self::AccountName => "must not be the name of the account".into(),
        }
    }
}

/// The policy in force: the account's own, or AWS's default one.
#[derive(Debug, Clone, Copy)]
pub struct EffectivePasswordPolicy<'a> {
    own: Option<&'a PasswordPolicy>,
}

impl<'a> EffectivePasswordPolicy<'a> {
    /// What is in force in an account with this policy of its own, or none.
    #[must_use]
    pub fn of(own: Option<&'a PasswordPolicy>) -> Self {
        Self { own }
    }

    /// The shortest password. Without a policy AWS asks for 8.
    #[must_use]
    pub fn minimum_length(&self) -> u32 {
        self.own.map_or(8, |policy| policy.minimum_length)
    }

    /// The rules in sentences, for a person who chooses a password.
    #[must_use]
    pub fn rules(&self) -> Vec<String> {
        let mut rules = vec![
            PasswordViolation::TooShort {
                minimum: self.minimum_length(),
            }
            .message(),
        ];
        match self.own {
            None => rules.push(PasswordViolation::TooFewClasses.message()),
            Some(policy) => {
                for (asked, violation) in [
                    (policy.require_uppercase, PasswordViolation::NoUppercase),
                    (policy.require_lowercase, PasswordViolation::NoLowercase),
                    (policy.require_numbers, PasswordViolation::NoNumber),
                    (policy.require_symbols, PasswordViolation::NoSymbol),
                ] {
                    if asked {
                        rules.push(violation.message());
                    }
                }
            }
        }
        rules
    }

    /// Every rule that a password breaks. The name of the account is its alias or its digits.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>
    #[must_use]
    pub fn violations(&self, password: &str, account_name: &str) -> Vec<PasswordViolation> {
        let mut found = Vec::new();
        let length = password.chars().count();
        if length < self.minimum_length() as usize {
            found.push(PasswordViolation::TooShort {
                minimum: self.minimum_length(),
            });
        }
        if length > 128 {
            found.push(PasswordViolation::TooLong);
        }
        let taken = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
        if !password.chars().all(taken) {
            found.push(PasswordViolation::Character);
        }
        let upper = password.chars().any(|c| c.is_ascii_uppercase());
        let lower = password.chars().any(|c| c.is_ascii_lowercase());
        let number = password.chars().any(|c| c.is_ascii_digit());
        let symbol = password.chars().any(|c| SYMBOLS.contains(c));
        match self.own {
            None => {
                let classes = [upper, lower, number, symbol]
                    .iter()
                    .filter(|has| **has)
                    .count();
                if classes < 3 {
                    found.push(PasswordViolation::TooFewClasses);
                }
                if password == account_name {
                    found.push(PasswordViolation::AccountName);
                }
            }
            Some(policy) => {
                for (asked, has, violation) in [
                    (
                        policy.require_uppercase,
                        upper,
                        PasswordViolation::NoUppercase,
                    ),
                    (
                        policy.require_lowercase,
                        lower,
                        PasswordViolation::NoLowercase,
                    ),
                    (policy.require_numbers, number, PasswordViolation::NoNumber),
                    (policy.require_symbols, symbol, PasswordViolation::NoSymbol),
                ] {
                    if asked && !has {
                        found.push(violation);
                    }
                }
            }
        }
        found
    }
}
