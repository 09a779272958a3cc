//! A policy document of the answer: JSON as the CLI prints it, or percent-encoded text.

use std::borrow::Cow;

use iam_directory::PolicyDocument;
use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;

/// The document's text; `None` when it is percent-encoded and not UTF-8.
///
/// What is neither an object nor a text is kept as it is: the policy language says what is wrong
/// with it.
pub(super) fn read(raw: &RawValue) -> Option<PolicyDocument> {
    let Ok(text) = serde_json::from_str::<Cow<'_, str>>(raw.get()) else {
        return Some(PolicyDocument::new(&outdented(raw.get())));
    };
    // The API encodes after RFC 3986, where no document begins with `{`; some tools have decoded
    // it already, and a `%` inside is then the policy's own.
    if text.trim_start().starts_with('{') {
        return Some(PolicyDocument::new(&text));
    }
    percent_decode_str(&text)
        .decode_utf8()
        .ok()
        .map(|text| PolicyDocument::new(&text))
}

/// The text without the indentation that its place in the file gave it.
///
/// A JSON text holds no line break, so that the white space at the head of a line is never inside
/// of one.
fn outdented(text: &str) -> Cow<'_, str> {
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let filled = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let common = filled.map(indentation).min().unwrap_or(0);
    if common == 0 {
        return Cow::Borrowed(text);
    }
    let lines: Vec<_> = text
        .lines()
        .map(|line| &line[indentation(line).min(common)..])
        .collect();
    Cow::Owned(lines.join("\n"))
}
