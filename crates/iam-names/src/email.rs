//! A person's e-mail address, as a header can take it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::text::{equals_text, text_traits};

/// Where a person gets mail, in the plain form `local@domain`.
///
/// Nothing that could end a header or add a second address gets through the one door: visible
/// ASCII without separators, at most 254 characters (RFC 5321, 4.5.3.1.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(Arc<str>);

impl EmailAddress {
    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits!(EmailAddress);
equals_text!(EmailAddress);

/// A text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseEmailAddressError {
    /// Not one part before and one behind the one `@`.
    Shape,
    /// More than an address may have.
    TooLong,
    /// A character that may not stand in an address.
    Character {
        /// The character.
        found: char,
        /// The byte at which it begins.
        at: usize,
    },
}

impl fmt::Display for ParseEmailAddressError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => {
                formatter.write_str("the e-mail address is not of the form `name@domain`")
            }
            Self::TooLong => formatter.write_str("the e-mail address has more than 254 characters"),
            Self::Character { found, at } => write!(
                formatter,
                "the e-mail address cannot hold the character `{}` at byte {at}",
                found.escape_debug()
            ),
        }
    }
}

impl std::error::Error for ParseEmailAddressError {}

impl ParseEmailAddressError {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "invalid-email-address"
    }

    /// What an address looks like.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "one plain address such as `alice@example.com`; write an international domain in its `xn--` \
         form"
    }
}

impl FromStr for EmailAddress {
    type Err = ParseEmailAddressError;

    fn from_str(text: &str) -> Result<Self, ParseEmailAddressError> {
        if text.len() > 254 {
            return Err(ParseEmailAddressError::TooLong);
        }
        let is_allowed = |it: char| it.is_ascii_graphic() && !"()<>[]:;,\\\"".contains(it);
        if let Some((at, found)) = text.char_indices().find(|(_, it)| !is_allowed(*it)) {
            return Err(ParseEmailAddressError::Character { found, at });
        }
        let dotted = |part: &str| !part.is_empty() && part.split('.').all(|it| !it.is_empty());
        match text.split_once('@') {
            Some((local, domain)) if dotted(local) && dotted(domain) && !domain.contains('@') => {
                Ok(Self(text.into()))
            }
            _ => Err(ParseEmailAddressError::Shape),
        }
    }
}
