//! Slots, rotation, backups and restore, as a script does them.

use std::fs;

use crate::support::{PASSWORD, Vault, run_in};

#[test]
fn a_key_file_opens_the_vault_and_can_be_taken_away() {
    let vault = Vault::local();
    let key = vault.beside("stick.bailiwick-key");
    let key = key.to_str().unwrap();
    let added = vault
        .keep("slots", &["--add-key-file", key, "--json"])
        .json();
    let slot = &added["slots"][2];
    assert_eq!(
        (&slot["kind"], &slot["label"]),
        (&"key_file".into(), &"stick".into())
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // Never written over: another vault's key file may lie there.
    vault
        .keep("slots", &["--add-key-file", key])
        .refused(1, "file-not-written");

    let folder = vault.folder.to_str().unwrap();
    let list = ["user", "list", "--vault", folder, "--key-file"];
    let with = |file: &str| run_in(vault.scratch.path(), &[&list[..], &[file]].concat(), b"");
    with(key).ok();
    with(vault.password_file.to_str().unwrap()).refused(1, "vault-not-a-key");
    let id = slot["id"].as_str().unwrap();
    vault.keep("slots", &["--remove", id]).ok();
    with(key).refused(1, "vault-no-slot");
    vault
        .keep("slots", &["--remove", id])
        .refused(1, "vault-no-such-slot");
    let password = added["slots"][0]["id"].as_str().unwrap();
    vault
        .keep("slots", &["--remove", password])
        .refused(1, "vault-password-stays");
}

#[test]
fn a_rotated_vault_opens_with_the_password_and_the_new_recovery_key_only() {
    let vault = Vault::local();
    vault.run(&["user", "create", "alice", "--access-key"]).ok();
    let old = fs::read(vault.folder.join("keyslots.json")).unwrap();
    let key = vault.beside("stick.key");
    vault
        .keep("slots", &["--add-key-file", key.to_str().unwrap()])
        .ok();
    let rotated = vault.keep("rotate", &["--json"]).json();
    assert_eq!(
        rotated["recovery_key"].as_str().unwrap().split('-').count(),
        8
    );
    assert_eq!(
        rotated["dropped"],
        serde_json::json!(["the key file stick"])
    );
    vault.keep("check", &[]).ok();
    let export = [
        "export",
        "credentials",
        "--user",
        "alice",
        "--format",
        "aws-cli",
    ];
    assert!(vault.run(&export).ok().contains("LKIA"));
    // The envelope of before names a file that is gone.
    fs::write(vault.folder.join("keyslots.json"), old).unwrap();
    vault
        .run(&["user", "list"])
        .refused(1, "vault-database-missing");
}

#[test]
fn a_backup_is_listed_looked_into_and_restored_beside() {
    let vault = Vault::local();
    vault.run(&["user", "create", "alice"]).ok();
    let away = vault.beside("away.bailiwick-backup");
    let away = away.to_str().unwrap();
    vault.keep("backup", &["--to", away]).ok();
    vault
        .keep("backup", &["--to", away])
        .refused(1, "vault-exists");
    vault.keep("backup", &[]).ok();
    vault.run(&["user", "create", "bob"]).ok();
    let listed = vault.keep("backups", &["--json"]).json();
    let rows = listed["backups"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    // The entry about the backup itself, and bob.
    assert_eq!(rows[0]["entries_since"], 2);

    let preview = [
        "vault",
        "restore",
        away,
        "--preview",
        "--json",
        "--password-file",
        "-",
    ];
    let seen = run_in(vault.scratch.path(), &preview, PASSWORD.as_bytes()).json();
    assert_eq!(seen["accounts"][0]["users"], 1);
    run_in(vault.scratch.path(), &preview, b"no").refused(1, "vault-wrong-password");
    let restore = ["vault", "restore", away, "--to", "back.bailiwick"];
    run_in(vault.scratch.path(), &restore, b"").ok();
    run_in(vault.scratch.path(), &restore, b"").refused(1, "vault-exists");
    let list = [
        "user",
        "list",
        "--vault",
        "back.bailiwick",
        "--json",
        "--password-file",
        "-",
    ];
    let users = run_in(vault.scratch.path(), &list, PASSWORD.as_bytes()).json();
    assert_eq!(users["users"].as_array().unwrap().len(), 1);
    let nothing = ["vault", "restore", away];
    run_in(vault.scratch.path(), &nothing, b"").refused(64, "usage");
}

#[test]
fn guesses_are_slowed_down_across_runs() {
    let vault = Vault::local();
    let folder = vault.folder.to_str().unwrap();
    let list = ["user", "list", "--vault", folder, "--password-file", "-"];
    let guess = || run_in(vault.scratch.path(), &list, b"no");
    let mut codes: Vec<String> = Vec::new();
    for _ in 0..8 {
        let said = guess().err;
        codes.push(said.split(']').next().unwrap_or_default().to_owned());
    }
    assert!(
        codes[..5]
            .iter()
            .all(|code| code == "error[vault-wrong-password"),
        "{codes:?}"
    );
    assert!(
        codes.iter().any(|code| code == "error[vault-throttled"),
        "{codes:?}"
    );
}
