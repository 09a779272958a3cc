//! The estate and its accounts as values, and the changes that alter them.
//!
//! An [`Estate`] holds accounts; an account holds what is *planned* and, where AWS is the
//! authority, what was last *observed*. Nothing alters an estate but a [`ChangeSet`], and a set is
//! applied whole or not at all ([`apply`]). This crate knows no file, clock or randomness: ids and
//! times are arguments. It holds no secret: a credential here is its metadata.
//!
//! ```
//! use iam_directory::{apply, AccountKind, AccountSettings, Change, ChangeSet, Estate, NoManagedPolicies, Operation};
//! use iam_names::{EntityId, Path, Timestamp};
//!
//! let account = EntityId::from_bytes([1; 16]);
//! let settings = AccountSettings::new(account, AccountKind::Local, "111122223333".parse()?);
//! let user = EntityId::from_bytes([2; 16]);
//! let set = ChangeSet::new("Begin", vec![
//!     Change { account, operation: Operation::CreateAccount { settings: Box::new(settings) } },
//!     Change { account, operation: Operation::CreateUser {
//!         user, name: "alice".parse()?, path: Path::root(), created: Some(Timestamp::from_unix(0)) } },
//! ]);
//! let applied = apply(&Estate::default(), &set, &NoManagedPolicies)?;
//! assert_eq!(applied.estate.account(account).unwrap().planned().users().count(), 1);
//!
//! // The same name again, spelled otherwise, is refused with AWS's own code.
//! let again = ChangeSet::new("Again", vec![Change { account, operation: Operation::CreateUser {
//!     user: EntityId::from_bytes([3; 16]), name: "ALICE".parse()?, path: Path::root(), created: None } }]);
//! let refusal = apply(&applied.estate, &again, &NoManagedPolicies).unwrap_err();
//! assert_eq!(refusal.code.as_str(), "EntityAlreadyExists");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod change;
mod clear;
mod credential;
mod directory;
mod document;
mod entity;
mod estate;
mod import;
mod issue;
mod managed;
mod merge;
mod operation;
mod organization;
mod password;
mod pending;
mod perform;
mod provider;
mod quotas;
mod record;
mod refusal;
mod rules;
mod sentence;
mod taken;
mod temporary;

#[cfg(test)]
mod tests;

pub use account::{AccountFacts, AccountKind, AccountSettings};
pub use change::{Applied, Change, ChangeSet, Image, ImageKey, State, apply, replay, undo};
pub use clear::{clear_group, clear_policy, clear_role, clear_user};
pub use credential::{
    AccessKey, AccessKeyStage, Contact, CredentialStatus, Disabled, LoginProfile, MfaDevice,
    MfaKind, MfaStage, ServiceCredential, SigningCertificate, UserSshKey,
};
pub use directory::Directory;
pub use document::{DocumentKind, PolicyDocument, check as check_document};
pub use entity::{
    Entity, EntityKind, Group, InlinePolicy, LastUsed, ManagedPolicy, PolicyRef, PolicyVersion,
    Role, Tags, User,
};
pub use estate::{Account, Estate, EstateRow, RowsError};
pub use import::{
    ImportPlan, ImportRow, ImportVerdict, Incoming, Wanted, WantedKind, plan_import,
    plan_import_deciding, plan_wanted,
};
pub use issue::{LocalAccessKey, issue_local_access_key};
pub use managed::{ManagedPolicies, NoManagedPolicies};
pub use operation::{Operation, Replacement};
pub use organization::{
    Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind,
};
pub use password::{
    EffectivePasswordPolicy, GeneratedShape, PasswordPolicy, PasswordViolation, generate_password,
};
pub use pending::{Pending, PendingAction, pending};
pub use provider::{InstanceProfile, OidcProvider, Resource, SamlProvider};
pub use quotas::Quotas;
pub use record::{
    CredentialReport, Expected, HandOff, HandOffChannel, HandOffItem, HandOffStatus,
    SavedExpectation,
};
pub use refusal::{Refusal, RefusalCode};
pub use sentence::{describe, describe_all};
pub use taken::{Conflict, Side, Taken, collapse, take};
pub use temporary::SessionCall;
