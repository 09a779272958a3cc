use super::*;

#[track_caller]
fn check(text: &str, kind: impl Into<Option<FileKind>>) {
    assert_eq!(recognise(text.as_bytes()), kind.into(), "{text}");
}

#[test]
fn every_kind_is_told_by_its_content() {
    check(r#"{"UserDetailList": []"#, FileKind::AuthorizationDetails);
    check(
        r#"{"Policies": [{"Statement": 1}]}"#,
        FileKind::AuthorizationDetails,
    );
    check(
        r#"{"ask":"bailiwick-bundle-1","of":"","answer":{}}"#,
        FileKind::Bundle,
    );
    check("user,arn,user_creation_time\n", FileKind::CredentialReport);
    check(
        r#"{"Content": "dXNlcg==", "ReportFormat": "text/csv"}"#,
        FileKind::CredentialReport,
    );
    check(r#"{"SummaryMap": {}}"#, FileKind::AccountSummary);
    check(r#"{"PasswordPolicy": {}}"#, FileKind::PasswordPolicy);
    check(
        "\u{feff}\n {\"Version\": \"2012-10-17\", \"Statement\": []}",
        FileKind::Policy,
    );
    check(
        r#"{"Resources": {"Statement": {}}}"#,
        FileKind::CloudFormation,
    );
    check("# people\nResources:\n  Alice:\n", FileKind::CloudFormation);
    check(
        r#"{"format_version":"1.2","terraform_version":"1.9"}"#,
        FileKind::TerraformPlan,
    );
    check(r#"{"Policy": "{}"}"#, FileKind::ResourcePolicies);
    check(r#"{"arn:aws:s3:::a": {}}"#, FileKind::ResourcePolicies);
    check("[default]\naws_access_key_id = x", FileKind::Credentials);
    check("; mine\n[default]", FileKind::Credentials);
    check("\"User Name\",\"Access Key Id\"\n", FileKind::Credentials);
    check("AWSAccessKeyId=x", FileKind::Credentials);
    check(r#"{"AccessKey": {}}"#, FileKind::Credentials);
    check(
        r#"{"version": 1, "expectations": []}"#,
        FileKind::Expectations,
    );
}

#[test]
fn a_key_inside_is_no_key_outside() {
    check(r#"{"a": {"Statement": []}, "b": "Statement"}"#, None);
    check(r#"{"a\"Statement": 1}"#, None);
    check("", None);
    check("  \n", None);
    check("hello", None);
    check(r#"{"a\"#, None);
}
