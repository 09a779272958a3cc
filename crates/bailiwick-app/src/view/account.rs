//! Accounts and the dashboard for the screen.

use iam_directory::{Account, EffectivePasswordPolicy, GeneratedShape, pending};

use super::{count, date};
use crate::contract::account::{
    AccountKindView, AccountView, GeneratedPasswordView, PasswordPolicyView, PendingView,
};

/// An account.
pub(crate) fn account(account: &Account) -> AccountView {
    let settings = account.settings();
    AccountView {
        id: settings.id.to_string(),
        account_id: settings.account_id.to_string(),
        alias: settings
            .alias
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        name: settings.name(),
        partition: settings.partition.to_string(),
        kind: match settings.kind {
            iam_directory::AccountKind::Aws => AccountKindView::Aws,
            iam_directory::AccountKind::Local => AccountKindView::Local,
        },
        sign_in_url: settings.sign_in_url(),
        pending: count(pending(account).len()),
        observed_as_of: date(settings.observed_as_of),
    }
}

/// What is not in AWS yet.
pub(crate) fn pending_rows(account: &Account) -> Vec<PendingView> {
    pending(account)
        .into_iter()
        .map(|row| PendingView {
            id: row.id.to_string(),
            entity: row.kind.as_str().to_owned(),
            name: row.name,
            action: row.action.as_str().to_owned(),
            details: row.details,
        })
        .collect()
}

/// The password policy in force.
pub(crate) fn password_policy(account: &Account) -> PasswordPolicyView {
    let own = account.settings().password_policy.as_ref();
    let policy = EffectivePasswordPolicy::of(own);
    PasswordPolicyView {
        custom: own.is_some(),
        minimum_length: policy.minimum_length(),
        rules: policy.rules(),
        random: generated(GeneratedShape::Random, policy),
        pronounceable: generated(GeneratedShape::Pronounceable, policy),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "80 to 800 bits"
)]
fn generated(shape: GeneratedShape, policy: EffectivePasswordPolicy<'_>) -> GeneratedPasswordView {
    GeneratedPasswordView {
        length: count(shape.length(policy)),
        bits: shape.bits(policy) as u32,
    }
}
