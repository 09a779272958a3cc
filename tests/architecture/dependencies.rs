//! The table of crates, and the crates from outside that have one home.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::packages;

/// Who may depend on whom. A crate's own tests may use more.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("iam-names", &[]),
    ("iam-policy", &["iam-names"]),
    ("iam-catalog", &["iam-names"]),
    ("iam-directory", &["iam-names", "iam-policy"]),
    (
        "iam-access",
        &["iam-names", "iam-policy", "iam-catalog", "iam-directory"],
    ),
    ("iam-vault", &["iam-names", "iam-directory"]),
    (
        "iam-exchange",
        &["iam-names", "iam-policy", "iam-directory", "iam-access"],
    ),
    (
        "bailiwick-app",
        &[
            "iam-names",
            "iam-policy",
            "iam-catalog",
            "iam-directory",
            "iam-access",
            "iam-vault",
            "iam-exchange",
        ],
    ),
    ("bailiwick-cli", &["bailiwick-app"]),
    ("bailiwick-desktop", &["bailiwick-app"]),
    ("bailiwick-tests", &[]),
    ("bailiwick-journeys", &[]),
    ("xtask", &[]),
];

/// Crates from outside that only one of ours may know.
const ONLY_HOME: &[(&str, &str)] = &[
    ("rusqlite", "iam-vault"),
    ("libsqlite3-sys", "iam-vault"),
    ("argon2", "iam-vault"),
    ("chacha20poly1305", "iam-vault"),
    ("rayon", "iam-access"),
    ("tauri", "bailiwick-desktop"),
    ("tauri-build", "bailiwick-desktop"),
    ("tauri-plugin-dialog", "bailiwick-desktop"),
    ("arboard", "bailiwick-desktop"),
    ("keyring-core", "bailiwick-desktop"),
    ("dbus", "bailiwick-desktop"),
    ("clap", "bailiwick-cli"),
    ("fantoccini", "bailiwick-journeys"),
];

/// Outside crates of those that compute and do nothing else: whoever brings randomness, a clock, a
/// socket or a runtime here has not read ARCHITECTURE.md.
const NEVER_IN_PURE: &[&str] = &[
    "getrandom",
    "rand",
    "fastrand",
    "uuid",
    "time",
    "chrono",
    "jiff",
    "tokio",
    "tracing",
    "log",
];

const PURE: &[&str] = &[
    "iam-names",
    "iam-policy",
    "iam-catalog",
    "iam-directory",
    "iam-access",
];

/// A package's dependencies, without those of its tests.
fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|dependency| dependency["kind"] != "dev")
}

fn name(value: &Value) -> &str {
    value["name"].as_str().unwrap()
}

#[test]
fn every_crate_depends_only_on_what_the_table_allows() {
    let table: BTreeMap<&str, BTreeSet<&str>> = MAY_DEPEND_ON
        .iter()
        .map(|(of, on)| (*of, on.iter().copied().collect()))
        .collect();
    for package in packages() {
        let allowed = table
            .get(name(package))
            .unwrap_or_else(|| panic!("`{}` has no row in the table", name(package)));
        for dependency in dependencies(package).filter(|dependency| dependency["path"].is_string())
        {
            assert!(
                allowed.contains(name(dependency)),
                "`{}` must not depend on `{}`",
                name(package),
                name(dependency)
            );
        }
    }
}

#[test]
fn what_has_one_home_is_known_there_only() {
    for package in packages() {
        for dependency in dependencies(package) {
            if let Some((_, home)) = ONLY_HOME
                .iter()
                .find(|(outside, _)| *outside == name(dependency))
            {
                assert_eq!(
                    name(package),
                    *home,
                    "`{}` is only for `{home}`",
                    name(dependency)
                );
            }
        }
    }
}

#[test]
fn what_computes_brings_no_clock_no_randomness_and_no_runtime() {
    for package in packages()
        .iter()
        .filter(|package| PURE.contains(&name(package)))
    {
        for dependency in dependencies(package) {
            assert!(
                !NEVER_IN_PURE.contains(&name(dependency)),
                "`{}` must not depend on `{}`",
                name(package),
                name(dependency)
            );
        }
    }
}

/// A key derivation that takes a millisecond, and stand-ins for the system's dialogs, are for tests.
#[test]
fn what_is_for_tests_alone_is_in_no_program() {
    let mut seen = 0;
    for package in packages() {
        for dependency in dependencies(package) {
            let features = dependency["features"].as_array().unwrap();
            assert!(
                !features.iter().any(|feature| feature == "weak-kdf"),
                "`{}` ships `{}` with a weak key derivation",
                name(package),
                name(dependency)
            );
        }
        let features = package["features"].as_object().unwrap();
        seen += usize::from(features.contains_key("weak-kdf"));
        seen += usize::from(features.contains_key("automation"));
        for (feature, brings) in features {
            let leaks = brings.as_array().unwrap().iter().any(|brought| {
                let brought = brought.as_str().unwrap();
                brought.ends_with("weak-kdf") || brought == "automation"
            });
            let for_tests = feature == "weak-kdf" || feature == "automation";
            assert!(
                !leaks || for_tests,
                "`{feature}` of `{}` switches on what is for tests alone",
                name(package)
            );
        }
    }
    assert_eq!(seen, 2, "one of the features has another name now");
}
