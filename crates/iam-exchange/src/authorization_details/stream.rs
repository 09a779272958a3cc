//! Cutting the answer into its items, without holding more than one of them.
//!
//! The parser asks for one byte after the other and looks ahead by one at most, so a counter below
//! it tells where every item stands. It also stops an item that grows beyond anything AWS allows.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, Read};
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::{List, Place, ReadDetailsError};

/// More than any entity has: a role at its quotas, pretty-printed, stays below 1 MiB.
const ITEM_LIMIT: u64 = 16 << 20;
/// Ten times the highest quota of IAM (users: 5,000).
const LIST_LIMIT: usize = 50_000;

/// What the parser, the counter below it and we ourselves know together.
#[derive(Default)]
struct Progress {
    /// Bytes read.
    at: Cell<u64>,
    /// The byte at which the current item has become too large.
    stop: Cell<Option<u64>>,
    /// The item that is being read.
    item: Cell<Option<(List, usize)>>,
    /// Our own reason to stop, which the parser's error type cannot carry.
    reason: RefCell<Option<ReadDetailsError>>,
}

impl Progress {
    fn stop_at_limit(&self) {
        self.stop.set(Some(self.at.get() + ITEM_LIMIT));
    }

    /// Stops the parser with a reason of ours.
    fn refuse<E: serde::de::Error>(&self, reason: ReadDetailsError) -> E {
        self.reason.borrow_mut().get_or_insert(reason);
        E::custom("stopped")
    }
}

/// Hands the parser what was read in large pieces, and counts what it has taken. It takes one byte
/// at a time: nothing stands between it and the piece at hand.
struct Counted<'a, R> {
    reader: R,
    piece: Box<[u8]>,
    /// What of the piece is not taken yet.
    left: Range<usize>,
    progress: &'a Progress,
}

/// How much is read at once.
const PIECE: usize = 1 << 16;

impl<'a, R: Read> Counted<'a, R> {
    /// `begin` was read already and comes first.
    fn new(begin: &[u8], reader: R, progress: &'a Progress) -> Self {
        let mut piece = vec![0; PIECE].into_boxed_slice();
        let begin = begin.iter().take(PIECE);
        let left = 0..begin.len();
        for (place, byte) in piece.iter_mut().zip(begin) {
            *place = *byte;
        }
        Self {
            reader,
            piece,
            left,
            progress,
        }
    }

    #[cold]
    fn too_large(&self, at: u64) -> io::Error {
        let reason = ReadDetailsError::ItemTooLarge {
            at,
            limit: ITEM_LIMIT,
            item: self.progress.item.get(),
        };
        self.progress.reason.borrow_mut().get_or_insert(reason);
        io::Error::other("stopped")
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() {
            self.left = 0..self.reader.read(&mut self.piece)?;
        }
        let count = buffer.len().min(self.left.len());
        let taken = self.left.start..self.left.start + count;
        self.left.start = taken.end;
        match (buffer, self.piece.get(taken)) {
            ([byte], Some([next])) => *byte = *next,
            (buffer, Some(taken)) => {
                if let Some(buffer) = buffer.get_mut(..count) {
                    buffer.copy_from_slice(taken);
                }
            }
            (_, None) => {}
        }
        let at = self.progress.at.get() + count as u64;
        self.progress.at.set(at);
        if self.progress.stop.get().is_some_and(|stop| at > stop) {
            return Err(self.too_large(at));
        }
        Ok(count)
    }
}

/// How many items wait at most to be taken.
const WAITING: usize = 8;

/// Hands out every item of the four lists with its place. They are cut on a thread of their own, so
/// that one is taken while the next ones are read.
pub(super) fn read(
    reader: impl Read + Send,
    take: &mut dyn FnMut(Place, &str),
) -> Result<(), ReadDetailsError> {
    std::thread::scope(|scope| {
        let (give, given) = std::sync::mpsc::sync_channel::<(Place, Box<RawValue>)>(WAITING);
        // Nobody stops taking before the last item is given.
        let cutting = scope.spawn(move || {
            cut(reader, &mut |place, item| {
                let _ = give.send((place, item));
            })
        });
        for (place, item) in given {
            take(place, item.get());
        }
        cutting
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Cuts the answer into its items.
fn cut(
    mut reader: impl Read,
    take: &mut dyn FnMut(Place, Box<RawValue>),
) -> Result<(), ReadDetailsError> {
    let progress = Progress::default();
    let start = start(&mut reader)?;
    progress.at.set(start.skipped);
    let reader = Counted::new(&start.bytes, reader, &progress);
    let mut parser = serde_json::Deserializer::from_reader(reader);
    let answer = Answer {
        progress: &progress,
        take,
    };
    let result = answer
        .deserialize(&mut parser)
        .and_then(|found| parser.end().map(|()| found));
    let error = match result {
        Ok(true) => return Ok(()),
        Ok(false) => return Err(ReadDetailsError::OtherJson),
        Err(error) => error,
    };
    if let Some(reason) = progress.reason.take() {
        return Err(reason);
    }
    let (at, item) = (progress.at.get(), progress.item.get());
    let message = without_position(&error);
    Err(match error.classify() {
        Category::Eof if at == start.skipped => ReadDetailsError::Empty,
        Category::Eof => ReadDetailsError::Truncated { at, item },
        Category::Io => ReadDetailsError::Io { message, at },
        Category::Syntax => ReadDetailsError::NotJson { message, at, item },
        Category::Data => ReadDetailsError::OtherJson,
    })
}

/// The first bytes, read to look for a byte order mark and given back.
struct Start {
    skipped: u64,
    bytes: Vec<u8>,
}

fn start(reader: &mut impl Read) -> Result<Start, ReadDetailsError> {
    let mut bytes = Vec::with_capacity(3);
    reader
        .take(3)
        .read_to_end(&mut bytes)
        .map_err(|error| ReadDetailsError::Io {
            message: error.to_string(),
            at: 0,
        })?;
    match bytes.as_slice() {
        b"\xef\xbb\xbf" => Ok(Start {
            skipped: 3,
            bytes: Vec::new(),
        }),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(ReadDetailsError::Utf16),
        _ => Ok(Start { skipped: 0, bytes }),
    }
}

/// The parser's message without its line and column: places are told in bytes here.
pub(super) fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The answer itself: says whether any of the lists was in it.
struct Answer<'a> {
    progress: &'a Progress,
    take: &'a mut dyn FnMut(Place, Box<RawValue>),
}

impl<'de> DeserializeSeed<'de> for Answer<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Answer<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut seen = Vec::new();
        self.progress.stop_at_limit();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                let at = self.progress.at.get();
                return Err(self
                    .progress
                    .refuse(ReadDetailsError::DuplicateKey { key, at }));
            }
            if let Some(list) = List::ALL.into_iter().find(|list| list.key() == key) {
                map.next_value_seed(Items {
                    list,
                    progress: self.progress,
                    take: &mut *self.take,
                })?;
            } else if key == "IsTruncated" || key == "NextToken" || key == "Marker" {
                // With all pages in it, the answer says `false` and `null` at most.
                let value: Box<RawValue> = map.next_value()?;
                if !matches!(value.get(), "false" | "null" | "\"\"") {
                    return Err(self.progress.refuse(ReadDetailsError::Partial));
                }
            } else {
                self.progress.stop.set(None);
                map.next_value::<IgnoredAny>()?;
            }
            seen.push(key);
            self.progress.stop_at_limit();
        }
        Ok(seen
            .iter()
            .any(|key| List::ALL.iter().any(|list| list.key() == key)))
    }
}

struct Items<'a> {
    list: List,
    progress: &'a Progress,
    take: &'a mut dyn FnMut(Place, Box<RawValue>),
}

impl Items<'_> {
    /// Anything but a list or `null`.
    fn refuse<E: serde::de::Error>(&self) -> E {
        let at = self.progress.at.get();
        self.progress.refuse(ReadDetailsError::NotAList {
            list: self.list,
            at,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Err(self.refuse())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Err(self.refuse())
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Err(self.refuse())
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Err(self.refuse())
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Err(self.refuse())
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.refuse())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self {
            list,
            progress,
            take,
        } = self;
        for index in 0.. {
            progress.item.set(Some((list, index)));
            progress.stop_at_limit();
            let Some(item) = items.next_element::<Box<RawValue>>()? else {
                break;
            };
            let text = item.get();
            // Only behind a number must the parser look ahead to know that it has ended.
            let ahead = u64::from(text.ends_with(|last: char| last.is_ascii_digit()));
            let end = progress.at.get() - ahead;
            if index >= LIST_LIMIT {
                let (limit, at) = (LIST_LIMIT, end);
                return Err(progress.refuse(ReadDetailsError::TooManyItems { list, limit, at }));
            }
            let bytes = end - text.len() as u64..end;
            take(Place { list, index, bytes }, item);
        }
        progress.item.set(None);
        Ok(())
    }
}
