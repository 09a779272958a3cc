//! What the shell writes down about its own running: a file for its owner only, rotated, into
//! which nothing goes but what [`Event`] can spell. No name of an account, a user or a file is
//! among it.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

/// Past this size the file is put aside; one old file is kept.
const ROTATE_AT: u64 = 1024 * 1024;

const FILE: &str = "bailiwick.log";
const OLD_FILE: &str = "bailiwick.old.log";

/// Everything that may be logged.
pub(crate) enum Event<'a> {
    /// The application started.
    Started,
    /// The vault was locked.
    Locked,
    /// A command was answered, with an error's code when it failed.
    Answered {
        /// The command's name.
        command: &'static str,
        /// How long it took.
        took: Duration,
        /// The code of the error.
        code: Option<&'a str>,
    },
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started => write!(f, "started version={}", env!("CARGO_PKG_VERSION")),
            Self::Locked => f.write_str("locked"),
            Self::Answered {
                command,
                took,
                code,
            } => {
                write!(f, "answered command={command} ms={}", took.as_millis())?;
                code.map_or(Ok(()), |code| write!(f, " code={code}"))
            }
        }
    }
}

static LOG: OnceLock<Mutex<Log>> = OnceLock::new();

struct Log {
    folder: PathBuf,
    file: File,
    size: u64,
}

/// Opens the log. A machine where that fails runs without one.
pub(crate) fn open(folder: &Path) {
    if let Ok(log) = Log::open(folder) {
        let _ = LOG.set(Mutex::new(log));
    }
}

/// Writes a line.
pub(crate) fn event(event: &Event<'_>) {
    if let Some(log) = LOG.get() {
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write(event);
    }
}

impl Log {
    fn open(folder: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(FILE);
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let size = file.metadata()?.len();
        Ok(Self {
            folder: folder.to_owned(),
            file,
            size,
        })
    }

    fn write(&mut self, event: &Event<'_>) {
        if self.size > ROTATE_AT {
            let _ = std::fs::rename(self.folder.join(FILE), self.folder.join(OLD_FILE));
            if let Ok(fresh) = Self::open(&self.folder.clone()) {
                *self = fresh;
            }
        }
        let seconds = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let line = format!("{seconds} {event}\n");
        // A full disk must not stop anybody from working.
        if self.file.write_all(line.as_bytes()).is_ok() {
            self.size += line.len() as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_file_is_put_aside_and_both_are_their_owners_only() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::open(folder.path()).unwrap();
        log.write(&Event::Started);
        log.size = ROTATE_AT + 1;
        log.write(&Event::Answered {
            command: "unlock",
            took: Duration::from_millis(700),
            code: Some("wrong-password"),
        });
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(read(OLD_FILE).contains("started version="));
        let line = read(FILE);
        assert!(
            line.ends_with(" answered command=unlock ms=700 code=wrong-password\n"),
            "{line}"
        );
        #[cfg(unix)]
        for name in [FILE, OLD_FILE] {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = folder
                .path()
                .join(name)
                .metadata()
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
}
