//! Expectations: questions with the answer they shall have, kept in the account and asked before
//! every change.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::simulate::{ContextValue, DecisionView, StateView};

/// Which answer is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum ExpectedView {
    /// It is allowed; without a resource, on some at least.
    Allowed,
    /// It is denied, in either way.
    Denied,
    /// No policy allows it.
    ImplicitlyDenied,
    /// A policy denies it.
    ExplicitlyDenied,
}

/// An expectation to save.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewExpectation {
    /// The local id of the one that it replaces; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// What it is called; unique in the account.
    pub name: String,
    /// The principal's local id or ARN, or a service principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource; empty for any.
    #[serde(default)]
    pub resource: String,
    /// Condition keys with their values.
    #[serde(default)]
    pub context: Vec<ContextValue>,
    /// The answer it shall have.
    pub expected: ExpectedView,
    /// Why it matters.
    #[serde(default)]
    pub note: String,
}

/// Asks what becomes of an account's expectations.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExpectationsRequest {
    /// The account.
    pub account: String,
    /// Which state of an AWS account answers.
    #[serde(default)]
    pub state: StateView,
}

/// What becomes of an account's expectations.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExpectationsView {
    /// How many hold.
    pub held: u32,
    /// How many do not.
    pub failed: u32,
    /// Each, those that do not hold first, then by name.
    pub results: Vec<ExpectationView>,
}

/// An expectation, and what becomes of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExpectationView {
    /// The local id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The principal's ARN, or a service principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource; empty for any.
    pub resource: String,
    /// Condition keys with their values.
    pub context: Vec<ContextValue>,
    /// The answer it shall have.
    pub expected: ExpectedView,
    /// The answer that was found; none when the question could not be asked.
    pub found: Option<DecisionView>,
    /// Whether it holds.
    pub holds: bool,
    /// Why the answer is what it is, in a sentence.
    pub sentence: String,
    /// Why it matters.
    pub note: String,
}

/// An expectation that holds now and would not after a change.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BrokenView {
    /// What it is called.
    pub name: String,
    /// What it expects, what would be found, and why.
    pub sentence: String,
}

/// Expectations of a file, read and not saved.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReadExpectationsView {
    /// The file's name.
    pub file_name: String,
    /// Its expectations; one that the account has by that name would be replaced.
    pub expectations: Vec<NewExpectation>,
}
