//! Actions and the services they belong to, compared without case.
//!
//! Patterns with wildcards are the policy language's; here an action is one action.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use crate::NameKey;
use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, text_traits};

/// Equality, order and hash of the folded text, so that a set holds an action once.
macro_rules! equal_without_case {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str().eq_ignore_ascii_case(other.as_str())
            }
        }

        impl Eq for $name {}

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str().eq_ignore_ascii_case(other)
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self == *other
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                folded(self.as_str()).cmp(folded(other.as_str()))
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                for byte in folded(self.as_str()) {
                    state.write_u8(byte);
                }
                state.write_u8(0xff);
            }
        }
    };
}

fn folded(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().map(|byte| byte.to_ascii_lowercase())
}

/// A service as actions name it, for example `s3` or `execute-api`.
#[derive(Debug, Clone)]
pub struct ServicePrefix(Arc<str>);

impl ServicePrefix {
    /// The prefix as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The prefix without its case.
    #[must_use]
    pub fn name_key(&self) -> NameKey {
        NameKey::of(self.as_str())
    }
}

const PREFIX: Shape = Shape {
    kind: NameKind::ServicePrefix,
    min: 1,
    max: 64,
    allows: |character| character.is_ascii_alphanumeric() || character == '-',
};

impl FromStr for ServicePrefix {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        PREFIX.check(text)?;
        Ok(Self(text.into()))
    }
}

equal_without_case!(ServicePrefix);
text_traits!(ServicePrefix);

/// One action, for example `s3:GetObject`: keeps its spelling, equals any other spelling's case.
///
/// See "IAM JSON policy elements: Action": "the prefix and the action name are case insensitive".
#[derive(Debug, Clone)]
pub struct ActionName {
    text: Arc<str>,
    colon: usize,
}

impl ActionName {
    /// The action as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the colon, as written.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.text[..self.colon]
    }

    /// The service prefix as a name of its own.
    #[must_use]
    pub fn service_prefix(&self) -> ServicePrefix {
        ServicePrefix(self.service().into())
    }

    /// The part behind the colon, as written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.text[self.colon + 1..]
    }

    /// The action without its case.
    #[must_use]
    pub fn name_key(&self) -> NameKey {
        NameKey::of(self.as_str())
    }
}

impl FromStr for ActionName {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        // Lengths: `ActionNameType` of SimulatePrincipalPolicy.
        const SHAPE: Shape = Shape {
            kind: NameKind::ActionName,
            min: 3,
            max: 128,
            allows: |character| {
                character.is_ascii_alphanumeric() || matches!(character, ':' | '-' | '_')
            },
        };
        SHAPE.check(text)?;
        let parts = text.split_once(':').filter(|(service, name)| {
            PREFIX.check(service).is_ok() && !name.is_empty() && !name.contains(':')
        });
        match parts {
            Some((service, _)) => Ok(Self {
                text: text.into(),
                colon: service.len(),
            }),
            None => Err(ParseNameError::new(
                NameKind::ActionName,
                BrokenRule::Shape {
                    expected: "is a service prefix, one colon and a name",
                },
            )),
        }
    }
}

equal_without_case!(ActionName);
text_traits!(ActionName);
