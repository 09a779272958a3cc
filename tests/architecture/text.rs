//! What no file of this repository may hold, and how every Rust file begins.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::root;

/// Every file that git keeps, with its text; what is not text is left out.
pub(crate) fn tracked() -> Vec<(String, String)> {
    let said = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git");
    let names = String::from_utf8(said.stdout).unwrap();
    let texts: Vec<(String, String)> = names
        .split_terminator('\0')
        .filter_map(|name| Some((name.to_owned(), fs::read_to_string(root().join(name)).ok()?)))
        .collect();
    assert!(texts.len() > 100, "git listed {} files", texts.len());
    texts
}

/// Where a text holds `needle`, as `file:line`.
fn places<'a>(
    texts: &'a [(String, String)],
    needle: &'a str,
) -> impl Iterator<Item = (String, &'a str)> {
    texts.iter().flat_map(move |(name, text)| {
        text.match_indices(needle).map(move |(at, _)| {
            let line = text[..at].matches('\n').count() + 1;
            (format!("{name}:{line}"), &text[at..])
        })
    })
}

/// Packages are named, never the hosts they happen to come from. (`Cargo.lock` names Cargo's own
/// index, as every lock file of Cargo's does.)
#[test]
fn no_registry_is_named() {
    let texts = tracked();
    // In two halves, or this file would find itself.
    for (first, second) in [
        ("registry.npm", "js.org"),
        ("registry.yarn", "pkg.com"),
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("static.crates", ".io"),
        ("index.crates", ".io"),
        ("deb.debian", ".org"),
        ("archive.ubuntu", ".com"),
    ] {
        let host = format!("{first}{second}");
        let found: Vec<String> = places(&texts, &host).map(|(place, _)| place).collect();
        assert!(found.is_empty(), "`{host}` stands in {found:?}");
    }
}

/// A path of the machine that a file was written on works on no other.
#[test]
fn no_path_of_a_machine_is_named() {
    let texts = tracked();
    for folder in ["work", "root"] {
        let path = format!("/{folder}/");
        for (place, _) in places(&texts, &path) {
            // Inside a longer path or address it is somebody's folder, not a machine's.
            let (name, line) = place.rsplit_once(':').unwrap();
            let text = &texts.iter().find(|(file, _)| file == name).unwrap().1;
            let line = text
                .lines()
                .nth(line.parse::<usize>().unwrap() - 1)
                .unwrap();
            let bare = line.match_indices(&path).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && !"._-/*}>:".contains(c))
            });
            assert!(!bare, "{place} names a path of some machine: {line}");
        }
    }
}

/// AWS's documentation has keys for examples; anything else that looks like one might be one.
#[test]
fn no_access_key_but_the_documented_examples() {
    let texts = tracked();
    for (place, text) in places(&texts, concat!("AK", "IA")) {
        let key: String = text
            .chars()
            .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            .collect();
        assert!(
            key.len() < 16 || key.ends_with("EXAMPLE"),
            "{place}: `{key}` is not one of AWS's documented examples"
        );
    }
}

/// Each file says first what lives in it. A module's `tests.rs` speaks for itself.
#[test]
fn every_rust_file_opens_with_what_lives_there() {
    for (name, text) in tracked() {
        let is_rust = Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "rs");
        if is_rust && !name.ends_with("/tests.rs") {
            assert!(text.starts_with("//! "), "{name} does not open with `//!`");
        }
    }
}

/// With SQLCipher, one flipped bit in a write-ahead log lost committed rows without an error.
#[test]
fn the_vault_keeps_no_write_ahead_log() {
    let mut settings = 0;
    for (name, text) in tracked() {
        if !name.starts_with("crates/iam-vault/src/") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let line = line.to_ascii_lowercase();
            if line.contains("journal_mode") && !line.trim_start().starts_with("//") {
                settings += 1;
                let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).collect();
                assert!(!words.contains(&"wal"), "{name}:{}", number + 1);
                assert!(words.contains(&"delete"), "{name}:{}", number + 1);
            }
        }
    }
    assert!(settings > 0, "nothing in iam-vault sets the journal's mode");
}
