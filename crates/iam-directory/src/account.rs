//! What an account is, beside its entities.

use std::collections::BTreeMap;

use iam_names::{AccountAlias, AccountId, Arn, EntityId, Partition, Path, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{PasswordPolicy, Quotas};

/// Who is the authority over an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// AWS: the vault holds what was last seen there and what is planned.
    Aws,
    /// Bailiwick: for rehearsing and for stores that accept given keys. Its access keys begin with
    /// `LKIA`, never with `AKIA`.
    Local,
}

/// An account's settings: one entity of the account, altered like every other one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSettings {
    /// The local id, by which everything refers to the account.
    pub id: EntityId,
    /// Who is the authority. Stored as `authority`: an entity's own `kind` stands beside it.
    #[serde(rename = "authority")]
    pub kind: AccountKind,
    /// AWS's twelve digits.
    pub account_id: AccountId,
    /// The partition.
    #[serde(default)]
    pub partition: Partition,
    /// The alias of the sign-in page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<AccountAlias>,
    /// The account's own password policy; AWS's default is in force without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_policy: Option<PasswordPolicy>,
    /// The account's quotas.
    #[serde(default)]
    pub quotas: Quotas,
    /// What AWS said of the account as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<AccountFacts>,
    /// When the observed state was last imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_as_of: Option<Timestamp>,
    /// When an import last spoke of passwords, access keys and MFA devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials_as_of: Option<Timestamp>,
}

impl AccountSettings {
    /// An account with AWS's defaults in the commercial partition.
    #[must_use]
    pub fn new(id: EntityId, kind: AccountKind, account_id: AccountId) -> Self {
        Self {
            id,
            kind,
            account_id,
            partition: Partition::default(),
            alias: None,
            password_policy: None,
            quotas: Quotas::default(),
            facts: None,
            observed_as_of: None,
            credentials_as_of: None,
        }
    }

    /// What a person calls it: the alias, else the twelve digits.
    #[must_use]
    pub fn name(&self) -> String {
        self.alias
            .as_ref()
            .map_or_else(|| self.account_id.to_string(), ToString::to_string)
    }

    /// Where its users sign in.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html>
    #[must_use]
    pub fn sign_in_url(&self) -> String {
        let name = self.name();
        match self.partition {
            Partition::Aws => format!("https://{name}.signin.aws.amazon.com/console"),
            Partition::AwsCn => format!("https://{name}.signin.amazonaws.cn/console"),
            Partition::AwsUsGov => {
                format!("https://{name}.signin.amazonaws-us-gov.com/console")
            }
        }
    }

    /// The ARN of an IAM entity of this account.
    #[must_use]
    pub fn arn(&self, kind: &str, path: &Path, name: &str) -> Arn {
        Arn::iam(&self.partition, &self.account_id, kind, path, name)
    }
}

/// What AWS said of an account as a whole. None of it is known in a local account, which has no
/// root user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountFacts {
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// Whether the root user has an MFA device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_mfa: Option<bool>,
    /// Whether the root user has an active access key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_access_keys: Option<bool>,
    /// When the root user's password was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_password_last_used: Option<Timestamp>,
    /// `GetAccountSummary`: counts and quotas by their keys.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub summary: BTreeMap<String, u64>,
}
