//! How far the reading of a file has come, for whoever waits.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The bytes read of the file at hand, and how many it has.
#[derive(Clone, Default)]
pub(crate) struct ImportProgress {
    done: Arc<AtomicU64>,
    total: Arc<AtomicU64>,
}

impl ImportProgress {
    /// Begins to count.
    pub(super) fn reading(&self, file: File) -> Counted<File> {
        let total = file.metadata().map_or(0, |it| it.len());
        self.total.store(total, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        Counted {
            reader: file,
            done: Arc::clone(&self.done),
        }
    }

    /// Percent, 0 to 100.
    pub(crate) fn percent(&self) -> u32 {
        let done = self.done.load(Ordering::Relaxed).saturating_mul(100);
        let percent = done.checked_div(self.total.load(Ordering::Relaxed));
        u32::try_from(percent.unwrap_or(0).min(100)).unwrap_or(100)
    }
}

/// A reader that tells how far it has come.
pub(super) struct Counted<R> {
    reader: R,
    done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.done.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
