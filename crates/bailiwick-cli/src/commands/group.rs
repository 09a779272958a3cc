//! `bailiwick group …`

use bailiwick_app::contract::account::AccountView;
use bailiwick_app::contract::change::{NewGroup, Proposal, ProposalRequest};
use bailiwick_app::contract::directory::{GroupRowView, GroupView};
use serde::Serialize;

use super::{Page, questions, standing};
use crate::arguments::{GroupCommand, InAccount, NamedArguments, NewGroupArguments};
use crate::failure::Failure;
use crate::{open, output};

#[derive(Serialize)]
struct Groups {
    account: AccountView,
    groups: Vec<GroupRowView>,
}

#[derive(Serialize)]
struct Shown<'a> {
    group: &'a GroupView,
}

pub(super) fn run(command: &GroupCommand, json: bool) -> Result<(), Failure> {
    match command {
        GroupCommand::Create(new) => create(new, json),
        GroupCommand::List(place) => list(place, json),
        GroupCommand::Show(named) => show(named, json),
        GroupCommand::Delete(named) => delete(named, json),
    }
}

fn create(new: &NewGroupArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&new.place)?;
    let policies = questions::policies(&app, &account, &new.policies)?;
    let proposal = Proposal::CreateGroup(NewGroup {
        name: new.name.clone(),
        policies,
        ..NewGroup::default()
    });
    let done = app.change(&ProposalRequest {
        account: account.id.clone(),
        proposal,
    })?;
    super::done(&done, json)
}

fn list(place: &InAccount, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(place)?;
    let groups = open::all(&account, "", |rows| app.groups(rows))?;
    if json {
        return output::json(&Groups { account, groups });
    }
    let rows: Vec<Vec<String>> = groups
        .into_iter()
        .map(|group| {
            vec![
                group.name,
                group.path,
                group.users.to_string(),
                group.policies.join(", "),
                standing(group.standing).to_owned(),
            ]
        })
        .collect();
    output::text(&output::table(
        &["name", "path", "users", "policies", "standing"],
        &rows,
    ))
}

fn show(named: &NamedArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&named.place)?;
    let row = questions::group(&app, &account, &named.name)?;
    let group = app.group(&questions::entity(&account, &row.id))?;
    if json {
        return output::json(&Shown { group: &group });
    }
    let mut page = Page::default();
    page.field("Group", &group.name)
        .field("ARN", &group.arn)
        .field("Unique id", &group.unique_id)
        .field("Created", &group.created)
        .field("Standing", standing(group.standing));
    for user in &group.users {
        page.field("User", &user.name);
    }
    page.grants(&group.permissions);
    output::text(&page.text)
}

fn delete(named: &NamedArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&named.place)?;
    let group = questions::group(&app, &account, &named.name)?.id;
    let proposal = Proposal::DeleteGroup { group };
    let done = app.change(&ProposalRequest {
        account: account.id.clone(),
        proposal,
    })?;
    super::done(&done, json)
}
