//! `bailiwick policy …`

use bailiwick_app::contract::account::AccountView;
use bailiwick_app::contract::directory::{
    PolicyKindView, PolicyRequest, PolicyRowView, PolicyScope, PolicyView,
};
use serde::Serialize;

use super::{Page, questions, standing};
use crate::arguments::{NamedArguments, PolicyCommand, PolicyListArguments, PolicyScopeArgument};
use crate::failure::Failure;
use crate::{open, output};

#[derive(Serialize)]
struct Policies {
    account: AccountView,
    policies: Vec<PolicyRowView>,
}

#[derive(Serialize)]
struct Shown<'a> {
    policy: &'a PolicyView,
}

pub(super) fn run(command: &PolicyCommand, json: bool) -> Result<(), Failure> {
    match command {
        PolicyCommand::List(place) => list(place, json),
        PolicyCommand::Show(named) => show(named, json),
    }
}

fn list(arguments: &PolicyListArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&arguments.place)?;
    let scope = match arguments.scope {
        PolicyScopeArgument::Customer => PolicyScope::CustomerManaged,
        PolicyScopeArgument::Aws => PolicyScope::AwsManaged,
        PolicyScopeArgument::All => PolicyScope::All,
    };
    let policies = open::all(&account, "", |rows| {
        app.policies(&questions::scoped(rows, scope))
    })?;
    if json {
        return output::json(&Policies { account, policies });
    }
    let rows: Vec<Vec<String>> = policies
        .into_iter()
        .map(|policy| {
            vec![
                policy.name,
                kind(policy.kind).to_owned(),
                policy.attachments.to_string(),
                standing(policy.standing).to_owned(),
                policy.arn,
            ]
        })
        .collect();
    output::text(&output::table(
        &["name", "kind", "attachments", "standing", "arn"],
        &rows,
    ))
}

fn show(named: &NamedArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&named.place)?;
    let row = questions::policy(&app, &account, &named.name)?;
    let policy = app.policy(&PolicyRequest {
        account: account.id.clone(),
        policy: row.policy,
    })?;
    if json {
        return output::json(&Shown { policy: &policy });
    }
    let mut page = Page::default();
    page.field("Policy", &policy.name)
        .field("ARN", &policy.arn)
        .field("Kind", kind(policy.kind))
        .field("Description", &policy.description)
        .field("Standing", standing(policy.standing));
    for version in &policy.versions {
        let default = if version.default { " (default)" } else { "" };
        page.field(
            "Version",
            &format!("{}{default} {}", version.id, version.created),
        );
    }
    for holder in &policy.attached_to {
        let boundary = if holder.boundary {
            " as its permissions boundary"
        } else {
            ""
        };
        page.field(
            "Attached to",
            &format!("{} {}{boundary}", holder.entity, holder.name),
        );
    }
    for problem in &policy.problems {
        page.field(
            "Problem",
            &format!("[{}] {} ({})", problem.code, problem.message, problem.at),
        );
    }
    page.line("").line(&policy.document);
    output::text(&page.text)
}

fn kind(kind: PolicyKindView) -> &'static str {
    match kind {
        PolicyKindView::AwsManaged => "AWS managed",
        PolicyKindView::CustomerManaged => "customer managed",
        PolicyKindView::Inline => "inline",
        PolicyKindView::Unknown => "unknown",
    }
}
