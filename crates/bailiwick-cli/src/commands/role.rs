//! `bailiwick role …`

use bailiwick_app::contract::account::AccountView;
use bailiwick_app::contract::directory::{RoleRowView, RoleView};
use serde::Serialize;

use super::{Page, questions, standing};
use crate::arguments::{InAccount, NamedArguments, RoleCommand};
use crate::failure::Failure;
use crate::{open, output};

#[derive(Serialize)]
struct Roles {
    account: AccountView,
    roles: Vec<RoleRowView>,
}

#[derive(Serialize)]
struct Shown<'a> {
    role: &'a RoleView,
}

pub(super) fn run(command: &RoleCommand, json: bool) -> Result<(), Failure> {
    match command {
        RoleCommand::List(place) => list(place, json),
        RoleCommand::Show(named) => show(named, json),
    }
}

fn list(place: &InAccount, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(place)?;
    let roles = open::all(&account, "", |rows| app.roles(rows))?;
    if json {
        return output::json(&Roles { account, roles });
    }
    let rows: Vec<Vec<String>> = roles
        .into_iter()
        .map(|role| {
            vec![
                role.name,
                role.path,
                standing(role.standing).to_owned(),
                role.trusted.join(", "),
            ]
        })
        .collect();
    output::text(&output::table(
        &["name", "path", "standing", "trusted"],
        &rows,
    ))
}

fn show(named: &NamedArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&named.place)?;
    let row: RoleRowView = open::named(
        &account,
        "role",
        &named.name,
        |row: &RoleRowView| &row.name,
        |rows| app.roles(rows),
    )?;
    let role = app.role(&questions::entity(&account, &row.id))?;
    if json {
        return output::json(&Shown { role: &role });
    }
    let mut page = Page::default();
    page.field("Role", &role.name)
        .field("ARN", &role.arn)
        .field("Unique id", &role.unique_id)
        .field("Description", &role.description)
        .field("Created", &role.created)
        .field("Standing", standing(role.standing))
        .field(
            "Session",
            &format!("at most {} seconds", role.max_session_seconds),
        );
    for trusted in &role.trusted {
        page.field("Trusts", trusted);
    }
    page.grants(&role.permissions);
    if let Some(boundary) = &role.boundary {
        page.field("Boundary", &boundary.name);
    }
    for tag in &role.tags {
        page.field("Tag", &format!("{}={}", tag.key, tag.value));
    }
    page.line("").line("Trust policy:").line(&role.trust_policy);
    output::text(&page.text)
}
