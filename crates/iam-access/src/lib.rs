//! Questions about an estate: who may do what, and why.
//!
//! `iam-policy` evaluates policies that somebody hands to it; this crate knows which ones to hand:
//! it gathers what applies to a principal, fills in the condition keys AWS would fill in, asks,
//! and says what it could not know. It reads an estate and alters nothing.

mod context;
mod error;
mod gather;
mod library;
mod managed;
mod scope;
mod subject;
#[cfg(test)]
mod tests;
mod unknown;

pub use context::{FilledKey, GivenContext, Origin, fill, to_context};
pub use error::AccessError;
pub use gather::{Gathered, GatheredPolicy, PolicySource, Via, gather, gather_trust};
pub use library::PolicyLibrary;
pub use managed::CatalogueManagedPolicies;
pub use scope::Scope;
pub use subject::{Held, Subject};
pub use unknown::Unknown;
