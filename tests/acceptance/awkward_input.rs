//! Names, tags and quotas as AWS has them: refused with a code and a field, nothing half-applied.

use bailiwick_app::contract::change::{NewUser, Proposal};
use bailiwick_app::contract::directory::TagView;
use bailiwick_app::contract::secret::CsvFormat;

use crate::support::{Desk, aws_managed, group, named, with_credentials};

#[test]
fn names_that_are_none() {
    let desk = Desk::local();
    let long = "x".repeat(65);
    for name in [
        "",
        " ",
        "a b",
        "a\"b",
        "a\nb",
        "a\u{7}b",
        "a\u{202e}b",
        "ünal",
        "a/b",
        &long,
    ] {
        let error = desk
            .try_change(Proposal::CreateUser(named(name)))
            .unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.at.as_str()),
            ("invalid-field", "name"),
            "{name:?}"
        );
        assert!(!error.help.is_empty());
    }
    let user = NewUser {
        new_groups: vec![group("no group", &[])],
        ..named("alice")
    };
    let error = desk.try_change(Proposal::CreateUser(user)).unwrap_err();
    assert_eq!(error.at, "new_groups[0].name");
    assert!(desk.users().is_empty());
}

#[test]
fn names_that_differ_only_in_case() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("Alice")));
    let error = desk
        .try_change(Proposal::CreateUser(named("alice")))
        .unwrap_err();
    assert_eq!(error.code, "EntityAlreadyExists");
    let tag = |key: &str| TagView {
        key: key.into(),
        value: String::new(),
    };
    let user = NewUser {
        tags: vec![tag("Team"), tag("team")],
        ..named("bob")
    };
    let error = desk.try_change(Proposal::CreateUser(user)).unwrap_err();
    assert_eq!(
        (error.code.as_str(), error.at.as_str()),
        ("invalid-field", "tags[1].key")
    );
}

#[test]
fn a_legal_comma_cannot_leave_as_csv() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(with_credentials("a,b")));
    let user = desk.user("a,b").id;
    for format in [CsvFormat::AwsCli, CsvFormat::Console, CsvFormat::Legacy] {
        let error = desk.csv(&user, format).unwrap_err();
        assert_eq!(error.code, "csv-refused");
        assert!(
            error.message.contains("a,b") || error.at.contains("a,b"),
            "{error:?}"
        );
    }
}

#[test]
fn quotas_hold_for_the_whole_change() {
    let desk = Desk::local();
    let eleven = [
        "AmazonS3ReadOnlyAccess",
        "AmazonS3FullAccess",
        "IAMReadOnlyAccess",
        "IAMFullAccess",
        "ReadOnlyAccess",
        "PowerUserAccess",
        "AmazonEC2ReadOnlyAccess",
        "AmazonEC2FullAccess",
        "AmazonSQSReadOnlyAccess",
        "AmazonSQSFullAccess",
        "AmazonSNSReadOnlyAccess",
    ];
    let policies = eleven.map(aws_managed).to_vec();
    let user = NewUser {
        policies,
        ..named("alice")
    };
    let error = desk.try_change(Proposal::CreateUser(user)).unwrap_err();
    assert_eq!(error.code, "LimitExceeded");
    assert!(desk.users().is_empty());

    let user = NewUser {
        policies: vec![aws_managed("NoSuchPolicy")],
        ..named("alice")
    };
    assert_eq!(
        desk.try_change(Proposal::CreateUser(user))
            .unwrap_err()
            .code,
        "NoSuchEntity"
    );

    desk.change(Proposal::CreateUser(with_credentials("bob")));
    let user = desk.user("bob").id;
    let key = || Proposal::CreateAccessKey {
        user: user.clone(),
        description: String::new(),
    };
    desk.change(key());
    assert_eq!(desk.try_change(key()).unwrap_err().code, "LimitExceeded");
}
