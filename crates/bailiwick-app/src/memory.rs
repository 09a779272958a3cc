//! What is remembered between starts: the folders of the vaults opened last. Nothing secret, and
//! nothing lost when it is gone.

use std::path::{Path, PathBuf};

use crate::environment::Environment;

/// How many vaults are remembered.
const REMEMBERED: usize = 8;

const FILE: &str = "recent-vaults.json";

/// The vaults opened last that are still there, most recent first.
pub(crate) fn recent(environment: &Environment) -> Vec<PathBuf> {
    let Some(memory) = &environment.memory else {
        return Vec::new();
    };
    let Ok(text) = std::fs::read_to_string(memory.join(FILE)) else {
        return Vec::new();
    };
    let folders: Vec<PathBuf> = serde_json::from_str(&text).unwrap_or_default();
    folders
        .into_iter()
        .filter(|folder| folder.is_dir())
        .take(REMEMBERED)
        .collect()
}

/// Puts a vault first. A memory that can not be written is no reason to refuse a vault.
pub(crate) fn remember(environment: &Environment, folder: &Path) {
    let Some(memory) = &environment.memory else {
        return;
    };
    let mut folders = recent(environment);
    folders.retain(|held| held != folder);
    folders.insert(0, folder.to_owned());
    folders.truncate(REMEMBERED);
    if let Ok(text) = serde_json::to_string_pretty(&folders) {
        let _ = std::fs::create_dir_all(memory);
        let _ = std::fs::write(memory.join(FILE), text);
    }
}
