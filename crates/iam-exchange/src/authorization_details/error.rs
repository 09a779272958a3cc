//! What is said when a file, or a part of it, cannot be read.

use std::fmt;

use iam_names::ParseNameError;
use thiserror::Error;

use super::{List, Place};

/// The file as a whole cannot be read; nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadDetailsError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is UTF-16, as Windows PowerShell's `>` writes it.
    #[error("the file is written in UTF-16")]
    Utf16,
    /// It ends before its JSON does.
    #[error("the file ends too early: it is cut off{}", within(.item.as_ref()))]
    Truncated {
        /// The byte at which it ends.
        at: u64,
        /// The item it ends in.
        item: Option<(List, usize)>,
    },
    /// It is not JSON.
    #[error("the file is not JSON: {message}")]
    NotJson {
        /// What the parser says.
        message: String,
        /// The byte.
        at: u64,
        /// The item.
        item: Option<(List, usize)>,
    },
    /// It is JSON of another kind.
    #[error("the file is not the answer of get-account-authorization-details")]
    OtherJson,
    /// A list is something else.
    #[error("`{}` is not a list", .list.key())]
    NotAList {
        /// Which list.
        list: List,
        /// The byte.
        at: u64,
    },
    /// A key stands twice.
    #[error("the key `{key}` stands twice")]
    DuplicateKey {
        /// The key.
        key: String,
        /// The byte behind its second appearance.
        at: u64,
    },
    /// It is one page of several.
    #[error("the file is one page of several, and the others are missing")]
    Partial,
    /// An item has more bytes than any entity can have.
    #[error("an item has more than {} MiB", .limit >> 20)]
    ItemTooLarge {
        /// The byte at which reading stopped.
        at: u64,
        /// The most that is taken.
        limit: u64,
        /// The item.
        item: Option<(List, usize)>,
    },
    /// A list has more items than any account can have.
    #[error("`{}` has more than {limit} items", .list.key())]
    TooManyItems {
        /// Which list.
        list: List,
        /// The most that is taken.
        limit: usize,
        /// The byte at which reading stopped.
        at: u64,
    },
    /// The file could not be read any further.
    #[error("the file cannot be read: {message}")]
    Io {
        /// What the system says.
        message: String,
        /// The byte at which reading stopped.
        at: u64,
    },
}

fn within(item: Option<&(List, usize)>) -> String {
    item.map_or_else(String::new, |(list, index)| {
        format!(" in {}[{index}]", list.key())
    })
}

impl ReadDetailsError {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "unreadable-file"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Empty | Self::OtherJson | Self::NotAList { .. } => {
                "make the file with `aws iam get-account-authorization-details --output json`"
            }
            Self::Utf16 => {
                "save it as UTF-8; in PowerShell: `aws iam get-account-authorization-details \
                 --output json | Out-File -Encoding utf8 FILE`"
            }
            Self::Truncated { .. } | Self::NotJson { .. } => {
                "make the file again, and check that the disk was not full"
            }
            Self::DuplicateKey { .. } => "make the file again: it was put together by hand",
            Self::Partial => {
                "run the command without `--max-items` and `--no-paginate`, so that it fetches \
                 all pages"
            }
            Self::ItemTooLarge { .. } | Self::TooManyItems { .. } => {
                "this is more than an AWS account can hold: look at the file"
            }
            Self::Io { .. } => "check that the file can be opened and try again",
        }
    }

    /// Where it is: the item and the byte.
    #[must_use]
    pub fn at(&self) -> Option<String> {
        let (at, item) = match self {
            Self::Empty | Self::Utf16 | Self::OtherJson | Self::Partial => return None,
            Self::Truncated { at, item }
            | Self::NotJson { at, item, .. }
            | Self::ItemTooLarge { at, item, .. } => (at, item.as_ref()),
            Self::NotAList { at, .. }
            | Self::DuplicateKey { at, .. }
            | Self::TooManyItems { at, .. }
            | Self::Io { at, .. } => (at, None),
        };
        let item = item.map_or_else(String::new, |(list, i)| format!("{}[{i}], ", list.key()));
        Some(format!("{item}byte {at}"))
    }
}

/// Something of the file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The item.
    pub place: Place,
    /// What it is, for example ``user `alice` ``.
    pub subject: String,
    /// How much of it is lost.
    pub lost: Lost,
    /// Why.
    pub reason: Reason,
}

/// How much of an item is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// The whole entity.
    Entity,
    /// A part that may decide who may do what: a policy, a membership, a tag.
    Part,
    /// A fact that decides nothing: a date, AWS's own id.
    Detail,
}

/// Why something was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The item has not the fields it should have.
    Fields {
        /// What the parser says.
        message: String,
        /// The byte.
        at: u64,
    },
    /// A field is not the name it should be.
    Name {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        error: ParseNameError,
    },
    /// The ARN does not name an entity of this kind in an account.
    Arn,
    /// The ARN's partition is not known.
    Partition(String),
    /// Another entity of the account has the name, case aside.
    NameTaken,
    /// The policy's default version is not among its versions.
    NoDefaultVersion(String),
    /// A document is a text that cannot be decoded.
    Encoding(String),
    /// The group is not in the file.
    UnknownGroup(String),
    /// The customer managed policy is not in the file; its ARN is kept.
    UnknownPolicy(String),
    /// The ARN tells another path or name than the fields; the fields are taken.
    ArnDiffers(String),
    /// A field that is not known, named at its first appearance.
    UnknownField(String),
}

impl Unreadable {
    /// What was not taken, and why.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What it means.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match (self.lost, &self.reason) {
            (_, Reason::UnknownPolicy(_) | Reason::UnknownGroup(_)) => {
                "make the file without `--filter`, or what this gives is not known"
            }
            (Lost::Entity, _) => "it is not imported; the rest of the file is",
            (Lost::Part, _) => "the entity is imported without it: answers about it may be wrong",
            (Lost::Detail, _) => "the entity is imported; this decides nothing",
        }
    }

    /// Where it is.
    #[must_use]
    pub fn at(&self) -> String {
        match &self.reason {
            Reason::Fields { at, .. } => {
                format!("{}[{}], byte {at}", self.place.list.key(), self.place.index)
            }
            _ => self.place.to_string(),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = &self.subject;
        match &self.reason {
            Reason::Fields { message, .. } => write!(formatter, "{subject}: {message}"),
            Reason::Name { field, error } => write!(formatter, "{subject}, {field}: {error}"),
            Reason::Arn => write!(formatter, "{subject}: the ARN is not of such an entity"),
            Reason::Partition(partition) => {
                write!(
                    formatter,
                    "{subject}: the partition `{partition}` is not known"
                )
            }
            Reason::NameTaken => {
                write!(formatter, "{subject}: another has this name, case aside")
            }
            Reason::NoDefaultVersion(version) => {
                write!(
                    formatter,
                    "{subject}: the default version `{version}` is missing"
                )
            }
            Reason::Encoding(what) => {
                write!(formatter, "{subject}: {what} is not percent-encoded UTF-8")
            }
            Reason::UnknownGroup(group) => {
                write!(
                    formatter,
                    "{subject}: its group `{group}` is not in the file"
                )
            }
            Reason::UnknownPolicy(arn) => {
                write!(
                    formatter,
                    "{subject}: its policy `{arn}` is not in the file"
                )
            }
            Reason::ArnDiffers(arn) => {
                write!(
                    formatter,
                    "{subject}: the ARN `{arn}` tells another path or name"
                )
            }
            Reason::UnknownField(field) => {
                write!(formatter, "{subject}: the field `{field}` is not known")
            }
        }
    }
}
