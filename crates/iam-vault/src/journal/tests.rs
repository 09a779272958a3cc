use crate::tests::{create_user, id, made, now, record};
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
