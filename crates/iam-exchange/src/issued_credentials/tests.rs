//! Every form that AWS hands out, and files that are none.

use proptest::prelude::*;

use super::*;

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// What was read, as text: whose, of which profile, what.
fn check(text: &str, expected: &[&str]) {
    let found = read(text.as_bytes()).unwrap();
    let shown: Vec<String> = found.iter().map(show).collect();
    assert_eq!(shown, expected);
}

fn show(it: &IssuedCredential) -> String {
    let whose = it.user_name.as_ref().map_or("-", |name| name.as_str());
    let profile = it.profile.as_deref().unwrap_or("-");
    let what = match &it.issued {
        Issued::AccessKey { pair, status, .. } => {
            assert_eq!(pair.secret.expose(), SECRET);
            format!("{} {status:?}", pair.id)
        }
        Issued::Password(password) => format!("password {}", password.expose()),
        Issued::LoginProfile { reset_required, .. } => format!("profile {reset_required}"),
    };
    format!("{}: {whose} {profile} {what}", it.at)
}

#[track_caller]
fn refused(text: &str, message: &str, at: Option<&str>) {
    let error = read(text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert_eq!(error.at(), at);
    assert!(!format!("{error:?}").contains(SECRET));
}

#[test]
fn files_of_the_console() {
    check(
        &format!(
            "\u{feff}User name,Password,Access key ID,Secret access key,Console login link\r\nalice,p4ssWord!,{ID},{SECRET},https://x\r\n"
        ),
        &[
            "line 2: alice - password p4ssWord!",
            "line 2: alice - AKIAIOSFODNN7EXAMPLE Active",
        ],
    );
    check(
        &format!("Access key ID,Secret access key\n{ID},{SECRET}\n"),
        &["line 2: - - AKIAIOSFODNN7EXAMPLE Active"],
    );
    refused(
        &format!("AWSAccessKeyId={ID}\nAWSSecretKey={SECRET}\n"),
        "the file holds an access key of the root user",
        None,
    );
}

#[test]
fn answers_of_the_aws_cli() {
    let key = format!(
        r#"{{"AccessKey":{{"UserName":"alice","AccessKeyId":"{ID}","Status":"Inactive","SecretAccessKey":"{SECRET}","CreateDate":"2026-01-02T03:04:05+00:00"}}}}"#
    );
    let profile = r#"{"LoginProfile":{"UserName":"bob","PasswordResetRequired":true}}"#;
    check(
        &format!("{key}\n{profile}\n"),
        &[
            "item 1: alice - AKIAIOSFODNN7EXAMPLE Inactive",
            "item 2: bob - profile true",
        ],
    );
    refused(
        &key[..key.len() - 3],
        "the text is not what the AWS CLI answers",
        Some("item 1, line 1, column 190"),
    );
    refused(
        "{}",
        "the answer holds neither an access key nor a login profile",
        Some("item 1"),
    );
}

#[test]
fn profiles_of_the_aws_cli() {
    check(
        &format!(
            "# mine\n[default]\nregion = x\n[alice]\naws_access_key_id = {ID}\naws_secret_access_key={SECRET}\n\n[tmp]\naws_access_key_id={ID}\naws_secret_access_key=x\naws_session_token=y\n"
        ),
        &["profile alice: - alice AKIAIOSFODNN7EXAMPLE Active"],
    );
    refused(
        &format!("[a]\naws_access_key_id = {ID}\n"),
        "a profile has only one half of an access key",
        Some("profile a"),
    );
    refused(
        "[a]\nwhat\n",
        "the line is no setting of a profile",
        Some("line 2"),
    );
}

proptest! {
    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}
