//! Taking an account out, for other programs. No secret is in it.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Saves an account, or a part of it, as a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveAccountRequest {
    /// The account's local id.
    pub account: String,
    /// The form.
    pub format: AccountFormat,
    /// How much of it.
    pub extent: AccountExtent,
}

/// The forms an account is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum AccountFormat {
    /// What `aws iam get-account-authorization-details` answers.
    AuthorizationDetails,
    /// A CloudFormation template in YAML.
    CloudFormation,
    /// Terraform's language, with import blocks for what AWS has.
    Terraform,
    /// A script for the AWS CLI.
    AwsCli,
}

/// How much of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum AccountExtent {
    /// All that is planned; in a local account, all that is.
    Planned,
    /// All that the last import saw.
    Observed,
    /// What is planned and not in AWS yet.
    Pending,
    /// The way back: what AWS has after the pending changes were carried out, undone.
    Revert,
}

/// Saves a credential report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveReportRequest {
    /// The account's local id.
    pub account: String,
    /// Ours, though AWS's is there.
    pub own: bool,
}

/// Asks for the rows of a credential report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReportRequest {
    /// The account's local id.
    pub account: String,
    /// Ours, though AWS's is there.
    pub own: bool,
    /// Text that a row must contain, without case, in any cell; empty for all.
    #[serde(default)]
    pub filter: String,
    /// The first row of the window.
    #[serde(default)]
    pub offset: u32,
    /// How many rows at most (500 is the ceiling).
    #[serde(default)]
    pub limit: u32,
}

/// A credential report, cell by cell.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CredentialReportView {
    /// Whether it is AWS's own, as it came in; otherwise Bailiwick made it.
    pub from_aws: bool,
    /// Whether AWS's own is there to be shown.
    pub has_aws: bool,
    /// When it was made (ISO 8601).
    pub as_of: String,
    /// The columns, as the file names them.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: super::Rows<Vec<String>>,
}

/// Saves the read-only script that gathers a bundle, or the policy that whoever runs it needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveCollectScriptRequest {
    /// The policy instead of the script.
    pub policy: bool,
}
