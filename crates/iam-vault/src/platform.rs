//! Files that only their owner may read, and folders whose changes have reached the disk.
//!
//! What differs between systems is in `unix.rs` and `windows.rs`; everything else in this crate
//! goes through here to the disk. The database file is the one exception: SQLite opens it, but it
//! is made here first, so that it never exists with wider rights.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

/// Makes a folder that only its owner may enter (0700), whatever the umask.
pub(crate) fn make_private_folder(path: &Path) -> io::Result<()> {
    system::make_private_folder(path)
}

/// Makes a file that only its owner may read (0600), whatever the umask; never opens an old one.
pub(crate) fn make_private_file(path: &Path) -> io::Result<File> {
    system::make_private_file(path)
}

/// Opens a regular file for reading. A symbolic link, a folder, a pipe or a device is refused,
/// and none of them makes the call wait.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let file = system::open_without_following(path)?;
    if !file.metadata()?.is_file() {
        return Err(not_regular());
    }
    Ok(file)
}

/// The error of [`open_regular`] for what is not a regular file.
fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")
}

/// Makes what was created, renamed or removed in a folder durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    system::sync_folder(path)
}

/// Reads a regular file of at most `most` bytes; `None` when it is larger.
pub(crate) fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open_regular(path)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Puts a file in place of another: whoever reads, also after a power cut, sees the old bytes or
/// the new ones.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(path);
    remove_if_there(&beside)?;
    let written = make_private_file(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        // The old file stands; what is left of the new one only takes room.
        let _ = remove_if_there(&beside);
        return Err(error);
    }
    path.parent().map_or(Ok(()), sync_folder)
}

/// Whether files can be made in a folder. Tried, because rights alone do not tell: the disk may
/// be mounted for reading only.
pub(crate) fn probe_writing(folder: &Path) -> io::Result<()> {
    static PROBES: AtomicU32 = AtomicU32::new(0);
    let number = PROBES.fetch_add(1, Ordering::Relaxed);
    let probe = folder.join(format!("probe-{}-{number}.tmp", std::process::id()));
    remove_if_there(&probe)?;
    make_private_file(&probe)?;
    remove_if_there(&probe)
}

/// Removes a file; that there is none is as good.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
