//! The draft byte by byte, that nothing gets into its headers, and that mail readers which are not
//! ours read it without a defect.

use std::io::Write as _;
use std::process::{Command, Stdio};

use iam_directory::AccountKind;
use iam_names::Secret;
use mail_parser::{MessageParser, MimeHeaders as _};
use proptest::prelude::*;

use super::*;
use crate::encrypted::EncryptionKey;
use crate::instructions::tests::{settings, user};
use crate::instructions::{Instructions, Template};

fn draft(language: Language, name: &str, to: &str, person: &str) -> EmailDraft {
    let mut facts = Instructions::new(&settings(AccountKind::Aws, ""), &user(name), language);
    facts.person = person.parse().ok();
    let message = Template::of(language).fill(&facts);
    let to = (!to.is_empty()).then(|| (to.parse().unwrap(), facts.person.clone()));
    EmailDraft::new(facts.user_name, language, message, to)
}

#[test]
fn a_draft_is_this_file() {
    let file = draft(Language::English, "alice", "alice@example.com", "Alice").to_eml();
    let file = String::from_utf8(file).unwrap();
    let boundary = file
        .split_once("boundary=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    assert_eq!(
        file.replace(boundary, "BOUNDARY"),
        "X-Unsent: 1\r\n\
         X-Uniform-Type-Identifier: com.apple.mail-draft\r\n\
         To: \"Alice\" <alice@example.com>\r\n\
         Subject: Your access to the AWS account ending in 3333\r\n\
         MIME-Version: 1.0\r\n\
         Content-Language: en\r\n\
         Content-Type: multipart/alternative;\r\n \
         boundary=\"BOUNDARY\"\r\n\
         \r\n\
         --BOUNDARY\r\n\
         Content-Type: text/plain; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: 7bit\r\n\
         \r\n\
         Hello Alice,\r\n\
         \r\n\
         You now have access to the AWS account ending in 3333.\r\n\
         \r\n\
         Sign-in URL: https://111122223333.signin.aws.amazon.com/console\r\n\
         User name: alice\r\n\
         \r\n\
         Your password will be given to you separately.\r\n\
         At your first sign-in you will be asked to choose a new password.\r\n\
         \r\n\
         Never send a password or a secret access key by e-mail.\r\n\
         \r\n\
         --BOUNDARY\r\n\
         Content-Type: text/html; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\
         \r\n\
         <!doctype html>\r\n\
         <html lang=3D\"en\">\r\n\
         <head>\r\n\
         <meta charset=3D\"utf-8\">\r\n\
         <title>Your access to the AWS account ending in 3333</title>\r\n\
         </head>\r\n\
         <body style=3D\"font:15px/1.5 system-ui,sans-serif\">\r\n\
         <p>Hello Alice,</p>\r\n\
         <p>You now have access to the AWS account ending in 3333.</p>\r\n\
         <p>Sign-in URL: <a href=3D\"https://111122223333.signin.aws.amazon.com/conso=\r\n\
         le\">https://111122223333.signin.aws.amazon.com/console</a><br>\r\n\
         User name: alice</p>\r\n\
         <p>Your password will be given to you separately.<br>\r\n\
         At your first sign-in you will be asked to choose a new password.</p>\r\n\
         <p>Never send a password or a secret access key by e-mail.</p>\r\n\
         </body>\r\n\
         </html>\r\n\
         \r\n\
         --BOUNDARY--\r\n"
    );
}

#[test]
fn a_draft_without_a_receiver_names_none() {
    let file = String::from_utf8(draft(Language::German, "bob", "", "").to_eml()).unwrap();
    assert!(!file.contains("To:"), "{file}");
    assert!(file.contains("Content-Language: de\r\n"));
}

#[test]
fn files_have_names_that_every_system_takes() {
    let check = |name: &str, expected: &str| {
        assert_eq!(file_stem(&name.parse().unwrap()), expected);
    };
    check("alice", "alice");
    check("con", "user_con");
    check("LPT1.x", "user_LPT1.x");
    check("compton", "compton");
    check("..", "user_..");
    check("-rf", "user_-rf");
}

#[test]
fn an_address_for_the_mail_program() {
    let short = EmailDraft::new(
        "alice".parse().unwrap(),
        Language::English,
        Message {
            subject: "Zugang & mehr".into(),
            text: "Hallo,\nÄ?\n".into(),
        },
        Some(("a+b@example.com".parse().unwrap(), None)),
    );
    assert_eq!(
        short.mailto().unwrap(),
        "mailto:a%2Bb@example.com?subject=Zugang%20%26%20mehr&body=Hallo%2C%0D%0A%C3%84%3F%0D%0A"
    );
    let long = Message {
        subject: String::new(),
        text: "ü".repeat(300),
    };
    let long = EmailDraft::new("alice".parse().unwrap(), Language::English, long, None);
    assert_eq!(long.mailto(), Err(MailtoTooLong { length: 1_822 }));
    // The plain letter fits, whatever the language.
    for language in Language::ALL {
        draft(language, "alice", "alice@example.com", "Alice")
            .mailto()
            .unwrap();
    }
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

/// What a reader that is not ours has to find.
fn hostile() -> Vec<(EmailDraft, Option<Vec<u8>>)> {
    let people = [
        ("", ""),
        ("alice@example.com", "Alice Smith"),
        (
            "a.b+c=d'e@xn--mnchen-3ya.example",
            "Zoë \"Z\" O’B, Jr. <z@evil.de>",
        ),
        ("x@example.com", "Bcc: eve@evil.example"),
        ("y@example.com", "王小明 (Leiter); Gruppe: a@b.c"),
        ("z@example.com", "a\\\"b\\"),
    ];
    let key = EncryptionKey::Passphrase(Secret::new("correct horse".to_owned()));
    let mut drafts = Vec::new();
    for (to, person) in people {
        for language in Language::ALL {
            drafts.push((draft(language, "a=b,c@d", to, person), None));
        }
    }
    let file = key
        .encrypt("alice_credentials.csv", b"User name\r\nalice\r\n")
        .unwrap();
    let bytes = file.bytes().to_vec();
    let attached =
        draft(Language::French, "alice", "alice@example.com", "Éloïse").with_attachment(file);
    drafts.push((attached, Some(bytes)));
    drafts
}

#[test]
fn mail_parser_reads_what_was_written() {
    for (draft, attachment) in hostile() {
        let file = draft.to_eml();
        let message = MessageParser::default().parse(&file).unwrap();
        assert_eq!(message.subject(), Some(draft.subject()));
        assert_eq!(
            message.body_text(0).unwrap().replace("\r\n", "\n"),
            draft.text()
        );
        assert_eq!(
            message.body_html(0).unwrap().replace("\r\n", "\n"),
            draft.html()
        );
        let to = message.to().and_then(|it| it.first());
        assert_eq!(
            to.map(|it| (it.address.as_deref(), it.name.as_deref())),
            draft.to.as_ref().map(|(address, name)| {
                (
                    Some(address.as_str()),
                    name.as_ref().map(PersonName::as_str),
                )
            })
        );
        assert_eq!(
            message.to().map_or(0, |it| it.as_list().unwrap().len()),
            usize::from(draft.to.is_some())
        );
        assert!(message.bcc().is_none() && message.from().is_none() && message.date().is_none());
        let found = message.attachment(0).map(|it| it.contents().to_vec());
        assert_eq!(found, attachment);
        if attachment.is_some() {
            let name = message.attachment(0).unwrap().attachment_name();
            assert_eq!(name, Some("alice_credentials.csv.age"));
        }
    }
}

/// Python's own reader, with its strictest policy: a defect raises.
const PYTHON: &str = "
import email, email.policy, json, sys
whole = sys.stdin.buffer.read()
policy = email.policy.SMTP.clone(raise_on_defect=True)
message = email.message_from_bytes(whole, policy=policy)
for part in message.walk():
    assert not part.defects, part.defects
    for name, value in part.items():
        assert not value.defects, (name, value.defects)
text = message.get_body(('plain',)).get_content()
html = message.get_body(('html',)).get_content()
to = [[a.addr_spec, a.display_name] for a in message['To'].addresses] if message['To'] else []
files = [[a.get_filename(), a.get_content().hex()] for a in message.iter_attachments()] \
    if message.get_content_type() == 'multipart/mixed' else []
print(json.dumps([sorted(message.keys()), message['Subject'], to, text, html, files]))
";

#[test]
fn python_reads_what_was_written() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: there is no `python3`");
        return;
    }
    for (draft, attachment) in hostile() {
        let mut python = Command::new("python3")
            .args(["-I", "-c", PYTHON])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        python
            .stdin
            .take()
            .unwrap()
            .write_all(&draft.to_eml())
            .unwrap();
        let output = python.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{said}\n{}",
            String::from_utf8_lossy(&draft.to_eml())
        );
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut names = vec![
            "Content-Language",
            "Content-Type",
            "MIME-Version",
            "Subject",
            "X-Uniform-Type-Identifier",
            "X-Unsent",
        ];
        if draft.to.is_some() {
            names.insert(4, "To");
        }
        assert_eq!(found[0], serde_json::json!(names));
        assert_eq!(found[1], draft.subject());
        let to: Vec<_> = draft
            .to
            .iter()
            .map(|(address, name)| {
                serde_json::json!([
                    address.as_str(),
                    name.as_ref().map_or("", PersonName::as_str)
                ])
            })
            .collect();
        assert_eq!(found[2], serde_json::json!(to));
        assert_eq!(
            found[3].as_str().unwrap().replace("\r\n", "\n"),
            draft.text()
        );
        assert_eq!(
            found[4].as_str().unwrap().replace("\r\n", "\n"),
            draft.html()
        );
        let files: Vec<_> = attachment
            .iter()
            .map(|bytes| {
                let hex: Vec<_> = bytes.iter().map(|it| format!("{it:02x}")).collect();
                let hex = hex.concat();
                serde_json::json!(["alice_credentials.csv.age", hex])
            })
            .collect();
        assert_eq!(found[5], serde_json::json!(files));
    }
}

proptest! {
    #[test]
    fn nothing_gets_into_the_headers(
        to in "[!-~\r\n]{1,20}@[!-~\r\n]{1,20}|[a-z.'+]{1,90}@[a-z.-]{1,90}",
        name in "[A-Za-z0-9+=,.@_-]{1,64}",
        person in "(\\PC|[\r\n\",;<>@:=?\\\\]){0,60}",
        subject in "\\PC{0,200}",
        body in "(\\PC|\n){0,300}",
    ) {
        let to: Option<EmailAddress> = to.parse().ok();
        let mut facts = Instructions::new(&settings(AccountKind::Aws, "acme"), &user(&name), Language::English);
        facts.person = person.parse().ok();
        let Ok(template) = Template::read(Language::English, &subject, &body) else {
            return Ok(());
        };
        let message = template.fill(&facts);
        let draft = EmailDraft::new(
            facts.user_name,
            Language::English,
            message,
            to.clone().map(|to| (to, facts.person)),
        );
        let file = String::from_utf8(draft.to_eml()).unwrap();
        let (head, _) = file.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let names: Vec<_> = unfolded.split("\r\n").map(|it| it.split_once(':').unwrap().0).collect();
        let mut expected = vec!["X-Unsent", "X-Uniform-Type-Identifier"];
        expected.extend(to.is_some().then_some("To"));
        expected.extend(["Subject", "MIME-Version", "Content-Language", "Content-Type"]);
        prop_assert_eq!(names, expected);
        prop_assert!(file.is_ascii());
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])));
        let message = MessageParser::default().parse(file.as_bytes()).unwrap();
        prop_assert_eq!(message.to().map_or(0, |it| it.as_list().map_or(9, <[_]>::len)), usize::from(to.is_some()));
        if let Some(to) = to {
            let found = message.to().and_then(|it| it.first()).and_then(|it| it.address.as_deref());
            prop_assert_eq!(found, Some(to.as_str()));
        }
        prop_assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n"), draft.text());
    }
}
