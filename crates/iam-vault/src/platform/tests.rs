use super::*;

#[test]
fn replacing_leaves_the_new_bytes_and_nothing_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyslots.json");
    replace(&path, b"old").unwrap();
    replace(&path, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    fs::write(&path, [0; 100]).unwrap();
    assert_eq!(read_at_most(&path, 99).unwrap(), None);
    assert_eq!(
        read_at_most(&path, 100).unwrap().map(|b| b.len()),
        Some(100)
    );
}

#[cfg(unix)]
#[test]
fn rights_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("made");
    make_private_folder(&made).unwrap();
    replace(&made.join("file"), b"").unwrap();
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(rights(&made), 0o700);
    assert_eq!(rights(&made.join("file")), 0o600);
    assert!(make_private_file(&made.join("file")).is_err());
}

#[cfg(unix)]
#[test]
fn links_folders_and_pipes_are_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link, pipe) = (
        folder.path().join("real"),
        folder.path().join("link"),
        folder.path().join("pipe"),
    );
    fs::write(&real, b"x").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(open_regular(&real).is_ok());
    assert!(open_regular(&link).is_err());
    assert!(open_regular(folder.path()).is_err());
    if made.is_ok_and(|status| status.success()) {
        assert!(open_regular(&pipe).is_err());
    }
}
