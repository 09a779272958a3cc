//! Wrong passwords are counted in the vault's folder, so that the count survives a restart.
//!
//! Five tries are free; then each waits for 1, 2, 4 … and at last 60 seconds, so that a thousand
//! guesses through the application take sixteen hours. It stops whoever sits at this machine; who
//! has a copy of the folder is stopped by the key derivation alone. A try is counted before the key
//! is derived, so that ending the program does not make it free, and tries of several programs
//! stand in one queue.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use iam_names::Timestamp;

use crate::platform;
use crate::storage::StorageError;

/// The file in the vault's folder.
pub(crate) const FILE: &str = "attempts.lock";

/// Tries that cost nothing but the derivation.
const FREE: u32 = 5;
/// The longest pause, in seconds.
const LONGEST: i64 = 60;
/// How long one try waits for another program's.
const PATIENCE: u32 = 20;
const LOOK: Duration = Duration::from_millis(500);

/// A try that has been counted.
#[derive(Debug)]
pub(crate) struct Attempt {
    file: File,
    before: Count,
}

/// Why a password is not looked at now.
#[derive(Debug)]
pub(crate) enum ThrottleError {
    Wait { seconds: u32 },
    Storage(StorageError),
}

/// Wrong passwords since the last right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    wrong: u32,
    /// When the last of them was tried, in seconds since 1970.
    last: i64,
}

impl Attempt {
    /// Counts a try, or says how long to wait for it.
    pub(crate) fn begin(folder: &Path, now: Timestamp) -> Result<Self, ThrottleError> {
        let path = folder.join(FILE);
        let failed = |error: io::Error| {
            ThrottleError::Storage(StorageError::from_io("counting the tries", &path, &error))
        };
        let mut file = open(&path).map_err(failed)?;
        queue(&file, &path)?;
        let before = Count::read(&mut file).map_err(failed)?;
        let this = Count {
            wrong: before.wrong.saturating_add(1),
            last: now.unix(),
        };
        let seconds = before.pause(now.unix());
        if seconds > 0 {
            if before.last > now.unix() {
                // The clock was set back: the pause begins anew instead of lasting until it has
                // caught up.
                let again = Count {
                    last: now.unix(),
                    ..before
                };
                again.write(&mut file).map_err(failed)?;
            }
            return Err(ThrottleError::Wait {
                seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            });
        }
        match this.write(&mut file) {
            // A full disk must not keep the owner out.
            Err(error) if error.kind() != io::ErrorKind::StorageFull => return Err(failed(error)),
            _ => {}
        }
        Ok(Self { file, before })
    }

    /// The password was right. Says how many wrong ones came before it.
    pub(crate) fn succeeded(mut self) -> u32 {
        // What can not be written counts on: at worst the next wrong password waits.
        let _ = Count::default().write(&mut self.file);
        self.before.wrong
    }

    /// Nothing was learned about the password.
    pub(crate) fn withdraw(mut self) {
        let _ = self.before.write(&mut self.file);
    }
}

impl Count {
    /// Seconds that the next try has to wait.
    fn pause(self, now: i64) -> i64 {
        let Some(over) = self.wrong.checked_sub(FREE) else {
            return 0;
        };
        let pause = 1_i64
            .checked_shl(over)
            .map_or(LONGEST, |pause| pause.clamp(1, LONGEST));
        let passed = now.saturating_sub(self.last);
        if passed < 0 {
            pause
        } else {
            pause.saturating_sub(passed).max(0)
        }
    }

    fn read(file: &mut File) -> io::Result<Self> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.take(64).read_to_end(&mut bytes)?;
        let count = std::str::from_utf8(&bytes).ok().and_then(Self::parse);
        // A count that was cut off by a power failure counts as the free tries gone.
        Ok(count.unwrap_or(Self {
            wrong: if bytes.is_empty() { 0 } else { FREE },
            last: 0,
        }))
    }

    fn parse(text: &str) -> Option<Self> {
        let (wrong, last) = text.trim().split_once(' ')?;
        Some(Self {
            wrong: wrong.parse().ok()?,
            last: last.trim().parse().ok()?,
        })
    }

    /// Always the same length, so that a full disk does not matter after the first time.
    fn write(self, file: &mut File) -> io::Result<()> {
        file.seek(SeekFrom::Start(0))?;
        let text = format!("{:>10} {:>20}\n", self.wrong, self.last);
        file.write_all(text.as_bytes())?;
        file.set_len(text.len() as u64)?;
        file.sync_data()
    }
}

/// Never removed and never replaced: a lock on a file that is gone locks nobody out.
fn open(path: &Path) -> io::Result<File> {
    match platform::make_private_file(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            platform::open_regular(path)?;
            OpenOptions::new().read(true).write(true).open(path)
        }
        other => other,
    }
}

/// Waits for another program's try.
fn queue(file: &File, path: &Path) -> Result<(), ThrottleError> {
    for _ in 0..PATIENCE * 2 {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK),
            Err(TryLockError::Error(error)) => {
                let error = StorageError::from_io("counting the tries", path, &error);
                return Err(ThrottleError::Storage(error));
            }
        }
    }
    Err(ThrottleError::Storage(StorageError::Busy {
        path: PathBuf::from(path),
    }))
}

#[cfg(test)]
mod tests;
