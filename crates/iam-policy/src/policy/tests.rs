use std::fmt::Write as _;

use super::*;

/// Every problem of a document: code, place, message, help.
fn problems(source: &str, policy_type: PolicyType) -> String {
    let lowered = parse(source, policy_type);
    let mut told = String::new();
    for problem in &lowered.problems {
        let marked = problem.at.span.text(source);
        let marked: String = marked.chars().take(40).collect();
        let _ = writeln!(
            told,
            "{} at `{}`: {}",
            problem.code, problem.at.path, problem.message
        );
        let _ = writeln!(told, "    {marked}");
        if let Some(help) = &problem.help {
            let _ = writeln!(told, "    help: {help}");
        }
    }
    if lowered.policy.is_none() {
        told.push_str("no policy\n");
    }
    told
}

#[test]
fn a_sound_policy_has_no_problems() {
    let source = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::b/${aws:username}/*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}]}"#;
    assert_eq!(problems(source, PolicyType::Identity), "");
}

#[test]
fn statements_keep_their_place() {
    let source = r#"{"Version": "2012-10-17", "Statement": [ {"Sid": "A", "Effect": "Deny", "Action": "*", "Resource": "*"} ]}"#;
    let policy = parse(source, PolicyType::Identity).into_policy().unwrap();
    let statement = &policy.statements[0];
    assert_eq!(statement.sid.as_deref(), Some("A"));
    assert!(statement.span.text(source).starts_with("{\"Sid\""));
    assert!(statement.span.text(source).ends_with('}'));
}

#[test]
fn every_mistake_is_told_at_once() {
    let source = r#"{"version": "2012-10-17", "Statement": [
        {"Effect": "allow", "Action": "s3", "Resource": "b"},
        {"Effect": "Deny", "Actoin": "s3:*", "Resource": ["arn:aws:s3", "arn:aws:s*:::b"]},
        {"Effect": "Allow", "Action": "*:Get", "Resource": "arn:aws:s3:::${aws:username}",
         "Condition": {"StringEqual": {"aws:username": "a"}, "stringlike": {"aws:username": []},
            "DateLessThan": {"aws:CurrentTime": "soon"}, "NullIfExists": {"aws:username": "true"}}}
    ]}"#;
    insta::assert_snapshot!(problems(source, PolicyType::Identity));
}

#[test]
fn what_a_type_of_policy_cannot_have_is_told() {
    let source = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/*"},
         "NotAction": "s3:*", "Resource": "arn:aws:s3"},
        {"Effect": "Deny", "Principal": {"Aws": "*", "Service": "*.amazonaws.com"},
         "Action": "s3:*", "Resource": "*"}
    ]}"#;
    let types = [
        PolicyType::Identity,
        PolicyType::Resource,
        PolicyType::Trust,
        PolicyType::Scp,
        PolicyType::Rcp,
        PolicyType::Vpce,
    ];
    let mut told = String::new();
    for policy_type in types {
        let _ = writeln!(told, "# {policy_type}\n{}", problems(source, policy_type));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_sid_stands_once() {
    let statement = r#"{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
    let source = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}, {statement}]}}"#);
    assert_eq!(
        problems(&source, PolicyType::Identity),
        "duplicate-sid at `Statement[1].Sid`: the `Sid` `A` stands in an earlier statement\n    \"A\"\n"
    );
}

#[test]
fn documents_without_legal_structure_have_no_policy() {
    let sources = [
        "",
        "[]",
        "\"Allow\"",
        "{}",
        r#"{"Version": "2012-10-17"}"#,
        r#"{"Version": "2012-10-17", "statement": []}"#,
        r#"{"Version": "2012-10-17", "Statement": "x"}"#,
        r#"{"Version": "2012-10-17", "Statement": [1]}"#,
        r#"{"Version": 2012, "Statement": []}"#,
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": 1, "Resource": "*"}}"#,
        r#"{"Version": "2012-10-17", "Statement": {"Effect": true, "Action": "*", "Resource": "*"}}"#,
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": []}}"#,
        r#"{"Version": "2012-10-17", "Statement": [], "Statement": []}"#,
    ];
    let told: Vec<String> = sources
        .iter()
        .map(|it| format!("{it}\n{}", problems(it, PolicyType::Identity)))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn codes_are_never_renamed() {
    let codes: Vec<&str> = crate::problem::ProblemCode::ALL
        .iter()
        .map(|it| it.as_str())
        .collect();
    insta::assert_snapshot!(codes.join("\n"));
}
