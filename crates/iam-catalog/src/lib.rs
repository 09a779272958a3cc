//! What AWS's own reference says, bundled: services, actions with their access levels, resource
//! types with their ARN formats, condition keys with their types, dependent actions, and the AWS
//! managed policies.
//!
//! This crate knows facts and no rules: it does not know what a policy is or who may do what. It
//! opens no file; the data is embedded, unpacked on first use and in parts, so that the first
//! look-up costs a few milliseconds and a program that asks nothing pays nothing. Where the data
//! comes from is in [`Catalogue::sources`]; `cargo xtask catalogue` makes it again.
//!
//! ```
//! use iam_catalog::{AccessLevel, Catalogue};
//!
//! let catalogue = Catalogue::bundled();
//! let action = catalogue.action("S3:getobject").unwrap();
//! assert_eq!(action.full_name(), "s3:GetObject");
//! assert_eq!(action.access_level(), AccessLevel::Read);
//! assert!(!action.wildcard_only());
//! assert_eq!(catalogue.suggest_action("s3:GetObjcet"), ["s3:GetObject"]);
//! ```

mod action;
mod blocks;
mod catalogue;
mod condition_key;
mod format;
mod managed_policy;
mod resource_type;
mod search;
mod service;
mod source;
mod suggest;
#[cfg(test)]
mod tests;
mod wildcard;

pub use action::{AccessLevel, Action, ActionResource};
pub use catalogue::{Catalogue, Parts};
pub use condition_key::{ConditionKey, KeyCategory, KeyType, KnownKey, ValueType};
pub use format::DataError;
pub use managed_policy::{ManagedPolicy, PolicyKind};
pub use resource_type::ResourceType;
pub use service::Service;
pub use source::{Counts, Source, Sources};
