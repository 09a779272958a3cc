use super::*;
use crate::tests::made;

#[test]
fn synced_folders_are_recognised_by_name_and_by_mark() {
    for (path, service) in [
        ("/home/ana/Dropbox/team.bailiwick", Some("Dropbox")),
        (
            "/home/ana/OneDrive - Acme GmbH/Keys/team.bailiwick",
            Some("OneDrive"),
        ),
        (
            "/Users/ana/Library/Mobile Documents/x/team.bailiwick",
            Some("iCloud Drive"),
        ),
        ("/home/ana/Nextcloud/team.bailiwick", Some("Nextcloud")),
        ("/home/ana/Documents/team.bailiwick", None),
        ("/home/ana/Documents/dropbox.bailiwick", None),
        ("/home/ana/dropboxes/team.bailiwick", None),
    ] {
        assert_eq!(synced_by(Path::new(path)), service, "{path}");
    }
    let made = made();
    assert_eq!(synced_by(&made.path), None);
    fs::create_dir(made.path.parent().unwrap().join(".stfolder")).unwrap();
    assert_eq!(synced_by(&made.path), Some("Syncthing"));
}

#[test]
fn conflict_copies_of_the_envelope_and_the_database_are_named() {
    let database = "vault-0011223344556677.db";
    for (name, is) in [
        ("keyslots.json", false),
        (database, false),
        ("window.json", false),
        ("attempts.lock", false),
        ("notes.db", false),
        ("keyslots (Ana's conflicted copy 2026-01-02).json", true),
        ("keyslots.sync-conflict-20260102-030405-ABCDEFG.json", true),
        ("keyslots 2.json", true),
        ("keyslots-LAPTOP.json", true),
        ("vault-0011223344556677 (1).db", true),
        (
            "vault-0011223344556677.sync-conflict-20260102-030405-ABCDEFG.db",
            true,
        ),
        ("vault-0011223344556677-LAPTOP.db", true),
        ("vault-8899aabbccddeeff.db", true),
    ] {
        assert_eq!(is_copy(name, database), is, "{name}");
    }
}

#[test]
fn a_conflict_copy_is_told_before_the_password_and_by_the_check() {
    let mut made = made();
    let locked = crate::LockedVault::open(&made.path).unwrap();
    assert_eq!(locked.surroundings(), []);
    fs::write(made.path.join("keyslots (1).json"), b"{}").unwrap();
    let findings = locked.surroundings();
    let file = "keyslots (1).json".to_owned();
    assert_eq!(findings, [FolderFinding::ConflictCopy { file }]);
    assert_eq!(findings[0].code(), "vault-conflict-copy");
    let report = made.vault.check();
    let row = report
        .checks
        .iter()
        .find(|check| check.name == "surroundings")
        .unwrap();
    assert!(
        !row.passed && row.found.contains("keyslots (1).json"),
        "{row:?}"
    );
}
