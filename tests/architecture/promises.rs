//! What docs/reliability.md and docs/security.md say is held by tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::root;
use crate::text::tracked;

/// The names of all functions that are tests.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, text) in tracked() {
        if Path::new(&name)
            .extension()
            .is_none_or(|ending| ending != "rs")
        {
            continue;
        }
        for marker in ["#[test]", "#[tokio::test]"] {
            for part in text.split(marker).skip(1) {
                if let Some((_, rest)) = part.split_once("fn ") {
                    found.extend(rest.split('(').next().map(str::to_owned));
                }
            }
        }
    }
    found
}

/// Names in backticks with underscores and nothing but letters: tests, not files or commands.
fn named(text: &str) -> BTreeSet<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| {
            name.matches('_').count() >= 2
                && name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_table_of_reliability_names_tests_that_exist() {
    let tests = tests();
    for (page, least) in [("reliability.md", 40), ("security.md", 15)] {
        let text = fs::read_to_string(root().join("docs").join(page)).unwrap();
        let named = named(&text);
        assert!(named.len() >= least, "{page} names {} tests", named.len());
        let missing: Vec<&String> = named.difference(&tests).collect();
        assert!(missing.is_empty(), "{page} names no tests: {missing:?}");
    }
    let text = fs::read_to_string(root().join("docs/reliability.md")).unwrap();
    for number in 1..=34 {
        let row = format!("| {number} | ");
        assert_eq!(text.matches(&row).count(), 1, "row {number}");
    }
}
