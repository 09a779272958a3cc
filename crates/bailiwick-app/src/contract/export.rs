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

/// Saves the read-only script that gathers a bundle, or the policy that whoever runs it needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveCollectScriptRequest {
    /// The policy instead of the script.
    pub policy: bool,
}
