//! How the embedded files read. `xtask`'s `catalogue/write.rs` is the other half.
//!
//! Each file is zlib-compressed UTF-8 text of lines, and a line is tab-separated fields, the
//! first a letter. `details.zlib` and `documents.zlib` are many such texts (*blocks*) one after
//! the other, found through the `B` lines of `index.zlib` and `policies.zlib`.
//!
//! ```text
//! index.zlib                                policies.zlib
//!   bailiwick catalogue 1                     bailiwick policies 1
//!   B offset length raw-length                B offset length raw-length
//!   K key type category                       P name path version created updated block
//!   S prefix name category block [rcp]
//!   A name level[*]                           documents.zlib: one JSON document a line
//!
//! details.zlib
//!   S prefix
//!   K key type description
//!   R name arn-format keys
//!   A description keys resources needs
//! ```
//!
//! `K` lines of the index name every key once; a category marks the global ones. A type is
//! `s a b n d i` (string, ARN, Boolean, number, date, IP address) with a leading `A` for keys of
//! many values. A level is `l r w t p`; `*` marks actions without resource-level permissions.
//! `keys` are numbers of the service's `K` lines, `resources` are numbers of its `R` lines, each
//! with `!` where required and `:` and keys, separated by `;`. `needs` are dependent actions.
//! Everything is sorted by ASCII-lower-cased name, and a service's `A` lines come in the same
//! order in both files.

/// The embedded data could not be read. A test holds that the bundled data can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// The bytes are not what the generator wrote.
    #[error("the {file} of the catalogue is damaged")]
    Damaged {
        /// Which of the parts.
        file: &'static str,
    },
    /// The text begins with another heading: another version of the format.
    #[error("the {file} of the catalogue has an unknown form")]
    Unknown {
        /// Which of the parts.
        file: &'static str,
    },
    /// A line does not read as the format says.
    #[error("line {line} of the catalogue's {file} cannot be read")]
    Line {
        /// Which of the parts.
        file: &'static str,
        /// Counted from 1.
        line: usize,
    },
}

/// A piece of a text, by its bytes. Four bytes each: there are tens of thousands of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Where `piece`, which must have been cut out of `text`, stands in it.
    pub(crate) fn of(piece: &str, text: &str) -> Self {
        let start = (piece.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        Self {
            start: u32::try_from(start).unwrap_or(0),
            end: u32::try_from(start.saturating_add(piece.len())).unwrap_or(0),
        }
    }

    /// The piece of `text`; empty when it is another text.
    pub(crate) fn in_text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// The numbers in a comma-separated list; what is no number is left out.
pub(crate) fn numbers(list: &str) -> impl Iterator<Item = usize> {
    list.split(',').filter_map(|number| number.parse().ok())
}

/// Unpacks one text, at most `limit` bytes of it.
pub(crate) fn unpack(bytes: &[u8], limit: usize, file: &'static str) -> Result<String, DataError> {
    let bytes = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(bytes, limit)
        .map_err(|_| DataError::Damaged { file })?;
    String::from_utf8(bytes).map_err(|_| DataError::Damaged { file })
}
