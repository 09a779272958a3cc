use super::*;
use crate::problem::ProblemCode;

fn refused(source: &str) -> (ProblemCode, u32) {
    let problem = read(source).expect_err(source);
    (problem.code, problem.at.span.start)
}

#[test]
fn keeps_spans_order_and_duplicates() {
    let source = "{ \"b\": [1, \"x\"],\n  \"a\": null, \"a\": true }";
    let node = read(source).unwrap();
    let members = node.members().unwrap();
    let keys: Vec<&str> = members.iter().map(|member| &*member.key).collect();
    assert_eq!(keys, ["b", "a", "a"]);
    assert_eq!(members[0].node.span.text(source), "[1, \"x\"]");
    assert_eq!(members[1].key_span.text(source), "\"a\"");
    assert_eq!(members[1].key_span.line_column(source), (2, 3));
    assert_eq!(node.get("a").unwrap().value, Value::Bool(true));
}

#[test]
fn resolves_escapes() {
    let node = read(r#""a\"\\\/\n\u0041\ud83d\ude00z""#).unwrap();
    assert_eq!(node.text(), Some("a\"\\/\nA😀z"));
}

#[test]
fn refuses_what_is_not_json() {
    assert_eq!(refused(""), (ProblemCode::NotJson, 0));
    assert_eq!(refused("{\"a\":1,}"), (ProblemCode::NotJson, 7));
    assert_eq!(refused("[1 2]"), (ProblemCode::NotJson, 3));
    assert_eq!(refused("01"), (ProblemCode::NotJson, 1));
    assert_eq!(refused("\"abc"), (ProblemCode::NotJson, 0));
    assert_eq!(refused("\"\\ud800\""), (ProblemCode::NotJson, 1));
    assert_eq!(refused("{} x"), (ProblemCode::NotJson, 3));
    assert_eq!(refused("'a'"), (ProblemCode::NotJson, 0));
    assert_eq!(refused("1."), (ProblemCode::NotJson, 2));
}

#[test]
fn refuses_what_is_nested_too_deep() {
    let deep = "[".repeat(10_000);
    assert_eq!(refused(&deep).0, ProblemCode::TooDeep);
}

#[test]
fn prints_what_it_read() {
    let source = r#"{"a":[1,"x\n\u0001",{}],"b":{"c":-1.5e3,"d":[]}}"#;
    let node = read(source).unwrap();
    assert_eq!(compact(&node), source);
    let printed = pretty(&node);
    assert_eq!(compact(&read(&printed).unwrap()), source);
    assert_eq!(
        printed,
        "{\n  \"a\": [\n    1,\n    \"x\\n\\u0001\",\n    {}\n  ],\n  \"b\": {\n    \"c\": -1.5e3,\n    \"d\": []\n  }\n}"
    );
}
