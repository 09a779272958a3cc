use super::*;

#[test]
fn a_summary_tells_quotas_and_numbers() {
    let text = r#"{"SummaryMap": {"Users": 3, "UsersQuota": 5000, "RolesQuota": 1200, "AssumeRolePolicySizeQuota": 4096, "GroupsQuota": 0}}"#;
    let summary = read_summary(text.as_bytes()).unwrap();
    assert_eq!(summary.number("Users"), Some(3));
    let quotas = summary.quotas(&Quotas::default());
    assert_eq!((quotas.roles, quotas.trust_policy_characters), (1200, 4096));
    assert_eq!(quotas.groups, Quotas::default().groups);
}

#[test]
fn what_is_no_summary_says_where() {
    let check = |text: &str, message: &str, at: Option<&str>| {
        let refused = read_summary(text.as_bytes()).unwrap_err();
        assert_eq!((refused.to_string().as_str(), refused.at()), (message, at));
        assert!(!refused.help().is_empty());
    };
    check("", "the file is empty", None);
    check(
        "{",
        "the file ends too early: it is cut off",
        Some("line 1, column 1"),
    );
    check(
        "{}",
        "the file is not the answer of get-account-summary",
        Some("line 1, column 2"),
    );
    check(
        r#"{"SummaryMap": {"Users": "many"}}"#,
        "`Users` is no number",
        Some("SummaryMap.Users"),
    );
}

#[test]
fn a_password_policy_is_read_whole_or_refused() {
    let text = r#"{"PasswordPolicy": {"MinimumPasswordLength": 14, "RequireSymbols": true, "MaxPasswordAge": 0}}"#;
    let policy = read_password_policy(text.as_bytes()).unwrap();
    assert_eq!((policy.minimum_length, policy.max_age_days), (14, None));
    assert!(policy.require_symbols && !policy.hard_expiry);
    let long = r#"{"PasswordPolicy": {"MinimumPasswordLength": 999}}"#;
    assert!(read_password_policy(long.as_bytes()).is_err());
}
