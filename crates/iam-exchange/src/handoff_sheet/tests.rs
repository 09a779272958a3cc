//! What is on paper, and that nothing of a name becomes markup.

use iam_directory::AccountKind;
use proptest::prelude::*;

use super::*;
use crate::instructions::tests::{settings, user};
use crate::instructions::{Language, SecretWay};

fn facts(name: &str, language: Language) -> Instructions {
    Instructions::new(&settings(AccountKind::Aws, "acme"), &user(name), language)
}

fn sheet(instructions: Instructions) -> Sheet {
    Sheet {
        instructions,
        password: Some(Secret::new("aB3<&x".to_owned())),
        access_key: None,
        mfa: None,
    }
}

fn text(file: &Secret<Vec<u8>>) -> String {
    String::from_utf8(file.expose().clone()).unwrap()
}

#[test]
fn a_password_stands_in_boxes() {
    let mut facts = facts("alice", Language::German);
    facts.password = Some((SecretWay::OnPaper, true));
    facts.mfa = Some(MfaTask::EnrolAlone);
    let page = text(&write(&[sheet(facts)]).unwrap());
    assert!(
        page.contains(
            "<span class=\"l\">a</span><span class=\"u\">B</span><span class=\"d\">3</span>\
             <span class=\"s\">&lt;</span><span class=\"s\">&amp;</span><span class=\"l\">x</span>"
        ),
        "{page}"
    );
    for told in [
        "Ihr Zugang zum AWS-Konto acme",
        "https://acme.signin.aws.amazon.com/console",
        "Bei der ersten Anmeldung",
        "MFA-Gerät zuweisen",
        "Vernichten Sie dieses Blatt",
    ] {
        assert!(page.contains(told), "{told} is not on it");
    }
    assert!(
        !page.contains("gedruckten Blatt"),
        "the sheet speaks of itself"
    );
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn everybody_has_a_sheet_in_the_own_language() {
    let sheets = [
        sheet(facts("alice", Language::English)),
        sheet(facts("bea", Language::Spanish)),
    ];
    let page = text(&write(&sheets).unwrap());
    assert_eq!(page.matches("<section lang=").count(), 2);
    assert!(page.contains("<section lang=\"es\">") && page.contains("Contraseña"));
}

#[test]
fn a_device_is_there_to_scan_and_to_type() {
    let mut sheet = sheet(facts("alice", Language::English));
    sheet.mfa = Some(SheetMfa {
        uri: Secret::new("otpauth://totp/a?secret=ABCDEFGHIJ".to_owned()),
        seed: Secret::new("ABCDEFGHIJ".to_owned()),
    });
    let page = text(&write(&[sheet]).unwrap());
    assert!(page.contains("<code>ABCD EFGH IJ</code>"), "{page}");
    assert_eq!(page.matches("<svg").count(), 2);
}

proptest! {
    #[test]
    fn no_name_becomes_markup(person in "[\\PC]{1,40}", name in "[A-Za-z0-9+=,.@_-]{1,64}") {
        let mut facts = facts(&name, Language::English);
        facts.person = person.parse().ok();
        let page = text(&write(&[sheet(facts)]).unwrap());
        let tags: std::collections::BTreeSet<&str> = page
            .split('<')
            .skip(1)
            .filter_map(|it| it.split([' ', '>']).next())
            .collect();
        let ours = [
            "!doctype", "html", "head", "meta", "title", "/title", "style", "/style", "/head", "body",
            "section", "h1", "/h1", "p", "/p", "dl", "dt", "/dt", "dd", "/dd", "/dl", "h2", "/h2", "span",
            "/span", "div", "figure", "svg", "path", "/svg", "figcaption", "/figcaption", "/figure", "/div",
            "/section", "/body", "/html",
        ];
        for tag in tags {
            let tag = tag.trim_end();
            prop_assert!(ours.contains(&tag), "a tag of its own: <{}", tag);
        }
    }
}
