//! Looking through another process's memory for what should no longer be there.

use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;

use memchr::memmem;

/// A page of memory, in bytes: what the kernel's map of pages counts in.
const PAGE: u64 = 4096;

/// How many pages are looked up at once.
const PIECE: u64 = 65_536 * PAGE;

/// How often each of these stands in the memory of a process that may be looked into: a child of
/// ours, or any where we are root.
///
/// # Errors
///
/// The process has gone, or may not be looked into.
pub fn count(process: u32, sought: &[&[u8]]) -> io::Result<Vec<usize>> {
    let mappings = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let pages = File::open(format!("/proc/{process}/pagemap"))?;
    let finders: Vec<_> = sought
        .iter()
        .map(|bytes| memmem::Finder::new(*bytes))
        .collect();
    let mut counts = vec![0; sought.len()];
    for mapping in mappings.lines().filter_map(writable) {
        for run in filled(&pages, &mapping)? {
            let mut bytes = vec![0; as_length(run.end - run.start)];
            // What was given back in between holds nothing.
            if memory.read_exact_at(&mut bytes, run.start).is_err() {
                continue;
            }
            for (count, finder) in counts.iter_mut().zip(&finders) {
                *count += finder.find_iter(&bytes).count();
            }
        }
    }
    Ok(counts)
}

/// The range of a mapping that can be read and written: a program's own text never changes.
fn writable(line: &str) -> Option<Range<u64>> {
    let mut fields = line.split_whitespace();
    let (start, end) = fields.next()?.split_once('-')?;
    fields.next()?.starts_with("rw").then_some(())?;
    Some(u64::from_str_radix(start, 16).ok()?..u64::from_str_radix(end, 16).ok()?)
}

/// The runs of pages of a mapping in which something was ever written: a window's processes reserve
/// a thousand times what they use.
fn filled(pages: &File, mapping: &Range<u64>) -> io::Result<Vec<Range<u64>>> {
    let mut runs: Vec<Range<u64>> = Vec::new();
    for start in (mapping.start..mapping.end).step_by(as_length(PIECE)) {
        let end = mapping.end.min(start + PIECE);
        let mut entries = vec![0; as_length((end - start) / PAGE * 8)];
        pages.read_exact_at(&mut entries, start / PAGE * 8)?;
        let entries = entries.chunks_exact(8);
        for (page, entry) in (start..end).step_by(as_length(PAGE)).zip(entries) {
            // The two highest bits of an entry: in memory, or in the swap.
            if entry[7] & 0b1100_0000 == 0 {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == page => run.end += PAGE,
                _ => runs.push(page..page + PAGE),
            }
        }
    }
    Ok(runs)
}

/// A mapping of ours is never larger than what can be addressed.
fn as_length(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
