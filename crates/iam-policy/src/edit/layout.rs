//! How the author lays a document out, so that what is put in looks like what stands around it.

use crate::problem::Span;
use crate::syntax::{self, Member, Node, Value};

/// What is written: JSON that is there already, or something to lay out.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// JSON, as it is.
    Raw(String),
    /// A list.
    List(Vec<Piece>),
    /// An object.
    Object(Vec<(String, Piece)>),
}

impl Piece {
    /// A string.
    pub(super) fn text(text: &str) -> Self {
        Self::Raw(syntax::quoted(text))
    }

    /// Strings: one alone, several as a list.
    pub(super) fn texts(texts: &[String]) -> Self {
        match texts {
            [only] => Self::text(only),
            several => Self::List(several.iter().map(|text| Self::text(text)).collect()),
        }
    }

    /// A value that was read, to be laid out anew.
    pub(super) fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|member| (member.key.to_string(), Self::of(&member.node)))
                    .collect(),
            ),
            _ => Self::Raw(syntax::compact(node)),
        }
    }
}

/// The layout of one level of a document.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The white space that lines of this level begin with; none when all is on one line.
    line: Option<String>,
    /// The white space of one more level.
    unit: String,
    /// Whether no space follows `:` and `,`.
    tight: bool,
}

impl Layout {
    /// The layout inside of the document's braces.
    pub(super) fn of_document(source: &str, root: &Node<'_>) -> Self {
        let standard = Self {
            line: Some("  ".to_owned()),
            unit: "  ".to_owned(),
            tight: false,
        };
        let Some(first) = root.members().and_then(<[_]>::first) else {
            return standard;
        };
        let line = white_line(source, root.span.start + 1, first.key_span.start);
        let tight = tight(source, first);
        match line {
            None => Self {
                line: None,
                unit: String::new(),
                tight,
            },
            Some(line) => Self {
                unit: if line.is_empty() {
                    "  ".to_owned()
                } else {
                    line.clone()
                },
                line: Some(line),
                tight,
            },
        }
    }

    /// The layout inside of an object's braces; `around` is the one it stands in.
    pub(super) fn inside(source: &str, object: &Node<'_>, around: &Self) -> Self {
        match object.members().and_then(<[_]>::first) {
            None => around.deeper(),
            Some(first) => Self {
                line: white_line(source, object.span.start + 1, first.key_span.start),
                unit: around.unit.clone(),
                tight: tight(source, first),
            },
        }
    }

    /// The layout inside of a list's brackets; `around` is the one it stands in.
    pub(super) fn in_list(source: &str, list: &Node<'_>, around: &Self) -> Self {
        match list.items().and_then(<[_]>::first) {
            None => around.deeper(),
            Some(first) => Self {
                line: white_line(source, list.span.start + 1, first.span.start),
                ..around.clone()
            },
        }
    }

    /// The layout that the document's braces stand in.
    pub(super) fn outermost(&self) -> Self {
        Self {
            line: self.line.as_ref().map(|_| String::new()),
            ..self.clone()
        }
    }

    /// One level farther in.
    pub(super) fn deeper(&self) -> Self {
        Self {
            line: self
                .line
                .as_ref()
                .map(|line| format!("{line}{}", self.unit)),
            ..self.clone()
        }
    }

    /// A value whose line begins at this level.
    pub(super) fn print(&self, piece: &Piece) -> String {
        match piece {
            Piece::Raw(text) => text.clone(),
            Piece::List(items) => {
                let inner = self.deeper();
                let items: Vec<_> = items.iter().map(|item| inner.print(item)).collect();
                self.enclose('[', &items, ']')
            }
            Piece::Object(members) => {
                let inner = self.deeper();
                let members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| inner.member(key, value))
                    .collect();
                self.enclose('{', &members, '}')
            }
        }
    }

    /// `"key": value`
    pub(super) fn member(&self, key: &str, value: &Piece) -> String {
        let colon = if self.tight { ":" } else { ": " };
        format!("{}{colon}{}", syntax::quoted(key), self.print(value))
    }

    /// What stands between two things of this level.
    pub(super) fn separator(&self) -> String {
        match (&self.line, self.tight) {
            (Some(line), _) => format!(",\n{line}"),
            (None, true) => ",".to_owned(),
            (None, false) => ", ".to_owned(),
        }
    }

    fn enclose(&self, open: char, parts: &[String], close: char) -> String {
        if parts.is_empty() {
            return format!("{open}{close}");
        }
        let inner = self.deeper();
        let parts = parts.join(&inner.separator());
        match (&self.line, &inner.line) {
            (Some(line), Some(deeper)) => format!("{open}\n{deeper}{parts}\n{line}{close}"),
            _ => format!("{open}{parts}{close}"),
        }
    }
}

/// What a line begins with, when a new one begins between two places with only white space.
fn white_line(source: &str, from: u32, to: u32) -> Option<String> {
    let between = Span {
        start: from,
        end: to,
    }
    .text(source);
    between
        .rsplit_once('\n')
        .map(|(_, line)| line.trim_start_matches('\r').to_owned())
}

fn tight(source: &str, member: &Member<'_>) -> bool {
    let between = Span {
        start: member.key_span.end,
        end: member.node.span.start,
    };
    between.text(source) == ":"
}

/// The text with a stretch replaced.
pub(super) fn splice(source: &str, span: Span, replacement: &str) -> String {
    let (before, after) = (
        source.get(..span.start as usize).unwrap_or_default(),
        source.get(span.end as usize..).unwrap_or_default(),
    );
    format!("{before}{replacement}{after}")
}

/// An empty stretch.
pub(super) fn at(offset: u32) -> Span {
    Span {
        start: offset,
        end: offset,
    }
}

/// Puts a member into an object, in front of the member at `position`; `around` is the layout that
/// the object stands in.
pub(super) fn insert_member(
    source: &str,
    object: &Node<'_>,
    around: &Layout,
    position: usize,
    (key, value): (&str, &Piece),
) -> String {
    let members = object.members().unwrap_or_default();
    if members.is_empty() {
        let whole = Piece::Object(vec![(key.to_owned(), value.clone())]);
        return splice(source, object.span, &around.print(&whole));
    }
    let layout = Layout::inside(source, object, around);
    let member = layout.member(key, value);
    let before = position
        .checked_sub(1)
        .and_then(|before| members.get(before));
    if let Some(before) = before {
        let text = format!("{}{member}", layout.separator());
        splice(source, at(before.node.span.end), &text)
    } else {
        let text = format!("{member}{}", layout.separator());
        splice(source, at(members[0].key_span.start), &text)
    }
}

/// Takes a member out of an object, together with one comma.
pub(super) fn remove_member(source: &str, object: &Node<'_>, position: usize) -> String {
    let members = object.members().unwrap_or_default();
    let Some(member) = members.get(position) else {
        return source.to_owned();
    };
    let span = if members.len() == 1 {
        return splice(source, object.span, "{}");
    } else if position > 0 {
        Span {
            start: members[position - 1].node.span.end,
            end: member.node.span.end,
        }
    } else {
        Span {
            start: member.key_span.start,
            end: members[1].key_span.start,
        }
    };
    splice(source, span, "")
}

/// A string or list of strings with other values, in the layout of what is there: values that stay
/// keep their bytes. None when nothing changes.
pub(super) fn relist(
    source: &str,
    node: &Node<'_>,
    around: &Layout,
    held: &[String],
    wanted: &[String],
) -> Option<String> {
    if held == wanted {
        return None;
    }
    let Some(items) = node.items() else {
        return Some(around.print(&Piece::texts(wanted)));
    };
    let mut left: Vec<Option<&Node<'_>>> = items.iter().map(Some).collect();
    let parts: Vec<String> = wanted
        .iter()
        .map(|text| {
            let same = held
                .iter()
                .zip(&mut left)
                .find(|(held, item)| *held == text && item.is_some());
            match same.and_then(|(_, item)| item.take()) {
                Some(item) => item.span.text(source).to_owned(),
                None => syntax::quoted(text),
            }
        })
        .collect();
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        let pieces = parts.into_iter().map(Piece::Raw).collect();
        return Some(around.print(&Piece::List(pieces)));
    };
    if parts.is_empty() {
        return Some("[]".to_owned());
    }
    let part = |start: u32, end: u32| Span { start, end }.text(source);
    let inner = Layout::in_list(source, node, around);
    Some(format!(
        "[{}{}{}]",
        part(node.span.start + 1, first.span.start),
        parts.join(&inner.separator()),
        part(last.span.end, node.span.end - 1),
    ))
}
