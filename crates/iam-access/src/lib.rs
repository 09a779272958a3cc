//! Questions about an estate: who may do what, and why.
//!
//! `iam-policy` evaluates policies that somebody hands to it; this crate knows which ones to hand:
//! it gathers what applies to a principal, fills in the condition keys AWS would fill in, asks,
//! and says what it could not know. It reads an estate and alters nothing.
//!
//! ```
//! use iam_access::{CatalogueManagedPolicies, Extent, PolicyLibrary, Query, Scope, Subject, simulate};
//! use iam_directory::{
//!     AccountKind, AccountSettings, Change, ChangeSet, Estate, Operation, PolicyRef, State, apply,
//! };
//! use iam_names::{EntityId, Path};
//!
//! // A user who may read everything in IAM.
//! let managed = CatalogueManagedPolicies::new();
//! let (account, user) = (EntityId::from_bytes([1; 16]), EntityId::from_bytes([2; 16]));
//! let settings = AccountSettings::new(account, AccountKind::Local, "111122223333".parse()?);
//! let policy = PolicyRef::Arn("arn:aws:iam::aws:policy/IAMReadOnlyAccess".parse()?);
//! let name = "alice".parse()?;
//! let set = ChangeSet::new("Begin", vec![
//!     Change { account, operation: Operation::CreateAccount { settings: Box::new(settings) } },
//!     Change { account, operation: Operation::CreateUser { user, name, path: Path::root(), created: None } },
//!     Change { account, operation: Operation::AttachPolicy { holder: user, policy } },
//! ]);
//! let estate = apply(&Estate::default(), &set, &managed)?.estate;
//!
//! let library = PolicyLibrary::new();
//! let scope = Scope::new(&estate, account, State::Planned, &managed, &library)?;
//! let query = Query { actions: vec!["iam:ListUsers".into(), "iam:CreateUser".into()], ..Query::default() };
//! let simulated = simulate(&Subject::with_id(scope, user)?, &query)?;
//! assert_eq!(simulated.answers[0].extent, Some(Extent::All));
//! assert_eq!(simulated.answers[1].extent, Some(Extent::None));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod around;
#[cfg(test)]
mod around_tests;
mod assume;
mod compare;
mod context;
mod crowd;
mod error;
mod escalation;
mod expect;
mod extent;
mod findings;
mod gather;
mod guards;
mod keys;
mod library;
mod lint;
mod managed;
mod power;
mod saved;
mod scope;
mod session;
#[cfg(test)]
mod session_tests;
mod simulate;
mod subject;
mod summary;
#[cfg(test)]
mod tests;
mod unknown;
mod who_can;
mod whole;

pub use around::{KnownResource, Membership};
pub use compare::{
    ActionChange, Comparison, PrincipalChange, compare, compare_everybody, same_access,
};
pub use context::{FilledKey, GivenContext, Origin, fill, to_context};
pub use error::AccessError;
pub use escalation::{Escalation, Escalations, Form, Step, Way, escalations, ways};
pub use expect::{Expectation, Met, Turned, expect, turned};
pub use extent::Extent;
pub use findings::{ENDING_DAYS, Finding, FindingCode, FindingSeverity, findings};
pub use gather::{Gathered, GatheredPolicy, PolicySource, Via, gather, gather_trust};
pub use iam_directory::Expected;
pub use keys::{NamedKey, context_keys};
pub use library::{PolicyLibrary, Reading};
pub use lint::CatalogueKnowledge;
pub use managed::{CatalogueManagedPolicies, readable};
pub use saved::{Broken, Stood, broken_between, broken_by, kept_expectations};
pub use scope::Scope;
pub use session::{Session, SessionBy};
pub use simulate::{
    Answered, AskedAction, Cell, LevelCan, NamedAction, Needed, PrincipalCan, Query, ResourceCan,
    ServiceCan, Simulated, StatementAt, Together, cells, expand_actions, principal_can, simulate,
};
pub use subject::{Held, Subject};
pub use summary::{AccessSummary, LevelSummary, ServiceSummary, SummaryReach, summarize};
pub use unknown::Unknown;
pub use who_can::{GrantedBy, Who, WhoCan, WhoCanQuery, who_can};
pub use whole::{WholeMatrix, WholeRow, whole_matrix};
