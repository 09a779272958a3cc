//! Messages and events as AWS writes them, with its documentation's account ids.

use super::read;

fn check(text: &str, principal: &str, action: &str, resource: &str, reason: &str) {
    let found = read(text).unwrap();
    assert_eq!(
        (
            found.principal.as_str(),
            found.action.as_str(),
            found.resource.as_str(),
            found.reason.as_str()
        ),
        (principal, action, resource, reason),
        "{text}"
    );
}

#[test]
fn messages_of_the_command_line_and_of_sdks() {
    check(
        r#"An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::example-bucket/reports/2026.csv" because no identity-based policy allows the s3:GetObject action"#,
        "arn:aws:iam::111122223333:user/alice",
        "s3:GetObject",
        "arn:aws:s3:::example-bucket/reports/2026.csv",
        "no identity-based policy allows the s3:GetObject action",
    );
    check(
        "User: arn:aws:sts::111122223333:assumed-role/Deploy/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Audit",
        "arn:aws:sts::111122223333:assumed-role/Deploy/ci",
        "sts:AssumeRole",
        "arn:aws:iam::444455556666:role/Audit",
        "",
    );
    check(
        "User: arn:aws:iam::777788889999:user/john is not authorized to perform: codecommit:ListRepositories with an explicit deny in a service control policy",
        "arn:aws:iam::777788889999:user/john",
        "codecommit:ListRepositories",
        "",
        "with an explicit deny in a service control policy",
    );
    check(
        "botocore.errorfactory.AccessDeniedException: An error occurred (AccessDeniedException) when calling the PutItem operation: User: arn:aws:iam::111122223333:user/bob is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-central-1:111122223333:table/orders because no identity-based policy allows the dynamodb:PutItem action. Retry later",
        "arn:aws:iam::111122223333:user/bob",
        "dynamodb:PutItem",
        "arn:aws:dynamodb:eu-central-1:111122223333:table/orders",
        "no identity-based policy allows the dynamodb:PutItem action",
    );
    let encoded = read("An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-central-1:111122223333:instance/* because no identity-based policy allows the ec2:RunInstances action. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcd").unwrap();
    assert_eq!(encoded.action, "ec2:RunInstances");
    assert_eq!(
        encoded.resource,
        "arn:aws:ec2:eu-central-1:111122223333:instance/*"
    );
    assert_eq!(encoded.notes.len(), 1);
}

const EVENT: &str = r#"{
  "eventVersion": "1.09",
  "userIdentity": {
    "type": "AssumedRole",
    "arn": "arn:aws:sts::111122223333:assumed-role/Deploy/ci",
    "accountId": "111122223333",
    "sessionContext": { "attributes": { "creationDate": "2026-11-02T08:00:00Z", "mfaAuthenticated": "false" } }
  },
  "eventTime": "2026-11-02T08:01:02Z",
  "eventSource": "s3.amazonaws.com",
  "eventName": "ListObjects",
  "awsRegion": "eu-central-1",
  "sourceIPAddress": "203.0.113.7",
  "userAgent": "aws-cli/2.31.0",
  "errorCode": "AccessDenied",
  "errorMessage": "Access Denied",
  "requestParameters": { "bucketName": "example-bucket", "Host": "example-bucket.s3.eu-central-1.amazonaws.com" },
  "resources": [ { "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::example-bucket" } ],
  "vpcEndpointId": "vpce-1a2b3c4d"
}"#;

#[test]
fn events_by_themselves_and_wrapped() {
    let alone = read(EVENT).unwrap();
    assert_eq!(alone.action, "s3:ListBucket");
    assert_eq!(alone.resource, "arn:aws:s3:::example-bucket");
    let keys: Vec<_> = alone
        .context
        .iter()
        .map(|it| (it.key.as_str(), it.values[0].as_str()))
        .collect();
    assert!(keys.contains(&("aws:SourceIp", "203.0.113.7")));
    assert!(keys.contains(&("aws:MultiFactorAuthPresent", "false")));
    assert!(keys.contains(&("aws:SourceVpce", "vpce-1a2b3c4d")));
    assert!(alone.notes.is_empty());

    let looked_up = serde_json::json!({ "CloudTrailEvent": EVENT }).to_string();
    assert_eq!(read(&looked_up).unwrap(), alone);
    let bridged = format!(r#"{{"detail-type":"AWS API Call via CloudTrail","detail":{EVENT}}}"#);
    assert_eq!(read(&bridged).unwrap(), alone);
    let file = format!(
        r#"{{"Records":[{{"eventSource":"sts.amazonaws.com","eventName":"GetCallerIdentity"}},{EVENT}]}}"#
    );
    let from_file = read(&file).unwrap();
    assert_eq!(from_file.action, "s3:ListBucket");
    assert_eq!(from_file.notes.len(), 1);
}

#[test]
fn an_event_with_a_message_believes_the_message() {
    let event = r#"{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/alice"},
        "eventSource":"monitoring.amazonaws.com","eventName":"GetMetricData20150331","errorCode":"AccessDenied",
        "errorMessage":"User: arn:aws:iam::111122223333:user/alice is not authorized to perform: cloudwatch:GetMetricData because no identity-based policy allows the cloudwatch:GetMetricData action",
        "sourceIPAddress":"AWS Internal"}"#;
    let found = read(event).unwrap();
    assert_eq!(found.action, "cloudwatch:GetMetricData");
    assert!(found.context.is_empty());
    let older = event.replace(
        "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: cloudwatch:GetMetricData because",
        "",
    );
    assert_eq!(read(&older).unwrap().action, "cloudwatch:GetMetricData");
    let lambda = r#"{"userIdentity":{"type":"AWSService","invokedBy":"events.amazonaws.com"},"errorCode":"AccessDenied",
        "eventSource":"lambda.amazonaws.com","eventName":"UpdateFunctionCode20150331v2"}"#;
    let found = read(lambda).unwrap();
    assert_eq!(found.action, "lambda:UpdateFunctionCode");
    assert_eq!(found.principal, "events.amazonaws.com");
}

#[test]
fn other_texts_are_refused_with_what_to_do() {
    for text in [
        "",
        "hello",
        "{}",
        "[1]",
        "{\"eventName\":3}",
        "not authorized to perform:",
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.at.as_str()),
            ("invalid-field", "text")
        );
    }
}
