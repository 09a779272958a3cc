//! What assuming a role takes: session names, external ids, MFA serial numbers and durations.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Arn;
use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, is_name_character, is_word, name};

name! {
    /// The name of a role session, `RoleSessionName` of `sts:AssumeRole`.
    SessionName, |text| {
        let kind = NameKind::SessionName;
        Shape { kind, min: 2, max: 64, allows: is_name_character }.check(text)
    }
}

name! {
    /// What a third party must say to assume a role, `ExternalId` of `sts:AssumeRole`.
    ExternalId, |text| {
        let allows =
            |character| is_name_character(character) || matches!(character, ':' | '/');
        Shape { kind: NameKind::ExternalId, min: 2, max: 1224, allows }.check(text)
    }
}

name! {
    /// What names an MFA device: a virtual one's ARN, or the serial number of a hardware one.
    MfaSerial, |text| {
        let allows = |character| {
            is_word(character)
                || matches!(character, '+' | '=' | '/' | ':' | ',' | '.' | '@' | '-')
        };
        Shape { kind: NameKind::MfaSerial, min: 9, max: 256, allows }.check(text)
    }
}

impl MfaSerial {
    /// The device's ARN, when it is a virtual device or a security key.
    #[must_use]
    pub fn arn(&self) -> Option<Arn> {
        self.as_str().parse().ok()
    }
}

macro_rules! seconds {
    ($(#[$meta:meta])* $name:ident, $min:literal, $max:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The shortest, in seconds.
            pub const MIN: Self = Self($min);
            /// The longest, in seconds.
            pub const MAX: Self = Self($max);

            /// Takes seconds within the range.
            pub fn from_seconds(seconds: u32) -> Result<Self, ParseNameError> {
                if ($min..=$max).contains(&seconds) {
                    return Ok(Self(seconds));
                }
                let rule = BrokenRule::Range { given: seconds.into(), min: $min, max: $max };
                Err(ParseNameError::new(NameKind::$name, rule))
            }

            /// The duration in seconds.
            #[must_use]
            pub fn seconds(self) -> u32 {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self(3600)
            }
        }

        impl FromStr for $name {
            type Err = ParseNameError;

            fn from_str(text: &str) -> Result<Self, ParseNameError> {
                let kind = NameKind::$name;
                Shape { kind, min: 1, max: 9, allows: |c| c.is_ascii_digit() }.check(text)?;
                // INVARIANT: nine digits fit.
                Self::from_seconds(text.parse().unwrap_or(u32::MAX))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::from_seconds(u32::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    };
}

seconds! {
    /// How long a session lasts: `DurationSeconds`, 900 to 129,600 over all STS operations.
    ///
    /// Each operation has a range of its own within this one; an hour is `AssumeRole`'s default.
    SessionDuration, 900, 129_600
}

seconds! {
    /// The longest session a role allows: `MaxSessionDuration` of `CreateRole`, an hour by default.
    MaxSessionDuration, 3600, 43_200
}
