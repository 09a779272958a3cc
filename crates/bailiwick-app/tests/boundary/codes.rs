//! The registry of the codes that this crate makes: scripts and screens switch on them, so none is
//! ever renamed. A new one is added here.

use std::collections::BTreeSet;

use bailiwick_app::command_line;
use bailiwick_app::error::Code;

const REGISTRY: &[&str] = &[
    "cancelled",
    "clipboard-not-available",
    "expectations-broken",
    "file-not-read",
    "file-not-written",
    "internal",
    "invalid-field",
    "keychain-not-available",
    "locked",
    "no-randomness",
    "no-secret",
    "no-vault",
    "not-editable",
    "not-expectations",
    "not-found",
    "nothing-to-do",
    "output-lost",
    "password-needed",
    "password-not-given",
    "password-unreadable",
    "passwords-differ",
    "stale-plan",
    "unknown-action",
    "unreachable-password",
    "usage",
    "weak-password",
];

#[test]
fn no_code_is_renamed() {
    let made = Code::ALL.iter().map(|code| code.as_str());
    let all: Vec<&str> = made.chain(command_line::CODES.iter().copied()).collect();
    let distinct: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(distinct.len(), all.len(), "a code is given twice");
    assert_eq!(distinct.into_iter().collect::<Vec<_>>(), REGISTRY);
}
