use super::*;
use crate::policy::{Effect, PolicyType};

const PRETTY: &str = r#"{
    "Version": "2012-10-17",
    "Id": "kept",
    "Statement": [
        {
            "Sid": "One",
            "Effect": "Allow",
            "Action": ["s3:GetObject",   "s3:List\u002a"],
            "Resource": "*"
        },
        {"Effect":"Deny","NotAction":"iam:*","Resource":["*"],
         "Condition": {"Bool": {"aws:SecureTransport": false}}, "Surprise": [1, 2]}
    ]
}
"#;

#[track_caller]
fn check(source: &str, wish: &PolicyEdit, expected: &str) {
    let text = edit(source, PolicyType::Identity, wish).unwrap();
    assert_eq!(text, expected);
}

/// As `check`, for what happens to one stretch of `PRETTY`.
#[track_caller]
fn alters(wish: &PolicyEdit, from: &str, to: &str) {
    assert_eq!(PRETTY.matches(from).count(), 1, "`{from}` is not one place");
    check(PRETTY, wish, &PRETTY.replacen(from, to, 1));
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn shows_cards_and_names_what_is_kept() {
    let outline = outline(PRETTY).unwrap();
    assert_eq!(outline.version.as_deref(), Some("2012-10-17"));
    assert_eq!(outline.kept, ["Id"]);
    let [one, two] = &outline.statements[..] else {
        panic!("two statements");
    };
    assert_eq!(one.sid.as_deref(), Some("One"));
    assert_eq!(
        one.actions.as_ref().unwrap().values,
        ["s3:GetObject", "s3:List*"]
    );
    assert!(one.kept.is_empty());
    assert_eq!(two.effect, Some(Effect::Deny));
    assert!(two.actions.as_ref().unwrap().not);
    assert_eq!(two.conditions[0].values, ["false"]);
    assert_eq!(
        two.conditions[0].span.text(PRETTY),
        "\"aws:SecureTransport\": false"
    );
    assert_eq!(two.kept, ["Surprise"]);
}

#[test]
fn sets_single_elements() {
    alters(
        &PolicyEdit::SetEffect {
            statement: 0,
            effect: Effect::Deny,
        },
        "\"Allow\"",
        "\"Deny\"",
    );
    alters(
        &PolicyEdit::SetSid {
            statement: 0,
            sid: String::new(),
        },
        "\"Sid\": \"One\",\n            ",
        "",
    );
    alters(
        &PolicyEdit::SetSid {
            statement: 1,
            sid: "Two".into(),
        },
        "{\"Effect\":\"Deny\"",
        "{\"Sid\":\"Two\",\"Effect\":\"Deny\"",
    );
    alters(
        &PolicyEdit::SetResources {
            statement: 0,
            not: false,
            values: texts(&["arn:aws:s3:::a", "arn:aws:s3:::b"]),
        },
        "\"Resource\": \"*\"",
        "\"Resource\": [\n                \"arn:aws:s3:::a\",\n                \"arn:aws:s3:::b\"\n            ]",
    );
}

#[test]
fn a_list_keeps_the_bytes_of_what_stays() {
    let actions = |values: &[&str]| PolicyEdit::SetActions {
        statement: 0,
        not: false,
        values: texts(values),
    };
    let held = r#"["s3:GetObject",   "s3:List\u002a"]"#;
    alters(
        &actions(&["s3:GetObject", "s3:List*", "s3:PutObject"]),
        held,
        r#"["s3:GetObject", "s3:List\u002a", "s3:PutObject"]"#,
    );
    alters(&actions(&["s3:List*"]), held, r#"["s3:List\u002a"]"#);
    alters(&actions(&[]), held, "[]");
    check(PRETTY, &actions(&["s3:GetObject", "s3:List*"]), PRETTY);
    alters(
        &PolicyEdit::SetActions {
            statement: 1,
            not: false,
            values: texts(&["iam:*"]),
        },
        "\"NotAction\"",
        "\"Action\"",
    );
}

#[test]
fn statements_come_go_and_move() {
    let added = edit(
        PRETTY,
        PolicyType::Identity,
        &PolicyEdit::AddStatement {
            effect: Effect::Allow,
        },
    )
    .unwrap();
    let new = ",\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": [],\n            \"Resource\": []\n        }";
    assert_eq!(
        added,
        PRETTY.replacen("[1, 2]}", &format!("[1, 2]}}{new}"), 1)
    );
    check(
        &added,
        &PolicyEdit::RemoveStatement { statement: 2 },
        PRETTY,
    );
    let moved = edit(
        PRETTY,
        PolicyType::Identity,
        &PolicyEdit::MoveStatement {
            statement: 1,
            to: 0,
        },
    )
    .unwrap();
    assert!(moved.find("Surprise") < moved.find("\"Sid\""));
    check(
        &moved,
        &PolicyEdit::MoveStatement {
            statement: 0,
            to: 1,
        },
        PRETTY,
    );
    let copied = edit(
        PRETTY,
        PolicyType::Identity,
        &PolicyEdit::DuplicateStatement { statement: 0 },
    )
    .unwrap();
    assert_eq!(copied.matches("\"One\"").count(), 1);
    check(
        &copied,
        &PolicyEdit::RemoveStatement { statement: 1 },
        PRETTY,
    );
}

#[test]
fn a_statement_without_a_list_gets_company_and_keeps_its_bytes() {
    let alone =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let wish = PolicyEdit::AddStatement {
        effect: Effect::Deny,
    };
    check(
        alone,
        &wish,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":[],"Resource":[]}]}"#,
    );
    check(
        " \n",
        &wish,
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\",\n      \"Action\": [],\n      \"Resource\": []\n    }\n  ]\n}",
    );
    check(
        "{}",
        &wish,
        "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\",\n      \"Action\": [],\n      \"Resource\": []\n    }\n  ]\n}",
    );
}

#[test]
fn conditions_are_added_altered_and_removed() {
    let set = |statement, condition, operator: &str, key: &str, values: &[&str]| {
        PolicyEdit::SetCondition {
            statement,
            condition,
            operator: operator.into(),
            key: key.into(),
            values: texts(values),
        }
    };
    alters(
        &set(0, None, "StringEquals", "aws:PrincipalOrgID", &["o-1"]),
        "\"Resource\": \"*\"",
        "\"Resource\": \"*\",\n            \"Condition\": {\n                \"StringEquals\": {\n                    \"aws:PrincipalOrgID\": \"o-1\"\n                }\n            }",
    );
    let block = r#"{"Bool": {"aws:SecureTransport": false}}"#;
    alters(
        &set(1, None, "Bool", "aws:ViaAWSService", &["true"]),
        block,
        r#"{"Bool": {"aws:SecureTransport": false, "aws:ViaAWSService": "true"}}"#,
    );
    alters(
        &set(
            1,
            None,
            "IpAddress",
            "aws:SourceIp",
            &["10.0.0.0/8", "192.0.2.0/24"],
        ),
        block,
        r#"{"Bool": {"aws:SecureTransport": false}, "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.0.2.0/24"]}}"#,
    );
    alters(
        &set(
            1,
            Some(0),
            "BoolIfExists",
            "aws:MultiFactorAuthPresent",
            &["false"],
        ),
        block,
        r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": false}}"#,
    );
    alters(
        &PolicyEdit::RemoveCondition {
            statement: 1,
            condition: 0,
        },
        &format!(",\n         \"Condition\": {block}"),
        "",
    );
    let twice = set(1, None, "Bool", "AWS:SecureTransport", &["true"]);
    assert!(matches!(
        edit(PRETTY, PolicyType::Identity, &twice),
        Err(EditFault::ConditionExists { .. })
    ));
}

#[test]
fn principals_keep_the_kinds_that_stay() {
    let trust = r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["111122223333" ], "Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;
    let who = |named: &[(&str, &str)]| PolicyEdit::SetPrincipals {
        statement: 0,
        not: false,
        principals: named
            .iter()
            .map(|(kind, value)| PrincipalOutline {
                kind: (*kind).into(),
                value: (*value).into(),
            })
            .collect(),
    };
    let same = who(&[("AWS", "111122223333"), ("Service", "ec2.amazonaws.com")]);
    assert_eq!(edit(trust, PolicyType::Trust, &same).unwrap(), trust);
    let more = who(&[
        ("AWS", "111122223333"),
        ("AWS", "444455556666"),
        ("Service", "ec2.amazonaws.com"),
    ]);
    assert_eq!(
        edit(trust, PolicyType::Trust, &more).unwrap(),
        trust.replace(
            r#"["111122223333" ]"#,
            r#"["111122223333", "444455556666" ]"#
        )
    );
    let everybody = who(&[("*", "*")]);
    assert!(
        edit(trust, PolicyType::Trust, &everybody)
            .unwrap()
            .contains("\"Principal\": \"*\"")
    );
}

#[test]
fn what_no_field_can_show_is_left_to_the_text() {
    let odd = r#"{"Statement":[{"Effect":"Allow","Action":["s3:*",5],"Resource":"*"},7]}"#;
    let actions = |statement| PolicyEdit::SetActions {
        statement,
        not: false,
        values: texts(&["s3:GetObject"]),
    };
    for (statement, element) in [(0, "Statement[0].Action"), (1, "Statement[1]")] {
        assert_eq!(
            edit(odd, PolicyType::Identity, &actions(statement)),
            Err(EditFault::OnlyAsText {
                element: element.into()
            })
        );
    }
    assert!(matches!(
        edit("{", PolicyType::Identity, &actions(0)),
        Err(EditFault::NotReadable(_))
    ));
}

#[test]
fn finds_the_place_of_the_cursor_in_a_broken_text() {
    #[track_caller]
    fn at(source: &str) -> (String, bool, String, Option<usize>) {
        let cursor = source.find('|').unwrap();
        let text = source.replacen('|', "", 1);
        let found = place(&text, cursor);
        (
            found.path.join("/"),
            found.key,
            found.typed,
            found.statement,
        )
    }
    assert_eq!(at("{\"Ver|"), (String::new(), true, "Ver".into(), None));
    assert_eq!(
        at(r#"{"Statement": [{"Effect": "Allow", "Action": ["s3:*", "ec2:De|"]}]}"#),
        ("Statement/Action".into(), false, "ec2:De".into(), Some(0))
    );
    assert_eq!(
        at(r#"{"Statement": [{}, {"Condition": {"StringEquals": {"aws:|"#),
        (
            "Statement/Condition/StringEquals".into(),
            true,
            "aws:".into(),
            Some(1)
        )
    );
    assert_eq!(
        at("{\"Statement\": {\"Action\": \"s3:|\n \"Resource\": \"*\"}}"),
        ("Statement/Action".into(), false, "s3:".into(), Some(0))
    );
    assert_eq!(
        at("{\"Statement\": {\"Effect\": |}}"),
        ("Statement/Effect".into(), false, String::new(), Some(0))
    );
}
