//! The matrix of the simulator: many actions held against many principals, resources or values of
//! a condition key, in windows; and the sandbox whose effects it shows.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::change::{ChangeView, FieldErrorView};
use super::directory::PolicyHandle;
use super::simulate::{ContextValue, PrincipalView, StateView};

/// What the columns of a matrix are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum MatrixBy {
    /// Principals; a row is an action, on each of the resources.
    #[default]
    Principals,
    /// Resources; the first principal asks.
    Resources,
    /// Values of one condition key; the first principal asks.
    Values,
}

/// The question of a matrix.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixQuestion {
    /// The account.
    pub account: String,
    /// What the columns are.
    #[serde(default)]
    pub by: MatrixBy,
    /// Local ids, ARNs or service principals.
    pub principals: Vec<String>,
    /// Actions; wildcards are expanded from the catalogue.
    pub actions: Vec<String>,
    /// Resources; empty asks about any resource.
    #[serde(default)]
    pub resources: Vec<String>,
    /// For columns of values: the condition key.
    #[serde(default)]
    pub key: String,
    /// For columns of values: the values; an empty one is a column without the key.
    #[serde(default)]
    pub values: Vec<String>,
    /// Condition keys with their values.
    #[serde(default)]
    pub context: Vec<ContextValue>,
    /// Which state of an AWS account answers.
    #[serde(default)]
    pub state: StateView,
    /// Whether cells also say what they were in AWS, before the plan.
    #[serde(default)]
    pub against_observed: bool,
    /// Changes that are tried out on a copy; cells then also say what they were without.
    #[serde(default)]
    pub what_if: Vec<SandboxChange>,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum MatrixFilter {
    /// All of them.
    #[default]
    All,
    /// Rows with a cell that is allowed.
    Allowed,
    /// Rows with a cell that is denied.
    Denied,
    /// Rows with a cell that differs from before.
    Changed,
    /// Rows with a cell that depends on context.
    Depends,
    /// Rows whose cells are not all the same.
    Differing,
}

/// Asks for a window of a matrix.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixRequest {
    /// The question.
    pub question: MatrixQuestion,
    /// Which rows.
    #[serde(default)]
    pub filter: MatrixFilter,
    /// The first row of the window, among those that the filter leaves.
    #[serde(default)]
    pub offset: u32,
    /// How many rows at most (500 is the ceiling).
    #[serde(default)]
    pub limit: u32,
}

/// A window of a matrix.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixView {
    /// The columns.
    pub columns: Vec<MatrixColumnView>,
    /// How many rows there are.
    pub total: u32,
    /// How many of them the filter leaves.
    pub matching: u32,
    /// Runs of rows of one service and access level, over all that the filter leaves.
    pub groups: Vec<MatrixGroupView>,
    /// The first row of this window.
    pub offset: u32,
    /// The rows of this window.
    pub rows: Vec<MatrixRowView>,
    /// What the answers do not take into account, a sentence each.
    pub unknown: Vec<String>,
    /// Whether there are more principals, resources or values than columns (100).
    pub truncated: bool,
    /// Whether every cell also says what it was before.
    pub compared: bool,
}

/// A column of a matrix.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixColumnView {
    /// What it stands for: a principal as it was asked, a resource, or a value.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// `user`, `role`, `service`, …, `resource` or `value`.
    pub kind: String,
    /// Who asks in this column, as requests name it.
    pub principal: String,
}

/// A run of rows of one service and access level.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixGroupView {
    /// The service's prefix.
    pub service: String,
    /// The service's name.
    pub name: String,
    /// The access level.
    pub level: String,
    /// Its first row.
    pub first: u32,
    /// How many rows.
    pub rows: u32,
}

/// A row of a matrix.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixRowView {
    /// The action.
    pub action: String,
    /// The resource; `*` for any.
    pub resource: String,
    /// A cell for each column.
    pub cells: Vec<MatrixCellView>,
}

/// A cell of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixCellView {
    /// The answer.
    pub now: VerdictView,
    /// The answer before the changes, when two states are compared.
    pub before: Option<VerdictView>,
}

/// An answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum VerdictView {
    /// Allowed.
    Allowed,
    /// Allowed on some resources.
    Some,
    /// Allowed or denied by a condition key that is not known.
    Depends,
    /// Denied because nothing allows it.
    ImplicitlyDenied,
    /// Denied by a statement.
    ExplicitlyDenied,
}

/// What is in a whole matrix.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatrixCountsView {
    /// How many cells there are.
    pub cells: u32,
    /// Cells that are allowed.
    pub allowed: u32,
    /// Cells that are allowed on some resources.
    pub some: u32,
    /// Cells that depend on context.
    pub depends: u32,
    /// Cells that are implicitly denied.
    pub implicitly_denied: u32,
    /// Cells that are explicitly denied.
    pub explicitly_denied: u32,
    /// Cells that go further than before.
    pub gained: u32,
    /// Cells that go less far than before.
    pub lost: u32,
    /// Cells that differ in another way.
    pub moved: u32,
}

/// One change of a sandbox. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SandboxChange {
    /// Attaches a policy.
    Attach {
        /// The user, group or role.
        holder: String,
        /// The policy.
        policy: PolicyHandle,
    },
    /// Detaches a policy, or deletes an inline one.
    Detach {
        /// The user, group or role.
        holder: String,
        /// The policy.
        policy: PolicyHandle,
    },
    /// Detaches a managed policy from everybody.
    SwitchOffPolicy {
        /// The policy.
        policy: PolicyHandle,
    },
    /// Takes every member out of a group.
    SwitchOffGroup {
        /// The group.
        group: String,
    },
    /// Takes away everything of one layer, for everybody.
    SwitchOffLayer {
        /// Which.
        layer: LayerView,
    },
    /// Takes the permissions boundary away.
    SwitchOffBoundary {
        /// The user or role.
        holder: String,
    },
    /// Puts a user into a group.
    AddToGroup {
        /// The user.
        user: String,
        /// The group.
        group: String,
    },
    /// Takes a user out of a group.
    RemoveFromGroup {
        /// The user.
        user: String,
        /// The group.
        group: String,
    },
    /// Gives a customer managed or inline policy another document.
    EditPolicy {
        /// The policy.
        policy: PolicyHandle,
        /// The document it shall have.
        document: String,
    },
    /// Adds an inline policy, or replaces the one of that name.
    PutInline {
        /// The user, group or role.
        holder: String,
        /// Its name.
        name: String,
        /// Its document.
        document: String,
    },
}

/// A layer of policies that can be switched off whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum LayerView {
    /// The organization's service control policies.
    ServiceControl,
    /// The organization's resource control policies.
    ResourceControl,
    /// The permissions boundaries of users and roles.
    Boundary,
    /// The session policies of the session that asks: a part of the question, and of no account.
    Session,
    /// The policies of the account's resources.
    Resource,
    /// The policies that users have by their groups.
    Group,
}

/// Asks what a sandbox would do to everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SandboxRequest {
    /// The account.
    pub account: String,
    /// The changes, in order.
    pub changes: Vec<SandboxChange>,
}

/// What a sandbox would do.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SandboxView {
    /// Whether the changes could be made.
    pub possible: bool,
    /// Why not.
    pub errors: Vec<FieldErrorView>,
    /// The changes in words.
    pub changes: Vec<ChangeView>,
    /// How many of them each change of the request stands for, in its order.
    pub spelled: Vec<u32>,
    /// Everybody whose access would change, the widest change first.
    pub effects: Vec<EffectView>,
}

/// What changes for one principal.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EffectView {
    /// Who.
    pub principal: PrincipalView,
    /// Actions that go further.
    pub gained: u32,
    /// Actions that go less far.
    pub lost: u32,
    /// Actions allowed on other resources than before.
    pub moved: u32,
    /// The first of them, in words.
    pub examples: Vec<String>,
}
