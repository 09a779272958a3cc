use std::fs;
use std::path::Path;

use super::*;
use crate::KdfParameters;
use crate::tests::{Counting, PASSWORD, create_user, made, now, record, secret, unlock};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn a_folder_put_back_to_an_earlier_day_is_noticed_by_its_anchor() {
    let mut made = made();
    let elsewhere = tempfile::tempdir().unwrap();
    copy(&made.path, elsewhere.path());
    record(
        &mut made.vault,
        "Create",
        vec![create_user(10, "alice")],
        &[],
    );
    record(&mut made.vault, "Create", vec![create_user(11, "bob")], &[]);
    let anchor = made.vault.anchor();
    assert_eq!(
        made.vault.standing(&anchor),
        Ok(Standing::Later { entries: 0 })
    );
    // Through text, as it is kept.
    let text = serde_json::to_string(&anchor).unwrap();
    let anchor: Anchor = serde_json::from_str(&text).unwrap();

    drop(made.vault);
    copy(elsewhere.path(), &made.path);
    let mut vault = unlock(&made.path);
    assert!(vault.check().passed(), "an older folder is a valid vault");
    assert_eq!(
        vault.standing(&anchor),
        Ok(Standing::Earlier { missing: 2 })
    );

    // Worked on until it is as long: the chain is another one all the same.
    for number in 20..23 {
        let user = create_user(number, &format!("user{number}"));
        record(&mut vault, "Create", vec![user], &[]);
    }
    assert_eq!(
        vault.standing(&anchor),
        Ok(Standing::Forked { at: anchor.seq })
    );
}

#[test]
fn the_same_vault_goes_on_through_a_rotation_and_another_one_is_foreign() {
    let mut made = made();
    let anchor = made.vault.anchor();
    made.vault
        .rotate_key(
            &secret(PASSWORD),
            KdfParameters::weak_for_tests(),
            &mut Counting::from(70),
            "admin",
            now(),
        )
        .unwrap();
    assert_eq!(
        made.vault.standing(&anchor),
        Ok(Standing::Later { entries: 1 })
    );
    let other = Anchor {
        vault: Hex([1; 16]),
        ..anchor
    };
    assert_eq!(made.vault.standing(&other), Ok(Standing::Foreign));
}
