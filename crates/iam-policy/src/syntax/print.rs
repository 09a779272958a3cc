//! The printer: the author's keys in the author's order, in one line or indented as AWS does.

use std::fmt::Write as _;

use super::{Node, Value};

/// The value in one line without white space: what AWS's quotas count.
#[must_use]
pub fn compact(node: &Node<'_>) -> String {
    let mut out = String::new();
    write_node(&mut out, node, None);
    out
}

/// The value with one member or item a line, indented by two spaces.
#[must_use]
pub fn pretty(node: &Node<'_>) -> String {
    let mut out = String::new();
    write_node(&mut out, node, Some(0));
    out
}

/// The text as a JSON string, in double quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_string(&mut out, text);
    out
}

fn write_node(out: &mut String, node: &Node<'_>, indent: Option<usize>) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(digits) => out.push_str(digits),
        Value::String(text) => write_string(out, text),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                separate(out, position, indent);
                write_node(out, item, indent.map(|level| level + 1));
            }
            close(out, items.is_empty(), indent, ']');
        }
        Value::Object(members) => {
            out.push('{');
            for (position, member) in members.iter().enumerate() {
                separate(out, position, indent);
                write_string(out, &member.key);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write_node(out, &member.node, indent.map(|level| level + 1));
            }
            close(out, members.is_empty(), indent, '}');
        }
    }
}

fn separate(out: &mut String, position: usize, indent: Option<usize>) {
    if position > 0 {
        out.push(',');
    }
    if let Some(level) = indent {
        new_line(out, level + 1);
    }
}

fn close(out: &mut String, empty: bool, indent: Option<usize>, bracket: char) {
    if let (Some(level), false) = (indent, empty) {
        new_line(out, level);
    }
    out.push(bracket);
}

fn new_line(out: &mut String, level: usize) {
    out.push('\n');
    for _ in 0..level {
        out.push_str("  ");
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
