//! The letters of each language, and what a template may hold.

use iam_directory::LoginProfile;
use iam_names::{EntityId, Path};
use proptest::prelude::*;

use super::*;

const ID: EntityId = EntityId::from_bytes([7; 16]);

pub(crate) fn settings(kind: AccountKind, alias: &str) -> AccountSettings {
    let mut settings = AccountSettings::new(ID, kind, "111122223333".parse().unwrap());
    settings.alias = (!alias.is_empty()).then(|| alias.parse().unwrap());
    settings
}

pub(crate) fn user(name: &str) -> User {
    let mut user = User::new(ID, name.parse().unwrap(), Path::root());
    user.login_profile = Some(LoginProfile {
        id: ID,
        created: None,
        reset_required: true,
    });
    user
}

/// Everything there is to say at once.
fn everything(language: Language) -> Instructions {
    let mut all = Instructions::new(
        &settings(AccountKind::Aws, "acme"),
        &user("alice"),
        language,
    );
    all.person = Some("Alice Smith".parse().unwrap());
    all.access_key = Some(SecretWay::OnPaper);
    all.ssh_key_id = Some("APKAEXAMPLE".into());
    all.mfa = Some(MfaTask::EnrolAlone);
    all.profile = Some(ProfileSteps {
        name: "alice".into(),
        region: "eu-central-1".into(),
        csv: Some("alice_accessKeys.csv".into()),
    });
    all.attachments = vec![("alice.csv.age".into(), OpensWith::Passphrase)];
    all.valid_until = Some("2026-12-04".into());
    all
}

#[test]
fn every_language_says_everything_and_leaves_no_brace() {
    for language in Language::ALL {
        let (subject, body) = Template::text_of(language);
        assert_eq!(
            Template::read(language, subject, body),
            Ok(Template::of(language)),
            "{language:?}"
        );
        for placeholder in Placeholder::ALL {
            let word = format!("{{{}}}", placeholder.word());
            // The person's name stands in the greeting.
            let held = placeholder == Placeholder::Person || body.contains(&word);
            assert!(held, "{language:?} never says {word}");
        }
        let message = Template::of(language).fill(&everything(language));
        let all = format!("{}\n{}", message.subject, message.text);
        assert!(!all.contains(['{', '}']), "{all}");
        for told in [
            "acme",
            "Alice Smith",
            "APKAEXAMPLE",
            "eu-central-1",
            "alice.csv.age",
            "2026-12-04",
        ] {
            assert!(all.contains(told), "{language:?} leaves {told} out:\n{all}");
        }
        assert_eq!(language.tag().parse(), Ok(language));
    }
    assert_eq!("de-CH".parse(), Ok(Language::German));
    assert!("tlh".parse::<Language>().is_err());
}

#[test]
fn what_is_not_there_leaves_no_line() {
    let mut user = user("ci");
    user.login_profile = None;
    let facts = Instructions::new(&settings(AccountKind::Local, ""), &user, Language::English);
    let message = Template::of(Language::English).fill(&facts);
    assert_eq!(
        message.text,
        "Hello,\n\nYou now have access to the account 111122223333.\n\nUser name: ci\n\n\
         Never send a password or a secret access key by e-mail.\n"
    );
    assert_eq!(message.subject, "Your access to the account 111122223333");
}

#[test]
fn the_simple_safe_letter_in_german() {
    let mut facts = Instructions::new(
        &settings(AccountKind::Aws, ""),
        &user("alice"),
        Language::German,
    );
    facts.password = Some((SecretWay::OnPaper, true));
    let message = Template::of(Language::German).fill(&facts);
    assert_eq!(
        message.subject,
        "Ihr Zugang zum AWS-Konto mit der Endung 3333"
    );
    assert_eq!(
        message.text,
        "Guten Tag,\n\nSie haben jetzt Zugang zum AWS-Konto mit der Endung 3333.\n\n\
         Anmelde-URL: https://111122223333.signin.aws.amazon.com/console\nBenutzername: alice\n\n\
         Ihr Passwort steht auf dem gedruckten Blatt, das Sie erhalten.\n\
         Bei der ersten Anmeldung werden Sie gebeten, ein neues Passwort zu wählen.\n\n\
         Senden Sie nie ein Passwort oder einen geheimen Zugriffsschlüssel per E-Mail.\n"
    );
}

#[test]
fn a_template_says_what_is_wrong_with_it() {
    #[track_caller]
    fn check(subject: &str, body: &str, expected: Option<(Field, &str)>) {
        let found = Template::read(Language::English, subject, body).err();
        let found = found.map(|(field, fault)| (field, fault.to_string()));
        assert_eq!(
            found,
            expected.map(|(field, text)| (field, text.to_owned()))
        );
    }
    check("", "", None);
    check(
        "Welcome {person}",
        "Hi {user_name}, {not a word} {} {Ä}",
        None,
    );
    check("{}", "}{", None);
    check(
        "",
        "a\n{passwort}",
        Some((Field::Body, "`{passwort}` in line 2 stands for nothing")),
    );
    check(
        "a\nb",
        "",
        Some((Field::Subject, "line 1 holds the character `\\u{a}`")),
    );
    check(
        "a\u{202e}b",
        "",
        Some((Field::Subject, "line 1 holds the character `\\u{202e}`")),
    );
    check(
        "",
        "x\0",
        Some((Field::Body, "line 1 holds the character `\\u{0}`")),
    );
    check(
        "",
        "hi\nkey: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        Some((
            Field::Body,
            "line 2 holds what looks like a secret access key",
        )),
    );
    check(
        "",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        Some((Field::Body, "line 1 holds what looks like a private key")),
    );
    let encoded = "the subject holds `=?`, which mail programs take for encoded text";
    check("a =?utf-8?Q?b?=", "", Some((Field::Subject, encoded)));
    let long = "x".repeat(20_001);
    check(
        "",
        &long,
        Some((Field::Body, "the text has more than 20000 characters")),
    );
}

#[test]
fn names_of_people() {
    #[track_caller]
    fn check(text: &str, expected: Result<&str, ParsePersonNameError>) {
        assert_eq!(
            text.parse::<PersonName>().map(|it| it.0),
            expected.map(str::to_owned)
        );
    }
    check(" Zoë O’Brien, Jr. ", Ok("Zoë O’Brien, Jr."));
    check("", Err(ParsePersonNameError::Empty));
    check(
        "a\r\nBcc: b@c",
        Err(ParsePersonNameError::Character { found: '\r' }),
    );
    check(
        "a\u{202e}b",
        Err(ParsePersonNameError::Character { found: '\u{202e}' }),
    );
    check("=?utf-8?Q?Bcc?=", Err(ParsePersonNameError::EncodedWord));
    check(&"x".repeat(101), Err(ParsePersonNameError::TooLong));
}

proptest! {
    #[test]
    fn any_text_is_a_template_or_a_reason(subject in "\\PC{0,60}", body in "(\\PC|\n|\\{[a-z_]{0,9}\\}){0,300}") {
        if let Ok(template) = Template::read(Language::English, &subject, &body) {
            let message = template.fill(&everything(Language::English));
            prop_assert!(!message.subject.contains(['\n', '\r']));
            prop_assert!(message.text.ends_with('\n'));
            prop_assert!(!message.text.contains("\n\n\n"));
        }
    }
}
