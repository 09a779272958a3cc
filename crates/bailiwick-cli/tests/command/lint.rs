//! `bailiwick lint`: places, statuses, types.

use std::path::Path;

use crate::support::run_in;

const SOUND: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;

#[test]
fn a_sound_policy_passes() {
    let run = run_in(Path::new("."), &["lint", "-"], SOUND.as_bytes());
    assert_eq!(run.ok(), "-: nothing to say\n");
}

#[test]
fn an_error_has_a_place_a_code_and_a_status() {
    let wrong = SOUND.replace("GetObject", "GetObjct");
    let run = run_in(Path::new("."), &["lint", "-"], wrong.as_bytes());
    assert_eq!(run.status, 2);
    assert_eq!(
        run.out,
        "-:1:64: error[INVALID_ACTION]: there is no action `s3:GetObjct`\n  help: did you mean \
         `s3:GetObject`?\n"
    );
}

#[test]
fn the_type_decides() {
    let run = run_in(
        Path::new("."),
        &["lint", "-", "--type", "trust"],
        SOUND.as_bytes(),
    );
    assert_eq!(run.status, 2);
    assert!(run.out.contains("error[MISSING_PRINCIPAL]"), "{}", run.out);
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let run = run_in(Path::new("."), &["lint", "no-such-file.json"], b"");
    run.refused(1, "file-not-read");
}
