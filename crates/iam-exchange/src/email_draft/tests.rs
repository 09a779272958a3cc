//! The draft byte by byte, and that nothing gets into its headers.

use iam_directory::{AccessKey, AccessKeyStage, CredentialStatus, LoginProfile};
use iam_names::{EntityId, Path};
use proptest::prelude::*;

use super::*;

const ID: EntityId = EntityId::from_bytes([7; 16]);

fn settings(kind: AccountKind, alias: &str) -> AccountSettings {
    let mut settings = AccountSettings::new(ID, kind, "111122223333".parse().unwrap());
    settings.alias = (!alias.is_empty()).then(|| alias.parse().unwrap());
    settings
}

fn user(name: &str, has_console: bool, has_key: bool) -> User {
    let mut user = User::new(ID, name.parse().unwrap(), Path::root());
    let profile = LoginProfile {
        id: ID,
        created: None,
        reset_required: true,
    };
    user.login_profile = has_console.then_some(profile);
    if has_key {
        user.access_keys.push(AccessKey {
            id: ID,
            access_key_id: None,
            status: CredentialStatus::Active,
            stage: AccessKeyStage::Issued,
            created: None,
            last_used: None,
            description: String::new(),
        });
    }
    user
}

#[test]
fn a_draft_is_this_file() {
    let to = "alice@example.com".parse().unwrap();
    let draft = EmailDraft::new(
        &settings(AccountKind::Aws, ""),
        &user("alice", true, true),
        Some(to),
    );
    assert_eq!(
        String::from_utf8(draft.to_eml()).unwrap(),
        "X-Unsent: 1\r\n\
         X-Uniform-Type-Identifier: com.apple.mail-draft\r\n\
         To: <alice@example.com>\r\n\
         Subject: Your access to the account ending in 3333\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: 7bit\r\n\
         \r\n\
         Hello,\r\n\
         \r\n\
         You now have access to the account ending in 3333.\r\n\
         \r\n\
         Sign-in URL: https://111122223333.signin.aws.amazon.com/console\r\n\
         User name: alice\r\n\
         \r\n\
         Your password will be given to you separately.\r\n\
         At your first sign-in you will be asked to choose a new one.\r\n\
         Your access key will be given to you separately.\r\n\
         \r\n\
         Never send a password or a secret access key by e-mail.\r\n"
    );
    assert_eq!(draft.file_name(), "alice.eml");
}

#[test]
fn long_lines_are_quoted_printable() {
    let alias = format!("a{}", "-b".repeat(31));
    let draft = EmailDraft::new(
        &settings(AccountKind::Local, &alias),
        &user("bob", true, false),
        None,
    );
    let file = String::from_utf8(draft.to_eml()).unwrap();
    assert!(
        file.contains("Content-Transfer-Encoding: quoted-printable\r\n"),
        "{file}"
    );
    assert!(!file.contains("To:"), "{file}");
    let body = file.split_once("\r\n\r\n").unwrap().1;
    let plain = body.replace("=\r\n", "").replace("=3D", "=");
    assert_eq!(plain.replace("\r\n", "\n"), draft.text());
    assert!(
        draft
            .text()
            .contains(&format!("https://{alias}.signin.aws.amazon.com/console"))
    );
}

#[test]
fn access_keys_alone_need_no_sign_in() {
    let draft = EmailDraft::new(
        &settings(AccountKind::Local, ""),
        &user("ci", false, true),
        None,
    );
    assert_eq!(
        draft.text(),
        "Hello,\n\nYou now have access to the account 111122223333.\n\nUser name: ci\n\n\
         Your access key will be given to you separately.\n\n\
         Never send a password or a secret access key by e-mail.\n"
    );
}

#[test]
fn addresses_are_plain() {
    #[track_caller]
    fn check(text: &str, expected: Option<ParseEmailAddressError>) {
        assert_eq!(text.parse::<EmailAddress>().err(), expected, "{text}");
    }
    use ParseEmailAddressError::{Character, Shape, TooLong};
    check("alice@example.com", None);
    check("a.b+c=d'e@xn--mnchen-3ya.example", None);
    check("root@localhost", None);
    check("", Some(Shape));
    check("alice", Some(Shape));
    check("@example.com", Some(Shape));
    check("a@b@c", Some(Shape));
    check("a..b@example.com", Some(Shape));
    check("a@b, c@d", Some(Character { found: ',', at: 3 }));
    check("Alice <a@b>", Some(Character { found: ' ', at: 5 }));
    check("a@b\r\nBcc: c@d", Some(Character { found: '\r', at: 3 }));
    check("grüße@example.com", Some(Character { found: 'ü', at: 2 }));
    check(&format!("{}@b", "a".repeat(300)), Some(TooLong));
}

proptest! {
    #[test]
    fn nothing_gets_into_the_headers(
        to in "[!-~\r\n]{1,20}@[!-~\r\n]{1,20}|[a-z.'+]{1,90}@[a-z.-]{1,90}",
        name in "[A-Za-z0-9+=,.@_-]{1,64}",
        alias in "|[a-z]{3,63}",
        access: [bool; 2],
    ) {
        let to: Option<EmailAddress> = to.parse().ok();
        let settings = settings(AccountKind::Aws, &alias);
        let draft = EmailDraft::new(&settings, &user(&name, access[0], access[1]), to.clone());
        let file = String::from_utf8(draft.to_eml()).unwrap();
        let (head, body) = file.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let names: Vec<_> = unfolded.split("\r\n").map(|it| it.split_once(": ").unwrap().0).collect();
        let mut expected = vec!["X-Unsent", "X-Uniform-Type-Identifier"];
        expected.extend(to.is_some().then_some("To"));
        expected.extend(["Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]);
        prop_assert_eq!(names, expected);
        if let Some(to) = to {
            let header = format!("To: <{to}>");
            prop_assert!(unfolded.contains(&header), "{}", file);
        }
        prop_assert!(file.is_ascii());
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])));
        prop_assert!(body.split("\r\n").all(|line| line.len() <= 78));
    }
}
