//! The shape all names share: a checked text, its one door in, and serde through the same door.
//!
//! The two macros write the repeated half of a newtype; what a kind of name may hold is a
//! [`Shape`], stated beside the type.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

use crate::error::{BrokenRule, NameKind, ParseNameError};

/// Lengths in characters and the alphabet of a kind of name.
pub(crate) struct Shape {
    pub(crate) kind: NameKind,
    pub(crate) min: usize,
    pub(crate) max: usize,
    pub(crate) allows: fn(char) -> bool,
}

impl Shape {
    /// Checks length, then every character.
    pub(crate) fn check(&self, text: &str) -> Result<(), ParseNameError> {
        let refuse = |rule| Err(ParseNameError::new(self.kind, rule));
        let length = text.chars().count();
        if length == 0 && self.min > 0 {
            return refuse(BrokenRule::Empty);
        }
        if length < self.min {
            return refuse(BrokenRule::TooShort {
                length,
                min: self.min,
            });
        }
        if length > self.max {
            return refuse(BrokenRule::TooLong {
                length,
                max: self.max,
            });
        }
        match text
            .char_indices()
            .find(|(_, character)| !(self.allows)(*character))
        {
            Some((at, found)) => refuse(BrokenRule::Character { found, at }),
            None => Ok(()),
        }
    }
}

/// AWS's `\w`: ASCII letters, digits and the underscore.
pub(crate) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// AWS's `[\w+=,.@-]`: the alphabet of most IAM names.
pub(crate) fn is_name_character(character: char) -> bool {
    is_word(character) || matches!(character, '+' | '=' | ',' | '.' | '@' | '-')
}

/// Deserialises through the type's own `FromStr`.
pub(crate) fn deserialize_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

/// `as_str`'s companions for a type that has it: `Display`, `AsRef` and serde.
macro_rules! text_traits {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::text::deserialize_text(deserializer)
            }
        }
    };
}

/// Comparison with a plain text, by the spelling.
macro_rules! equals_text {
    ($name:ident) => {
        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }
    };
}

/// A newtype over a shared text: `name!(docs, Type, check)`, where `check` is the one rule.
macro_rules! name {
    ($(#[$meta:meta])* $name:ident, $check:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// The text as it was written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::ParseNameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let check: fn(&str) -> Result<(), Self::Err> = $check;
                check(text)?;
                Ok(Self(text.into()))
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        crate::text::text_traits!($name);
        crate::text::equals_text!($name);
    };
}

/// Adds what AWS compares without case: `name_key` and `same_name`.
macro_rules! compared_without_case {
    ($($name:ident),+) => {
        $(impl $name {
            /// The form under which AWS keeps the name unique: without case.
            #[must_use]
            pub fn name_key(&self) -> crate::NameKey {
                crate::NameKey::of(self.as_str())
            }

            /// Whether AWS would take the other for the same name.
            #[must_use]
            pub fn same_name(&self, other: &Self) -> bool {
                self.as_str().eq_ignore_ascii_case(other.as_str())
            }
        })+
    };
}

pub(crate) use {compared_without_case, equals_text, name, text_traits};
