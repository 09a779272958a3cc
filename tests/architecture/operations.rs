//! docs/iam-operations.md: every operation of IAM's API is a change here or has its reason.

use std::collections::BTreeSet;

use crate::root;

/// The rows of every table of the page: the first cell and the second.
fn rows(page: &str) -> Vec<(String, String)> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .filter_map(|line| line.split_once(" | "))
        .filter(|(first, _)| !["IAM operation", "change", "---"].contains(first))
        .map(|(first, second)| (first.to_owned(), second.to_owned()))
        .collect()
}

/// The names in backticks.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

/// The variants of `Operation`, read off its source.
fn variants(source: &str) -> BTreeSet<String> {
    let (_, body) = source.split_once("pub enum Operation {").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .filter_map(|line| line.split_once(" {"))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn every_operation_of_iam_is_a_change_or_has_its_reason() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    let rows = rows(&read("docs/iam-operations.md"));
    let variants = variants(&read("crates/iam-directory/src/operation.rs"));
    assert!(variants.len() > 70, "the source is not read any more");

    let list = read("tests/fixtures/iam-operations.txt");
    let expected: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    let named: Vec<&str> = rows
        .iter()
        .map(|(first, _)| first.as_str())
        .filter(|first| quoted(first).is_none())
        .collect();
    assert_eq!(named, expected, "each once, in the order of the list");

    let mut told = BTreeSet::new();
    for (first, second) in &rows {
        match (quoted(first), quoted(second)) {
            // A change of ours, with what it does.
            (Some(change), _) => {
                assert!(told.insert(change), "`{change}` stands twice");
                assert!(second.ends_with('.'), "`{change}` is not told");
            }
            (None, Some(change)) => {
                told.insert(change);
            }
            (None, None) => assert!(second.ends_with('.'), "{first} has no reason"),
        }
    }
    let told: BTreeSet<String> = told.into_iter().map(str::to_owned).collect();
    assert_eq!(told, variants);
}
