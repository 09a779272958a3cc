//! `cargo xtask catalogue`: makes the files in `crates/iam-catalog/data/` again.
//!
//! The catalogue is other people's data, pinned: `fetch` brings the packages with their own
//! registries' clients and checks them against the recorded checksums, `read` takes the facts out
//! of them, `write` packs these into the files that `iam-catalog` embeds (its `format` page says
//! how they read). The same packages always give the same bytes. To take newer data: change the
//! versions and checksums in `fetch`, run this, and read the counts it prints.

mod fetch;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::path::{Path, PathBuf};

/// Fetches the pinned packages and writes the catalogue's files into the checkout.
pub(crate) fn run() -> Result<(), String> {
    let root = workspace_root()?;
    let scratch = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("catalogue");
    let fetched = fetch::fetch(&scratch)?;
    let facts = read::read(&fetched)?;
    let packed = write::pack(&facts)?;
    let data = root.join("crates/iam-catalog/data");
    std::fs::create_dir_all(&data).map_err(|e| format!("cannot make {}: {e}", data.display()))?;
    let sources = write::sources(&facts, &packed)?;
    for (name, bytes) in packed.files() {
        save(&data.join(name), bytes)?;
        println!("{name}: {} bytes", bytes.len());
    }
    save(&data.join("SOURCES.json"), sources.as_bytes())?;
    println!("{}", facts.counts());
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

fn workspace_root() -> Result<PathBuf, String> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .ok_or_else(|| "the checkout's root was not found".to_owned())
}
