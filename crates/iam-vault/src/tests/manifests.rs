//! What the manifests of the workspace promise about this crate.

use std::fs;
use std::path::Path;

/// A shipped program must not know the tests' key derivation.
#[test]
fn only_tests_may_use_the_weak_derivation() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut manifests = vec![
        workspace.join("Cargo.toml"),
        workspace.join("tests/Cargo.toml"),
    ];
    for entry in fs::read_dir(workspace.join("crates")).unwrap() {
        manifests.push(entry.unwrap().path().join("Cargo.toml"));
    }
    for manifest in manifests {
        let text = fs::read_to_string(&manifest).unwrap();
        let mut section = "";
        for line in text.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let is_named = line.contains("weak-kdf") && !line.trim_start().starts_with('#');
            let is_declared = section == "[features]" && line.starts_with("weak-kdf = []");
            assert!(
                !is_named || is_declared || section.starts_with("[dev-dependencies"),
                "{}: `{line}` under {section}",
                manifest.display()
            );
        }
    }
}
