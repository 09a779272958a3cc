use super::*;

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::ledger/*"}]}"#;

#[track_caller]
fn check(text: &str, arn: &str) {
    let found = read(text.as_bytes()).unwrap();
    assert!(found.not_taken.is_empty(), "{found:?}");
    let arns: Vec<&str> = found.policies.keys().map(Arn::as_str).collect();
    assert_eq!(arns, [arn]);
}

#[test]
fn every_service_says_it_in_its_own_way() {
    let text = serde_json::to_string(POLICY).unwrap();
    check(&format!(r#"{{"Policy": {text}}}"#), "arn:aws:s3:::ledger");
    let queue = "arn:aws:sqs:eu-central-1:111122223333:jobs";
    check(
        &format!(r#"{{"Attributes": {{"Policy": {text}, "QueueArn": "{queue}"}}}}"#),
        queue,
    );
    check(
        &format!(r#"{{"Attributes": {{"QueueArn": "{queue}"}}}}"#),
        queue,
    );
    let secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:a-x1y2z3";
    check(
        &format!(r#"{{"ARN": "{secret}", "Name": "a", "ResourcePolicy": {text}}}"#),
        secret,
    );
    check(&format!(r#"{{"{queue}": {POLICY}}}"#), queue);
    check(&format!(r#"{{"{queue}": {text}}}"#), queue);
}

#[test]
fn what_does_not_say_whose_it_is_is_refused() {
    let key = r#"{"Policy": "{\"Statement\":[{\"Resource\":\"*\"}]}", "PolicyName": "default"}"#;
    let refused = read(key.as_bytes()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the answer does not say of which resource the policy is"
    );
    assert!(read(b"{}").is_err());
    let found = read(br#"{"arn:aws:sqs:eu-central-1:111122223333:jobs": [1]}"#).unwrap();
    assert_eq!(found.not_taken[0].reason, "it is not a policy document");
}
