use std::fs;

use crate::tests::{alice, made};

#[test]
fn every_check_is_named_and_says_what_it_found() {
    let mut made = made();
    alice(&mut made.vault);
    let report = made.vault.check();
    let names: Vec<&str> = report.checks.iter().map(|check| check.name).collect();
    assert_eq!(
        names,
        [
            "envelope",
            "files",
            "surroundings",
            "database-length",
            "database-pages",
            "database-structure",
            "database-references",
            "head",
            "entities",
            "secrets",
            "secret-bodies",
            "journal",
            "journal-bodies"
        ]
    );
    assert!(report.passed(), "{report:?}");
    let entities = report.checks.iter().find(|check| check.name == "entities");
    assert_eq!(entities.unwrap().found, "2 rows, as last written");
}

fn failing(report: &crate::CheckReport) -> Vec<&'static str> {
    report
        .checks
        .iter()
        .filter(|check| !check.passed)
        .map(|check| check.name)
        .collect()
}

#[test]
fn a_write_ahead_log_is_a_fault() {
    let mut made = made();
    let database = made.vault.connection().path().unwrap().to_owned();
    fs::write(format!("{database}-wal"), b"").unwrap();
    assert_eq!(failing(&made.vault.check()), ["files"]);
}

#[cfg(unix)]
#[test]
fn rights_that_let_others_in_are_a_fault() {
    use std::os::unix::fs::PermissionsExt;

    let mut made = made();
    let set = |mode| fs::set_permissions(&made.path, fs::Permissions::from_mode(mode)).unwrap();
    set(0o755);
    assert_eq!(failing(&made.vault.check()), ["files"]);
    set(0o700);
    assert!(made.vault.check().passed());
}

#[test]
fn a_missing_envelope_is_a_fault_of_its_own() {
    let mut made = made();
    fs::remove_file(made.path.join("keyslots.json")).unwrap();
    assert_eq!(failing(&made.vault.check()), ["envelope"]);
}
