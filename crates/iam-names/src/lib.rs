//! Every AWS identifier, parsed once.
//!
//! Each identifier is a newtype with a private field and one way in, [`FromStr`](std::str::FromStr);
//! deserialising uses the same door, and past it nobody checks again. A type keeps what was
//! written; where AWS compares without case it owns that comparison too ([`NameKey`]).
//! [`Secret`] holds what must not be seen by accident. There is no file, clock or randomness here.
//!
//! ```
//! use iam_names::{AccountId, Arn, Partition, Path, UserName};
//!
//! let name: UserName = "Alice".parse()?;
//! let account: AccountId = "111122223333".parse()?;
//! let arn = Arn::user(&Partition::Aws, &account, &Path::root(), &name);
//! assert_eq!(arn.as_str(), "arn:aws:iam::111122223333:user/Alice");
//! assert!(name.same_name(&"alice".parse()?));
//!
//! let refused = "no spaces".parse::<UserName>().unwrap_err();
//! assert_eq!(refused.message(), "the user name cannot hold the character ` ` at byte 2");
//! assert_eq!(refused.help(), "1 to 64 letters, digits and `_+=,.@-`");
//! # Ok::<(), iam_names::ParseNameError>(())
//! ```

mod account;
mod action;
mod arn;
mod email;
mod entity;
mod entity_id;
mod error;
mod identifier;
mod name_key;
mod outside;
mod secret;
mod session;
mod ssh_key;
mod tag;
mod text;
mod timestamp;

#[cfg(test)]
mod tests;

pub use account::{AccountAlias, AccountId, Partition};
pub use action::{ActionName, ServicePrefix};
pub use arn::Arn;
pub use email::{EmailAddress, ParseEmailAddressError};
pub use entity::{
    GroupName, InstanceProfileName, MfaDeviceName, Path, PolicyName, RoleName, SamlProviderName,
    UserName,
};
pub use entity_id::EntityId;
pub use error::{BrokenRule, NameKind, ParseNameError};
pub use identifier::{AccessKeyId, PolicyVersionId, UniqueId, UniqueIdKind};
pub use name_key::NameKey;
pub use outside::{OidcUrl, OrganizationId};
pub use secret::Secret;
pub use session::{ExternalId, MaxSessionDuration, MfaSerial, SessionDuration, SessionName};
pub use ssh_key::SshPublicKey;
pub use tag::{TagKey, TagValue};
pub use timestamp::Timestamp;
