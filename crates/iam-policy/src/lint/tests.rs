//! Findings, by small documents; the catalogue's own are tested where the bridge is.

use super::{Check, Finding, NoKnowledge, lint};
use crate::policy::PolicyType;

fn findings(policy_type: PolicyType, source: &str) -> Vec<Finding> {
    lint(source, policy_type, &NoKnowledge)
}

#[track_caller]
fn check(policy_type: PolicyType, statement: &str, expected: &[Check]) {
    let source = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    let found: Vec<Check> = findings(policy_type, &source)
        .into_iter()
        .map(|it| it.check)
        .collect();
    assert_eq!(found, expected, "{source}");
}

/// The document after every fix that is offered for it.
fn fixed(source: &str) -> String {
    let mut edits: Vec<_> = findings(PolicyType::Identity, source)
        .into_iter()
        .filter_map(|it| it.fix)
        .flat_map(|it| it.edits)
        .collect();
    edits.sort_by_key(|it| std::cmp::Reverse(it.span.start));
    let mut text = source.to_owned();
    for edit in edits {
        let range = edit.span.start as usize..edit.span.end as usize;
        text.replace_range(range, &edit.replacement);
    }
    text
}

#[test]
fn identity_policies() {
    use Check as C;
    let identity = PolicyType::Identity;
    let with = |rest: &str| format!(r#"{{"Effect":"Allow",{rest}}}"#);
    let get = r#""Action":"s3:GetObject""#;
    check(
        identity,
        &with(&format!(r#"{get},"Resource":"arn:aws:s3:::b/*""#)),
        &[],
    );
    check(identity, &with(get), &[C::MissingResource]);
    check(
        identity,
        &with(&format!(r#"{get},"Resource":"*","Principal":"*""#)),
        &[C::UnsupportedPrincipal],
    );
    check(
        identity,
        &with(r#""NotAction":"s3:*","Resource":"arn:aws:s3:::b""#),
        &[C::AllowWithNotAction],
    );
    check(
        identity,
        &with(r#""Action":["s3:Get*","s3:GetObject"],"Resource":"*""#),
        &[C::RedundantAction],
    );
    check(
        identity,
        &with(&format!(
            r#"{get},"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b/x"]"#
        )),
        &[C::RedundantResource],
    );
    check(
        identity,
        &with(r#""Action":"iam:PassRole","Resource":"*""#),
        &[C::PassRoleStarInResource],
    );
    check(
        identity,
        &with(r#""Action":"iam:Pass*","NotResource":"arn:aws:iam::111122223333:role/x""#),
        &[C::PassRoleStarInActionAndNotResource],
    );
    check(
        identity,
        &with(
            r#""Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"#,
        ),
        &[],
    );
    check(
        identity,
        &with(&format!(r#"{get},"Resource":"arn:aws:S3:::b/k""#)),
        &[C::InvalidArnServiceCase],
    );
    check(
        identity,
        &with(&format!(r#"{get},"Resource":"arn:azure:s3:::b/k""#)),
        &[C::InvalidPartition],
    );
    check(
        identity,
        &with(r#""Action":"sqs:*","Resource":"arn:aws:sqs:*:1234:q""#),
        &[C::InvalidArnAccount],
    );
    check(
        identity,
        &with(&format!(r#""Sid":"a b",{get},"Resource":"*""#)),
        &[C::UnsupportedSid],
    );
    check(
        identity,
        &with(&format!(r#""Sid":"",{get},"Resource":"*""#)),
        &[C::EmptySidValue],
    );
    let statement = with(&format!(r#"{get},"Resource":"*""#));
    check(
        identity,
        &format!("{statement},{statement}"),
        &[C::RedundantStatement],
    );
}

#[test]
fn conditions() {
    use Check as C;
    let with = |condition: &str, expected: &[Check]| {
        let statement = format!(
            r#"{{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b","Condition":{{{condition}}}}}"#
        );
        check(PolicyType::Identity, &statement, expected);
    };
    with("", &[C::EmptyObjectCondition]);
    with(
        r#""StringEqual":{"aws:username":"a"}"#,
        &[C::InvalidConditionOperator],
    );
    with(
        r#""stringequals":{"aws:username":"a"}"#,
        &[C::OperatorSpelling],
    );
    with(
        r#""NullIfExists":{"aws:username":"true"}"#,
        &[C::NullWithIfExists],
    );
    with(
        r#""StringEquals":{"aws:username":"a*"}"#,
        &[C::WildcardWithoutLikeOperator],
    );
    with(
        r#""IpAddress":{"aws:SourceIp":"203.0.113.9/24"}"#,
        &[C::ImproveIpRange],
    );
    with(
        r#""IpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#,
        &[C::PrivateIpAddress],
    );
    with(
        r#""NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}"#,
        &[C::PrivateNotIpAddressSubset],
    );
    with(
        r#""NumericLessThan":{"s3:max-keys":"x"}"#,
        &[C::TypeMismatchNumber],
    );
    with(
        r#""DateLessThan":{"aws:CurrentTime":"tomorrow"}"#,
        &[C::TypeMismatchDate],
    );
    with(
        r#""IpAddress":{"aws:SourceIp":"300.1.1.1"}"#,
        &[C::TypeMismatchIpRange],
    );
    with(
        r#""Bool":{"aws:SecureTransport":["true","false"]}"#,
        &[C::InvalidConditionMultipleBoolean],
    );
    with(
        r#""StringEquals":{"username":"a"}"#,
        &[C::InvalidConditionKeyFormat],
    );
    with(
        r#""StringEquals":{"aws:PrincipalTag":"a"}"#,
        &[C::MissingTagKeyInCondition],
    );
    with(
        r#""StringEquals":{"aws:SourceVpc":"vpc-12"}"#,
        &[C::InvalidVpcFormat],
    );
    with(
        r#""ForAllValues:StringEquals":{"aws:TagKeys":[]}"#,
        &[C::EmptyArrayConditionForAllValues],
    );
}

#[test]
fn policies_of_other_types() {
    use Check as C;
    let trust = PolicyType::Trust;
    check(
        trust,
        r#"{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}"#,
        &[C::OpenTrust],
    );
    check(
        trust,
        r#"{"Effect":"Allow","Principal":{"Service":"ec2"},"Action":"sts:AssumeRole"}"#,
        &[C::InvalidServicePrincipalFormat],
    );
    check(
        trust,
        r#"{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/x"},"Action":"sts:AssumeRole"}"#,
        &[C::MismatchedActionForPrincipal],
    );
    check(
        trust,
        r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*"}"#,
        &[C::TrustResource],
    );
    check(
        PolicyType::Rcp,
        r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#,
        &[C::RcpSyntaxErrorAllow],
    );
    check(
        PolicyType::Scp,
        r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#,
        &[C::ScpSyntaxErrorPrincipal],
    );
    check(
        PolicyType::Resource,
        r#"{"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}"#,
        &[C::AllowWithNotPrincipal],
    );
}

#[test]
fn the_place_and_the_fixes() {
    let source = "{\n  \"Statement\": {\"Effect\": \"allow\", \"Action\": [\"s3:Get*\", \"s3:GetObject\"],\n \"Resource\": \"*\"}}";
    let found = findings(PolicyType::Identity, source);
    let places: Vec<_> = found
        .iter()
        .map(|it| (it.check, it.line, it.column))
        .collect();
    assert_eq!(
        places,
        [
            (Check::MissingVersion, 1, 1),
            (Check::InvalidEffect, 2, 27),
            (Check::RedundantAction, 2, 58),
        ]
    );
    let repaired = fixed(source);
    assert_eq!(
        repaired,
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"s3:Get*\"],\n \"Resource\": \"*\"}}"
    );
    assert_eq!(findings(PolicyType::Identity, &repaired), []);
}

#[test]
fn size_counts_as_aws_counts() {
    let long = "x".repeat(2_100);
    let statement = format!(
        r#"{{"Effect":"Allow","Principal":{{"Service":"ec2.amazonaws.com"}},"Action":"sts:AssumeRole","Sid":"{long}"}}"#
    );
    check(
        PolicyType::Trust,
        &statement,
        &[Check::PolicySizeExceedsTrustQuota],
    );
    let spaces = " ".repeat(7_000);
    let source = format!(
        r#"{{"Version":"2012-10-17",{spaces}"Statement":{{"Effect":"Deny","Action":"*","Resource":"*"}}}}"#
    );
    assert_eq!(findings(PolicyType::Identity, &source), []);
}
