//! `cargo deny`: licences, banned crates and sources as `deny.toml` says, and advisories where
//! their database can be had.

use std::process::Stdio;

use crate::report::Outcome;
use crate::tool::{cargo, must, program, target, version};

/// The version whose configuration `deny.toml` is.
const VERSION: &str = "0.20.2";

/// Gets the tool when it is missing, then checks.
pub(crate) fn check() -> Result<Outcome, String> {
    let tool = tool()?;
    let workspace = |arguments: &[&str]| {
        let mut deny = program(&tool);
        deny.arg("--workspace").args(arguments);
        deny
    };
    must(&mut workspace(&["check", "licenses", "sources"]))?;
    // The journeys speak HTTP with the driver of the window; nobody is sent them.
    let shipped = ["--exclude", "bailiwick-journeys", "--exclude-dev"];
    must(workspace(&shipped).args(["check", "bans"]))?;
    let fetched = program(&tool)
        .args(["fetch", "db"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !fetched {
        println!("the advisories were not checked: their database cannot be fetched from here");
        return Ok(Outcome::PassedWithout(
            "the advisories (no way to their database)",
        ));
    }
    must(&mut workspace(&["check", "--disable-fetch", "advisories"]))?;
    Ok(Outcome::Passed)
}

/// The tool at the version we want: the one that is installed, or our own.
fn tool() -> Result<String, String> {
    let works = |path: &str| {
        version(path).is_some_and(|said| said.split_whitespace().nth(1) == Some(VERSION))
    };
    if works("cargo-deny") {
        return Ok("cargo-deny".to_owned());
    }
    let tools = target().join("tools");
    let name = format!("cargo-deny{}", std::env::consts::EXE_SUFFIX);
    let ours = tools.join("bin").join(name).display().to_string();
    if !works(&ours) {
        println!("Installing cargo-deny {VERSION} into {}", tools.display());
        let build = tools.join("build");
        // Unoptimised it is built in a fraction of the time and still checks in seconds.
        must(
            cargo()
                .args(["install", "--locked", "--debug", "--force", "cargo-deny"])
                .args(["--version", VERSION, "--root"])
                .arg(&tools)
                .arg("--target-dir")
                .arg(&build),
        )?;
        // What it was made from is large and not needed again.
        let _ = std::fs::remove_dir_all(build);
    }
    Ok(ours)
}
