//! Breached passwords, looked up in a local file: the SHA-1 list of Have I Been Pwned, ordered by
//! hash, as its downloader writes it (`5BAA6…:10437277`, a line each).
//!
//! The file has tens of gigabytes and is never loaded: a search reads some thirty pieces of it. The
//! password does not leave this function; its hash is compared and wiped.
//! <https://haveibeenpwned.com/Passwords>

use std::cmp::Ordering;
use std::io::{self, Read, Seek, SeekFrom};

use iam_names::Secret;
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use crate::refused::FileRefused;

/// SHA-1 in hexadecimal digits.
const HASH: usize = 40;
/// Longer than any line: 40 digits, a colon, a count of 20 digits and a line end.
const LONGEST_LINE: u64 = 64;
/// A stretch that is read at once and looked through in order.
const STRETCH: u64 = 4096;

const HELP: &str = "take the SHA-1 list of Have I Been Pwned, ordered by hash: its own downloader \
                    (`haveibeenpwned-downloader`) makes it as one file";

/// A file of breached passwords' hashes.
#[derive(Debug)]
pub struct BreachedHashes<R> {
    file: R,
    length: u64,
}

impl<R: Read + Seek> BreachedHashes<R> {
    /// Takes a file whose first lines are what they should be: hashes, in ascending order.
    pub fn open(mut file: R) -> Result<Self, FileRefused> {
        let length = file
            .seek(SeekFrom::End(0))
            .map_err(|error| not_read(&error))?;
        let mut hashes = Self { file, length };
        let first = hashes.read(0, STRETCH).map_err(|error| not_read(&error))?;
        let mut last: Option<&[u8]> = None;
        for (number, line) in whole_lines(&first, hashes.length <= STRETCH).enumerate() {
            let place = format!("line {}", number + 1);
            let Some((hash, _)) = parse(line) else {
                return Err(
                    FileRefused::new("this is no list of SHA-1 hashes with counts", HELP)
                        .at_place(place),
                );
            };
            if last.is_some_and(|last| compare(last, hash).is_ge()) {
                return Err(FileRefused::new(
                    "the hashes are not in ascending order: the list is ordered by something else",
                    HELP,
                )
                .at_place(place));
            }
            last = Some(hash);
        }
        if last.is_none() {
            return Err(FileRefused::new("the file holds no hash", HELP));
        }
        Ok(hashes)
    }

    /// In how many breaches a password was found; zero when it stands in none.
    pub fn count(&mut self, password: &Secret<String>) -> Result<u64, FileRefused> {
        // SHA-1 reads the password for the comparison below; the list is of SHA-1.
        let digest = Zeroizing::new(<[u8; 20]>::from(Sha1::digest(password.expose())));
        let wanted = Zeroizing::new(hexadecimal(&digest));
        // INVARIANT: the wanted line, if there is one, begins at or after `from` and before `to`.
        let (mut from, mut to) = (0, self.length);
        while to - from > STRETCH {
            let middle = from + (to - from) / 2;
            let piece = self
                .read(middle, 2 * LONGEST_LINE)
                .map_err(|error| not_read(&error))?;
            let damaged = || {
                FileRefused::new("a line is no SHA-1 hash with a count", HELP)
                    .at_place(format!("byte {middle}"))
            };
            // What is in the middle is mostly a line's rest: the next one is compared.
            let rest = line_end(&piece).ok_or_else(damaged)?;
            let line = &piece[rest..];
            let end = line_end(line).ok_or_else(damaged)?;
            let (hash, _) = parse(&line[..end]).ok_or_else(damaged)?;
            if compare(hash, &wanted[..]).is_lt() {
                from = middle + rest as u64;
            } else {
                // The compared line itself may be the wanted one.
                to = middle + (rest + 1) as u64;
            }
        }
        let stretch = self
            .read(from, to - from + LONGEST_LINE)
            .map_err(|error| not_read(&error))?;
        Ok(whole_lines(&stretch, true)
            .filter_map(parse)
            .find(|(hash, _)| compare(hash, &wanted[..]).is_eq())
            .map_or(0, |(_, count)| count))
    }

    /// At most so many bytes from a place.
    fn read(&mut self, at: u64, most: u64) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut self.file)
            .take(most)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn not_read(error: &io::Error) -> FileRefused {
    FileRefused::new(
        format!("the list of breached passwords was not read: {error}"),
        "check that it is still there and that you may read it, or choose another in the settings",
    )
}

/// Just behind the first line end.
fn line_end(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .map(|at| at + 1)
}

/// The lines of a piece; the last one, which may be cut off, only where the piece is the file's end.
fn whole_lines(bytes: &[u8], to_the_end: bool) -> impl Iterator<Item = &[u8]> {
    let end = if to_the_end {
        bytes.len()
    } else {
        bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0)
    };
    bytes[..end]
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
}

/// A line's hash and count.
fn parse(line: &[u8]) -> Option<(&[u8], u64)> {
    let (hash, count) = line.split_at_checked(HASH)?;
    let count = std::str::from_utf8(count.strip_prefix(b":")?).ok()?;
    let count = count.trim_end().parse().ok()?;
    hash.iter()
        .all(u8::is_ascii_hexdigit)
        .then_some((hash, count))
}

fn hexadecimal(digest: &[u8; 20]) -> [u8; HASH] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut text = [0; HASH];
    for (pair, byte) in text.chunks_exact_mut(2).zip(digest) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    text
}

/// The order of hexadecimal digits, without case.
fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let upper = |byte: &u8| byte.to_ascii_uppercase();
    one.iter().map(upper).cmp(other.iter().map(upper))
}

#[cfg(test)]
mod tests;
