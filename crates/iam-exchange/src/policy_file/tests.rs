use super::*;

const POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}"#;

#[test]
fn a_file_is_a_policy_of_its_name() {
    let mut files = PolicyFiles::default();
    files.take("policies/read-reports.json", POLICY.as_bytes());
    files.take("policies/READ-reports.txt", POLICY.as_bytes());
    let file = files.finish();
    assert_eq!(file.wanted.len(), 1);
    assert_eq!(file.wanted[0].name(), "read-reports");
    assert_eq!(
        file.not_taken[0].to_string(),
        "policies/READ-reports.txt: another file is called `READ-reports` as well, case aside; \
         give one of the two another name"
    );
}

#[test]
fn what_is_no_policy_says_why() {
    let check = |name: &str, text: &str, message: &str| {
        let refused = PolicyFiles::default()
            .try_take(name, text.as_bytes())
            .unwrap_err();
        assert_eq!(refused.to_string(), message);
        assert!(!refused.help().is_empty());
    };
    check("a.json", "", "the file is empty");
    check("a.json", "{", "the file ends too early: it is cut off");
    check("a.json", "nonsense", "the file is not JSON");
    check(
        "a.json",
        "{}",
        "the file holds no policy document: it has no `Statement`",
    );
    check(
        "a.json",
        r#"{"Statement":[{"Principal":"*"}]}"#,
        "the policy names a principal: it is a trust policy or a resource's",
    );
    check(
        "über.json",
        POLICY,
        "the file's name: the policy name cannot hold the character `ü` at byte 0",
    );
}
