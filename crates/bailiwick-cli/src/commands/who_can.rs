//! `bailiwick who-can`

use bailiwick_app::command_line::{Decision, Everybody, EverybodyRequest, Somebody, counted};

use super::{Page, simulate};
use crate::arguments::WhoCanArguments;
use crate::failure::Failure;
use crate::{open, output};

pub(super) fn run(arguments: &WhoCanArguments, json: bool) -> Result<(), Failure> {
    let request = EverybodyRequest {
        action: arguments.action.clone(),
        resource: arguments.resource.clone().unwrap_or_default(),
        context: simulate::context(&arguments.context)?,
    };
    let answer = open::in_source(&arguments.source, "asking everybody", |app, source| {
        app.everybody(source, &request)
    })?;
    if json {
        return output::json(&answer);
    }
    output::text(&words(&answer))
}

fn words(answer: &Everybody) -> String {
    let rows: Vec<Vec<String>> = answer
        .who
        .iter()
        .map(|who| vec![who.principal.clone(), can(who), because(who)])
        .collect();
    let mut page = Page::default();
    if !rows.is_empty() {
        page.text = output::table(&["principal", "can", "because of"], &rows);
    }
    let able = answer.who.iter().filter(|who| able(who)).count();
    let on = match answer.resource.as_str() {
        "" => "any resource",
        resource => resource,
    };
    page.line(&format!(
        "{able} of {} principals can do {} on {on}.",
        answer.asked, answer.action
    ));
    for unknown in &answer.unknown {
        page.line(unknown);
    }
    page.text
}

fn able(who: &Somebody) -> bool {
    who.decision == Decision::Allowed || !who.through.is_empty()
}

fn can(who: &Somebody) -> String {
    let word = match (who.decision, who.extent) {
        (Decision::Allowed, Some("some")) => "on some",
        (Decision::Allowed, _) => "yes",
        _ if !who.through.is_empty() => return format!("in {}", counted(who.through.len(), "hop")),
        _ => "no",
    };
    if who.depends {
        format!("{word}, depends")
    } else {
        word.to_owned()
    }
}

fn because(who: &Somebody) -> String {
    if !who.through.is_empty() {
        return format!("assumes {}", who.through.join(", then "));
    }
    let by: Vec<String> = who
        .by
        .iter()
        .map(|granted| format!("{} ({})", granted.policy, granted.via))
        .collect();
    by.join(", ")
}
