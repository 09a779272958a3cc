//! Questions around the simulator: messages read into questions, who can, what differs, the map of
//! an account, the smallest changes, and what is taken away as a file.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::directory::PolicyHandle;
use super::expect::ExpectedView;
use super::matrix::{EffectView, MatrixQuestion, SandboxChange, VerdictView};
use super::simulate::{ContextValue, DecisionView, PrincipalView, StateView};

/// A message or an event, pasted.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReadDenialRequest {
    /// An `AccessDenied` message, or a `CloudTrail` event as JSON.
    pub text: String,
}

/// What a message or an event asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DenialView {
    /// The principal's ARN or service; empty when it does not say.
    pub principal: String,
    /// The action; empty when it does not say.
    pub action: String,
    /// The resource; empty when it does not say.
    pub resource: String,
    /// The condition keys it tells.
    pub context: Vec<ContextValue>,
    /// Which policy type AWS blamed, in its words; empty when it does not say.
    pub reason: String,
    /// What a person should know about it, a sentence each.
    pub notes: Vec<String>,
}

/// Who can do something?
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct WhoCanRequest {
    /// The account.
    pub account: String,
    /// The action.
    pub action: String,
    /// The resource; empty asks about any resource.
    #[serde(default)]
    pub resource: String,
    /// Condition keys with their values.
    #[serde(default)]
    pub context: Vec<ContextValue>,
    /// Which state of an AWS account answers.
    #[serde(default)]
    pub state: StateView,
    /// Changes that are tried out on a copy.
    #[serde(default)]
    pub what_if: Vec<SandboxChange>,
    /// Who is shown.
    #[serde(default)]
    pub filter: WhoCanFilter,
    /// The first row of the window, among those that the filter leaves.
    #[serde(default)]
    pub offset: u32,
    /// How many rows at most (100 is the ceiling).
    #[serde(default)]
    pub limit: u32,
}

/// Who of everybody is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum WhoCanFilter {
    /// Who can, perhaps can, or can by assuming roles.
    #[default]
    Can,
    /// Who cannot, by no role either.
    Cannot,
    /// Everybody.
    All,
}

/// A window of everybody of an account, and whether they can.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WhoCanView {
    /// How many were asked.
    pub total: u32,
    /// How many of them the filter leaves.
    pub matching: u32,
    /// Users and roles of this window, those who can first.
    pub rows: Vec<WhoCanRowView>,
    /// What the answers do not take into account, a sentence each.
    pub unknown: Vec<String>,
}

/// Somebody, and whether they can.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WhoCanRowView {
    /// Who.
    pub principal: PrincipalView,
    /// Whether.
    pub verdict: VerdictView,
    /// Why, in one sentence.
    pub sentence: String,
    /// The policies whose statements decided, each with how it comes to the principal.
    pub by: Vec<String>,
    /// Where it cannot, the roles to assume one after another to become one that can.
    pub through: Vec<PrincipalView>,
}

/// A moment of an account: now, or as it stood after an entry of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Moment {
    /// Which state.
    pub state: StateView,
    /// The entry of the journal after which it stood so; none for now.
    #[serde(default)]
    pub after: Option<u32>,
}

/// Asks what differs between two moments of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CompareRequest {
    /// The account.
    pub account: String,
    /// The first moment.
    pub from: Moment,
    /// The second one.
    pub to: Moment,
}

/// What differs between two moments.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CompareView {
    /// Whether the account has both; an account that was never imported has no state in AWS.
    pub possible: bool,
    /// When AWS was seen last (ISO 8601); empty when it never was.
    pub observed: String,
    /// Everybody whose access differs, the widest difference first.
    pub effects: Vec<EffectView>,
    /// The account's expectations whose answer differs: those that fail afterwards first.
    pub expectations: Vec<TurnedView>,
}

/// An expectation whose answer differs between two moments.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TurnedView {
    /// What it is called.
    pub name: String,
    /// The answer it shall have.
    pub expected: ExpectedView,
    /// The answer at the first moment; none where it could not be asked.
    pub before: Option<DecisionView>,
    /// The answer at the second one.
    pub after: Option<DecisionView>,
    /// Whether it holds at the second one.
    pub holds: bool,
    /// Why the answer there is what it is, in a sentence.
    pub sentence: String,
}

/// Asks for the map of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MapRequest {
    /// The account.
    pub account: String,
    /// Which state of an AWS account is drawn.
    #[serde(default)]
    pub state: StateView,
}

/// The map of an account: who holds what by which way.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MapView {
    /// Users, groups, roles and the policies they hold.
    pub nodes: Vec<MapNodeView>,
    /// How they hang together.
    pub edges: Vec<MapEdgeView>,
}

/// Something on the map.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MapNodeView {
    /// Its key on the map.
    pub id: String,
    /// `user`, `group`, `role` or `policy`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// For a policy, which one.
    pub policy: Option<PolicyHandle>,
    /// For a policy: `aws_managed`, `customer_managed` or `inline`; otherwise empty.
    pub detail: String,
}

/// A line of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MapEdgeView {
    /// The key of the node it begins at.
    pub from: String,
    /// The key of the node it ends at.
    pub to: String,
    /// `member`, `attached`, `inline`, `boundary`, `trusts`, or `escalates` on a path to more.
    pub kind: String,
}

/// Asks for the smallest changes that turn one answer round.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FixRequest {
    /// The account.
    pub account: String,
    /// The principal's local id.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource; empty asks about any resource.
    #[serde(default)]
    pub resource: String,
    /// Condition keys with their values.
    #[serde(default)]
    pub context: Vec<ContextValue>,
    /// Changes that are tried out already.
    #[serde(default)]
    pub what_if: Vec<SandboxChange>,
}

/// The changes that would turn one answer round.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FixView {
    /// Whether it is allowed now, so that the changes take it away.
    pub allowed: bool,
    /// The ways, the one that alters least first. None when nothing of what was tried would do.
    pub ways: Vec<FixWayView>,
}

/// One way to turn an answer round.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FixWayView {
    /// What it is, in words.
    pub title: String,
    /// The changes; nothing makes them by itself.
    pub changes: Vec<SandboxChange>,
    /// Everybody whose access they alter: the blast radius.
    pub effects: Vec<EffectView>,
    /// How many actions of how many people change, summed up.
    pub width: u32,
}

/// Asks who holds a policy, by which way, and what one of its statements gives them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HoldersRequest {
    /// The account.
    pub account: String,
    /// The policy.
    pub policy: PolicyHandle,
    /// Which of its statements, from 0.
    pub statement: u32,
    /// The action.
    pub action: String,
    /// The resource; empty asks about any resource.
    #[serde(default)]
    pub resource: String,
    /// Condition keys with their values.
    #[serde(default)]
    pub context: Vec<ContextValue>,
    /// Which state of an AWS account answers.
    #[serde(default)]
    pub state: StateView,
    /// Changes that are tried out on a copy.
    #[serde(default)]
    pub what_if: Vec<SandboxChange>,
}

/// Somebody who holds a policy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyHolderView {
    /// Who.
    pub principal: PrincipalView,
    /// `directly`, or `group ops`.
    pub via: String,
    /// The answer to the question for them.
    pub verdict: VerdictView,
    /// Whether the statement is one of those that decided it.
    pub decides: bool,
    /// Why, in one sentence.
    pub sentence: String,
}

/// Asks which actions a policy names.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyActionsRequest {
    /// The account.
    pub account: String,
    /// The policy.
    pub policy: PolicyHandle,
}

/// Looks for resources that the account knows of.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchResourcesRequest {
    /// The account.
    pub account: String,
    /// What was typed.
    #[serde(default)]
    pub text: String,
    /// How many at most (100 is the ceiling).
    pub limit: u32,
}

/// A resource that the account knows of.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ResourceView {
    /// Its ARN.
    pub arn: String,
    /// Where it is known from: `user`, `role`, or the policy that names it.
    pub from: String,
}

/// A form of a matrix to take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// A page of its own, to read and to print.
    Html,
    /// A table.
    Csv,
    /// Everything, for a program.
    Json,
}

/// Takes a matrix away as a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveMatrixRequest {
    /// The question.
    pub question: MatrixQuestion,
    /// Which rows.
    #[serde(default)]
    pub filter: super::matrix::MatrixFilter,
    /// The form.
    pub format: ReportFormat,
    /// Whether account ids are replaced by `ACCOUNT-1`, `ACCOUNT-2`, ….
    pub redact: bool,
}

/// Asks what should be looked at in an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingsRequest {
    /// The account.
    pub account: String,
    /// Which state of an AWS account is looked at.
    #[serde(default)]
    pub state: StateView,
}

/// What should be looked at in an account.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingsView {
    /// When it was looked (ISO 8601): what is old or unused hangs on that.
    pub as_of: String,
    /// The findings, the gravest first.
    pub findings: Vec<FindingView>,
}

/// How many findings there are, by how grave they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingCountsView {
    /// Somebody can have the account.
    pub critical: u32,
    /// A single mistake or theft would be enough.
    pub high: u32,
    /// They make a mistake or theft worse.
    pub medium: u32,
    /// They are in the way of seeing what matters.
    pub low: u32,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum SeverityView {
    /// Somebody can have the account.
    Critical,
    /// A single mistake or theft would be enough.
    High,
    /// It makes a mistake or theft worse.
    Medium,
    /// It is in the way of seeing what matters.
    Low,
}

/// Something that should be looked at.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingView {
    /// The code, which is never renamed.
    pub code: String,
    /// What findings of this code say.
    pub what: String,
    /// How grave it is.
    pub severity: SeverityView,
    /// `user`, `group`, `role`, `policy`, `account` and so on.
    pub entity: String,
    /// The entity's local id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why, in a sentence.
    pub reason: String,
    /// What would cure it, a sentence each; `Proposal::Cure` carries it out.
    pub changes: Vec<String>,
}
