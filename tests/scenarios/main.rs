//! Runs the scenarios: Markdown files a security reviewer can read.
//!
//! A scenario is a heading, a quoted sentence with the rule, and one block of JSON. Most are a
//! request with its policies ([`request`]); one with an `account` asks about an account and what is
//! filled in for it ([`account`]); one with a `document` asks lint ([`document`]). Fields nobody
//! knows fail the run, so that a misspelt expectation cannot pass.
//!
//! `BAILIWICK_WRITE_SCENARIOS=1 cargo test -p bailiwick-tests --test scenarios` writes what follows
//! from the pages: `sentences.txt`, and the table of `docs/rules.md`. Read the difference.

#![expect(
    clippy::unwrap_used,
    reason = "a scenario that cannot be read fails the run"
)]

mod account;
mod document;
mod explained;
mod request;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

/// A scenario, read.
#[expect(clippy::large_enum_variant, reason = "one at a time")]
enum Scenario {
    Request(request::Scenario),
    Account(account::Scenario),
    Document(document::Scenario),
}

impl Scenario {
    fn read(block: &str) -> Result<Self, serde_json::Error> {
        let value: Value = serde_json::from_str(block)?;
        Ok(if value.get("account").is_some() {
            Self::Account(serde_json::from_value(value)?)
        } else if value.get("document").is_some() {
            Self::Document(serde_json::from_value(value)?)
        } else {
            Self::Request(serde_json::from_value(value)?)
        })
    }

    /// What is wrong, if anything.
    fn run(&self) -> Option<String> {
        match self {
            Self::Request(scenario) => scenario.run(),
            Self::Account(scenario) => scenario.run(),
            Self::Document(scenario) => scenario.run(),
        }
    }

    /// Whether it shows that something is let through: access, or a document without a fault.
    fn is_positive(&self) -> bool {
        match self {
            Self::Request(scenario) => scenario.expects_access(),
            Self::Account(scenario) => scenario.expects_access(),
            Self::Document(scenario) => scenario.expects_nothing(),
        }
    }
}

/// Whether what follows from the pages is to be written.
fn writes() -> bool {
    std::env::var_os("BAILIWICK_WRITE_SCENARIOS").is_some()
}

/// A heading of the second level with what stands under it.
struct Section<'p> {
    page: &'p str,
    title: &'p str,
    text: &'p str,
}

impl Section<'_> {
    fn block(&self) -> Option<&str> {
        self.text.split("```json\n").nth(1)?.split("```").next()
    }

    fn quotes_rule(&self) -> bool {
        self.text.lines().any(|line| line.starts_with("> "))
    }

    /// The numbers of the rules it quotes.
    fn rules(&self) -> BTreeSet<u32> {
        let quoted = |line: &str| -> Option<String> {
            let rest = line
                .strip_prefix("> Rule ")
                .or_else(|| line.strip_prefix("> Rules "))?;
            Some(rest.split_once(':')?.0.to_owned())
        };
        let numbers = self.text.lines().filter_map(quoted);
        numbers
            .flat_map(|text| {
                text.split(|c: char| !c.is_ascii_digit())
                    .filter_map(|it| it.parse().ok())
                    .collect::<Vec<u32>>()
            })
            .collect()
    }

    fn scenario(&self) -> Result<Scenario, String> {
        if !self.quotes_rule() {
            return Err("  no rule is quoted\n".to_owned());
        }
        let block = self.block().ok_or("  there is no block of JSON\n")?;
        Scenario::read(block).map_err(|error| format!("  {error}\n"))
    }
}

/// The pages in order, by name without ending.
fn pages() -> BTreeMap<String, String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let paths = std::fs::read_dir(&folder).unwrap();
    let paths = paths.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|it| it == "md"));
    pages
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn sections(pages: &BTreeMap<String, String>) -> impl Iterator<Item = Section<'_>> {
    pages.iter().flat_map(|(page, text)| {
        let parts = text.split("\n## ").skip(1);
        parts.map(move |text| Section {
            page,
            title: text.lines().next().unwrap_or(""),
            text,
        })
    })
}

#[test]
fn every_scenario_holds() {
    let pages = pages();
    let (mut count, mut faults) = (0, String::new());
    for section in sections(&pages) {
        count += 1;
        let fault = match section.scenario() {
            Ok(scenario) => scenario.run(),
            Err(fault) => Some(fault),
        };
        if let Some(fault) = fault {
            let _ = write!(faults, "{}: {}\n{fault}", section.page, section.title);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    assert!(count >= 300, "only {count} scenarios were found");
}

/// A title is what a fault is found by.
#[test]
fn titles_are_unique_within_a_page() {
    let pages = pages();
    let mut seen = BTreeSet::new();
    for section in sections(&pages) {
        let title = (section.page.to_owned(), section.title.to_owned());
        assert!(seen.insert(title), "{}: {}", section.page, section.title);
    }
}

/// How many scenarios quote each rule and where, as `docs/rules.md` has it; and each rule shows
/// both what it lets through and what it does not.
#[test]
fn the_table_of_rules_is_true() {
    let pages = pages();
    let mut shown: BTreeMap<u32, (usize, usize, BTreeSet<String>)> =
        (1..=68).map(|it| (it, Default::default())).collect();
    for section in sections(&pages) {
        let positive = section.scenario().is_ok_and(|it| it.is_positive());
        for rule in section.rules() {
            let (with, without, on) = shown.entry(rule).or_default();
            *if positive { with } else { without } += 1;
            on.insert(format!("{}.md", section.page));
        }
    }
    for (rule, (with, without, _)) in &shown {
        assert!(
            *with > 0,
            "rule {rule} is never shown to let anything through"
        );
        assert!(
            *without > 0,
            "rule {rule} is never shown to hold anything back"
        );
    }
    let mut table = String::new();
    for (rule, (with, without, on)) in &shown {
        let on: Vec<&str> = on.iter().map(String::as_str).collect();
        let _ = writeln!(table, "| {rule} | {} | {} |", with + without, on.join(", "));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let told = std::fs::read_to_string(&path).unwrap();
    let (head, old) = told.split_once("| --- | --- | --- |\n").unwrap();
    if writes() {
        let new = format!("{head}| --- | --- | --- |\n{table}");
        std::fs::write(&path, new).unwrap();
    } else {
        assert_eq!(old, table);
    }
}
