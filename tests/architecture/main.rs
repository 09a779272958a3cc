//! What ARCHITECTURE.md promises and the compiler does not hold: who may depend on whom, what must
//! never be, and that silence has a reason. Adding a row to a table here is an architectural act.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "the checks read this checkout, and fail by panicking"
)]

mod dependencies;
mod network;
mod operations;
mod promises;
mod source;
mod text;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// The checkout's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// What `cargo metadata` says of the workspace's own packages.
fn packages() -> &'static [Value] {
    static PACKAGES: OnceLock<Vec<Value>> = OnceLock::new();
    PACKAGES.get_or_init(|| {
        metadata(&["--no-deps"])["packages"]
            .as_array()
            .unwrap()
            .clone()
    })
}

/// Asks cargo, which must not touch the lock file.
fn metadata(arguments: &[&str]) -> Value {
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    serde_json::from_slice(&said.stdout).unwrap()
}
