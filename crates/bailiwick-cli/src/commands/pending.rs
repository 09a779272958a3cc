//! `bailiwick pending`

use bailiwick_app::contract::AccountRequest;
use bailiwick_app::contract::account::{AccountKindView, AccountView, PendingView};
use serde::Serialize;

use super::Page;
use crate::arguments::PendingArguments;
use crate::failure::Failure;
use crate::{open, output};

#[derive(Serialize)]
struct Pending {
    account: AccountView,
    pending: Vec<PendingView>,
}

pub(super) fn run(arguments: &PendingArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&arguments.place)?;
    let pending = app.pending(&AccountRequest {
        account: account.id.clone(),
    })?;
    if json {
        return output::json(&Pending { account, pending });
    }
    if account.kind == AccountKindView::Local {
        return output::text(&format!(
            "{} is a local account: what stands in the vault is what is.",
            account.name
        ));
    }
    if pending.is_empty() {
        return output::text(&format!("Nothing is pending in {}.", account.name));
    }
    let mut page = Page::default();
    for change in &pending {
        page.line(&format!(
            "{} {} {}",
            change.action, change.entity, change.name
        ));
        for detail in &change.details {
            page.line(&format!("    {detail}"));
        }
    }
    let seen = if account.observed_as_of.is_empty() {
        "AWS was never looked at".to_owned()
    } else {
        format!("AWS was looked at on {}", account.observed_as_of)
    };
    page.line(&format!(
        "{} pending in {}; {seen}.",
        pending.len(),
        account.name
    ));
    output::text(&page.text)
}
