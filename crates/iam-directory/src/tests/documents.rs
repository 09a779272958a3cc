//! Policy documents: what AWS refuses, in its words and with the place; and how they are counted.

use super::support::*;
use crate::RefusalCode::{LimitExceeded, MalformedPolicyDocument};
use crate::{Operation, PolicyDocument};

/// A managed policy is refused with this message and AWS's words.
#[track_caller]
fn check(text: &str, message: &str, aws: &str) {
    let refusal = World::local().refuses(policy_with(40, "p", text), MalformedPolicyDocument);
    assert_eq!(refusal.field, Some("document"));
    assert_eq!(refusal.message, message);
    assert!(refusal.help.contains(aws), "{}", refusal.help);
}

/// A statement in a policy of the current version.
fn with(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
}

#[test]
fn the_grammar_of_identity_policies() {
    check(
        "This is not a json document",
        "a value was expected (line 1, column 1)",
        "`Syntax errors in policy.`",
    );
    check(
        r#"{"Version":"2013-10-17","Statement":[]}"#,
        "unknown version `2013-10-17` (Version, line 1, column 12)",
        "`Syntax errors in policy.`",
    );
    check(
        "{\n  \"Version\": \"2012-10-17\"\n}",
        "the policy has no `Statement` (line 1, column 1)",
        "`Syntax errors in policy.`",
    );
    check(
        &with(r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#),
        "`Principal` cannot be used in an identity policy \
         (Statement[0].Principal, line 1, column 68)",
        "`Policy document should not specify a principal.`",
    );
    check(
        &with(r#"{"Effect":"Allow","Resource":"*"}"#),
        "the statement has neither `Action` nor `NotAction` (Statement[0], line 1, column 38)",
        "`Policy statement must contain actions.`",
    );
    check(
        &with(r#"{"Effect":"Allow","Action":[],"Resource":"*"}"#),
        "the statement names no actions (Statement[0].Action, line 1, column 65)",
        "`Policy statement must contain actions.`",
    );
    check(
        &with(r#"{"Effect":"Allow","Action":"s3:*"}"#),
        "the statement has neither `Resource` nor `NotResource` (Statement[0], line 1, column 38)",
        "`Policy statement must contain resources.`",
    );
    check(
        &with(r#"{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}"#),
        "`bucket` is neither an ARN nor `*` (Statement[0].Resource, line 1, column 83)",
        r#"`Resource bucket must be in ARN format or "*".`"#,
    );
    check(
        &with(r#"{"Effect":"allow","Action":"s3:*","Resource":"*"}"#),
        "unknown effect `allow` (Statement[0].Effect, line 1, column 48)",
        "did you mean `Allow`?",
    );
}

#[test]
fn vendors_of_actions() {
    for (action, aws) in [
        ("ListBucket", "must be prefaced by a vendor"),
        ("s3:List:Bucket", "can contain only one colon"),
        ("s3*:List", "Vendor s3* is not valid"),
    ] {
        let text = with(&format!(
            r#"{{"Effect":"Allow","Action":"{action}","Resource":"*"}}"#
        ));
        let refusal = World::local().refuses(policy_with(40, "p", &text), MalformedPolicyDocument);
        assert!(refusal.help.contains(aws), "{action}: {}", refusal.help);
        assert!(refusal.message.contains("Statement[0]"), "{refusal}");
    }
}

#[test]
fn resources_that_aws_refuses() {
    let on = |arn: &str| {
        with(&format!(
            r#"{{"Effect":"Allow","Action":"*","Resource":["*","{arn}"]}}"#
        ))
    };
    check(
        &on("arn:asw:s3:::b"),
        "there is no partition `asw`: `arn:asw:s3:::b` (Statement[0], line 1, column 38)",
        "Partition \"asw\" is not valid for resource \"arn:asw:s3:::b\".",
    );
    for (arn, aws) in [
        (
            "arn:aws:iam:eu-west-1:111122223333:user/a",
            "IAM resource arn:aws:iam:eu-west-1:111122223333:user/a cannot contain region information.",
        ),
        (
            "arn:aws:iam::111122223333:usr/a",
            "IAM resource path must either be \"*\" or start with user/, federated-user/, role/,",
        ),
        (
            "arn:aws:s3:eu-west-1::b",
            "Resource arn:aws:s3:eu-west-1::b can not contain region information.",
        ),
    ] {
        let refusal =
            World::local().refuses(policy_with(40, "p", &on(arn)), MalformedPolicyDocument);
        assert!(refusal.help.contains(aws), "{arn}: {}", refusal.help);
    }
}

#[test]
fn what_aws_takes_is_taken() {
    for statement in [
        r#"{"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::111122223333:*","arn:*:iam::*:role/x","arn:aws-iso:s3:::b"]}"#,
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:eu-west-1:111122223333:accesspoint/x"}"#,
        r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
        r#"{"Effect":"Deny","NotAction":["iam:*","sts:*"],"NotResource":"arn:aws:s3:::b/*"}"#,
        r#"{"Sid":"","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::${aws:username}"}"#,
        r#"{"Effect":"Allow","Action":"S3:getobject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}"#,
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/a":[]}}}"#,
    ] {
        let taken = World::local().apply(vec![policy_with(40, "p", &with(statement))]);
        assert!(taken.is_ok(), "{statement}: {:?}", taken.err());
    }
}

#[test]
fn statement_ids() {
    let sid =
        |sid: &str| format!(r#"{{"Sid":"{sid}","Effect":"Allow","Action":"s3:*","Resource":"*"}}"#);
    check(
        &with(&format!("{},{}", sid("One"), sid("One"))),
        "the `Sid` `One` stands in an earlier statement (Statement[1].Sid, line 1, column 107)",
        "must be unique",
    );
    check(
        &with(&sid("not this")),
        "the `Sid` `not this` has other than letters and digits (Statement[0], line 1, column 38)",
        "must be alpha-numeric",
    );
}

#[test]
fn only_managed_policies_must_have_the_current_version() {
    let old = POLICY.replace("2012", "2008");
    let none = POLICY.replace(r#""Version":"2012-10-17","#, "");
    let mut world = World::local();
    world.does(vec![user(10, "a"), policy(40, "p")]);
    for text in [&old, &none] {
        let refusal = world.refuses(policy_with(41, "q", text), MalformedPolicyDocument);
        assert!(
            refusal
                .help
                .contains("must be version 2012-10-17 or greater"),
            "{}",
            refusal.help
        );
        let version = Operation::CreatePolicyVersion {
            policy: id(40),
            document: document(text),
            set_as_default: true,
            created: None,
        };
        world.refuses(version, MalformedPolicyDocument);
        world.does(vec![inline(10, "own", document(text))]);
    }
}

#[test]
fn trust_policies() {
    let refused = |statement: &str| {
        World::local().refuses(
            role_with(30, "r", "/", &with(statement)),
            MalformedPolicyDocument,
        )
    };
    let taken = |statement: &str| {
        World::local()
            .apply(vec![role_with(30, "r", "/", &with(statement))])
            .is_ok()
    };
    let service = r#""Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"}"#;
    let refusal = refused(&format!(
        r#"{{{service},"Action":"sts:AssumeRole","Resource":"*"}}"#
    ));
    assert!(
        refusal.help.contains("Has prohibited field Resource"),
        "{}",
        refusal.help
    );
    let refusal = refused(&format!(r#"{{{service},"Action":"s3:GetObject"}}"#));
    assert!(
        refusal
            .help
            .contains("AssumeRole policy may only specify STS AssumeRole actions.")
    );
    refused(r#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#);
    refused(r#"{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#);
    let refusal =
        refused(r#"{"Effect":"Allow","Principal":{"Servise":"x"},"Action":"sts:AssumeRole"}"#);
    assert!(
        refusal.help.contains("Invalid principal in policy"),
        "{}",
        refusal.help
    );
    for action in [
        r#""sts:AssumeRole""#,
        r#"["STS:TagSession","sts:SetSourceIdentity"]"#,
    ] {
        assert!(
            taken(&format!(r#"{{{service},"Action":{action}}}"#)),
            "{action}"
        );
    }
    assert!(taken(
        r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#
    ));
}

#[test]
fn characters_and_length_on_the_wire() {
    let snowman = POLICY.replace("GetObject", "Get☃");
    let refusal = World::local().refuses(policy_with(40, "p", &snowman), MalformedPolicyDocument);
    assert!(refusal.message.contains("\\u{2603}") && refusal.message.contains("line 1, column"));
    let long = format!("{}{}", " ".repeat(131_072), POLICY);
    let refusal = World::local().refuses(policy_with(40, "p", &long), MalformedPolicyDocument);
    assert!(refusal.message.contains("131,072"));
}

#[test]
fn sizes_are_counted_without_white_space() {
    assert_eq!(
        PolicyDocument::new("{ \"a\" :\n\t\"b c\" }").counted_characters(),
        11
    );
    assert_eq!(
        PolicyDocument::new(r#"{"a":"\" "} "#).counted_characters(),
        11
    );
    assert_eq!(sized(2_048).counted_characters(), 2_048);
    assert!(sized(2_048).text().chars().count() > 2_048);
    let mut world = World::local();
    world.does(vec![
        user(10, "a"),
        group(20, "g"),
        role(30, "r"),
        policy(40, "p"),
    ]);
    for (holder, quota) in [(10, 2_048), (20, 5_120), (30, 10_240)] {
        world.does(vec![inline(holder, "one", sized(quota))]);
        let refusal = world.refuses(inline(holder, "one", sized(quota + 1)), LimitExceeded);
        assert_eq!(refusal.field, Some("document"));
        assert!(refusal.message.contains(&quota.to_string()), "{refusal}");
        // The total counts, and what is replaced does not.
        world.refuses(inline(holder, "two", document(POLICY)), LimitExceeded);
        world.does(vec![
            inline(holder, "ONE", sized(quota - 1_000)),
            inline(holder, "two", sized(1_000)),
        ]);
    }
    world.does(vec![policy_with(41, "big", sized(6_144).text())]);
    world.refuses(
        policy_with(42, "bigger", sized(6_145).text()),
        LimitExceeded,
    );
    let version = |size| Operation::CreatePolicyVersion {
        policy: id(40),
        document: sized(size),
        set_as_default: false,
        created: None,
    };
    world.does(vec![version(6_144)]);
    world.refuses(version(6_145), LimitExceeded);
    let trust = |size: usize| {
        let filler = "x".repeat(size - document(TRUST).counted_characters() - r#""Sid":"","#.len());
        TRUST.replace(r#"{"Effect""#, &format!(r#"{{"Sid":"{filler}","Effect""#))
    };
    world.does(vec![role_with(31, "s", "/", &trust(2_048))]);
    world.refuses(role_with(32, "t", "/", &trust(2_049)), LimitExceeded);
}

#[test]
fn the_same_value_in_another_spelling() {
    let same = |a: &str, b: &str| document(a).same_value(&document(b));
    assert!(same(r#"{"a":1,"b":[2]}"#, "{ \"b\": [ 2 ], \"a\": 1 }"));
    assert!(!same(r#"{"a":[1,2]}"#, r#"{"a":[2,1]}"#));
    assert!(same("not json", "not json"));
    assert!(!same("not json", "not  json"));
}
