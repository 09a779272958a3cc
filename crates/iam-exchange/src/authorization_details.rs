//! The answer of `aws iam get-account-authorization-details`, read into directories and written.
//!
//! The file is AWS's word and not held to our rules: foreign spellings, odd ids and entities of a
//! second account are taken as they are, each entity into the account its ARN names. What cannot
//! be taken is told with its place and what is lost by it, and the rest is imported.
//!
//! Three steps, a file each: `stream` cuts the file into items in bounded memory, `record` is one
//! item in AWS's own field names, `assemble` makes entities of them and ties their references.
//! The way back is one step, `write`.

mod assemble;
mod document;
mod error;
mod record;
mod stream;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::ops::Range;

use iam_directory::{Directory, Incoming, PolicyDocument};
use iam_names::{AccountId, Arn, EntityId, Partition, Timestamp};

pub use error::{Lost, ReadDetailsError, Reason, Unreadable};
pub use write::write;

/// What a file says.
#[derive(Debug)]
pub struct AuthorizationDetails {
    /// The accounts that its entities belong to, the one with most entities first.
    pub accounts: Vec<SeenAccount>,
    /// The AWS managed policies the file lists, in their default version.
    pub aws_managed: BTreeMap<Arn, PolicyDocument>,
    /// What could not be taken, in the file's order.
    pub unreadable: Vec<Unreadable>,
}

/// One account as the file saw it. Copying copies pointers.
#[derive(Debug, Clone)]
pub struct SeenAccount {
    /// The partition.
    pub partition: Partition,
    /// The account.
    pub account_id: AccountId,
    /// Its entities, under made-up ids.
    pub directory: Directory,
}

impl SeenAccount {
    /// The account for [`iam_directory::plan_import`]. The file does not say when AWS was looked
    /// at, and does not speak of credentials.
    #[must_use]
    pub fn incoming(self, as_of: Timestamp) -> Incoming {
        Incoming {
            directory: self.directory,
            as_of,
            kinds: Incoming::authorization_details_kinds(),
            speaks_of_credentials: false,
        }
    }
}

/// The four lists of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// `UserDetailList`.
    Users,
    /// `GroupDetailList`.
    Groups,
    /// `RoleDetailList`.
    Roles,
    /// `Policies`.
    Policies,
}

impl List {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Users, Self::Groups, Self::Roles, Self::Policies];

    /// The key under which the list stands.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Users => "UserDetailList",
            Self::Groups => "GroupDetailList",
            Self::Roles => "RoleDetailList",
            Self::Policies => "Policies",
        }
    }
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The list.
    pub list: List,
    /// The item, from 0.
    pub index: usize,
    /// The bytes of the file that hold it.
    pub bytes: Range<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = self.bytes;
        write!(
            formatter,
            "{}[{}], bytes {start}–{end}",
            self.list.key(),
            self.index
        )
    }
}

/// Reads a file of any size. `ids` gives a fresh id for every entity; the memory needed is that of
/// the entities and one item, and an item or a list beyond anything AWS allows is refused.
pub fn read(
    reader: impl Read + Send,
    ids: &mut dyn FnMut() -> EntityId,
) -> Result<AuthorizationDetails, ReadDetailsError> {
    let mut assembly = assemble::Assembly::new(ids);
    stream::read(reader, &mut |place, item| assembly.take(&place, item))?;
    Ok(assembly.finish())
}
