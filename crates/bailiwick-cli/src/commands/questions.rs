//! Questions that several commands ask: an account's users, groups and policies by name.

use bailiwick_app::App;
use bailiwick_app::contract::account::AccountView;
use bailiwick_app::contract::directory::{
    GroupRowView, PoliciesRequest, PolicyHandle, PolicyKindView, PolicyRowView, PolicyScope,
    UserRowView,
};
use bailiwick_app::contract::{EntityRequest, RowsRequest};

use crate::failure::Failure;
use crate::open;

/// The user of a name.
pub(super) fn user(app: &App, account: &AccountView, name: &str) -> Result<UserRowView, Failure> {
    open::named(
        account,
        "user",
        name,
        |row: &UserRowView| &row.name,
        |rows| app.users(rows),
    )
}

/// The group of a name.
pub(super) fn group(app: &App, account: &AccountView, name: &str) -> Result<GroupRowView, Failure> {
    open::named(
        account,
        "group",
        name,
        |row: &GroupRowView| &row.name,
        |rows| app.groups(rows),
    )
}

/// The managed policy of an ARN or a name, the account's own before AWS's.
pub(super) fn policy(
    app: &App,
    account: &AccountView,
    named: &str,
) -> Result<PolicyRowView, Failure> {
    let by_arn = named.starts_with("arn:");
    let name = if by_arn {
        named.rsplit('/').next().unwrap_or(named)
    } else {
        named
    };
    let mut found: Vec<PolicyRowView> = open::all(account, name, |rows| {
        app.policies(&scoped(rows, PolicyScope::All))
    })?
    .into_iter()
    .filter(|row| {
        if by_arn {
            row.arn == named
        } else {
            row.name.eq_ignore_ascii_case(named)
        }
    })
    .collect();
    found.sort_by_key(|row| row.kind != PolicyKindView::CustomerManaged);
    found.into_iter().next().ok_or_else(|| {
        Failure::coded(
            "not-found",
            format!(
                "neither the account {} nor AWS has a policy `{named}`",
                account.name
            ),
            "`bailiwick policy list --scope all` shows those there are",
        )
    })
}

/// The handles of policies, as a proposal takes them.
pub(super) fn policies(
    app: &App,
    account: &AccountView,
    named: &[String],
) -> Result<Vec<PolicyHandle>, Failure> {
    named
        .iter()
        .map(|named| Ok(policy(app, account, named)?.policy))
        .collect()
}

/// A window of policies.
pub(super) fn scoped(rows: &RowsRequest, scope: PolicyScope) -> PoliciesRequest {
    PoliciesRequest {
        rows: rows.clone(),
        scope,
    }
}

/// One thing of an account.
pub(super) fn entity(account: &AccountView, id: &str) -> EntityRequest {
    EntityRequest {
        account: account.id.clone(),
        id: id.to_owned(),
    }
}
