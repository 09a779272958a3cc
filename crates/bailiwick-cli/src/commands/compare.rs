//! `bailiwick compare`

use std::path::Path;

use bailiwick_app::command_line::{
    ActionDifference, Decision, Differences, ExpectationLine, Reached, Source, read_expectations,
};
use bailiwick_app::contract::simulate::StateView;

use super::{Page, lint};
use crate::arguments::{CompareArguments, InAccount, InVault};
use crate::failure::Failure;
use crate::{open, output, progress};

/// How many actions of a list are shown to a person.
const SHOWN: usize = 20;

pub(super) fn run(arguments: &CompareArguments, json: bool) -> Result<(), Failure> {
    let lines = match &arguments.expectations {
        Some(file) => read_expectations(&lint::read(file)?, &file.display().to_string())?,
        None => Vec::new(),
    };
    let answer = match (&arguments.vault, &arguments.accounts[..]) {
        (Some(vault), []) => planned(vault, arguments, &lines)?,
        (None, [before, after]) => {
            let _progress = progress::doing("comparing");
            let (before, after) = (Source::File(before), Source::File(after));
            open::app().compare_sources(before, after, &lines)?
        }
        (_, files) => {
            return Err(Failure::usage(
                format!("{} account files are given", files.len()),
                "give `--account` twice, before and after, or a `--vault`",
            ));
        }
    };
    if json {
        return output::json(&answer);
    }
    output::text(&words(&answer))
}

/// From what the last import saw to what is planned.
fn planned(
    vault: &Path,
    arguments: &CompareArguments,
    lines: &[ExpectationLine],
) -> Result<Differences, Failure> {
    let place = InAccount {
        vault: InVault {
            vault: vault.to_owned(),
            password_file: arguments.password_file.clone(),
            key_file: None,
        },
        account: arguments.account.clone(),
        in_spite_of_expectations: None,
    };
    let (app, account) = open::account(&place)?;
    if account.observed_as_of.is_empty() {
        return Err(Failure::usage(
            "the account was never imported, so that nothing is known of it in AWS",
            "import it, or give two account files",
        ));
    }
    let _progress = progress::doing("comparing");
    let before = Source::Account(&account.id, StateView::Observed);
    let after = Source::Account(&account.id, StateView::Planned);
    Ok(app.compare_sources(before, after, lines)?)
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
    for turned in &answer.expectations {
        let word = |found: Option<Decision>| {
            found.map_or_else(|| "nothing".to_owned(), |found| format!("{found:?}"))
        };
        let verdict = match (turned.held, turned.holds) {
            (true, false) => "BREAKS",
            (false, true) => "now holds",
            (true, true) => "still holds",
            (false, false) => "still fails",
        };
        page.line(&format!(
            "{verdict}: {}: {} -> {}, expected {}",
            turned.name,
            word(turned.before),
            word(turned.after),
            turned.expected
        ));
        page.line(&format!("    {}", turned.sentence));
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
