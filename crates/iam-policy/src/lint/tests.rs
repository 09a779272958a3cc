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
        &[C::TrustWildcardPrincipal, C::OpenTrust],
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

#[test]
fn providers_and_services() {
    use Check as C;
    let trust = PolicyType::Trust;
    let with = |principal: &str, action: &str, condition: &str| {
        let condition = if condition.is_empty() {
            String::new()
        } else {
            format!(r#","Condition":{condition}"#)
        };
        format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":{action}{condition}}}"#)
    };
    let web = r#""sts:AssumeRoleWithWebIdentity""#;
    let google = r#"{"Federated":"accounts.google.com"}"#;
    let audience = r#"{"StringEquals":{"accounts.google.com:aud":"x"}}"#;
    check(trust, &with(google, web, audience), &[]);
    check(
        trust,
        &with(google, web, ""),
        &[C::MissingConditionKeyForOidc],
    );
    check(
        trust,
        &with(r#"{"Federated":"google"}"#, web, audience),
        &[C::InvalidFederatedPrincipal],
    );
    let many = r#"{"ForAnyValue:StringEquals":{"accounts.google.com:aud":"x"}}"#;
    check(
        trust,
        &with(google, web, many),
        &[C::ConfirmAudienceClaimType],
    );
    let github = r#"{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}"#;
    let subject = |sub: &str| {
        format!(r#"{{"StringLike":{{"token.actions.githubusercontent.com:sub":"{sub}"}}}}"#)
    };
    check(
        trust,
        &with(github, web, &subject("repo:a/b:ref:refs/heads/main")),
        &[],
    );
    check(
        trust,
        &with(github, web, &subject("repo:a/*")),
        &[C::SpecificGithubRepo],
    );
    check(
        trust,
        &with(github, web, ""),
        &[C::MissingGithubRepoConditionKey],
    );

    let alice = r#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#;
    let assume = r#""sts:AssumeRole""#;
    let source = r#"{"StringEquals":{"sts:SourceIdentity":"alice"}}"#;
    check(
        trust,
        &with(alice, assume, source),
        &[C::MissingActionForConditionKey],
    );
    let both = r#"["sts:AssumeRole","sts:SetSourceIdentity"]"#;
    check(trust, &with(alice, both, source), &[]);
    let tag = r#"{"StringEquals":{"aws:RequestTag/team":"red"}}"#;
    check(
        trust,
        &with(alice, assume, tag),
        &[C::MissingActionForConditionKey],
    );
    check(trust, &with(alice, r#""sts:*""#, tag), &[]);
    let anywhere = r#"{"Service":"rolesanywhere.amazonaws.com"}"#;
    check(
        trust,
        &with(anywhere, assume, ""),
        &[C::MissingActionForRolesAnywhere],
    );
    check(trust, &with(anywhere, r#""sts:*""#, ""), &[]);
    let sessions = r#"{"AWS":["arn:aws:iam::111122223333:role/x/app","arn:aws:sts::111122223333:assumed-role/app/s"]}"#;
    check(trust, &with(sessions, assume, ""), &[C::RedundantPrincipal]);
    let apart = r#"{"AWS":["arn:aws:iam::444455556666:role/app","arn:aws:sts::111122223333:assumed-role/app/s"]}"#;
    check(trust, &with(apart, assume, ""), &[]);
    let organization = r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#;
    check(
        trust,
        &with(r#""*""#, assume, organization),
        &[C::TrustWildcardPrincipal],
    );
    let ec2 = r#"{"Service":"ec2.amazonaws.com"}"#;
    check(
        trust,
        &with(ec2, assume, organization),
        &[C::UnsupportedKeyForService],
    );
    let account = r#"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#;
    check(trust, &with(ec2, assume, account), &[]);

    let queue = |condition: &str| {
        let sns = r#"{"Service":"sns.amazonaws.com"}"#;
        with(sns, r#""sqs:SendMessage""#, condition).replacen(
            r#""Action""#,
            r#""Resource":"*","Action""#,
            1,
        )
    };
    let resource = PolicyType::Resource;
    check(resource, &queue(""), &[C::RestrictServicePrincipal]);
    check(resource, &queue(account), &[]);
}

#[test]
fn values_that_are_read_otherwise() {
    use Check as C;
    let with = |condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{{condition}}}}}"#
        )
    };
    let identity = PolicyType::Identity;
    let one = |operator: &str, key: &str, values: &str| {
        with(&format!(r#""{operator}":{{"{key}":{values}}}"#))
    };
    check(
        identity,
        &one("NumericLessThan", "s3:max-keys", r#"["10","20"]"#),
        &[C::RedundantConditionValueNum],
    );
    check(
        identity,
        &one("NumericEquals", "s3:max-keys", r#"["10","20"]"#),
        &[],
    );
    check(
        identity,
        &one("NumericEquals", "s3:max-keys", r#"["10",20]"#),
        &[C::InvalidConditionDataType],
    );
    check(
        identity,
        &one("DateLessThan", "aws:CurrentTime", r#""2026-01""#),
        &[C::InvalidDateValue],
    );
    check(
        identity,
        &one(
            "DateLessThan",
            "aws:CurrentTime",
            r#""2026-01-02T03:04:05""#,
        ),
        &[C::InvalidDateValue],
    );
    for sound in [
        "2026-01-02",
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+01:00",
        "1767225600",
    ] {
        check(
            identity,
            &one("DateLessThan", "aws:CurrentTime", &format!("{sound:?}")),
            &[],
        );
    }
    check(
        identity,
        &one(
            "StringEquals",
            "aws:RequestedRegion",
            r#"["eu-west-1","eu-wset-1"]"#,
        ),
        &[C::InvalidRegion],
    );
    check(
        identity,
        &one("StringLike", "aws:RequestedRegion", r#""eu-*""#),
        &[],
    );
    let kms = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    check(
        identity,
        &one("StringEquals", kms, r#""alias/mine""#),
        &[C::InvalidKmsKeyValue],
    );
    check(
        identity,
        &one(
            "StringEquals",
            kms,
            r#""arn:aws:kms:eu-west-1:111122223333:key/1""#,
        ),
        &[],
    );
    check(
        identity,
        &one("StringEquals", "s3:prefix", r#""${aws: username}""#),
        &[C::UnsupportedSpaceInVariable],
    );
    check(
        identity,
        &one(
            "StringEquals",
            "s3:prefix",
            r#""${aws:username, 'no body'}""#,
        ),
        &[],
    );
}

#[test]
fn regions_in_arns_and_every_action_in_an_rcp() {
    use Check as C;
    let identity = PolicyType::Identity;
    let on = |arn: &str| format!(r#"{{"Effect":"Allow","Action":"lambda:*","Resource":"{arn}"}}"#);
    check(
        identity,
        &on("arn:aws:lambda:eu-west-9:111122223333:function:f"),
        &[C::InvalidArnRegion],
    );
    check(
        identity,
        &on("arn:aws:lambda:eu-west-*:111122223333:function:f"),
        &[],
    );
    let every = r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#;
    check(PolicyType::Rcp, every, &[C::RcpSyntaxErrorAction]);
    check(
        PolicyType::Rcp,
        &every.replace(r#""Action":"*""#, r#""Action":"s3:*""#),
        &[],
    );
}

/// `is_region` searches by halving.
#[test]
fn regions_are_sorted() {
    for region in ["af-south-1", "eu-central-1", "us-gov-west-1", "us-west-2"] {
        assert!(super::values::is_region(region), "{region}");
    }
    assert!(!super::values::is_region("us-west-9"));
    assert_eq!(
        super::values::nearest_region("eu-wset-1"),
        Some("eu-west-1")
    );
}

#[test]
fn policies_of_resources() {
    use Check as C;
    let resource = PolicyType::Resource;
    let statement = |principal: &str, action: &str, on: &str, condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":{action},"Resource":{on},"Condition":{condition}}}"#
        )
    };
    let alice = r#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#;
    let bucket = r#""arn:aws:s3:::b/*""#;
    let ip = r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
    check(
        resource,
        &statement(alice, r#""s3:GetObject""#, bucket, ip),
        &[],
    );
    check(
        resource,
        &statement(alice, r#"["s3:GetObject","kms:Decrypt"]"#, bucket, ip),
        &[C::UnsupportedActionInPolicy],
    );
    check(
        resource,
        &statement(
            alice,
            r#""s3:GetObject""#,
            r#"["arn:aws:s3:::b/*","arn:aws:kms:eu-west-1:111122223333:key/1"]"#,
            ip,
        ),
        &[C::UnsupportedResourceArnInPolicy],
    );
    // A vault's recovery points are resources of other services.
    check(
        resource,
        &statement(
            alice,
            r#""backup:DeleteRecoveryPoint""#,
            r#""arn:aws:ec2:eu-west-1::snapshot/*""#,
            ip,
        ),
        &[],
    );
    let saml = r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/x"}"#;
    check(
        resource,
        &statement(saml, r#""s3:GetObject""#, bucket, ip),
        &[C::FederatedPrincipalNotSupported],
    );
    let service = r#"{"Service":"logs.amazonaws.com"}"#;
    let referer = r#"{"StringEquals":{"aws:Referer":"x","aws:SourceAccount":"111122223333"}}"#;
    check(
        resource,
        &statement(service, r#""s3:PutObject""#, bucket, referer),
        &[C::RecommendedConditionKeyForService],
    );
    let account = r#"{"StringEquals":{"s3:ResourceAccount":"111122223333"}}"#;
    check(
        resource,
        &statement(alice, r#""s3:GetObject""#, bucket, account),
        &[C::IrrelevantConditionKeyInPolicy],
    );
    let private = r#"{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}"#;
    check(
        resource,
        &statement(alice, r#""s3:GetObject""#, bucket, private),
        &[C::MissingPairedConditionKeys],
    );
    let paired = r#"{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"},"StringEquals":{"aws:SourceVpc":"vpc-12345678"}}"#;
    check(
        resource,
        &statement(alice, r#""s3:GetObject""#, bucket, paired),
        &[],
    );
    let long = format!(r#""arn:aws:s3:::b/{}*""#, "x".repeat(20_480));
    check(
        resource,
        &statement(alice, r#""s3:GetObject""#, &long, ip),
        &[C::PolicySizeExceedsResourceQuota],
    );
}
