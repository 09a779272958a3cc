//! What can be seen in the text of the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

/// Every file below a folder with one of some extensions, without what is built or installed.
fn files(below: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![below.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy();
            if path.is_dir() {
                let built = ["target", "node_modules", "dist", "gen", "coverage"];
                if !name.starts_with('.') && !built.contains(&&*name) {
                    folders.push(path);
                }
            } else if path
                .extension()
                .is_some_and(|it| extensions.iter().any(|wanted| it == *wanted))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
        .replace('\\', "/")
}

#[test]
fn only_the_client_talks_to_tauri() {
    let ui = files(&root().join("ui"), &["ts", "tsx", "mjs"]);
    assert!(ui.len() > 10, "the UI was not found");
    let mut clients = 0;
    for path in ui {
        let text = fs::read_to_string(&path).unwrap();
        // A quote right before the name: an import, static or not.
        let imports = ["'@tauri-apps/", "\"@tauri-apps/", "`@tauri-apps/"]
            .iter()
            .any(|quoted| {
                text.match_indices(quoted).any(|(at, _)| {
                    let before = text[..at].trim_end();
                    ["from", "import", "import(", "require("]
                        .iter()
                        .any(|word| before.ends_with(word))
                })
            });
        if shown(&path) == "ui/src/ipc/client.ts" {
            clients += usize::from(imports);
        } else {
            assert!(!imports, "{} imports Tauri", shown(&path));
        }
    }
    assert_eq!(clients, 1, "ui/src/ipc/client.ts no longer imports Tauri");
}

#[test]
fn nothing_of_the_ui_comes_from_elsewhere_or_is_evaluated() {
    for path in files(&root().join("ui/src"), &["ts", "tsx", "css"]) {
        if shown(&path).contains(".test.") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for never in [
            "dangerouslySetInnerHTML",
            "eval(",
            "new Function(",
            "localStorage.setItem('secret",
        ] {
            assert!(!text.contains(never), "{} holds `{never}`", shown(&path));
        }
    }
}

/// A lint is silenced with `expect` and a reason, so that the silence expires and explains itself.
#[test]
fn no_lint_is_silenced_without_a_reason() {
    // Put together here, or this file would find itself.
    let silencers: Vec<String> = ["#[", "#!["]
        .iter()
        .flat_map(|open| ["allow", "expect"].map(|word| format!("{open}{word}(")))
        .collect();
    for path in files(&root(), &["rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        for silencer in &silencers {
            for (at, _) in text.match_indices(silencer.as_str()) {
                let before = &text[..at];
                let comment = before
                    .rsplit('\n')
                    .next()
                    .unwrap()
                    .trim_start()
                    .starts_with("//");
                let attribute = text[at..].split(']').next().unwrap();
                let line = before.lines().count();
                assert!(
                    comment || attribute.contains("reason ="),
                    "{}:{line}: a silenced lint without a reason",
                    shown(&path)
                );
            }
        }
    }
}

/// Clippy reads one file per crate, so the purity rules stand in five files: they must be one.
#[test]
fn the_purity_rules_are_the_same_everywhere() {
    let read = |name: &str| {
        let path = root().join("crates").join(name).join("clippy.toml");
        fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", shown(&path)))
    };
    // iam-access may use threads by way of rayon, which no rule of these forbids.
    let first = read("iam-names");
    assert!(first.contains("std::time::SystemTime::now") && first.contains("std::fs::File"));
    for name in ["iam-policy", "iam-catalog", "iam-directory", "iam-access"] {
        assert_eq!(read(name), first, "crates/{name}/clippy.toml");
    }
    let workspace = fs::read_to_string(root().join("clippy.toml")).unwrap();
    for line in workspace
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        assert!(
            first.contains(line),
            "the workspace's `{line}` is missing in the crates'"
        );
    }
}

/// The window's policy: nothing inline, nothing remote, nothing evaluated.
#[test]
fn the_content_security_policy_is_the_one_that_was_measured() {
    let text = fs::read_to_string(root().join("tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&text).unwrap();
    let security = &config["app"]["security"];
    let policy: BTreeMap<&str, &str> = security["csp"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(directive, sources)| (directive.as_str(), sources.as_str().unwrap()))
        .collect();
    assert!(
        policy
            .values()
            .all(|sources| !sources.contains("unsafe-") && !sources.contains('*'))
    );
    let measured = [
        ("base-uri", "'none'"),
        ("connect-src", "ipc: http://ipc.localhost"),
        ("default-src", "'none'"),
        ("font-src", "'self'"),
        ("form-action", "'none'"),
        ("frame-src", "'none'"),
        ("img-src", "'self'"),
        ("object-src", "'none'"),
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("worker-src", "'self'"),
    ];
    assert_eq!(policy, BTreeMap::from(measured));
    assert_eq!(security["dangerousDisableAssetCspModification"], false);
    assert_eq!(config["app"]["withGlobalTauri"], false);
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for never in [
        "\"dynamic-acl\"",
        "\"devtools\"",
        "\"protocol-asset\"",
        "\"webview-data-url\"",
    ] {
        assert!(!manifest.contains(never), "{never} is switched on");
    }
}
