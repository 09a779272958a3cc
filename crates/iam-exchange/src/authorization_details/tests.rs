//! Synthetic accounts with awkward facts, broken files with their places, and a real account.

use std::io::Read as _;

use iam_directory::{AccountKind, AccountSettings, EntityKind, PolicyRef};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// Ids that count up: reading draws no randomness.
fn counter() -> impl FnMut() -> EntityId {
    let mut next = 0_u128;
    move || {
        next += 1;
        EntityId::from_bytes(next.to_be_bytes())
    }
}

fn read_text(text: &str) -> Result<AuthorizationDetails, ReadDetailsError> {
    read(text.as_bytes(), &mut counter())
}

fn fixture(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
    std::fs::read_to_string(format!("{folder}{name}")).unwrap()
}

#[track_caller]
fn check_unreadable(details: &AuthorizationDetails, expected: &[&str]) {
    let shown: Vec<_> = details
        .unreadable
        .iter()
        .map(|it| format!("{:?}: {it}", it.lost))
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn an_awkward_account_is_taken() {
    let details = read_text(&fixture("awkward-account.json")).unwrap();
    let [main, other] = details.accounts.as_slice() else {
        panic!("two accounts")
    };
    assert_eq!(main.account_id, "111122223333");
    assert_eq!(other.account_id, "444455556666");
    assert_eq!(
        other.directory.user_named("visitor").unwrap().unique_id,
        None
    );

    let directory = &main.directory;
    let alice = directory.user_named("alice").unwrap();
    assert_eq!(alice.name, "Alice");
    assert_eq!(alice.path, "/team/");
    assert_eq!(alice.created.unwrap().to_string(), "2026-01-02T03:04:05Z");
    assert_eq!(
        alice.password_last_used.unwrap().to_string(),
        "2026-02-03T03:05:06Z"
    );
    assert_eq!(alice.tags.iter().next().unwrap().1, "Straße 東京");
    let developers = directory.group_named("Developers").unwrap();
    assert_eq!(alice.groups, [developers.id].into());
    let deploy = directory.policy_named("deploy").unwrap();
    let read_only: Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
    let expected = [
        PolicyRef::Customer(deploy.id),
        PolicyRef::Arn(read_only.clone()),
    ];
    assert_eq!(alice.attached, expected.into());
    assert_eq!(alice.boundary, Some(PolicyRef::Customer(deploy.id)));

    // Percent-encoded, and as an object with the CLI's indentation taken off.
    let inline = &alice.inline[&"encoded"
        .parse::<iam_names::PolicyName>()
        .unwrap()
        .name_key()];
    assert_eq!(
        inline.document.text(),
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#
    );
    assert_eq!(
        deploy.document().unwrap().text(),
        "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": []\n}"
    );
    assert_eq!(
        deploy
            .versions
            .iter()
            .map(|it| it.id.as_str())
            .collect::<Vec<_>>(),
        ["v2", "v10"]
    );
    assert_eq!(deploy.default_version, "v10");
    assert_eq!(deploy.next_version.get(), 11);
    assert_eq!(deploy.description, "Deploys");

    let app = directory.role_named("app").unwrap();
    assert_eq!(app.last_used.as_ref().unwrap().region, "eu-central-1");
    let profiles: Vec<_> = directory.profiles_of(app.id).collect();
    assert_eq!(profiles.len(), 1);
    assert_eq!(profiles[0].name, "app-profile");
    assert!(app.trust_policy.text().contains("ec2.amazonaws.com"));
    assert_eq!(directory.named(EntityKind::Policy, "ReadOnlyAccess"), None);
    assert!(details.aws_managed[&read_only].text().contains("iam:Get*"));

    check_unreadable(
        &details,
        &[
            "Part: user `Alice`: its group `Gone` is not in the file",
            "Entity: user `ALICE`: another has this name, case aside",
            "Entity: user `no space`, UserName: the user name cannot hold the character ` ` at byte 2",
            "Detail: user `visitor`, UserId: the unique id has 7 characters, at least 16 are needed",
            "Detail: user `visitor`, CreateDate: the time is not written as RFC 3339 has it",
            "Part: user `visitor`: its policy `arn:aws:iam::111122223333:policy/deploy` is not in the \
             file",
            "Entity: user `twice`: duplicate field `UserName`",
            "Entity: the item: invalid type: integer `7`, expected an object",
            "Part: group `Developers`, inline policy `broken`: PolicyDocument is not percent-encoded \
             UTF-8",
            "Detail: group `Developers`: the field `Mood` is not known",
            "Detail: role `app`: the ARN `arn:aws:iam::111122223333:role/old/app` tells another path \
             or name",
            "Part: role `app`, tag `a#b`, Key: the tag key cannot hold the character `#` at byte 1",
            "Entity: role `iso`: the partition `aws-iso` is not known",
            "Entity: role `user`: the ARN is not of such an entity",
            "Entity: policy `headless`: the default version `v3` is missing",
        ],
    );
    let twice = &details.unreadable[6];
    assert!(
        twice.at().starts_with("UserDetailList[4], byte "),
        "{}",
        twice.at()
    );
}

#[test]
fn places_are_bytes_of_the_file() {
    let text = fixture("awkward-account.json");
    let details = read_text(&text).unwrap();
    for unreadable in &details.unreadable {
        let Range { start, end } = unreadable.place.bytes;
        let item = &text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
        assert!(
            item.starts_with('{') && item.ends_with('}') || item == "7",
            "{unreadable:?}: {item:?}"
        );
    }
    // The same with a byte order mark: three bytes further on.
    let marked = read_text(&format!("\u{feff}{text}")).unwrap();
    let starts = |it: &AuthorizationDetails| {
        it.unreadable
            .iter()
            .map(|it| it.place.bytes.start)
            .collect::<Vec<_>>()
    };
    let shifted: Vec<_> = starts(&details).iter().map(|start| start + 3).collect();
    assert_eq!(starts(&marked), shifted);
}

#[test]
fn broken_files_are_told_with_their_place() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = read_text(text).unwrap_err();
        let at = error.at().unwrap_or_default();
        assert_eq!(format!("{error} ({at})"), expected);
        assert_eq!(error.code(), "unreadable-file");
    }
    check("", "the file is empty ()");
    check("\u{feff}", "the file is empty ()");
    check(" \n", "the file ends too early: it is cut off (byte 2)");
    check(
        r#"{"UserDetailList": [{"UserName": "al"#,
        "the file ends too early: it is cut off in UserDetailList[0] (UserDetailList[0], byte 36)",
    );
    check(
        r#"{"RoleDetailList": [], "Policies": [{}, }"#,
        "the file is not JSON: expected value (Policies[1], byte 41)",
    );
    check(
        r#"{"UserDetailList": []} x"#,
        "the file is not JSON: trailing characters (byte 24)",
    );
    check(
        "[]",
        "the file is not the answer of get-account-authorization-details ()",
    );
    check(
        "null",
        "the file is not the answer of get-account-authorization-details ()",
    );
    check(
        r#"{"Users": []}"#,
        "the file is not the answer of get-account-authorization-details ()",
    );
    check(
        r#"{"Policies": {"a": 1}}"#,
        "`Policies` is not a list (byte 14)",
    );
    check(r#"{"Policies": "x"}"#, "`Policies` is not a list (byte 16)");
    check(
        r#"{"Policies": [], "Policies": []}"#,
        "the key `Policies` stands twice (byte 27)",
    );
    check(
        r#"{"Policies": [], "IsTruncated": true}"#,
        "the file is one page of several, and the others are missing ()",
    );
    check(
        r#"{"NextToken": "abc", "Policies": []}"#,
        "the file is one page of several, and the others are missing ()",
    );
    let many = format!(r#"{{"UserDetailList": [{}7]}}"#, "7,".repeat(50_000));
    check(
        &many,
        "`UserDetailList` has more than 50000 items (byte 100021)",
    );
    let utf16: Vec<u8> = "\u{feff}{}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        read(utf16.as_slice(), &mut counter()).unwrap_err(),
        ReadDetailsError::Utf16
    );
}

#[test]
fn empty_answers_and_unknown_keys_are_fine() {
    for text in [
        r#"{"UserDetailList": null, "IsTruncated": false, "Marker": null}"#,
        r#"{"Policies": [], "ResponseMetadata": {"RequestId": "x", "n": [1, {}]}}"#,
    ] {
        let details = read_text(text).unwrap();
        assert!(details.accounts.is_empty() && details.unreadable.is_empty());
    }
}

/// Bytes that are made while they are read.
struct Made<I>(I);

impl<I: Iterator<Item = u8>> std::io::Read for Made<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let filled = buffer
            .iter_mut()
            .zip(&mut self.0)
            .map(|(slot, byte)| *slot = byte);
        Ok(filled.count())
    }
}

#[test]
fn endless_files_stop_early() {
    #[track_caller]
    fn check(head: &str, rest: &'static str, expected: &str) {
        let rest = Made(rest.bytes().cycle());
        let error = read(head.as_bytes().chain(rest), &mut counter()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    check(
        r#"{"UserDetailList": [""#,
        "x",
        "an item has more than 16 MiB",
    );
    check(
        r#"{"UserDetailList": [{"a": ["#,
        "7,",
        "an item has more than 16 MiB",
    );
    check(r#"{""#, "x", "an item has more than 16 MiB");
    check(
        r#"{"RoleDetailList": ["#,
        r#"{"RoleName": 1},"#,
        "`RoleDetailList` has more than 50000 items",
    );
}

/// A seen account written again; AWS managed policies have the documents of the file.
fn written(details: &AuthorizationDetails, account: &SeenAccount) -> String {
    struct Listed<'a>(&'a BTreeMap<Arn, PolicyDocument>);
    impl iam_directory::ManagedPolicies for Listed<'_> {
        fn knows(&self, arn: &Arn) -> bool {
            self.0.contains_key(arn)
        }
        fn document(&self, arn: &Arn) -> Option<std::sync::Arc<str>> {
            self.0.get(arn).map(PolicyDocument::shared)
        }
    }
    let id = EntityId::from_bytes([0; 16]);
    let mut settings = AccountSettings::new(id, AccountKind::Aws, account.account_id);
    settings.partition = account.partition;
    let mut bytes = Vec::new();
    write(
        &settings,
        &account.directory,
        &Listed(&details.aws_managed),
        &mut bytes,
    )
    .unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The items of a list by name, in one account, without what is not kept: odd ids, counts, the
/// insides of instance profiles, key order, the way dates are written.
fn normal_items(answer: &Value, list: List, account: &str) -> BTreeMap<String, Value> {
    fn normalize(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for dropped in [
                    "AttachmentCount",
                    "PermissionsBoundaryUsageCount",
                    "UpdateDate",
                ] {
                    fields.remove(dropped);
                }
                if let Some(name) = fields.get("InstanceProfileName").cloned() {
                    fields.retain(|key, _| key == "InstanceProfileName");
                    fields.insert("InstanceProfileName".into(), name);
                }
                fields.retain(|key, value| {
                    let is_id = ["UserId", "GroupId", "RoleId", "PolicyId"].contains(&key.as_str());
                    let is_odd = value.as_str().is_some_and(|id| id.len() < 16);
                    !(is_id && is_odd || key == "UserPolicyList" && *value == json!([]))
                });
                fields.values_mut().for_each(normalize);
            }
            Value::Array(items) => {
                items.iter_mut().for_each(normalize);
                if items.iter().all(|it| {
                    ["PolicyArn", "Key", "PolicyName"]
                        .iter()
                        .any(|key| it.get(key).is_some())
                }) {
                    items.sort_by_key(ToString::to_string);
                }
            }
            Value::String(text) => {
                if let Ok(time) = text.parse::<Timestamp>() {
                    *text = time.to_string();
                }
            }
            _ => {}
        }
    }
    let prefix = format!("arn:aws:iam::{account}:");
    let items = answer[list.key()].as_array().unwrap().iter().cloned();
    items
        .filter(|it| {
            it["Arn"]
                .as_str()
                .is_some_and(|arn| arn.starts_with(&prefix))
        })
        .map(|mut item| {
            normalize(&mut item);
            (item["Arn"].as_str().unwrap().to_owned(), item)
        })
        .collect()
}

#[test]
fn what_was_written_is_read_as_the_same() {
    let details = read_text(&fixture("awkward-account.json")).unwrap();
    for account in &details.accounts {
        let first = written(&details, account);
        let again = read_text(&first).unwrap();
        let lost = again.unreadable.iter().filter(|it| it.lost != Lost::Part);
        assert_eq!(lost.collect::<Vec<_>>(), Vec::<&Unreadable>::new());
        assert_eq!(written(&again, &again.accounts[0]), first);
    }
}

#[test]
fn a_real_account_comes_out_as_it_went_in() {
    let Some(mut file) = real_account() else {
        return;
    };
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    let original: Value = serde_json::from_str(&text).unwrap();
    let details = read_text(&text).unwrap();
    for account in &details.accounts {
        let after: Value = serde_json::from_str(&written(&details, account)).unwrap();
        for list in List::ALL {
            let before = normal_items(&original, list, account.account_id.as_str());
            let after = normal_items(&after, list, account.account_id.as_str());
            assert_eq!(
                before.keys().collect::<Vec<_>>(),
                after.keys().collect::<Vec<_>>()
            );
            for (arn, item) in before {
                assert_eq!(item, after[&arn], "{arn}");
            }
        }
    }
}

/// The real account beside the checkout, when it is there.
fn real_account() -> Option<std::fs::File> {
    let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let file = format!("{workspace}/../shared/data/account-authorization-details.json");
    let file = std::fs::File::open(file).ok();
    if file.is_none() {
        eprintln!("skipped: the real account is not here");
    }
    file
}

#[test]
fn a_real_account_is_taken_whole() {
    let Some(file) = real_account() else { return };
    let details = read(file, &mut counter()).unwrap();
    let sum = |count: fn(&Directory) -> usize| {
        details
            .accounts
            .iter()
            .map(|account| count(&account.directory))
            .sum::<usize>()
    };
    assert_eq!(sum(|it| it.users().len()), 44);
    assert_eq!(sum(|it| it.groups().len()), 5);
    assert_eq!(sum(|it| it.roles().len()), 78);
    assert_eq!(
        sum(|it| it.policies().len()) + details.aws_managed.len(),
        84
    );
    assert_eq!(details.accounts.len(), 2);
    assert!(details.unreadable.iter().all(|it| it.lost != Lost::Entity));
}

proptest! {
    #[test]
    fn any_cut_is_told_and_nothing_panics(cut in 0_usize..6000, byte: u8) {
        let mut text = fixture("awkward-account.json").into_bytes();
        let cut = cut.min(text.len() - 2);
        prop_assert!(read(&text[..cut], &mut counter()).is_err());
        text[cut] = byte;
        let _ = read(text.as_slice(), &mut counter());
    }

    #[test]
    fn documents_keep_their_value(indent in 0_usize..12, text in "[ -~é\n\"\\\\{}%+]{0,40}") {
        let value = serde_json::json!({ "Version": text, "Statement": [{ "Sid": text }] });
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        let indented = pretty.replace('\n', &format!("\n{}", " ".repeat(indent)));
        let encoded = percent_encoding::utf8_percent_encode(
            &pretty,
            percent_encoding::NON_ALPHANUMERIC,
        );
        for written in [
            indented,
            serde_json::to_string(&pretty).unwrap(),
            serde_json::to_string(&encoded.to_string()).unwrap(),
        ] {
            let raw = serde_json::value::RawValue::from_string(written).unwrap();
            let document = document::read(&raw).unwrap();
            prop_assert_eq!(document.text(), &pretty);
        }
    }
}
