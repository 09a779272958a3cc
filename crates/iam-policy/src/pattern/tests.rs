use std::time::{Duration, Instant};

use super::*;

fn check(pattern: &str, text: &str, expected: bool) {
    assert_eq!(
        Pattern::new(pattern).matches(text),
        expected,
        "{pattern} against {text}"
    );
}

#[test]
fn star_is_any_characters_or_none() {
    check("*", "", true);
    check("*", "a/b:c", true);
    check("a*", "a", true);
    check("a*c", "abc", true);
    check("a*c", "ac", true);
    check("a*c", "ab", false);
    check("a*b*c", "aXbYbZc", true);
    check("**a", "bba", true);
    check("", "", true);
    check("", "a", false);
}

#[test]
fn question_mark_is_one_character() {
    check("a?c", "abc", true);
    check("a?c", "ac", false);
    check("?", "é", true);
    check("??", "é", false);
    check("*?", "é", true);
    check("*??", "é", false);
    check("a?", "a", false);
}

#[test]
fn capitals_count() {
    check("A*", "ab", false);
}

#[test]
fn a_literal_has_no_wildcards() {
    assert!(Pattern::literal("a*").matches("a*"));
    assert!(!Pattern::literal("a*").matches("ab"));
    let mut builder = PatternBuilder::default();
    builder.push_pattern("home/");
    builder.push_literal("*");
    builder.push_pattern("/?");
    let pattern = builder.build();
    assert!(pattern.matches("home/*/x"));
    assert!(!pattern.matches("home/a/x"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures the matcher")]
fn a_hostile_pattern_stays_linear() {
    let text = "a".repeat(5_000);
    let pattern = Pattern::new(&format!("{}b", "a*".repeat(200)));
    let started = Instant::now();
    assert!(!pattern.matches(&text));
    assert!(started.elapsed() < Duration::from_secs(1));
}
