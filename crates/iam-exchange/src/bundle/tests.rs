//! A bundle as the script writes it, and bundles that are none.

use super::*;

const FIRST: &str = r#"{"ask":"bailiwick-bundle-1","of":"2026-01-02T03:04:05Z","answer":{"UserId":"x","Account":"111122223333","Arn":"y"}}"#;
const DETAILS: &str = r#"{"ask":"get-account-authorization-details","of":"","answer":{"UserDetailList":[{"Path":"/","UserName":"alice","UserId":"AIDACKCEVSQ6C2EXAMPLE","Arn":"arn:aws:iam::111122223333:user/alice","GroupList":[],"AttachedManagedPolicies":[]}],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}}"#;
const REST: &str = r#"{"ask":"list-account-aliases","of":"","answer":{"AccountAliases":["acme"]}}
{"ask":"get-account-password-policy","of":"","answer":{"PasswordPolicy":{"MinimumPasswordLength":14,"RequireSymbols":true,"AllowUsersToChangePassword":true,"ExpirePasswords":false}}}
{"ask":"get-login-profile","of":"alice","answer":{"LoginProfile":{"UserName":"alice","CreateDate":"2026-01-01T00:00:00+00:00","PasswordResetRequired":true}}}
{"ask":"list-mfa-devices","of":"alice","answer":{"MFADevices":[{"UserName":"alice","SerialNumber":"arn:aws:iam::111122223333:mfa/alice","EnableDate":"2026-01-01T00:00:00+00:00"}]}}
{"ask":"list-access-keys","of":"alice","answer":{"AccessKeyMetadata":[{"UserName":"alice","AccessKeyId":"AKIAIOSFODNN7EXAMPLE","Status":"Inactive","CreateDate":"2026-01-01T00:00:00+00:00"}]}}
{"ask":"get-access-key-last-used","of":"AKIAIOSFODNN7EXAMPLE","answer":{"UserName":"alice","AccessKeyLastUsed":{"LastUsedDate":"2026-01-01T01:00:00+00:00","ServiceName":"s3","Region":"us-east-1"}}}
{"ask":"something-new","of":"alice","answer":{}}"#;
const END: &str = r#"{"ask":"end","of":"","answer":null}"#;

fn try_read(lines: &[&str]) -> Result<Bundle, ReadBundleError> {
    let mut number = 0;
    read(lines.join("\n").as_bytes(), &mut || {
        number += 1;
        EntityId::from_bytes([number; 16])
    })
}

#[test]
fn everything_of_a_user() {
    let bundle = try_read(&[FIRST, DETAILS, REST, END]).unwrap();
    assert_eq!(bundle.alias.unwrap().to_string(), "acme");
    assert_eq!(bundle.password_policy.unwrap().minimum_length, 14);
    let directory = &bundle.details.accounts[0].directory;
    let alice = directory.user_named("alice").unwrap();
    assert!(alice.login_profile.as_ref().unwrap().reset_required);
    assert_eq!(alice.mfa_devices.len(), 1);
    let key = &alice.access_keys[0];
    assert!(!key.is_active());
    assert_eq!(key.last_used.as_ref().unwrap().service, "s3");
}

#[test]
fn what_is_no_bundle_says_where() {
    let check = |lines: &[&str], message: &str| {
        assert_eq!(try_read(lines).unwrap_err().to_string(), message);
    };
    check(&[], "the file is not a bundle of the collect script");
    check(&[DETAILS], "the file is not a bundle of the collect script");
    check(&[FIRST, DETAILS, REST], "the bundle ends before its end");
    check(&[FIRST, END], "the bundle holds no authorization details");
    check(
        &[FIRST, "nonsense", END],
        "line 2 is not what the collect script writes",
    );
}

#[test]
fn the_policy_allows_what_the_script_asks() {
    let asked = SCRIPT.split_whitespace().filter(|word| {
        (word.starts_with("get-") || word.starts_with("list-")) && *word != "get-caller-identity"
    });
    for word in asked {
        let action: String = word
            .split('-')
            .map(|part| match part {
                "mfa" => "MFA".to_owned(),
                part => part[..1].to_uppercase() + &part[1..],
            })
            .collect();
        assert!(POLICY.contains(&format!("\"iam:{action}\"")), "{action}");
    }
}
