//! A session bus of the journey's own, on which it says what a desktop would say.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Outcome;

/// The bus; it ends with this value.
pub struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    /// Starts one.
    pub fn start() -> Outcome<Self> {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("dbus-daemon did not start: {error}"))?;
        let mut address = String::new();
        let out = daemon.stdout.take().ok_or("the bus says nothing")?;
        BufReader::new(out).read_line(&mut address)?;
        Ok(Self {
            daemon,
            address: address.trim().to_owned(),
        })
    }

    /// What the application's environment names it by.
    #[must_use]
    pub fn variable(&self) -> (&'static str, &Path) {
        ("DBUS_SESSION_BUS_ADDRESS", Path::new(&self.address))
    }

    /// Says that the screen was locked.
    pub fn lock_screen(&self) -> Outcome {
        let sent = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address))
            .args(["--type=signal", "/org/gnome/ScreenSaver"])
            .args(["org.gnome.ScreenSaver.ActiveChanged", "boolean:true"])
            .status()?;
        sent.success()
            .then_some(())
            .ok_or_else(|| "the signal was not sent".into())
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
