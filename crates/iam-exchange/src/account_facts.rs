//! What AWS says of an account as a whole: `get-account-summary` and
//! `get-account-password-policy`.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use iam_directory::{PasswordPolicy, Quotas};
use serde::Deserialize;
use serde_json::Value;

use crate::refused::{self, FileRefused};

/// The fields of AWS's own structure.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html>
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of AWS's own structure"
)]
pub(crate) struct PolicyFields {
    minimum_password_length: Option<u32>,
    require_symbols: bool,
    require_numbers: bool,
    require_uppercase_characters: bool,
    require_lowercase_characters: bool,
    allow_users_to_change_password: bool,
    max_password_age: Option<u32>,
    password_reuse_prevention: Option<u32>,
    hard_expiry: Option<bool>,
}

impl From<PolicyFields> for PasswordPolicy {
    fn from(fields: PolicyFields) -> Self {
        Self {
            minimum_length: fields.minimum_password_length.unwrap_or(6),
            require_symbols: fields.require_symbols,
            require_numbers: fields.require_numbers,
            require_uppercase: fields.require_uppercase_characters,
            require_lowercase: fields.require_lowercase_characters,
            allow_users_to_change_password: fields.allow_users_to_change_password,
            max_age_days: fields.max_password_age.filter(|days| *days > 0),
            reuse_prevention: fields.password_reuse_prevention.filter(|count| *count > 0),
            hard_expiry: fields.hard_expiry.unwrap_or(false),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PolicyAnswer {
    password_policy: PolicyFields,
}

/// The answer of `aws iam get-account-password-policy`.
pub fn read_password_policy(bytes: &[u8]) -> Result<PasswordPolicy, FileRefused> {
    let answer: PolicyAnswer = refused::json(bytes, "the answer of get-account-password-policy")?;
    let policy = PasswordPolicy::from(answer.password_policy);
    policy.check().map_err(|refusal| {
        FileRefused::new(
            refusal.message,
            "make the file again: AWS has no such password policy",
        )
    })?;
    Ok(policy)
}

/// What `aws iam get-account-summary` says: how many there are and how many there may be.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSummary {
    numbers: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SummaryAnswer {
    summary_map: BTreeMap<String, Value>,
}

/// The field that holds a quota.
type Field = fn(&mut Quotas) -> &mut u32;

/// The quotas that a summary tells, each with the field that holds it.
const QUOTAS: &[(&str, Field)] = &[
    ("UsersQuota", |it| &mut it.users),
    ("GroupsQuota", |it| &mut it.groups),
    ("RolesQuota", |it| &mut it.roles),
    ("PoliciesQuota", |it| &mut it.customer_managed_policies),
    ("GroupsPerUserQuota", |it| &mut it.groups_per_user),
    ("AccessKeysPerUserQuota", |it| &mut it.access_keys_per_user),
    ("AttachedPoliciesPerUserQuota", |it| {
        &mut it.managed_policies_per_user
    }),
    ("AttachedPoliciesPerGroupQuota", |it| {
        &mut it.managed_policies_per_group
    }),
    ("AttachedPoliciesPerRoleQuota", |it| {
        &mut it.managed_policies_per_role
    }),
    ("VersionsPerPolicyQuota", |it| &mut it.versions_per_policy),
    ("PolicySizeQuota", |it| &mut it.managed_policy_characters),
    ("UserPolicySizeQuota", |it| &mut it.user_inline_characters),
    ("GroupPolicySizeQuota", |it| &mut it.group_inline_characters),
    ("AssumeRolePolicySizeQuota", |it| {
        &mut it.trust_policy_characters
    }),
];

/// Reads a summary.
pub fn read_summary(bytes: &[u8]) -> Result<AccountSummary, FileRefused> {
    let answer: SummaryAnswer = refused::json(bytes, "the answer of get-account-summary")?;
    let mut numbers = BTreeMap::new();
    for (name, value) in answer.summary_map {
        let number = value.as_u64().and_then(|it| u32::try_from(it).ok());
        let number = number.ok_or_else(|| {
            FileRefused::new(
                format!("`{name}` is no number"),
                "make the file again with `aws iam get-account-summary`",
            )
            .at_place(format!("SummaryMap.{name}"))
        })?;
        numbers.insert(name, number);
    }
    Ok(AccountSummary { numbers })
}

impl AccountSummary {
    /// A number of the summary, by AWS's name for it.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// All of it, by AWS's names.
    #[must_use]
    pub fn numbers(&self) -> BTreeMap<String, u64> {
        let wide = |(name, number): (&String, &u32)| (name.clone(), u64::from(*number));
        self.numbers.iter().map(wide).collect()
    }

    /// The quotas that the summary tells, over those that it does not speak of.
    #[must_use]
    pub fn quotas(&self, held: &Quotas) -> Quotas {
        let mut quotas = held.clone();
        for (name, field) in QUOTAS {
            // A quota of nothing is none: an imitation of AWS says it of what it does not know.
            if let Some(number) = self.number(name).filter(|number| *number > 0) {
                *field(&mut quotas) = number;
            }
        }
        quotas
    }
}
