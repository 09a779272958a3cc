use super::numeric::Decimal;
use super::{Clause, binary, date, ip, registry, test};
use crate::context::Context;
use crate::policy::{PolicyType, parse};

#[test]
fn operators_are_found_without_case() {
    let (operator, spelled) = registry::find("ForAllValues:StringNotLikeIfExists").unwrap();
    assert!(spelled && operator.negated && operator.if_exists);
    assert_eq!(operator.to_string(), "ForAllValues:StringNotLikeIfExists");
    let (operator, spelled) = registry::find("stringequals").unwrap();
    assert!(!spelled);
    assert_eq!(operator.to_string(), "StringEquals");
    for wrong in [
        "",
        "StringEqual",
        "ForSome:StringEquals",
        "NullIfExists",
        "IfExists",
        "é",
    ] {
        assert!(registry::find(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn slips_are_recognised() {
    assert_eq!(
        registry::suggestion("StringEqual").as_deref(),
        Some("StringEquals")
    );
    assert_eq!(
        registry::suggestion("ForAnyValues:StringLikes").as_deref(),
        Some("ForAnyValue:StringLike")
    );
    assert_eq!(
        registry::suggestion("NullIfExists").as_deref(),
        Some("Null")
    );
    assert_eq!(registry::suggestion("Frobnicate"), None);
}

#[test]
fn numbers_are_compared_exactly() {
    let read = |text| Decimal::read(text).unwrap();
    assert_eq!(read("10"), read("10.0"));
    assert_eq!(read("-0"), read("0"));
    assert_eq!(read("1e2"), read("100"));
    assert_eq!(read("12.5e-1"), read("1.25"));
    assert!(read("9007199254740993") > read("9007199254740992"));
    assert!(read("-2") < read("-1.5"));
    assert!(read("0.1") < read("0.11"));
    for wrong in ["", "-", ".", "1.2.3", "ten", "0x10", "1e999999999", "1 0"] {
        assert!(Decimal::read(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn dates_of_every_form_are_comparable() {
    let read = |text| date::Instant::read(text).unwrap();
    let same = [
        ["2018-08-10T00:00:00Z", "1533859200"],
        ["2018-08-10", "2018-08-10T02:00:00+02:00"],
        ["2018-08-10T00:00Z", "2018-08-09T19:00:00-0500"],
        ["2018-08-10T00:00:00.5Z", "1533859200.500"],
        ["2020", "2020-01-01"],
        ["2020-03", "2020-03-01T00:00:00z"],
        ["1969-12-31T23:59:59Z", "-1"],
    ];
    for [left, right] in same {
        assert_eq!(read(left), read(right), "{left} {right}");
    }
    for wrong in [
        "",
        "soon",
        "2018-13-01",
        "2018-02-30",
        "2018-1-1",
        "2018-08-10T25:00:00Z",
        "T",
    ] {
        assert!(date::Instant::read(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn ranges_hold_their_own_family() {
    let holds = |range: &str, address: &str| {
        ip::Network::read(range)
            .unwrap()
            .contains(address.parse().unwrap())
    };
    assert!(holds("203.0.113.7/24", "203.0.113.200"));
    assert!(holds("0.0.0.0/0", "255.255.255.255"));
    assert!(holds("::/0", "2001:db8::1"));
    assert!(holds("203.0.113.7", "203.0.113.7"));
    assert!(!holds("203.0.113.7", "203.0.113.8"));
    assert!(!holds("0.0.0.0/0", "::1"));
    assert!(holds("2001:db8::/33", "2001:db8:7fff::1"));
    assert!(!holds("2001:db8::/33", "2001:db8:8000::1"));
    for wrong in [
        "",
        "203.0.113.0/33",
        "203.0.113/24",
        "::/129",
        "203.0.113.0/",
        "203.0.*",
    ] {
        assert!(ip::Network::read(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn base64_is_bytes() {
    assert_eq!(
        binary::read("QmluYXJ5VmFsdWU=").as_deref(),
        Some(&b"BinaryValue"[..])
    );
    assert_eq!(binary::read("QQ"), binary::read("QQ=="));
    assert_eq!(binary::read("").as_deref(), Some(&b""[..]));
    for wrong in ["Q", "QQ===", "Q Q=", "é"] {
        assert_eq!(binary::read(wrong), None, "{wrong}");
    }
}

/// Tests a condition block: `yes` or `no`, `?` when an absent key could change it, `!` when the
/// policy's value and `~` when the request's value cannot be read, then the rule.
fn outcome(block: &str, context: &str) -> String {
    let source = format!(
        r#"{{"Version": "2012-10-17", "Statement": [
            {{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {block}}}]}}"#
    );
    let policy = parse(&source, PolicyType::Identity).policy.unwrap();
    let Clause::Condition(condition, _) = &policy.statements[0].conditions[0] else {
        return "no condition".to_owned();
    };
    let values: serde_json::Value = serde_json::from_str(context).unwrap();
    let mut context = Context::default();
    for (key, value) in values.as_object().unwrap() {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        match value.as_array() {
            Some(items) => context.set_many(key, items.iter().map(text)),
            None => context.set_single(key, text(value)),
        }
    }
    let outcome = test::test(condition, &context);
    format!(
        "{}{}{}{} {:?}",
        if outcome.holds { "yes" } else { "no" },
        if outcome.sure { "" } else { "?" },
        if outcome.unevaluable { "!" } else { "" },
        if outcome.request_unreadable { "~" } else { "" },
        outcome.rule
    )
}

/// One row a line: the condition block, the context, the outcome.
fn check(rows: &str) {
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        let [block, context, expected] = row.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("`{row}` has no three parts");
        };
        assert_eq!(outcome(block.trim(), context), expected, "{row}");
    }
}

#[test]
fn strings_are_compared_as_their_operator_says() {
    check(
        r#"
        {"StringEquals": {"k": "a"}} | {"k": "a"} | yes Compared
        {"StringEquals": {"k": "a"}} | {"k": "A"} | no Compared
        {"StringEquals": {"k": "a*"}} | {"k": "ab"} | no Compared
        {"StringEquals": {"k": ["a", "b"]}} | {"k": "b"} | yes Compared
        {"StringNotEquals": {"k": ["a", "b"]}} | {"k": "b"} | no Compared
        {"StringNotEquals": {"k": ["a", "b"]}} | {"k": "c"} | yes Compared
        {"StringEqualsIgnoreCase": {"k": "Ä"}} | {"k": "ä"} | yes Compared
        {"StringEqualsIgnoreCase": {"k": "ß"}} | {"k": "ss"} | no Compared
        {"StringNotEqualsIgnoreCase": {"k": "A"}} | {"k": "a"} | no Compared
        {"StringLike": {"k": "a?c*"}} | {"k": "aäcd"} | yes Compared
        {"StringLike": {"k": "a?c*"}} | {"k": "Abc"} | no Compared
        {"StringNotLike": {"k": "a*"}} | {"k": "ab"} | no Compared
        {"StringNotLike": {"k": "a*"}} | {"k": "b"} | yes Compared
    "#,
    );
}

/// A variable whose key is absent leaves open only what the rest of the text leaves open.
#[test]
fn variables_without_a_value_are_unsure_where_they_could_matter() {
    check(
        r#"
        {"StringEquals": {"k": "a-${v}"}} | {"k": "a-b", "v": "b"} | yes Compared
        {"StringEquals": {"k": "a-${v}"}} | {"k": "a-*", "v": "b"} | no Compared
        {"StringEquals": {"k": "a-${v}"}} | {"k": "a-b"} | no? Compared
        {"StringEquals": {"k": "a-${v}"}} | {"k": "x"} | no Compared
        {"StringNotEquals": {"k": "a-${v}"}} | {"k": "a-b"} | yes? Compared
        {"StringEqualsIgnoreCase": {"k": "a-${v}"}} | {"k": "A-B"} | no? Compared
        {"StringEqualsIgnoreCase": {"k": "a-${v}"}} | {"k": "A-B", "v": "b"} | yes Compared
        {"StringEquals": {"k": ["${v}", "b"]}} | {"k": "b"} | yes Compared
        {"StringEquals": {"k": "${v, 'd'}"}} | {"k": "d"} | yes? Compared
        {"StringLike": {"k": "a-${v}*"}} | {"k": "a-bc", "v": "b"} | yes Compared
        {"StringLike": {"k": "a-${v}*"}} | {"k": "a-bc", "v": "*"} | no Compared
        {"StringLike": {"k": "a-${v}*"}} | {"k": "a-bc"} | no? Compared
        {"StringLike": {"k": "a-${v}*"}} | {"k": "x"} | no Compared
        {"ArnLike": {"k": "arn:aws:s3:::${v}/*"}} | {"k": "arn:aws:s3:::b/k", "v": "b"} | yes Compared
        {"ArnLike": {"k": "arn:aws:s3:::${v}/*"}} | {"k": "arn:aws:s3:::b/k"} | no? Compared
        {"ArnLike": {"k": "arn:aws:s3:::${v}/*"}} | {"k": "arn:aws:sqs:::b/k"} | no Compared
        {"ArnEquals": {"k": "${v}"}} | {"k": "arn:aws:s3:::b", "v": "arn:aws:s3:::b"} | yes Compared
        {"ArnEquals": {"k": "${v}"}} | {"k": "arn:aws:s3:::b"} | no? Compared
        {"Bool": {"k": "${v}"}} | {"k": "true", "v": "TRUE"} | yes Compared
        {"Bool": {"k": "${v}"}} | {"k": "true", "v": "false"} | no Compared
        {"Bool": {"k": "${v}"}} | {"k": "true", "v": "x"} | no Compared
        {"Bool": {"k": "${v}"}} | {"k": "true"} | no? Compared
    "#,
    );
}

#[test]
fn orders_hold_at_their_boundaries() {
    for (family, low, same, high) in [
        ("Numeric", "9", "10.0", "1e2"),
        ("Date", "2019-12-31T23:59:59Z", "1577836800", "2020-01-02"),
    ] {
        let value = if family == "Numeric" {
            "10"
        } else {
            "2020-01-01"
        };
        for (name, expected) in [
            ("Equals", [false, true, false]),
            ("NotEquals", [true, false, true]),
            ("LessThan", [true, false, false]),
            ("LessThanEquals", [true, true, false]),
            ("GreaterThan", [false, false, true]),
            ("GreaterThanEquals", [false, true, true]),
        ] {
            for (request, expected) in [low, same, high].into_iter().zip(expected) {
                let is = outcome(
                    &format!(r#"{{"{family}{name}": {{"k": "{value}"}}}}"#),
                    &format!(r#"{{"k": "{request}"}}"#),
                );
                let word = if expected { "yes" } else { "no" };
                assert_eq!(is, format!("{word} Compared"), "{family}{name} {request}");
            }
        }
    }
}

#[test]
fn other_values_are_compared_as_their_operator_says() {
    check(
        r#"
        {"Bool": {"k": "True"}} | {"k": "true"} | yes Compared
        {"Bool": {"k": false}} | {"k": "true"} | no Compared
        {"BinaryEquals": {"k": "QQ=="}} | {"k": "QQ"} | yes Compared
        {"BinaryEquals": {"k": "QQ=="}} | {"k": "Qg=="} | no Compared
        {"IpAddress": {"k": "203.0.113.0/24"}} | {"k": "203.0.113.9"} | yes Compared
        {"IpAddress": {"k": "203.0.113.0/24"}} | {"k": "203.0.114.9"} | no Compared
        {"NotIpAddress": {"k": "203.0.113.0/24"}} | {"k": "203.0.113.9"} | no Compared
        {"NotIpAddress": {"k": "203.0.113.0/24"}} | {"k": "2001:db8::1"} | yes Compared
        {"ArnEquals": {"k": "arn:aws:sns:*:111122223333:t*"}} | {"k": "arn:aws:sns:eu-west-1:111122223333:topic"} | yes Compared
        {"ArnEquals": {"k": "arn:aws:sns:*:111122223333:t*"}} | {"k": "arn:aws:sns:eu-west-1:444455556666:topic"} | no Compared
        {"ArnNotEquals": {"k": "arn:aws:s3:::b"}} | {"k": "arn:aws:s3:::c"} | yes Compared
        {"ArnNotLike": {"k": "arn:aws:s3:::b*"}} | {"k": "arn:aws:s3:::bc"} | no Compared
        {"ArnLike": {"k": "*"}} | {"k": "arn:aws:s3:::b"} | yes Compared
    "#,
    );
}

/// What cannot be read does not match, `Not` or no; only an ARN operator takes it for another ARN.
#[test]
fn values_that_cannot_be_read_are_told() {
    check(
        r#"
        {"NumericEquals": {"k": "1"}} | {"k": "x"} | no~ RequestValueUnreadable
        {"NumericNotEquals": {"k": "1"}} | {"k": "x"} | no~ RequestValueUnreadable
        {"DateNotEquals": {"k": "2020"}} | {"k": "x"} | no~ RequestValueUnreadable
        {"Bool": {"k": "true"}} | {"k": "yes"} | no~ RequestValueUnreadable
        {"Bool": {"k": "${v}"}} | {"k": "yes", "v": "true"} | no~ RequestValueUnreadable
        {"NotIpAddress": {"k": "::/0"}} | {"k": "x"} | no~ RequestValueUnreadable
        {"BinaryEquals": {"k": "QQ=="}} | {"k": "Q"} | no~ RequestValueUnreadable
        {"ArnEquals": {"k": "arn:aws:s3:::b"}} | {"k": "b"} | no~ RequestValueUnreadable
        {"ArnLike": {"k": "*"}} | {"k": "b"} | no~ RequestValueUnreadable
        {"ArnNotEquals": {"k": "arn:aws:s3:::b"}} | {"k": "b"} | yes~ RequestValueUnreadable
        {"ArnNotLike": {"k": "arn:aws:s3:::b"}} | {"k": "b"} | yes~ RequestValueUnreadable
        {"NumericEquals": {"k": "x"}} | {"k": "1"} | no! PolicyValueUnreadable
        {"NumericNotEquals": {"k": "x"}} | {"k": "1"} | yes! PolicyValueUnreadable
        {"NumericEquals": {"k": ["x", "1"]}} | {"k": "1"} | yes Compared
        {"NumericEquals": {"k": ["1", "x"]}} | {"k": "2"} | no! PolicyValueUnreadable
        {"NumericEquals": {"k": "x"}} | {} | no?! PolicyValueUnreadable
        {"NumericEqualsIfExists": {"k": "1"}} | {} | yes? KeyAbsentIfExists
        {"ArnLike": {"k": "arn:aws:s3"}} | {"k": "arn:aws:s3:::b"} | no! PolicyValueUnreadable
        {"ArnLike": {"k": "x:aws:s3:::b"}} | {"k": "arn:aws:s3:::b"} | no! PolicyValueUnreadable
        {"ArnLike": {"k": "b"}} | {"k": "arn:aws:s3:::b"} | no! PolicyValueUnreadable
        {"ForAnyValue:NumericEquals": {"k": ["1", "x"]}} | {"k": ["2", "1"]} | yes Compared
        {"ForAnyValue:NumericEquals": {"k": ["1", "x"]}} | {"k": ["2", "3"]} | no! PolicyValueUnreadable
        {"ForAllValues:NumericEquals": {"k": ["1", "x"]}} | {"k": ["1", "2"]} | no! PolicyValueUnreadable
        {"ForAllValues:NumericEquals": {"k": "1"}} | {"k": ["1", "y"]} | no~ RequestValueUnreadable
        {"ForAnyValue:NumericEquals": {"k": "1"}} | {"k": ["y", "2"]} | no~ RequestValueUnreadable
        {"ForAnyValue:NumericEquals": {"k": "1"}} | {"k": ["y", "1"]} | yes Compared
    "#,
    );
}

/// The last rows: a sure failure of one value decides, and so does a sure match, whatever is unsure
/// beside it.
#[test]
fn absent_keys_and_lists_follow_the_qualifier() {
    check(
        r#"
        {"StringEquals": {"k": "a"}} | {} | no? KeyAbsent
        {"StringNotEquals": {"k": "a"}} | {} | yes? KeyAbsentNegated
        {"StringEqualsIfExists": {"k": "a"}} | {} | yes? KeyAbsentIfExists
        {"StringEqualsIfExists": {"k": "a"}} | {"k": "b"} | no Compared
        {"StringNotEqualsIfExists": {"k": "a"}} | {"k": "a"} | no Compared
        {"ForAllValues:StringEquals": {"k": "a"}} | {} | yes? NoValuesForAll
        {"ForAnyValue:StringEquals": {"k": "a"}} | {} | no? NoValuesForAny
        {"ForAnyValue:StringNotEquals": {"k": "a"}} | {} | no? NoValuesForAny
        {"ForAnyValue:StringEqualsIfExists": {"k": "a"}} | {} | yes? KeyAbsentIfExists
        {"StringEquals": {"k": "a"}} | {"k": ["a"]} | no NeedsQualifier
        {"StringNotEquals": {"k": "a"}} | {"k": ["b"]} | no NeedsQualifier
        {"ForAllValues:StringEquals": {"k": "a"}} | {"k": []} | yes NoValuesForAll
        {"ForAllValues:StringEquals": {"k": "a"}} | {"k": [""]} | yes NoValuesForAll
        {"ForAnyValue:StringEquals": {"k": "a"}} | {"k": []} | no NoValuesForAny
        {"ForAnyValue:StringEquals": {"k": ""}} | {"k": ["", ""]} | no NoValuesForAny
        {"ForAnyValue:StringEquals": {"k": "a"}} | {"k": ["", "a"]} | yes Compared
        {"ForAllValues:StringEquals": {"k": ["a", "b"]}} | {"k": ["a", "b"]} | yes Compared
        {"ForAllValues:StringEquals": {"k": ["a", "b"]}} | {"k": ["a", "c"]} | no Compared
        {"ForAllValues:StringNotEquals": {"k": "a"}} | {"k": ["b", "c"]} | yes Compared
        {"ForAllValues:StringNotEquals": {"k": "a"}} | {"k": ["b", "a"]} | no Compared
        {"ForAnyValue:StringNotEquals": {"k": "a"}} | {"k": ["b", "a"]} | yes Compared
        {"ForAnyValue:StringNotEquals": {"k": "a"}} | {"k": ["a", "a"]} | no Compared
        {"ForAllValues:StringEquals": {"k": "a"}} | {"k": "a"} | yes Compared
        {"ForAnyValue:StringEquals": {"k": "a"}} | {"k": "b"} | no Compared
        {"ForAllValues:StringEquals": {"k": "a${v}"}} | {"k": ["ab", "x"]} | no Compared
        {"ForAllValues:StringEquals": {"k": "a${v}"}} | {"k": ["ab", "ac"]} | no? Compared
        {"ForAllValues:StringEquals": {"k": ["a${v}", "b"]}} | {"k": ["b", "ac"]} | no? Compared
        {"ForAnyValue:StringEquals": {"k": ["a${v}", "b"]}} | {"k": ["ac", "b"]} | yes Compared
        {"ForAnyValue:StringEquals": {"k": ["a${v}", "b"]}} | {"k": ["ac", "c"]} | no? Compared
        {"ForAnyValue:StringNotEquals": {"k": ["a${v}", "b"]}} | {"k": ["ac", "b"]} | yes? Compared
    "#,
    );
}

#[test]
fn null_asks_for_presence() {
    check(
        r#"
        {"Null": {"k": "true"}} | {} | yes? Presence
        {"Null": {"k": "true"}} | {"k": "a"} | no Presence
        {"Null": {"k": "true"}} | {"k": ""} | yes Presence
        {"Null": {"k": "true"}} | {"k": []} | yes Presence
        {"Null": {"k": "true"}} | {"k": ["", ""]} | yes Presence
        {"Null": {"k": "true"}} | {"k": ["", "a"]} | no Presence
        {"Null": {"k": "false"}} | {} | no? Presence
        {"Null": {"k": "false"}} | {"k": "a"} | yes Presence
        {"Null": {"k": ["true", "false"]}} | {} | yes Presence
        {"Null": {"k": "x"}} | {} | no! PolicyValueUnreadable
        {"Null": {"k": ["x", "true"]}} | {} | yes? Presence
        {"ForAllValues:Null": {"k": "true"}} | {"k": "a"} | yes QualifiedNull
        {"ForAnyValue:Null": {"k": "false"}} | {"k": "a"} | no QualifiedNull
    "#,
    );
}

#[test]
fn dates_know_the_calendar() {
    let read = |text: &str| date::Instant::read(text);
    for (text, epoch) in [
        ("2000-02-29", "951782400"),
        ("2000-03-01", "951868800"),
        ("1900-03-01", "-2203891200"),
        ("2024-12-31T23:59:59Z", "1735689599"),
        ("1600-01-01", "-11676096000"),
        ("0000-03-01", "-62162035200"),
        ("2016-12-31T23:59:60Z", "1483228800"),
        ("2020-04-30T12:34Z", "1588250040"),
        ("2020-01-31t00:00:01-12:30", "1580473801"),
        ("1969-12-31T23:59:58.5Z", "-1.5"),
        ("1970-01-01T00:00:12.5Z", "12.5"),
        ("2001-09-09 01:46:40.000000001", "1000000000.0000000019"),
    ] {
        assert_eq!(read(text), read(epoch), "{text}");
        assert!(read(text).is_some(), "{text}");
    }
    for wrong in [
        "1900-02-29",
        "2023-02-29",
        "2020-04-31",
        "2020-06-31",
        "2020-09-31",
        "2020-11-31",
        "2020-12-32",
        "2020-00-01",
        "2020-01-00",
        "2020-01-01-01",
        "2020-01-01T00",
        "2020-01-01T24:00",
        "2020-01-01T00:60",
        "2020-01-01T00:00:61",
        "2020-01-01T00:00:00:00",
        "2020-01-01T00:00+24:00",
        "2020-01-01T00:00+00:60",
        "2020-01-01T00:00+1",
        "2020-01-01T00:00:00.x",
        "-",
        "1.x",
        "1.-5",
        "--1",
        ".5",
    ] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
    assert!(read("1969-12-31T23:59:58.4Z") < read("-1.5"));
    assert!(read("12345").is_some_and(|it| it < read("2020").unwrap()));
}

#[test]
fn every_character_of_base64_stands_for_six_bits() {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = binary::read(alphabet).unwrap();
    assert_eq!(bytes.len(), 48);
    for (number, chunk) in bytes.chunks(3).enumerate() {
        let bits = u32::from_be_bytes([0, chunk[0], chunk[1], chunk[2]]);
        let sixes = [bits >> 18, bits >> 12, bits >> 6, bits].map(|six| six & 63);
        let first = u32::try_from(number).unwrap() * 4;
        assert_eq!(sixes, [first, first + 1, first + 2, first + 3]);
    }
    assert_eq!(binary::read("-_8"), binary::read("+/8="));
}

#[test]
fn numbers_keep_their_point() {
    let read = |text| Decimal::read(text);
    let long = format!("1{}", "0".repeat(400));
    for (left, right) in [
        ("1e-3", "0.001"),
        ("12e-1", "1.2"),
        ("1.5e3", "1500"),
        ("+1", "1"),
        (" 1 ", "1"),
        (".5", "0.50"),
        ("5.", "5"),
        ("1e400", &long),
        ("0e5", "-0.0"),
    ] {
        assert_eq!(read(left), read(right), "{left}");
        assert!(read(left).is_some(), "{left}");
    }
    assert_eq!(read("1e401"), None);
    assert_eq!(read("1e-401"), None);
    assert!(read("-10") < read("-9") && read("-1") < read("0") && read("0") < read("0.1"));
    assert!(read("100") > read("99") && read("1.10") > read("1.09") && read("-1.1") < read("-1"));
}
