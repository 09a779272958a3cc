//! How the body of an entry is written down: as JSON, in which nothing large stands twice.
//!
//! An import has every policy document four times: in the change and in the images, observed and
//! planned. Form 1 is plain JSON. In form 2 an image leaves out what an `Observe` of the same set
//! brings, and where a long text stood before, there is `@` and which of the long texts it is, counted
//! from 0: `@` never stands in JSON outside of a text, so nothing else can be taken for it. A body that
//! repeats nothing is of form 1, byte for byte what it always was.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::ops::Range;

use iam_directory::{Change, Entity, ImageKey, Operation, Replacement, State};
use serde::{Deserialize, Serialize};
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, Serializer};

use super::EntryBody;

/// Bytes between the quotes from which a text is long. Keys are never named by their place.
const LONG: usize = 256;
/// How a body begins, by its form.
const FORM_1: &str = r#"{"v":1"#;
const FORM_2: &str = r#"{"v":2"#;

#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after_in_set: Vec<usize>,
    #[serde(flatten)]
    body: &'a EntryBody,
}

#[derive(Deserialize)]
struct LeftOut {
    #[serde(default)]
    after_in_set: Vec<usize>,
}

/// Writes a body down.
pub(super) fn write(mut body: EntryBody) -> String {
    let after_in_set = leave_out(&mut body);
    let mut is_form_2 = !after_in_set.is_empty();
    let mut out = Vec::new();
    let mut once = Once::default();
    let mut serializer = Serializer::with_formatter(&mut out, &mut once);
    let written = Written {
        v: 1,
        after_in_set,
        body: &body,
    };
    // INVARIANT: a body always has a JSON form, and a vector takes every byte.
    let done = written.serialize(&mut serializer);
    debug_assert!(done.is_ok());
    is_form_2 |= once.names_places;
    // INVARIANT: the serializer writes UTF-8.
    let mut text = String::from_utf8(out).unwrap_or_default();
    if is_form_2 && text.starts_with(FORM_1) {
        text.replace_range(..FORM_1.len(), FORM_2);
    }
    text
}

/// Reads what was written; none when it is not that.
pub(super) fn read(text: &str) -> Option<EntryBody> {
    if !text.starts_with(FORM_2) {
        return serde_json::from_str(text).ok();
    }
    let plain = spelled_out(text)?;
    let LeftOut { after_in_set } = serde_json::from_str(&plain).ok()?;
    let mut body: EntryBody = serde_json::from_str(&plain).ok()?;
    put_back(&mut body, &after_in_set)?;
    Some(body)
}

/// What the set says by itself of places that its images show.
fn observed(changes: &[Change]) -> BTreeMap<ImageKey, &Entity> {
    let mut said = BTreeMap::new();
    for change in changes {
        let Operation::Observe {
            observed, planned, ..
        } = &change.operation
        else {
            continue;
        };
        for (state, list) in [(State::Observed, observed), (State::Planned, planned)] {
            for Replacement { id, entity } in list {
                let key = ImageKey {
                    account: change.account,
                    state,
                    id: *id,
                };
                said.extend(entity.as_ref().map(|entity| (key, entity)));
            }
        }
    }
    said
}

/// Takes out of the images what the set says; tells which ones.
fn leave_out(body: &mut EntryBody) -> Vec<usize> {
    let EntryBody::Changes { set, images, .. } = body else {
        return Vec::new();
    };
    let said = observed(&set.changes);
    let mut left_out = Vec::new();
    for (place, image) in images.iter_mut().enumerate() {
        if image.after.is_some() && image.after.as_ref() == said.get(&image.key).copied() {
            image.after = None;
            left_out.push(place);
        }
    }
    left_out
}

/// Puts back into the images what was left out; none where the set does not say it.
fn put_back(body: &mut EntryBody, left_out: &[usize]) -> Option<()> {
    let EntryBody::Changes { set, images, .. } = body else {
        return left_out.is_empty().then_some(());
    };
    let said = observed(&set.changes);
    for place in left_out {
        let image = images.get_mut(*place)?;
        image.after = Some(Entity::clone(said.get(&image.key)?));
    }
    Some(())
}

/// Writes JSON without white space, each long text once.
#[derive(Default)]
struct Once {
    /// The long texts so far, with their escapes, and which one each is.
    known: HashMap<Box<[u8]>, usize>,
    /// The text at hand, with its escapes.
    text: Vec<u8>,
    is_key: bool,
    names_places: bool,
}

impl Formatter for &mut Once {
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.is_key = true;
        CompactFormatter.begin_object_key(out, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_key = false;
        Ok(())
    }

    fn begin_string<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.text.clear();
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        _: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        self.text.extend_from_slice(fragment.as_bytes());
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        _: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        CompactFormatter.write_char_escape(&mut self.text, escape)
    }

    fn end_string<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if !self.is_key && self.text.len() >= LONG {
            if let Some(place) = self.known.get(self.text.as_slice()) {
                self.names_places = true;
                return write!(out, "@{place}");
            }
            let place = self.known.len();
            self.known.insert(self.text.as_slice().into(), place);
        }
        out.write_all(b"\"")?;
        out.write_all(&self.text)?;
        out.write_all(b"\"")
    }
}

/// Form 2 without places: every text where it stands.
fn spelled_out(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    // The long texts so far, with their quotes.
    let mut known: Vec<Range<usize>> = Vec::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = end_of_text(bytes, at)?;
                let is_key = bytes.get(end) == Some(&b':');
                if !is_key && end - at - 2 >= LONG {
                    known.push(at..end);
                }
                at = end;
            }
            b'@' => {
                let digits = bytes.get(at + 1..)?.iter();
                let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
                let end = at + 1 + digits;
                let place: usize = text.get(at + 1..end)?.parse().ok()?;
                plain.push_str(text.get(copied..at)?);
                plain.push_str(text.get(known.get(place)?.clone())?);
                at = end;
                copied = end;
            }
            _ => at += 1,
        }
    }
    plain.push_str(text.get(copied..)?);
    Some(plain)
}

/// Where a text that begins at a quote ends, behind its other quote.
fn end_of_text(bytes: &[u8], begin: usize) -> Option<usize> {
    let mut at = begin + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
