//! Bringing an account in: always a plan first.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::account::AccountKindView;

/// Asks for a file through the system's dialog and plans its import.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlanImportRequest {
    /// The account to import into, or empty to make a new one of the file's account id.
    #[serde(default)]
    pub account: String,
    /// The kind that a new account gets.
    pub kind: AccountKindView,
}

/// Asks for another vault's folder through the system's dialog and plans the import of the accounts
/// that this one does not hold.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlanVaultImportRequest {
    /// The other vault's password.
    pub password: String,
}

/// What an import would do. Kept in the session until applied, replaced or locked away.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportPlanView {
    /// What `apply_import` takes.
    pub plan: String,
    /// What the file is, told by its content: `authorization-details`, `bundle`,
    /// `credential-report`, `account-summary`, `password-policy`, `policy`, `policies` (a folder of
    /// them), `cloudformation`, `terraform-plan`, `credentials` or `vault`.
    pub kind: String,
    /// The file's name, without its folder.
    pub file_name: String,
    /// The account the file speaks of, twelve digits.
    pub account_id: String,
    /// The other accounts whose entities stand in the file; each becomes an account of its own.
    pub other_accounts: Vec<String>,
    /// The rows: what is new, changed and gone.
    pub rows: Vec<ImportRowView>,
    /// How many of each, for the headline.
    pub counts: ImportCountsView,
    /// What could not be read, with the reason and the position.
    pub unreadable: Vec<UnreadableView>,
}

/// How much an import brings.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportCountsView {
    /// Users in the file.
    pub users: u32,
    /// Groups in the file.
    pub groups: u32,
    /// Roles in the file.
    pub roles: u32,
    /// Customer managed policies in the file.
    pub policies: u32,
    /// Entities not known until now.
    pub new: u32,
    /// Entities that are different now.
    pub changed: u32,
    /// Entities that are not in the file any more.
    pub gone: u32,
    /// Entities as they were.
    pub unchanged: u32,
    /// Of the changed ones, those that changed here and in AWS: ours stays unless AWS's is chosen.
    pub conflicts: u32,
    /// Entities that a rule refuses.
    pub refused: u32,
}

/// One entity of a plan.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportRowView {
    /// What names the row in `apply_import`.
    pub id: String,
    /// `account`, `user`, `group`, `role` or `policy`.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// `new`, `changed`, `gone`, `conflict` or `refused`.
    pub action: String,
    /// What is different, a sentence each.
    pub details: Vec<String>,
}

/// Something in the file that could not be read.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UnreadableView {
    /// Where: `UserDetailList[3].UserName, byte 1204`.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// Applies a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ApplyImportRequest {
    /// The plan, from `plan_import`.
    pub plan: String,
    /// Rows that are left out: of a plan of what somebody wants, not of AWS's facts.
    #[serde(default)]
    pub leave_out: Vec<String>,
    /// Rows with a conflict in which what AWS has becomes the plan.
    #[serde(default)]
    pub take_theirs: Vec<String>,
    /// Why it has to be where it breaks expectations; empty otherwise.
    #[serde(default)]
    pub reason: String,
}

/// How far the file at hand has been read.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportProgressView {
    /// Percent, 0 to 100.
    pub percent: u32,
}

/// What became of the credentials of a file.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportedCredentialView {
    /// Whose it is.
    pub user: String,
    /// `access_key`, `password` or `login_profile`.
    pub kind: String,
    /// The access key id, or empty.
    pub access_key_id: String,
    /// `issued`: it was requested here. `new`: it was not known. `kept`: the vault has its secret
    /// now. `known`: nothing is different.
    pub outcome: String,
}
