//! The simulator: who may do what, and why.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::analyse::MapEdgeView;
use super::directory::{PolicyHandle, PolicyKindView, TagView};
use super::matrix::{LayerView, SandboxChange};

/// Looks for actions in the catalogue.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchActionsRequest {
    /// What was typed: `s3:getob`, `bucket`.
    pub text: String,
    /// How many at most (100 is the ceiling).
    pub limit: u32,
}

/// An action of the catalogue.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActionView {
    /// `s3:GetObject`.
    pub name: String,
    /// `Read`.
    pub access_level: String,
    /// What it does.
    pub description: String,
    /// The ARN formats of the resources it takes; empty when it takes only `*`.
    pub resource_formats: Vec<String>,
}

/// Looks for principals of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchPrincipalsRequest {
    /// The account.
    pub account: String,
    /// What was typed.
    #[serde(default)]
    pub text: String,
    /// How many users and roles at most (100 is the ceiling).
    pub limit: u32,
    /// Whether sessions, root users, services and anyone are wanted after them.
    #[serde(default)]
    pub others: bool,
}

/// Somebody who can ask.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrincipalView {
    /// The local id; of those whom the account does not hold, their ARN or name.
    pub id: String,
    /// `user`, `role`, `session`, `root`, `account`, `service` or `anyone`.
    pub entity: String,
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
}

/// Which condition keys matter for a question?
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContextKeysRequest {
    /// The account.
    pub account: String,
    /// The principal's local id.
    pub principal: String,
    /// The actions asked about.
    pub actions: Vec<String>,
    /// The temporary credentials that the principal asks with; none asks with its own.
    #[serde(default)]
    pub session: Option<SessionRequest>,
}

/// A condition key that the policies in scope name.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContextKeyView {
    /// `aws:SourceIp`.
    pub name: String,
    /// The catalogue's type: `String`, `Bool`, `IPAddress`, …
    pub value_type: String,
    /// Whether it takes a list.
    pub multi_valued: bool,
    /// What AWS would fill in for this principal, when known.
    pub filled: Vec<String>,
    /// An example of a value.
    pub example: String,
    /// What the catalogue says of it.
    pub description: String,
}

/// A question: the cross product of actions and resources.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SimulationRequest {
    /// The account.
    pub account: String,
    /// The principal's local id.
    pub principal: String,
    /// Actions; wildcards are expanded from the catalogue.
    pub actions: Vec<String>,
    /// Resources; empty asks about any resource.
    #[serde(default)]
    pub resources: Vec<String>,
    /// Condition keys with their values.
    #[serde(default)]
    pub context: Vec<ContextValue>,
    /// Which state of an AWS account answers.
    #[serde(default)]
    pub state: StateView,
    /// Changes that are tried out on a copy before it is asked.
    #[serde(default)]
    pub what_if: Vec<SandboxChange>,
    /// The temporary credentials that the principal asks with; none asks with its own.
    #[serde(default)]
    pub session: Option<SessionRequest>,
}

/// Temporary credentials as a person describes them; empty text is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SessionRequest {
    /// The operation that made them.
    pub by: SessionOperation,
    /// The session's or the federated user's name.
    #[serde(default)]
    pub name: String,
    /// The identity provider.
    #[serde(default)]
    pub provider: String,
    /// Whether they were asked for with MFA.
    #[serde(default)]
    pub mfa: bool,
    /// Inline session policies.
    #[serde(default)]
    pub policies: Vec<SessionPolicy>,
    /// The ARNs of managed session policies.
    #[serde(default)]
    pub managed: Vec<String>,
    /// Session tags.
    #[serde(default)]
    pub tags: Vec<TagView>,
    /// When they were issued (ISO 8601, UTC).
    #[serde(default)]
    pub issued: String,
    /// The source identity.
    #[serde(default)]
    pub source_identity: String,
}

/// An inline session policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SessionPolicy {
    /// What it is called here.
    pub name: String,
    /// Its document.
    pub document: String,
}

/// The operation of STS that made temporary credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionOperation {
    /// `sts:AssumeRole`, of a role.
    AssumeRole,
    /// `sts:AssumeRoleWithWebIdentity`, of a role.
    WebIdentity,
    /// `sts:AssumeRoleWithSAML`, of a role.
    Saml,
    /// `sts:GetSessionToken`, of a user or the root user.
    SessionToken,
    /// `sts:GetFederationToken`, of a user or the root user.
    FederationToken,
}

/// A condition key and its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContextValue {
    /// The key.
    pub key: String,
    /// One value for a single-valued key; an empty list is an empty set.
    pub values: Vec<String>,
    /// Whether it is a multi-valued key.
    pub multi_valued: bool,
}

/// Which state of an AWS account is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum StateView {
    /// What is planned here.
    #[default]
    Planned,
    /// What the last import saw.
    Observed,
}

/// The answers to a question.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SimulationView {
    /// The principal's ARN.
    pub principal: String,
    /// One answer for each action and resource, actions first.
    pub answers: Vec<AnswerView>,
    /// The policies that were looked at.
    pub policies: Vec<ConsideredPolicyView>,
    /// The condition keys that were filled in, with their origin.
    pub context: Vec<FilledContextView>,
    /// What the vault does not know and what that could change, a sentence each.
    pub unknown: Vec<String>,
    /// The answers put together, for actions that work on several resources at once.
    pub together: Vec<TogetherView>,
    /// Whether more actions matched than are answered (5,000 is the ceiling).
    pub truncated: bool,
}

/// The answers for one action put together: a call that works on several resources succeeds only
/// when every one of them is allowed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TogetherView {
    /// The action.
    pub action: String,
    /// The decision, as far as was asked.
    pub decision: DecisionView,
    /// What it comes to, in one sentence.
    pub sentence: String,
    /// Resources that were asked about and are not allowed.
    pub denied: Vec<String>,
    /// Patterns of resources that the call needs besides.
    pub lacking: Vec<String>,
}

/// A decision's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum DecisionView {
    /// Allowed.
    Allowed,
    /// Denied because nothing allows it.
    ImplicitlyDenied,
    /// Denied by a statement.
    ExplicitlyDenied,
}

/// One answer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AnswerView {
    /// The action.
    pub action: String,
    /// The resource, or `*`.
    pub resource: String,
    /// Whether the question was about any resource.
    pub any_resource: bool,
    /// For a question about any resource: `all`, `some` or `none`; otherwise empty.
    pub extent: String,
    /// For `some`: the resource patterns that are allowed.
    pub allowed_patterns: Vec<String>,
    /// The strict decision.
    pub decision: DecisionView,
    /// Whether an absent condition key could change it.
    pub depends: bool,
    /// Those keys.
    pub missing_context: Vec<String>,
    /// Why, in one sentence.
    pub sentence: String,
    /// The machine's word for the reason.
    pub reason: String,
    /// The statements that decided.
    pub decided_by: Vec<StatementView>,
    /// The gates in AWS's order.
    pub gates: Vec<GateStepView>,
    /// Statements one test away from allowing.
    pub near_misses: Vec<NearMissView>,
    /// The other statements about the action, each with why it does not apply.
    pub not_applying: Vec<NearMissView>,
    /// Policies that say nothing of the action, as indexes into the answer's `policies`.
    pub silent: Vec<u32>,
    /// Conditions that were evaluated in statements that matter.
    pub conditions: Vec<ConditionView>,
    /// What could not be evaluated, with the reason.
    pub not_evaluable: Vec<String>,
    /// Other actions it needs, each with its decision in words.
    pub also_needs: Vec<String>,
    /// The lines of the account's map from the principal to the policies that decided.
    pub path: Vec<MapEdgeView>,
}

/// A statement in a policy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct StatementView {
    /// Index into the answer's `policies`.
    pub policy: u32,
    /// Which statement, from 0.
    pub statement: u32,
    /// Its `Sid`, or empty.
    pub sid: String,
    /// `Allow` or `Deny`.
    pub effect: String,
    /// First character in the document, counted in UTF-16 units.
    pub from: u32,
    /// Past the last character.
    pub to: u32,
}

impl StatementView {
    /// Which statement, as people count.
    #[must_use]
    pub const fn counted(&self) -> u32 {
        iam_policy::policy::counted(self.statement)
    }
}

/// A policy that was looked at.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConsideredPolicyView {
    /// Its handle.
    pub policy: PolicyHandle,
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub kind: PolicyKindView,
    /// The layer: `identity`, `boundary`, `resource`, …
    pub layer: String,
    /// `Directly`, or `Group ops`.
    pub via: String,
    /// Its document.
    pub document: String,
}

/// A gate of the decision path.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GateStepView {
    /// `Explicit deny`, `Service control policies`, …
    pub name: String,
    /// `open`, `closed`, `absent` or `unknown`.
    pub state: String,
    /// Why, in a few words.
    pub note: String,
    /// The statements because of which it says so.
    pub statements: Vec<StatementView>,
    /// The layer behind it, where it can be switched off whole in a sandbox.
    pub layer: Option<LayerView>,
}

/// A statement that nearly allowed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NearMissView {
    /// The statement.
    pub statement: StatementView,
    /// `the action matches, the resource does not: …`.
    pub sentence: String,
}

/// A condition that was evaluated.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConditionView {
    /// The statement.
    pub statement: StatementView,
    /// `StringEquals`, `ForAnyValue:StringLike`, …
    pub operator: String,
    /// The condition key.
    pub key: String,
    /// The policy's values, as written.
    pub policy_values: Vec<String>,
    /// The same for people: `alice (from ${aws:username})` where a variable has a value.
    pub compared_with: Vec<String>,
    /// The request's values; empty when the key is absent.
    pub request_values: Vec<String>,
    /// Whether the key is in the request.
    pub present: bool,
    /// Whether it held.
    pub held: bool,
    /// The rule used, in a few words.
    pub rule: String,
}

/// A condition key that was filled in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FilledContextView {
    /// The key.
    pub key: String,
    /// Its values.
    pub values: Vec<String>,
    /// Where the value comes from.
    pub origin: String,
}
