//! `cargo xtask bench-peer [FOLDER] [--seconds N]`: our engine and the strongest open one, on the
//! same suites, in one run on one machine, one thread each.
//!
//! FOLDER holds `small.json` and `large.json` in the form of `bailiwick simulate --suite`;
//! `../shared/bench` is taken when none is named. The peer, `@cloud-copilot/iam-simulate`, is
//! installed below `target/` and only run beside us: nothing of it is linked or kept.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::tool::{cargo, must, program, root, target};

/// The version the figures in the README were measured against.
const PEER: &str = "@cloud-copilot/iam-simulate@0.1.173";
const SCRIPT: &str = include_str!("peer.mjs");

#[derive(Deserialize)]
struct Peer {
    decisions: Vec<String>,
    per_second: f64,
}

/// What the example `rates` of `iam-policy` says.
#[derive(Deserialize)]
struct Ours {
    decisions: Vec<String>,
    decisions_per_second: f64,
    answers_per_second: f64,
    explanations_per_second: f64,
    policy_microseconds: f64,
}

pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let (mut folder, mut seconds) = (root().join("../shared/bench"), 5_u32);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--seconds" => {
                let number = rest.next().and_then(|it| it.parse().ok());
                seconds = number.ok_or("`--seconds` wants a whole number")?;
            }
            path => folder = PathBuf::from(path),
        }
    }
    let suites: Vec<PathBuf> = ["small.json", "large.json"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.is_file())
        .collect();
    if suites.is_empty() {
        let folder = folder.display();
        return Err(format!(
            "there is no `small.json` or `large.json` in `{folder}`"
        ));
    }
    let tools = install()?;
    let build = [
        "build",
        "--release",
        "-q",
        "-p",
        "iam-policy",
        "--example",
        "rates",
    ];
    must(cargo().args(build))?;
    let name = if cfg!(windows) { "rates.exe" } else { "rates" };
    let rates = target().join("release/examples").join(name);
    println!();
    for suite in &suites {
        let seconds = seconds.to_string();
        let peer: Peer = ask(program("node")
            .arg(tools.join("peer.mjs"))
            .arg(&tools)
            .arg(suite)
            .arg(&seconds))?;
        let ours: Ours = ask(program(&rates.display().to_string())
            .arg(suite)
            .arg(&seconds))?;
        report(suite, &peer, &ours);
    }
    Ok(())
}

/// Installs the peer below `target/`, unless it is there.
fn install() -> Result<PathBuf, String> {
    let folder = target().join("tools").join("bench-peer");
    let script = folder.join("peer.mjs");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    std::fs::write(&script, SCRIPT).map_err(|error| error.to_string())?;
    if !folder
        .join("node_modules/@cloud-copilot/iam-simulate")
        .is_dir()
    {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        must(
            program(npm)
                .current_dir(&folder)
                .args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    "--prefix",
                    ".",
                ])
                .arg(PEER),
        )?;
    }
    Ok(folder)
}

/// Runs a program and reads the one line of JSON that it writes.
fn ask<T: DeserializeOwned>(command: &mut Command) -> Result<T, String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{command:?} did not start: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{command:?}: {error}"))
}

fn report(suite: &Path, peer: &Peer, ours: &Ours) {
    let name = suite.file_name().unwrap_or_default().to_string_lossy();
    println!("{name}: {} requests", ours.decisions.len());
    println!(
        "  {:<34} {:>12.0} a second",
        "the peer, decisions and analysis", peer.per_second
    );
    let rate = |what: &str, rate: f64| {
        let ratio = rate / peer.per_second;
        println!("  {what:<34} {rate:>12.0} a second  {ratio:>9.0} times");
    };
    rate("ours, decisions only", ours.decisions_per_second);
    rate("ours, with the full trace", ours.answers_per_second);
    rate(
        "ours, explained in words, too",
        ours.explanations_per_second,
    );
    let read = ours.policy_microseconds;
    println!(
        "  {:<34} {read:>12.1} microseconds",
        "ours, reading 6 kB of policy"
    );
    let pairs = peer.decisions.iter().zip(&ours.decisions).enumerate();
    let differing: Vec<_> = pairs.filter(|(_, (peer, ours))| peer != ours).collect();
    if differing.is_empty() && peer.decisions.len() == ours.decisions.len() {
        println!("  every decision agrees");
    }
    for (index, (peer, ours)) in differing {
        println!("  request {index}: the peer says {peer}, we say {ours}");
    }
    println!();
}
