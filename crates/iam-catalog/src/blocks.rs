//! Texts that are unpacked one by one, when somebody asks for what is in them.

use crate::format::unpack;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A file of blocks, each unpacked at most once.
#[derive(Debug, Default)]
pub(crate) struct Blocks<T> {
    bytes: Cow<'static, [u8]>,
    table: Vec<Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    at: Range<usize>,
    raw: usize,
    unpacked: OnceLock<T>,
}

impl<T> Blocks<T> {
    /// Blocks over `bytes`, none known yet.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Self {
        Self {
            bytes,
            table: Vec::new(),
        }
    }

    /// Takes in the fields of a `B` line.
    pub(crate) fn declare<'a>(&mut self, mut fields: impl Iterator<Item = &'a str>) -> Option<()> {
        let mut number = || fields.next()?.parse::<usize>().ok();
        let (offset, length, raw) = (number()?, number()?, number()?);
        let at = offset..offset.checked_add(length)?;
        self.bytes.get(at.clone())?;
        self.table.push(Entry {
            at,
            raw,
            unpacked: OnceLock::new(),
        });
        Some(())
    }

    /// The block, made from its text by `read` the first time. A damaged block reads as empty:
    /// the bundled data is held by a test, and a look-up has no better answer than "not known".
    pub(crate) fn get(&self, block: usize, read: impl FnOnce(&str) -> T) -> Option<&T> {
        let entry = self.table.get(block)?;
        Some(entry.unpacked.get_or_init(|| {
            let packed = self.bytes.get(entry.at.clone()).unwrap_or_default();
            read(&unpack(packed, entry.raw, "block").unwrap_or_default())
        }))
    }
}
