//! Accounts, the dashboard and what is pending.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::journal::JournalEntryView;

/// One account of the estate.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AccountView {
    /// The local id that requests carry.
    pub id: String,
    /// AWS's twelve digits.
    pub account_id: String,
    /// The alias, or empty.
    pub alias: String,
    /// What the switcher shows: the alias, else the digits.
    pub name: String,
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: String,
    /// Who is the authority.
    pub kind: AccountKindView,
    /// Where its users sign in.
    pub sign_in_url: String,
    /// How many changes are not in AWS yet (0 in a local account).
    pub pending: u32,
    /// When AWS was last looked at, or empty.
    pub observed_as_of: String,
}

/// The two kinds of account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum AccountKindView {
    /// AWS is the authority: what is done here is planned until a script has run.
    Aws,
    /// Bailiwick is the authority: credentials are made here.
    Local,
}

/// Adds an account to the estate.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CreateAccountRequest {
    /// Who is the authority.
    pub kind: AccountKindView,
    /// Twelve digits.
    pub account_id: String,
    /// The alias, or empty.
    #[serde(default)]
    pub alias: String,
    /// `aws`, `aws-cn` or `aws-us-gov`; empty is `aws`.
    #[serde(default)]
    pub partition: String,
}

/// The first page: what there is and what waits.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DashboardView {
    /// The account.
    pub account: AccountView,
    /// How many users.
    pub users: u32,
    /// How many groups.
    pub groups: u32,
    /// How many roles.
    pub roles: u32,
    /// How many customer managed policies.
    pub policies: u32,
    /// Users who can sign in to the console.
    pub console_users: u32,
    /// Active access keys.
    pub active_keys: u32,
    /// Whether these two are all there are: authorization details do not speak of them.
    pub credentials_known: bool,
    /// The last entries of the journal.
    pub recent: Vec<JournalEntryView>,
}

/// A password policy, with what is in force when none is set.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordPolicyView {
    /// Whether the account has one of its own; otherwise AWS's default is in force.
    pub custom: bool,
    /// The shortest password allowed.
    pub minimum_length: u32,
    /// The rules as sentences, for the field's help.
    pub rules: Vec<String>,
    /// What a generated password would be.
    pub random: GeneratedPasswordView,
    /// What a generated password of syllables would be.
    pub pronounceable: GeneratedPasswordView,
}

/// What is known of a generated password before it is made.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GeneratedPasswordView {
    /// How many characters.
    pub length: u32,
    /// Its entropy in whole bits, rounded down: every password of its shape is as likely.
    pub bits: u32,
}

/// One entity that differs from what AWS was seen to have.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PendingView {
    /// The entity's local id.
    pub id: String,
    /// `user`, `group`, `role`, `policy` or `account`.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// `create`, `update` or `delete`.
    pub action: String,
    /// What will change, a sentence each.
    pub details: Vec<String>,
}
