//! `cargo deny`: licences, sources and banned crates (`deny.toml`), and advisories where their
//! database can be had.

use std::path::PathBuf;
use std::process::Stdio;

use crate::tool::{cargo, must, program, target};

/// The version whose configuration `deny.toml` is.
const VERSION: &str = "0.20";

/// Gets the tool when it is missing, then checks.
pub(crate) fn check() -> Result<(), String> {
    let tool = tool()?;
    must(program(&tool).args(["--all-features", "check", "licenses", "bans", "sources"]))?;
    let fetched = program(&tool)
        .args(["fetch", "db"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if fetched {
        must(program(&tool).args(["--all-features", "check", "--disable-fetch", "advisories"]))
    } else {
        println!("advisories were not checked: their database can not be had from here");
        Ok(())
    }
}

/// Whether the tool is here or can be made.
fn tool() -> Result<String, String> {
    let works = |path: &str| {
        program(path)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    if works("cargo-deny") {
        return Ok("cargo-deny".to_owned());
    }
    let tools: PathBuf = target().join("tools");
    let ours = tools.join("bin").join("cargo-deny").display().to_string();
    if !works(&ours) {
        let (root, build) = (tools.display().to_string(), tools.join("build"));
        must(
            cargo()
                .args(["install", "cargo-deny", "--locked", "--debug", "--quiet"])
                .args(["--version", VERSION, "--root", &root])
                .arg("--target-dir")
                .arg(build),
        )?;
        // What it was made from is not needed again, and is large.
        let _ = std::fs::remove_dir_all(tools.join("build"));
    }
    Ok(ours)
}
