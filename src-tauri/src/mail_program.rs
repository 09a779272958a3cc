//! The system's mail program, asked to open a letter. The address is made in Rust and holds no
//! secret; the page never gives one.

use std::process::{Command, Stdio};

use bailiwick_app::error::{Code, CommandError};

use crate::automation;

/// Asks the system to open a `mailto:` address.
pub(crate) fn open(address: &str) -> Result<(), CommandError> {
    let failed = |why: String| {
        CommandError::new(
            Code::FileNotWritten,
            format!("no mail program was opened: {why}"),
        )
        .help("save the draft as a file, or copy the letter")
    };
    // Nothing but what the hand-off makes: a program is started with it.
    if !address.starts_with("mailto:") {
        return Err(failed("this is no address of a letter".to_owned()));
    }
    if let Some(folder) = automation::save_folder() {
        let file = folder.join("opened.mailto");
        return std::fs::write(file, address).map_err(|error| failed(error.to_string()));
    }
    program(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
        .map_err(|error| failed(error.to_string()))
}

#[cfg(all(unix, not(target_os = "macos")))]
fn program(address: &str) -> Command {
    let mut program = Command::new("xdg-open");
    program.arg(address);
    program
}

#[cfg(target_os = "macos")]
fn program(address: &str) -> Command {
    let mut program = Command::new("/usr/bin/open");
    program.arg(address);
    program
}

#[cfg(windows)]
fn program(address: &str) -> Command {
    // Not through a shell, which would read the `&` of an address as a command's end.
    let mut program = Command::new("rundll32.exe");
    program.args(["url.dll,FileProtocolHandler", address]);
    program
}
