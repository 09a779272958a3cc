//! What is said when a text is not the name it should be.
//!
//! One error for every newtype of this crate: which kind of name, which rule it broke and where.
//! The text itself is not kept, since people paste passwords into the wrong field.

use std::fmt;

/// Why a text was not accepted as a name; every newtype's [`FromStr`](std::str::FromStr) answers it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParseNameError {
    kind: NameKind,
    rule: BrokenRule,
}

impl ParseNameError {
    pub(crate) fn new(kind: NameKind, rule: BrokenRule) -> Self {
        Self { kind, rule }
    }

    /// The kind of name that was asked for.
    #[must_use]
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// The rule the text broke.
    #[must_use]
    pub fn rule(&self) -> &BrokenRule {
        &self.rule
    }

    /// The code for scripts and screens; one for all kinds, see [`Self::kind`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        "invalid-name"
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What the kind of name may look like.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.kind.help()
    }

    /// The byte at which the first character stands that is not allowed.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        match self.rule {
            BrokenRule::Character { at, .. } => Some(at),
            _ => None,
        }
    }
}

impl fmt::Display for ParseNameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.kind.label();
        match self.rule {
            BrokenRule::Empty => write!(formatter, "the {name} is empty"),
            BrokenRule::TooShort { length, min } => {
                write!(
                    formatter,
                    "the {name} has {}, at least {min} are needed",
                    characters(length)
                )
            }
            BrokenRule::TooLong { length, max } => {
                write!(
                    formatter,
                    "the {name} has {}, at most {max} are allowed",
                    characters(length)
                )
            }
            BrokenRule::Character { found, at } => {
                let shown = found.escape_debug();
                write!(
                    formatter,
                    "the {name} cannot hold the character `{shown}` at byte {at}"
                )
            }
            BrokenRule::Shape { expected } => write!(formatter, "the {name} {expected}"),
            BrokenRule::Range { given, min, max } => {
                write!(
                    formatter,
                    "the {name} is {given}, it lies between {min} and {max}"
                )
            }
        }
    }
}

impl std::error::Error for ParseNameError {}

fn characters(count: usize) -> String {
    if count == 1 {
        "1 character".to_owned()
    } else {
        format!("{count} characters")
    }
}

/// The rule that a text broke.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BrokenRule {
    /// There is no character at all.
    Empty,
    /// Fewer characters than AWS accepts.
    TooShort {
        /// Characters in the text.
        length: usize,
        /// The fewest that are accepted.
        min: usize,
    },
    /// More characters than AWS accepts.
    TooLong {
        /// Characters in the text.
        length: usize,
        /// The most that are accepted.
        max: usize,
    },
    /// A character outside the kind's alphabet.
    Character {
        /// The character.
        found: char,
        /// The byte at which it begins.
        at: usize,
    },
    /// The characters are right and their arrangement is not.
    Shape {
        /// A clause that completes "the … ": what a right one does.
        expected: &'static str,
    },
    /// A number outside its range.
    Range {
        /// The number.
        given: u64,
        /// The smallest accepted.
        min: u64,
        /// The largest accepted.
        max: u64,
    },
}

macro_rules! name_kinds {
    ($($(#[$doc:meta])* $kind:ident, $label:literal, $help:literal;)+) => {
        /// The kinds of names that this crate parses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NameKind {
            $($(#[$doc])* $kind,)+
        }

        impl NameKind {
            /// The kind in IAM's words, lower-case.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)+ }
            }

            /// What such a name may look like.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Self::$kind => $help,)+ }
            }
        }
    };
}

name_kinds! {
    /// [`Partition`](crate::Partition).
    Partition, "partition", "one of `aws`, `aws-cn` and `aws-us-gov`";
    /// [`AccountId`](crate::AccountId).
    AccountId, "account id", "12 digits, for example `111122223333`";
    /// [`AccountAlias`](crate::AccountAlias).
    AccountAlias, "account alias",
        "3 to 63 lower-case letters, digits and single hyphens, not at either end, and not 12 digits";
    /// [`Arn`](crate::Arn).
    Arn, "ARN", "`arn:partition:service:region:account:resource`, at most 2048 characters";
    /// [`UserName`](crate::UserName).
    UserName, "user name", "1 to 64 letters, digits and `_+=,.@-`";
    /// [`GroupName`](crate::GroupName).
    GroupName, "group name", "1 to 128 letters, digits and `_+=,.@-`";
    /// [`RoleName`](crate::RoleName).
    RoleName, "role name", "1 to 64 letters, digits and `_+=,.@-`";
    /// [`PolicyName`](crate::PolicyName).
    PolicyName, "policy name", "1 to 128 letters, digits and `_+=,.@-`";
    /// [`InstanceProfileName`](crate::InstanceProfileName).
    InstanceProfileName, "instance profile name", "1 to 128 letters, digits and `_+=,.@-`";
    /// [`MfaDeviceName`](crate::MfaDeviceName).
    MfaDeviceName, "MFA device name", "1 to 226 letters, digits and `_+=,.@-`";
    /// [`SamlProviderName`](crate::SamlProviderName).
    SamlProviderName, "SAML provider name", "1 to 128 letters, digits and `._-`";
    /// [`OidcUrl`](crate::OidcUrl).
    OidcUrl, "provider URL",
        "`https://` and a host, perhaps with a path, for example `https://token.actions.githubusercontent.com`";
    /// [`OrganizationId`](crate::OrganizationId).
    OrganizationId, "organization id", "`o-` and 10 to 32 lower-case letters and digits";
    /// [`SshPublicKey`](crate::SshPublicKey).
    SshPublicKey, "SSH public key", "one line that begins with `ssh-rsa`, with 2048 bits or more";
    /// [`Path`](crate::Path).
    Path, "path", "`/`, or up to 512 visible ASCII characters that begin and end with `/`";
    /// [`UniqueId`](crate::UniqueId).
    UniqueId, "unique id", "16 to 128 letters, digits and `_`, for example `AIDACKCEVSQ6C2EXAMPLE`";
    /// [`AccessKeyId`](crate::AccessKeyId).
    AccessKeyId, "access key id",
        "16 to 128 letters, digits and `_`, for example `AKIAIOSFODNN7EXAMPLE`";
    /// [`ActionName`](crate::ActionName).
    ActionName, "action",
        "a service prefix, a colon and a name, for example `s3:GetObject`; no wildcards";
    /// [`ServicePrefix`](crate::ServicePrefix).
    ServicePrefix, "service prefix", "1 to 64 letters, digits and `-`, for example `s3`";
    /// [`TagKey`](crate::TagKey).
    TagKey, "tag key", "1 to 128 letters, digits, spaces and `_.:/=+-@`";
    /// [`TagValue`](crate::TagValue).
    TagValue, "tag value", "at most 256 letters, digits, spaces and `_.:/=+-@`";
    /// [`PolicyVersionId`](crate::PolicyVersionId).
    PolicyVersionId, "policy version id", "`v` and a number from 1, for example `v3`";
    /// [`SessionName`](crate::SessionName).
    SessionName, "session name", "2 to 64 letters, digits and `_+=,.@-`";
    /// [`ExternalId`](crate::ExternalId).
    ExternalId, "external id", "2 to 1224 letters, digits and `_+=,.@:/-`";
    /// [`MfaSerial`](crate::MfaSerial).
    MfaSerial, "MFA serial number", "9 to 256 letters, digits and `_+=/:,.@-`: an ARN or a serial";
    /// [`SessionDuration`](crate::SessionDuration).
    SessionDuration, "session duration", "seconds, from 900 to 129600";
    /// [`MaxSessionDuration`](crate::MaxSessionDuration).
    MaxSessionDuration, "maximum session duration", "seconds, from 3600 to 43200";
    /// [`Timestamp`](crate::Timestamp).
    Timestamp, "time", "a date, a time and an offset, for example `2026-01-02T03:04:05Z`";
    /// [`EntityId`](crate::EntityId).
    EntityId, "entity id", "32 hexadecimal digits";
}
