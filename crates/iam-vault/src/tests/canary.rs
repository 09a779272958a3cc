//! Nothing that is in the vault can be read in its folder.

use std::fs;
use std::path::Path;

use super::{PASSWORD, SECRET_KEY, alice, create_user, made, now, record, reveal, secret, unlock};
use crate::{KdfParameters, SecretKind};

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_secret_and_no_name_stands_in_the_folder_in_plain_text() {
    let mut made = made();
    let vault = &mut made.vault;
    alice(vault);
    assert!(reveal(vault, 11, SecretKind::SecretAccessKey).is_some());
    for number in 50..80 {
        let user = create_user(number, &format!("somebody{number}"));
        record(vault, "Create user", vec![user], &[]);
    }
    vault
        .change_password(
            &secret(PASSWORD),
            &secret("another battery"),
            KdfParameters::weak_for_tests(),
            &mut super::Counting::from(3),
            "admin",
            now(),
        )
        .unwrap();
    let raw = *vault.key().bytes();
    let derived = vault.key().derive_database_key().well_formed().unwrap()[2..66].to_vec();
    let printed = made.recovery.to_printable().expose().clone();
    let canaries: Vec<Vec<u8>> = vec![
        SECRET_KEY.into(),
        PASSWORD.into(),
        "another battery".into(),
        "alice".into(),
        "somebody5".into(),
        "111122223333".into(),
        "SQLite format".into(),
        raw.to_vec(),
        crate::hex::text(&raw).into(),
        derived,
        printed.replace('-', "").into(),
        printed.into(),
    ];
    let found = files(&made.path);
    assert!(found.len() >= 2);
    for path in found {
        let bytes = fs::read(&path).unwrap();
        for canary in &canaries {
            let is_there = bytes.windows(canary.len()).any(|window| window == canary);
            assert!(
                !is_there,
                "{}: {}",
                path.display(),
                String::from_utf8_lossy(canary)
            );
        }
    }
}

#[test]
fn debug_shows_neither_key_nor_secret() {
    let mut made = made();
    alice(&mut made.vault);
    let revealed = made
        .vault
        .reveal(
            super::id(11),
            SecretKind::SecretAccessKey,
            "reveal",
            "admin",
            now(),
        )
        .unwrap();
    assert_eq!(format!("{revealed:?}"), "Secret(…)");
    let shown = format!("{:?} {:?}", made.vault, unlock(&made.path).lock().unwrap());
    assert!(
        !shown.contains("alice") && !shown.contains("wrapped"),
        "{shown}"
    );
}
