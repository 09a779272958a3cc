//! JSON values as YAML in blocks. Every text stands in double quotes, where JSON's escapes are
//! YAML's: no version becomes a date and no `yes` a truth.

use std::fmt::Write as _;

use serde_json::Value;

/// Prints an object.
pub(super) fn print(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

fn block(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let _ = write!(text, "{indent}{}:", self::key(key));
                under(value, depth, text);
            }
        }
        Value::Array(items) => {
            for item in items {
                if matches!(item, Value::Object(fields) if !fields.is_empty()) {
                    // The first field stands beside the dash, the others below it.
                    let mut inner = String::new();
                    block(item, depth + 1, &mut inner);
                    let _ = write!(text, "{indent}- {}", inner.trim_start_matches(' '));
                } else {
                    let _ = write!(text, "{indent}-");
                    under(item, depth, text);
                }
            }
        }
        _ => {
            let _ = writeln!(text, "{indent}{}", scalar(value));
        }
    }
}

fn under(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            text.push('\n');
            block(value, depth + 1, text);
        }
        Value::Array(items) if !items.is_empty() => {
            text.push('\n');
            block(value, depth + 1, text);
        }
        _ => {
            let _ = writeln!(text, " {}", scalar(value));
        }
    }
}

fn key(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric();
    let letter = key.starts_with(|c: char| c.is_ascii_alphabetic());
    let word = matches!(
        key.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    if letter && !word && key.chars().all(plain) {
        return key.to_owned();
    }
    quoted(key)
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// As JSON, with what YAML does not take for printable escaped as well.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        let code = u32::from(c);
        match code {
            0x7f..=0x9f | 0x2028 | 0x2029 | 0xfeff | 0xfffe | 0xffff => {
                let _ = write!(quoted, "\\u{code:04x}");
            }
            _ => quoted.push(c),
        }
    }
    quoted
}
