//! The user interface: its packages, its build and its checks.

use std::fs;

use crate::report::Tests;
use crate::tool::{must, npm, read, root};

/// Installs what `package-lock.json` says, unless that is what is installed.
pub(crate) fn packages() -> Result<(), String> {
    let ui = root().join("ui");
    let wanted = fs::read(ui.join("package-lock.json"))
        .map_err(|error| format!("cannot read ui/package-lock.json: {error}"))?;
    // The stamp stands inside, so it goes when the folder goes.
    let stamp = ui.join("node_modules/.bailiwick-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    must(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).map_err(|error| format!("cannot write the stamp: {error}"))
}

/// Installs and builds: `ui/dist` is what the application embeds.
pub(crate) fn build() -> Result<(), String> {
    packages()?;
    script("build", &mut Tests::default())
}

/// Runs one of the scripts of `ui/package.json`.
pub(crate) fn script(name: &str, tests: &mut Tests) -> Result<(), String> {
    read(npm().args(["run", "--silent", name]), &mut |line| {
        tests.count(line);
    })
}
