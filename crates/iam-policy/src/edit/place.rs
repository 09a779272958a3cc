//! Where the cursor of a text editor stands. While somebody types, the text is hardly ever JSON:
//! only what stands in front of the cursor is looked at, and the end of the string it stands in.

use crate::problem::Span;

/// A place in a document that may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The keys around it, from the outside in; lists add nothing.
    pub path: Vec<String>,
    /// Whether a key is written here, not a value.
    pub key: bool,
    /// Whether the place is inside of quotes.
    pub quoted: bool,
    /// What a completion replaces: the text of the string, quotes left out.
    pub span: Span,
    /// What was typed in front of the cursor.
    pub typed: String,
    /// The number of the statement it stands in.
    pub statement: Option<usize>,
    /// The action patterns that stand in that statement in front of the cursor.
    pub actions: Vec<String>,
}

/// One open brace or bracket.
enum Open {
    Object { key: Option<String>, value: bool },
    List,
}

/// Looks where `cursor` stands, a byte offset; offsets inside of a character count as its start.
#[must_use]
pub fn place(source: &str, cursor: usize) -> Place {
    let mut cursor = cursor.min(source.len());
    while !source.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let (before, after) = source.split_at(cursor);
    let mut open: Vec<Open> = Vec::new();
    let mut statements = 0;
    let mut actions = Vec::new();
    let mut rest = before.char_indices();
    let mut started = None;
    // What was written since the last mark, when it is not in quotes.
    let mut bare = None;
    while let Some((at, character)) = rest.next() {
        match character {
            '"' => {
                bare = None;
                match end_of_string(&mut rest) {
                    Some(end) => {
                        let text = &before[at + 1..end];
                        if let Some(Open::Object { key, value: false }) = open.last_mut() {
                            *key = Some(text.to_owned());
                        } else if names_actions(&open) {
                            actions.push(text.to_owned());
                        }
                    }
                    None => started = Some(at + 1),
                }
            }
            '{' => {
                if is_statement(&open) {
                    statements += 1;
                    actions.clear();
                }
                open.push(Open::Object {
                    key: None,
                    value: false,
                });
                bare = None;
            }
            '[' => {
                open.push(Open::List);
                bare = None;
            }
            '}' | ']' => {
                open.pop();
                bare = None;
            }
            ':' => {
                if let Some(Open::Object { value, .. }) = open.last_mut() {
                    *value = true;
                }
                bare = None;
            }
            ',' => {
                if let Some(Open::Object { key, value }) = open.last_mut() {
                    (*key, *value) = (None, false);
                }
                bare = None;
            }
            white if white.is_ascii_whitespace() => bare = None,
            _ => bare = bare.or(Some(at)),
        }
    }
    let quoted = started.is_some();
    let from = started.or(bare).unwrap_or(cursor);
    let to = cursor
        + if quoted {
            after.find(['"', '\n']).unwrap_or(after.len())
        } else {
            0
        };
    let path = open
        .iter()
        .filter_map(|level| match level {
            Open::Object {
                key: Some(key),
                value: true,
            } => Some(key.clone()),
            _ => None,
        })
        .collect();
    let in_statement = open
        .iter()
        .position(
            |level| matches!(level, Open::Object { key: Some(key), .. } if key == "Statement"),
        )
        .is_some_and(|level| {
            open[level + 1..]
                .iter()
                .any(|it| matches!(it, Open::Object { .. }))
        });
    Place {
        path,
        key: matches!(open.last(), Some(Open::Object { value: false, .. })),
        quoted,
        span: Span::new(from, to),
        typed: before[from..].to_owned(),
        statement: in_statement.then(|| statements - 1),
        actions,
    }
}

/// Whether a string here is one of a statement's action patterns.
fn names_actions(open: &[Open]) -> bool {
    let element = open.iter().rev().find_map(|level| match level {
        Open::Object { key, .. } => Some(key.as_deref()),
        Open::List => None,
    });
    matches!(element, Some(Some("Action" | "NotAction")))
}

/// Whether a brace that opens here begins a statement.
fn is_statement(open: &[Open]) -> bool {
    let under_statement = |level: &Open| matches!(level, Open::Object { key: Some(key), value: true } if key == "Statement");
    match open {
        [root] | [root, Open::List] => under_statement(root),
        _ => false,
    }
}

/// Walks to the closing quote; gives its offset, none when there is none.
fn end_of_string(rest: &mut std::str::CharIndices<'_>) -> Option<usize> {
    while let Some((at, character)) = rest.next() {
        match character {
            '\\' => {
                rest.next();
            }
            // A string ends with its line: what follows was written before this one was begun.
            '"' | '\n' => return Some(at),
            _ => {}
        }
    }
    None
}
