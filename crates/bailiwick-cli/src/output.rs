//! What a command answers, on standard output: text for people, or one JSON object with a version.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, LineWriter, Write};

use serde::Serialize;

use crate::failure::Failure;

/// The version of every JSON answer; counted up when a field changes its meaning or goes.
pub(crate) const VERSION: u32 = 1;

/// A JSON answer: the version, then the fields of the answer itself.
#[derive(Serialize)]
struct Versioned<'a, T> {
    version: u32,
    #[serde(flatten)]
    answer: &'a T,
}

/// Writes an answer as one JSON object on one line.
pub(crate) fn json(answer: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string(&Versioned {
        version: VERSION,
        answer,
    })
    .map_err(|error| Failure::coded("internal", error.to_string(), ""))?;
    text.push('\n');
    raw(text.as_bytes())
}

/// Writes bytes as they are.
pub(crate) fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(())
}

/// Writes a text for people; what could steer a terminal is shown instead of obeyed.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut out = printable(text).into_owned();
    if !out.ends_with('\n') {
        out.push('\n');
    }
    raw(out.as_bytes())
}

/// Standard output for many lines: flushed line by line for a person, in blocks for a program.
pub(crate) fn lines() -> Box<dyn Write> {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        Box::new(LineWriter::new(stdout.lock()))
    } else {
        Box::new(BufWriter::with_capacity(1 << 18, stdout.lock()))
    }
}

/// Control characters as `\u{1b}`: names and descriptions come from files of strangers.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let odd = |c: char| (c.is_control() && c != '\n' && c != '\t') || is_reordering(c);
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if odd(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Characters that make text read in another order than it is stored.
fn is_reordering(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Columns as wide as their widest cell; the last one runs free.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = header.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(printable(cell).chars().count());
        }
    }
    let mut text = String::new();
    let header: Vec<String> = header.iter().map(|cell| cell.to_uppercase()).collect();
    for row in std::iter::once(&header).chain(rows) {
        let mut line = String::new();
        for (index, cell) in row.iter().enumerate() {
            let cell = printable(cell);
            line.push_str(&cell);
            if index + 1 < row.len() {
                let width = widths.get(index).copied().unwrap_or(0);
                let padding = width.saturating_sub(cell.chars().count()) + 2;
                line.extend(std::iter::repeat_n(' ', padding));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_steered() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}"), "a\\u{1b}[31mb\\u{202e}");
        assert_eq!(printable("zwei\tZeilen\nü"), "zwei\tZeilen\nü");
    }

    #[test]
    fn columns_line_up() {
        let rows = vec![
            vec!["alice".into(), "ops".into()],
            vec!["b".into(), String::new()],
        ];
        assert_eq!(
            table(&["name", "groups"], &rows),
            "NAME   GROUPS\nalice  ops\nb\n"
        );
    }
}
