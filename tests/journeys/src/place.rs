//! The machine a journey pretends to be on, and the search for secrets left lying about on it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{APPLICATION, Outcome};

/// A scratch home with its folders. Dropped, it is gone.
pub struct Place {
    root: TempDir,
}

impl Place {
    /// A place, or `None` where no application was named: a plain `cargo test` has no window to
    /// drive, and says so.
    pub fn for_a_journey() -> Outcome<Option<Self>> {
        if std::env::var_os(APPLICATION).is_none() {
            println!("skipped: `cargo xtask test --only journeys` builds the window and runs this");
            return Ok(None);
        }
        Self::new().map(Some)
    }

    /// Makes the folders. The path has a space and an umlaut, as homes do.
    fn new() -> Outcome<Self> {
        let root = tempfile::Builder::new()
            .prefix("bailiwick für journeys ")
            .tempdir()?;
        let place = Self { root };
        for folder in [place.home(), place.vaults(), place.saved(), place.runtime()] {
            fs::create_dir_all(&folder)?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(place.runtime(), fs::Permissions::from_mode(0o700))?;
        }
        Ok(place)
    }

    /// Everything.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The home.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.root().join("home")
    }

    /// Where vaults are made.
    #[must_use]
    pub fn vaults(&self) -> PathBuf {
        self.root().join("vaults")
    }

    /// Where the window saves files.
    #[must_use]
    pub fn saved(&self) -> PathBuf {
        self.root().join("saved")
    }

    /// The session's runtime folder.
    #[must_use]
    pub fn runtime(&self) -> PathBuf {
        self.root().join("run")
    }

    /// The one saved file whose name ends like this, with its bytes.
    pub fn saved_file(&self, ending: &str) -> Outcome<(PathBuf, Vec<u8>)> {
        for entry in fs::read_dir(self.saved())? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(ending) {
                let bytes = fs::read(&path)?;
                return Ok((path, bytes));
            }
        }
        Err(format!("no file ending in `{ending}` was saved").into())
    }

    /// Every file outside [`Place::saved`] that holds one of these, in UTF-8, UTF-16 or base64's
    /// bytes: vault, logs, settings, the page's profile and caches.
    pub fn search(&self, canaries: &[&str]) -> Outcome<Vec<String>> {
        let needles: Vec<(String, Vec<u8>)> = canaries
            .iter()
            .filter(|canary| !canary.is_empty())
            .flat_map(|canary| {
                let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
                [
                    ((*canary).to_owned(), canary.as_bytes().to_vec()),
                    ((*canary).to_owned(), wide),
                ]
            })
            .collect();
        let mut found = Vec::new();
        let mut folders = vec![self.root().to_owned()];
        while let Some(folder) = folders.pop() {
            if folder == self.saved() {
                continue;
            }
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                let kind = path.symlink_metadata()?.file_type();
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    let bytes = fs::read(&path)?;
                    for (canary, needle) in &needles {
                        if bytes
                            .windows(needle.len())
                            .any(|part| part == needle.as_slice())
                        {
                            found.push(format!("`{canary}` in {}", path.display()));
                        }
                    }
                }
            }
        }
        Ok(found)
    }
}
