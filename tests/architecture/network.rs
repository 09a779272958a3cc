//! The desktop application opens no Internet socket: nothing that speaks HTTP is compiled into it,
//! on any of its targets. (`http`, the types alone, comes with Tauri and is harmless; `reqwest` and
//! `hyper` come with Tauri for phones only.)

use std::collections::{BTreeMap, BTreeSet};

use crate::metadata;

const TARGETS: &[&str] = &[
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
];

const SPEAKS_HTTP: &[&str] = &[
    "reqwest",
    "hyper",
    "hyper-util",
    "h2",
    "h3",
    "ureq",
    "curl",
    "isahc",
    "attohttpc",
    "minreq",
    "tiny_http",
    "warp",
    "axum",
    "actix-web",
    "rouille",
    "tungstenite",
    "tokio-tungstenite",
    "native-tls",
    "rustls",
    "quinn",
];

#[test]
fn the_desktop_application_contains_nothing_that_speaks_http() {
    for target in TARGETS {
        let metadata = metadata(&["--filter-platform", target]);
        let names: BTreeMap<&str, &str> = metadata["packages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|package| {
                (
                    package["id"].as_str().unwrap(),
                    package["name"].as_str().unwrap(),
                )
            })
            .collect();
        // What is compiled in: dependencies of tests and of build scripts do not count.
        let uses: BTreeMap<&str, Vec<&str>> = metadata["resolve"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| {
                let compiled_in = node["deps"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|dependency| {
                        let kinds = dependency["dep_kinds"].as_array().unwrap();
                        kinds.iter().any(|kind| kind["kind"].is_null())
                    })
                    .map(|dependency| dependency["pkg"].as_str().unwrap());
                (node["id"].as_str().unwrap(), compiled_in.collect())
            })
            .collect();
        let (start, _) = names
            .iter()
            .find(|(_, name)| **name == "bailiwick-desktop")
            .expect("the shell");
        let mut reached = BTreeSet::new();
        let mut waiting = vec![(*start, String::new())];
        while let Some((package, path)) = waiting.pop() {
            if !reached.insert(package) {
                continue;
            }
            let path = format!("{path} > {}", names[package]);
            assert!(
                !SPEAKS_HTTP.contains(&names[package]),
                "on {target}: {path}"
            );
            waiting.extend(uses[package].iter().map(|next| (*next, path.clone())));
        }
        assert!(reached.len() > 100, "the graph of {target} was not read");
    }
}
