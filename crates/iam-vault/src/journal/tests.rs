use iam_directory::{ChangeSet, Operation, PolicyDocument, replay};
use iam_names::MaxSessionDuration;

use crate::tests::{create_user, id, made, now, record, set, unlock};
use crate::{EntryBody, JournalRange, SecretKind};

use super::{AccessedSecret, VaultEvent};

/// What stands in a vault stands there for years: a field may be added and none renamed.
#[test]
fn the_wire_form_is_the_golden_one() {
    let mut made = made();
    record(
        &mut made.vault,
        "Create user alice",
        vec![create_user(10, "alice")],
        &[],
    );
    let body = |seq: i64| -> String {
        let select = "SELECT body FROM journal_body WHERE seq = ?1";
        made.vault
            .connection()
            .query_row(select, [seq], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(body(1), r#"{"v":1,"kind":"VaultEvent","event":"created"}"#);
    assert_eq!(body(3), include_str!("create-user.json").trim_end());
}

#[test]
fn every_kind_of_body_reads_back() {
    let mut made = made();
    let bodies = [
        EntryBody::Access {
            purpose: "export".into(),
            secrets: vec![AccessedSecret {
                credential: id(11),
                kind: SecretKind::TotpSeed,
            }],
        },
        EntryBody::VaultEvent {
            event: VaultEvent::PasswordChanged,
        },
        EntryBody::VaultEvent {
            event: VaultEvent::SecretsPurged { count: 3 },
        },
        EntryBody::VaultEvent {
            event: VaultEvent::BackedUp {
                file: "a.bailiwick-backup".into(),
            },
        },
    ];
    for body in bodies {
        let written = body.clone();
        made.vault
            .write(|writing| writing.append("admin", now(), written).map(drop))
            .unwrap();
        let newest = made.vault.journal(JournalRange::newest(1)).unwrap();
        assert_eq!(newest[0].body, Some(body));
    }
}

#[test]
fn pages_of_the_journal_follow_each_other() {
    let mut made = made();
    for number in 100..110 {
        record(
            &mut made.vault,
            "More",
            vec![create_user(number, &format!("u{number}"))],
            &[],
        );
    }
    let mut before = None;
    let mut seen = Vec::new();
    loop {
        let page = made
            .vault
            .journal(JournalRange { before, most: 5 })
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        seen.extend(page.iter().map(|entry| entry.seq));
    }
    assert_eq!(seen, (1..=12).rev().collect::<Vec<u64>>());
}

/// A policy document as long as `filler`, with what a text can hold.
fn document(filler: &str) -> String {
    format!(r#"{{"Statement":[{{"Sid":"a@0 \"\\","Resource":"{filler}"}}]}}"#)
}

/// A role with a trust policy and an inline policy, as an operation each.
fn role(trust: &str, inline: &str) -> ChangeSet {
    let role = id(30);
    let create = Operation::CreateRole {
        role,
        name: "web".parse().unwrap(),
        path: "/".parse().unwrap(),
        trust_policy: PolicyDocument::new(trust),
        description: "@ home".into(),
        max_session: MaxSessionDuration::default(),
        created: Some(now()),
    };
    let put = Operation::PutInlinePolicy {
        holder: role,
        name: "own".parse().unwrap(),
        document: PolicyDocument::new(inline),
    };
    set("Create role web", vec![create, put])
}

/// The body that recording the set would write.
fn body(set: ChangeSet) -> EntryBody {
    let made = made();
    let images = replay(&made.vault.estate(), &set).unwrap().images;
    EntryBody::Changes {
        set,
        images,
        undoes: None,
        secrets: Vec::new(),
    }
}

#[test]
fn a_long_text_is_written_once_and_read_everywhere() {
    let (trust, inline) = (document(&"t".repeat(300)), document(&"ü".repeat(300)));
    let body = body(role(&trust, &inline));
    let stored = super::wire::write(body.clone());
    assert_eq!(stored, include_str!("create-role.txt").trim_end());
    assert_eq!(super::wire::read(&stored), Some(body));
}

#[test]
fn what_repeats_nothing_long_is_plain_json() {
    let short = document("s");
    let body = body(role(&short, &short));
    let stored = super::wire::write(body.clone());
    let json: serde_json::Value = serde_json::from_str(&stored).unwrap();
    assert_eq!(json["v"], 1);
    assert_eq!(super::wire::read(&stored), Some(body));
}

#[test]
fn a_place_that_is_not_there_is_not_read() {
    let (trust, inline) = (document(&"t".repeat(300)), document(&"i".repeat(300)));
    let text = super::wire::write(body(role(&trust, &inline)));
    assert!(text.contains(":@1"), "{text}");
    for wrong in [":@9", ":@", ":@18446744073709551616", ":\"@1"] {
        assert_eq!(
            super::wire::read(&text.replace(":@1", wrong)),
            None,
            "{wrong}"
        );
    }
    for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        assert_eq!(super::wire::read(&text[..cut]), None, "{cut}");
    }
}

#[test]
fn what_was_written_with_places_is_read_after_unlocking() {
    let mut made = made();
    // White space does not count against AWS's quotas.
    let wide = " ".repeat(300);
    let trust = format!(
        r#"{{{wide}"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"ec2.amazonaws.com"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    let inline = format!(
        r#"{{{wide}"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}]}}"#
    );
    let set = role(&trust, &inline);
    let operations = set.changes.into_iter().map(|change| change.operation);
    let recorded = record(&mut made.vault, "Role", operations.collect(), &[]);
    drop(made.vault);
    let mut vault = unlock(&made.path);
    assert!(vault.check().passed(), "{:?}", vault.check());
    let newest = vault.journal(JournalRange::newest(2)).unwrap();
    let entry = newest.iter().find(|entry| entry.seq == recorded.seq);
    let Some(EntryBody::Changes { images, .. }) = &entry.unwrap().body else {
        panic!("{newest:?}");
    };
    assert_eq!(*images, recorded.images);
}
