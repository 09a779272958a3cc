//! Every scenario of a request in words: the sentence, the near misses, the condition rows.
//!
//! They stand in `sentences.txt`, which is read before it is accepted.

use std::fmt::Write as _;

use iam_policy::explain::{ExplainedStatement, Explanation};

use super::{Scenario, pages, sections};

fn told(explanation: &Explanation) -> String {
    let mut text = format!("{}\n", explanation.sentence);
    for index in &explanation.near_misses {
        let near = &explanation.statements[*index];
        let _ = writeln!(
            text,
            "  near: {} {}: {}",
            near.policy, near.at.statement, near.note
        );
    }
    for statement in &explanation.statements {
        conditions(&mut text, statement);
    }
    text
}

fn conditions(text: &mut String, statement: &ExplainedStatement) {
    for condition in &statement.conditions {
        let values = |values: &[String]| format!("[{}]", values.join(", "));
        let written: Vec<String> = condition
            .policy_values
            .iter()
            .map(ToString::to_string)
            .collect();
        let request = condition.request_values.as_deref();
        let _ = writeln!(
            text,
            "  {} {} {:?}: {} {} {}, request {}: {}{} ({:?})",
            statement.policy,
            statement.at.statement,
            statement.effect,
            condition.operator,
            condition.key,
            values(&written),
            request.map_or_else(|| "absent".to_owned(), values),
            if condition.holds { "holds" } else { "fails" },
            if condition.sure { "" } else { ", not sure" },
            condition.rule,
        );
    }
}

#[test]
fn the_sentences_are_those_that_were_read() {
    let pages = pages();
    let mut text = String::new();
    let mut page = "";
    for section in sections(&pages) {
        let Ok(Scenario::Request(scenario)) = section.scenario() else {
            continue;
        };
        if page != section.page {
            page = section.page;
            let _ = writeln!(text, "=== {page}\n");
        }
        let _ = writeln!(text, "{}\n{}", section.title, told(&scenario.explained()));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/sentences.txt");
    if super::writes() {
        std::fs::write(&path, &text).unwrap();
    }
    let read = std::fs::read_to_string(&path).unwrap();
    for (line, (is, was)) in text.lines().zip(read.lines()).enumerate() {
        assert_eq!(is, was, "line {} of sentences.txt", line + 1);
    }
    assert_eq!(text.len(), read.len(), "sentences.txt is longer or shorter");
}
