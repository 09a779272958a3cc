//! A template's text as a value: JSON, or YAML with CloudFormation's short forms (`!Ref`, `!Sub`).
//!
//! Short forms become their long ones, so that one reader knows both. Where each resource begins
//! is kept for messages. Depth and the number of values are bounded: an alias may stand for a
//! whole tree, and a few lines of them for more than any machine holds.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html>

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Number, Value, json};

use crate::refused::{self, FileRefused};

/// Deeper than any template that CloudFormation takes.
const DEPTH: usize = 100;
/// A template has at most 1 MB.
const VALUES: usize = 1_000_000;

/// A template as a value.
pub(super) struct Composed {
    pub(super) value: Value,
    /// The line on which each key of `Resources` stands; none in JSON.
    pub(super) lines: BTreeMap<String, usize>,
}

pub(super) fn compose(bytes: &[u8]) -> Result<Composed, FileRefused> {
    let text = refused::text(bytes)?;
    if text.trim_start().starts_with('{')
        && let Ok(value) = serde_json::from_str::<Value>(text)
    {
        // What `get-template` answers holds the template as a value or as its text.
        let value = match value.get("TemplateBody") {
            Some(Value::String(text)) => return compose_text(text),
            Some(body) => body.clone(),
            None => value,
        };
        return Ok(Composed {
            value,
            lines: BTreeMap::new(),
        });
    }
    compose_text(text)
}

fn compose_text(text: &str) -> Result<Composed, FileRefused> {
    let mut composer = Composer {
        events: Parser::new_from_str(text),
        anchors: BTreeMap::new(),
        left: VALUES,
        path: Vec::new(),
        lines: BTreeMap::new(),
    };
    let value = composer.document()?;
    Ok(Composed {
        value,
        lines: composer.lines,
    })
}

struct Composer<'a> {
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: BTreeMap<usize, (Value, usize)>,
    left: usize,
    path: Vec<String>,
    lines: BTreeMap<String, usize>,
}

type Step<'a> = (Event<'a>, Span);

fn broken(message: &str, line: usize) -> FileRefused {
    FileRefused::new(
        message,
        "check the template with `aws cloudformation validate-template`",
    )
    .at_place(format!("line {line}"))
}

impl<'a> Composer<'a> {
    fn next(&mut self) -> Result<Step<'a>, FileRefused> {
        match self.events.next() {
            Some(Ok(step)) => Ok(step),
            Some(Err(error)) => Err(broken(
                &format!("the file is not YAML: {}", error.info()),
                error.marker().line(),
            )),
            None => Err(broken("the file ends too early: it is cut off", 1)),
        }
    }

    fn document(&mut self) -> Result<Value, FileRefused> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, span) => {
                    return Err(broken("the file holds nothing", span.start.line()));
                }
                step => return self.value(step),
            }
        }
    }

    fn spend(&mut self, count: usize, line: usize) -> Result<(), FileRefused> {
        self.left = self
            .left
            .checked_sub(count)
            .filter(|_| self.path.len() < DEPTH)
            .ok_or_else(|| broken("the file is larger or deeper than any template", line))?;
        Ok(())
    }

    fn value(&mut self, (event, span): Step<'a>) -> Result<Value, FileRefused> {
        let line = span.start.line();
        let before = self.left;
        self.spend(1, line)?;
        let (value, anchor) = match event {
            Event::Alias(anchor) => {
                let held = self.anchors.get(&anchor).cloned();
                let (value, size) =
                    held.ok_or_else(|| broken("an alias stands for nothing", line))?;
                self.spend(size, line)?;
                return Ok(value);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                (
                    tagged(tag.as_deref(), scalar(&text, plain, tag.as_deref())),
                    anchor,
                )
            }
            Event::SequenceStart(anchor, tag) => {
                let mut items = Vec::new();
                self.path.push(String::new());
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        step => items.push(self.value(step)?),
                    }
                }
                self.path.pop();
                (tagged(tag.as_deref(), Value::Array(items)), anchor)
            }
            Event::MappingStart(anchor, tag) => {
                let map = self.mapping(line)?;
                (tagged(tag.as_deref(), Value::Object(map)), anchor)
            }
            _ => return Err(broken("the file is not YAML", line)),
        };
        if anchor > 0 {
            self.anchors
                .insert(anchor, (value.clone(), before - self.left));
        }
        Ok(value)
    }

    fn mapping(&mut self, at: usize) -> Result<Map<String, Value>, FileRefused> {
        let mut map = Map::new();
        loop {
            let (key, line) = match self.next()? {
                (Event::MappingEnd, _) => return Ok(map),
                (Event::Scalar(text, ..), span) => (text.into_owned(), span.start.line()),
                (_, span) => {
                    return Err(broken("a key is no text", span.start.line().max(at)));
                }
            };
            if self.path.len() == 1 && self.path[0] == "Resources" {
                self.lines.insert(key.clone(), line);
            }
            self.path.push(key.clone());
            let step = self.next()?;
            let value = self.value(step)?;
            self.path.pop();
            if map.insert(key.clone(), value).is_some() {
                return Err(broken(&format!("the key `{key}` stands twice"), line));
            }
        }
    }
}

/// A plain word may be a number or a truth; a quoted one is a text, and so is what only looks like
/// a number (`012`, a date).
fn scalar(text: &str, plain: bool, tag: Option<&Tag>) -> Value {
    if !plain || tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str") {
        return json!(text);
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return json!(true),
        "false" | "False" | "FALSE" => return json!(false),
        _ => {}
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.chars().all(|c| c.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
        && !digits.is_empty();
    if is_number && let Ok(number) = text.parse::<i64>() {
        return json!(number);
    }
    if digits.contains('.')
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && let Some(number) = text.parse().ok().and_then(Number::from_f64)
    {
        return Value::Number(number);
    }
    json!(text)
}

/// The long form of a short one.
fn tagged(tag: Option<&Tag>, value: Value) -> Value {
    let Some(tag) = tag.filter(|tag| tag.handle == "!" && !tag.suffix.is_empty()) else {
        return value;
    };
    let name = match tag.suffix.as_str() {
        "Ref" | "Condition" => tag.suffix.clone(),
        suffix => format!("Fn::{suffix}"),
    };
    let value = match (name.as_str(), value) {
        // `!GetAtt Role.Arn`
        ("Fn::GetAtt", Value::String(text)) => match text.split_once('.') {
            Some((of, attribute)) => json!([of, attribute]),
            None => json!(text),
        },
        (_, value) => value,
    };
    json!({ name: value })
}
