//! `bailiwick compare`

use bailiwick_app::command_line::{ActionDifference, Differences, Reached};

use super::Page;
use crate::arguments::CompareArguments;
use crate::failure::Failure;
use crate::{open, output, progress};

/// How many actions of a list are shown to a person.
const SHOWN: usize = 20;

pub(super) fn run(arguments: &CompareArguments, json: bool) -> Result<(), Failure> {
    let [before, after] = &arguments.accounts[..] else {
        return Err(Failure::usage(
            format!("{} account files are given", arguments.accounts.len()),
            "give `--account` twice: before and after",
        ));
    };
    let answer = {
        let _progress = progress::doing("comparing");
        open::app().compare_files(before, after)?
    };
    if json {
        return output::json(&answer);
    }
    output::text(&words(&answer))
}

fn words(answer: &Differences) -> String {
    let mut page = Page::default();
    for who in &answer.principals {
        let change = match who.change {
            "changed" => String::new(),
            change => format!(" ({change})"),
        };
        page.line(&format!("{}{change}", who.principal));
        list(&mut page, "gains", &who.gained);
        list(&mut page, "loses", &who.lost);
        list(&mut page, "moves", &who.moved);
    }
    if answer.principals.is_empty() {
        page.line("Nobody gains or loses anything.");
    }
    for unknown in &answer.unknown {
        page.line(unknown);
    }
    page.text
}

fn list(page: &mut Page, word: &str, actions: &[ActionDifference]) {
    for it in actions.iter().take(SHOWN) {
        page.line(&format!(
            "    {word} {}: {} -> {}",
            it.action,
            reached(&it.before),
            reached(&it.after)
        ));
    }
    let more = actions.len().saturating_sub(SHOWN);
    if more > 0 {
        page.line(&format!("    {word} {more} more"));
    }
}

/// `some (arn:…; not arn:…)`
fn reached(it: &Reached) -> String {
    if it.extent != "some" {
        return it.extent.to_owned();
    }
    let mut text = it.allowed.join(", ");
    for limit in &it.within {
        text.push_str("; within ");
        text.push_str(&limit.join(", "));
    }
    if !it.except.is_empty() {
        text.push_str("; not ");
        text.push_str(&it.except.join(", "));
    }
    format!("some ({text})")
}
