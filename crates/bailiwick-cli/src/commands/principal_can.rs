//! `bailiwick principal-can`

use bailiwick_app::command_line::{Can, CanOfLevel, CanRequest, Reached, counted};

use super::{Page, simulate};
use crate::arguments::PrincipalCanArguments;
use crate::failure::Failure;
use crate::{open, output};

pub(super) fn run(arguments: &PrincipalCanArguments, json: bool) -> Result<(), Failure> {
    let request = CanRequest {
        principal: arguments.principal.clone(),
        actions: arguments.actions.clone(),
        context: simulate::context(&arguments.context)?,
    };
    let answer = open::in_source(&arguments.source, "asking every action", |app, source| {
        app.what_one_can(source, &request)
    })?;
    if json {
        return output::json(&answer);
    }
    output::text(&words(&answer))
}

fn words(answer: &Can) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut actions = 0;
    for service in &answer.services {
        for level in &service.levels {
            actions += level.actions.len();
            if is_whole(level) {
                let all = format!("{}: all {} actions", service.prefix, level.of);
                rows.push(vec![all, level.level.to_owned(), "all".to_owned()]);
                continue;
            }
            rows.extend(
                level
                    .actions
                    .iter()
                    .map(|it| vec![it.action.clone(), level.level.to_owned(), on(&it.reached)]),
            );
        }
    }
    let mut page = Page::default();
    if !rows.is_empty() {
        page.text = output::table(&["action", "access level", "on"], &rows);
    }
    page.line(&format!(
        "{} can do {} in {}.",
        answer.principal,
        counted(actions, "action"),
        counted(answer.services.len(), "service")
    ));
    for resource in &answer.resources {
        for (does, actions) in [("allows", &resource.given), ("denies", &resource.taken)] {
            if !actions.is_empty() {
                let actions = actions.join(", ");
                page.line(&format!("The policy of {} {does} {actions}.", resource.arn));
            }
        }
    }
    for unknown in &answer.unknown {
        page.line(unknown);
    }
    page.text
}

/// Whether every action of a level is allowed on every resource.
fn is_whole(level: &CanOfLevel) -> bool {
    level.actions.len() == level.of && level.actions.iter().all(|it| it.reached.extent == "all")
}

fn on(reached: &Reached) -> String {
    if reached.extent != "some" {
        return reached.extent.to_owned();
    }
    let mut text = reached.allowed.join(", ");
    for limit in &reached.within {
        text.push_str(", only within ");
        text.push_str(&limit.join(", "));
    }
    if !reached.except.is_empty() {
        text.push_str(", not on ");
        text.push_str(&reached.except.join(", "));
    }
    text
}
