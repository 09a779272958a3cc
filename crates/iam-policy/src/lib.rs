//! The policy language of AWS: parse, lower, evaluate, explain.
//!
//! A policy goes through two trees. [`syntax`] is what the author wrote, with the place of
//! everything; [`policy`] is what it means, and can hold only sense. A [`evaluate::PolicySet`] is
//! the compiled form; a [`evaluate::Simulation`] binds sets to a principal and a context and answers
//! questions; [`explain`](mod@explain) reads the answer's trace and says why.
//!
//! ```
//! use std::sync::Arc;
//!
//! use iam_policy::context::Context;
//! use iam_policy::evaluate::{Decision, Layers, PolicySet, Question, Simulation};
//! use iam_policy::explain::explain;
//! use iam_policy::policy::{self, PolicyType};
//! use iam_policy::request::{Action, Principal, Resource};
//!
//! let document = r#"{"Version": "2012-10-17", "Statement": {
//!     "Sid": "Home", "Effect": "Allow", "Action": "s3:Get*",
//!     "Resource": "arn:aws:s3:::home/${aws:username}/*"
//! }}"#;
//! let policy = policy::parse(document, PolicyType::Identity).into_policy()?;
//! let layers = Layers {
//!     identity: Arc::new(PolicySet::of(Some("home"), policy)),
//!     ..Layers::default()
//! };
//! let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
//! let mut context = Context::default();
//! context.set_single("aws:username", "alice");
//!
//! let simulation = Simulation::new(&layers, &alice, &context);
//! let action = Action::parse("s3:GetObject")?;
//! let resource = Resource::new("arn:aws:s3:::home/bob/notes.txt");
//! let question = Question {
//!     action: &action,
//!     resource: &resource,
//!     resource_account: None,
//!     wildcard_only: false,
//! };
//! assert_eq!(simulation.decide(&question), Decision::ImplicitlyDenied);
//!
//! let answer = simulation.answer(&question);
//! assert_eq!(
//!     explain(&simulation, &question, &answer).sentence,
//!     "`s3:GetObject` on `arn:aws:s3:::home/bob/notes.txt` is implicitly denied: no statement of \
//!      the identity policies allows it; nearest is statement `Home` of the identity policy `home`, \
//!      where the action matches, the resource does not: `arn:aws:s3:::home/alice/*` (from \
//!      `arn:aws:s3:::home/${aws:username}/*`) against `arn:aws:s3:::home/bob/notes.txt`."
//! );
//! # Ok::<(), iam_policy::problem::Problem>(())
//! ```
//!
//! Nothing here reads a file, a clock or the environment, and nothing fails on an odd policy: what
//! cannot be understood is kept, evaluated on the safe side, and said.

pub mod arn;
pub mod condition;
pub mod context;
pub mod describe;
pub mod edit;
pub mod evaluate;
pub mod explain;
pub mod keys;
pub mod lint;
pub mod pattern;
pub mod policy;
pub mod problem;
pub mod request;
pub mod syntax;
pub mod variable;
