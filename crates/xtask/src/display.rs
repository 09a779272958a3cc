//! A display for the window: the one that is there, or an Xvfb of our own on a free number.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::tool::program;

/// Whether windows can be shown here.
pub(crate) fn is_there() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// A display in memory, which ends with this value.
pub(crate) struct Xvfb {
    server: Child,
    /// What `DISPLAY` must say.
    pub(crate) name: String,
}

impl Xvfb {
    /// Starts the server; it picks a free number itself.
    pub(crate) fn start() -> Result<Self, String> {
        let mut server = program("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1400x1000x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb did not start: {error}"))?;
        let mut number = String::new();
        if let Some(said) = server.stdout.take() {
            let _ = BufReader::new(said).read_line(&mut number);
        }
        let number = number.trim();
        if number.is_empty() {
            let _ = server.kill();
            let _ = server.wait();
            return Err("Xvfb found no free display".to_owned());
        }
        Ok(Self {
            name: format!(":{number}"),
            server,
        })
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
