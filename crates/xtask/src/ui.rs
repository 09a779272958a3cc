//! The user interface: its packages and its build, each done again only when something changed.
//!
//! The stamps lie under the target folder and hold what was there when the work was done.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use crate::tool::{must, npm, root, target};

/// What the build reads, besides the packages.
const SOURCES: &[&str] = &[
    "build",
    "public",
    "src",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
];

/// Installs what `package-lock.json` says, unless that is what is installed.
pub(crate) fn packages() -> Result<(), String> {
    once(
        "ui-packages",
        &folder().join("node_modules"),
        &["package-lock.json"],
        || {
            println!("Installing the packages of ui/package-lock.json into ui/node_modules");
            must(npm().args(["ci", "--no-audit", "--no-fund"]))
        },
    )
}

/// Builds `ui/dist`, which the application embeds, unless it was built from what is there now.
/// A new build would have the application compiled again.
pub(crate) fn build() -> Result<(), String> {
    once(
        "ui-build",
        &folder().join("dist").join("index.html"),
        SOURCES,
        || must(npm().args(["run", "build"])),
    )
}

fn folder() -> PathBuf {
    root().join("ui")
}

/// Does `work` unless `result` is there and the stamp says that it came from these sources.
fn once(
    name: &str,
    result: &Path,
    sources: &[&str],
    work: impl FnOnce() -> Result<(), String>,
) -> Result<(), String> {
    let stamp = target().join("stamps").join(name);
    let now = fingerprint(sources)?;
    if result.exists() && fs::read_to_string(&stamp).is_ok_and(|then| then == now) {
        println!("{name}: nothing changed");
        return Ok(());
    }
    // Without its stamp, work that breaks off is done again.
    let _ = fs::remove_file(&stamp);
    work()?;
    let written = fs::create_dir_all(target().join("stamps")).and_then(|()| fs::write(&stamp, now));
    written.map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

/// One number for the names and bytes of all these files and folders. The checkout's place is in
/// it too: several may share a target folder.
fn fingerprint(sources: &[&str]) -> Result<String, String> {
    let mut hasher = DefaultHasher::new();
    hasher.write(folder().as_os_str().as_encoded_bytes());
    for source in sources {
        add(&folder().join(source), &mut hasher)
            .map_err(|error| format!("cannot read ui/{source}: {error}"))?;
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    hasher.write(path.as_os_str().as_encoded_bytes());
    if path.is_dir() {
        let mut inside = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()?;
        inside.sort();
        for path in inside {
            add(&path, hasher)?;
        }
    } else {
        hasher.write(&fs::read(path)?);
    }
    Ok(())
}
