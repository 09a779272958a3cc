//! The contract, the registered commands and the permitted ones are the same list.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::REGISTERED;

fn source(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src-tauri")
        .join(path);
    fs::read_to_string(file).unwrap()
}

#[test]
fn every_command_of_the_contract_is_registered_and_no_other() {
    let declared: BTreeSet<&str> = bailiwick_app::contract::COMMANDS.iter().copied().collect();
    let registered: BTreeSet<&str> = REGISTERED.iter().map(|(_, name)| *name).collect();
    assert_eq!(registered, declared);
    assert_eq!(
        REGISTERED.len(),
        registered.len(),
        "a command is registered twice"
    );
}

#[test]
fn every_feature_permits_its_own_commands_and_no_other() {
    let features: BTreeSet<&str> = REGISTERED.iter().map(|(feature, _)| *feature).collect();
    for feature in &features {
        let registered: BTreeSet<&str> = REGISTERED
            .iter()
            .filter(|(of, _)| of == feature)
            .map(|(_, name)| *name)
            .collect();
        let file = source(&format!("permissions/{feature}.toml"));
        let permitted: BTreeSet<&str> = file
            .lines()
            .filter_map(|line| line.strip_prefix("    \"")?.strip_suffix("\","))
            .collect();
        assert_eq!(permitted, registered, "permissions/{feature}.toml");
    }
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/permissions");
    for file in fs::read_dir(files).unwrap() {
        let path = file.unwrap().path();
        let feature = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            features.contains(feature),
            "permissions/{feature}.toml permits no command"
        );
    }
}

#[test]
fn the_window_is_granted_our_features_and_listening_and_nothing_else() {
    let capability: serde_json::Value =
        serde_json::from_str(&source("capabilities/main.json")).unwrap();
    let granted: BTreeSet<&str> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p.as_str().unwrap())
        .collect();
    let mut expected: BTreeSet<&str> = REGISTERED.iter().map(|(feature, _)| *feature).collect();
    expected.extend(["core:event:allow-listen", "core:event:allow-unlisten"]);
    assert_eq!(granted, expected);
    assert_eq!(capability["local"], true);
    assert!(
        capability.get("remote").is_none(),
        "no remote origin may call"
    );
}
