//! What must hold of any envelope and any backup whatever: the fuzz target of `fuzz/` calls this, and
//! the ordinary test calls it with kept inputs and their mutations.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use iam_vault::{LockedVault, backups_in};

/// Folders of this process, made once and written over by every input.
struct Places {
    vault: PathBuf,
    backup: PathBuf,
    _scratch: tempfile::TempDir,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let scratch = tempfile::tempdir().unwrap();
    let vault = scratch.path().join("team.bailiwick");
    fs::create_dir_all(vault.join("backups")).unwrap();
    Places {
        backup: vault.join("backups/auto.bailiwick-backup"),
        vault,
        _scratch: scratch,
    }
});

/// Any bytes as `keyslots.json` and as a backup: they are read or refused, and nothing is derived,
/// allocated or written on their word. A refusal has a code.
pub(crate) fn envelope(bytes: &[u8]) {
    let places = &*PLACES;
    fs::write(places.vault.join("keyslots.json"), bytes).unwrap();
    match LockedVault::open(&places.vault) {
        Ok(locked) => assert!(locked.slots().len() <= 64),
        Err(error) => assert!(error.code().starts_with("vault-"), "{error}"),
    }
    fs::write(&places.backup, bytes).unwrap();
    let listed = backups_in(&places.vault).unwrap();
    assert!(listed.len() <= 1);
    assert_eq!(entries(&places.vault), 2, "reading wrote something");
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}
