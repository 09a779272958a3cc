//! Lint: what is wrong with a policy document, what is unwise, what could be written better.
//!
//! Mistakes that lowering told become findings in [`structure`]; the rest is looked for in the
//! syntax tree, element by element. What exists in AWS comes in through [`Knowledge`]; with
//! [`NoKnowledge`] the checks that need it are silent.

mod action;
mod attached;
mod check;
mod condition;
mod resource;
mod sensitive;
mod statement;
mod structure;
mod tags;
#[cfg(test)]
mod tests;
mod trust;
mod values;

pub use check::{Check, FindingSeverity};

use serde::Serialize;

use crate::policy::{self, PolicyType};
use crate::problem::{Location, Span};
use crate::syntax::{self, Node, Value};

/// A replacement of a stretch of the source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// What comes in their place.
    pub replacement: String,
}

/// A safe correction that an editor can offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does, for a button.
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// One thing that lint has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub check: Check,
    /// How grave it is.
    pub severity: FindingSeverity,
    /// What is wrong: lower-case, no full stop, the author's text in backticks.
    pub message: String,
    /// What may help.
    pub help: Option<String>,
    /// Where it stands.
    pub at: Location,
    /// The line of its first byte, from 1.
    pub line: usize,
    /// The column of its first byte in characters, from 1.
    pub column: usize,
    /// A correction, where one is safe.
    pub fix: Option<Fix>,
}

/// What a condition key's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// Text.
    String,
    /// An ARN.
    Arn,
    /// A truth value.
    Bool,
    /// A number.
    Numeric,
    /// A date.
    Date,
    /// An address.
    Ip,
}

/// What is known about an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAction {
    /// As AWS spells it.
    pub name: String,
    /// Whether it takes no resource but `*`.
    pub wildcard_only: bool,
    /// The ARN patterns of the resources it takes, `*` for what varies.
    pub resources: Vec<String>,
    /// The service's condition keys it may be narrowed with, `${…}` for what varies.
    pub keys: Vec<String>,
}

/// What exists in AWS. The catalogue's owner implements it.
pub trait Knowledge {
    /// Whether there is such a service prefix; nothing when that is not known.
    fn knows_service(&self, prefix: &str) -> Option<bool>;
    /// The action `prefix:Name`, whatever its capitals.
    fn action(&self, name: &str) -> Option<KnownAction>;
    /// Whether any action matches `prefix:pattern`.
    fn matches_any(&self, pattern: &str) -> bool;
    /// The nearest action.
    fn suggest_action(&self, name: &str) -> Option<String>;
    /// The nearest service prefix.
    fn suggest_service(&self, prefix: &str) -> Option<String>;
    /// What a condition key is, and whether it is multivalued.
    fn key(&self, name: &str) -> Option<(KeyKind, bool)>;
    /// The nearest condition key.
    fn suggest_key(&self, name: &str) -> Option<String>;
    /// Whether any action that matches `prefix:pattern` sends the tags of its resource; nothing
    /// when no action is known that does match.
    fn has_resource_tags(&self, pattern: &str) -> Option<bool>;
    /// The ARN patterns of all of a service's resources.
    fn arns(&self, prefix: &str) -> Vec<String>;
}

/// Knows nothing: the checks about names that exist are silent.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKnowledge;

impl Knowledge for NoKnowledge {
    fn knows_service(&self, _: &str) -> Option<bool> {
        None
    }
    fn action(&self, _: &str) -> Option<KnownAction> {
        None
    }
    fn matches_any(&self, _: &str) -> bool {
        true
    }
    fn suggest_action(&self, _: &str) -> Option<String> {
        None
    }
    fn suggest_service(&self, _: &str) -> Option<String> {
        None
    }
    fn key(&self, _: &str) -> Option<(KeyKind, bool)> {
        None
    }
    fn suggest_key(&self, _: &str) -> Option<String> {
        None
    }
    fn has_resource_tags(&self, _: &str) -> Option<bool> {
        None
    }
    fn arns(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// Checks a policy document; the findings in the order of the text.
#[must_use]
pub fn lint(source: &str, policy_type: PolicyType, knowledge: &dyn Knowledge) -> Vec<Finding> {
    let mut linter = Linter {
        source,
        policy_type,
        knowledge,
        findings: Vec::new(),
    };
    match syntax::read(source) {
        Err(problem) => linter.problem(&problem),
        Ok(root) => {
            for problem in &policy::lower(&root, policy_type).problems {
                linter.problem(problem);
            }
            linter.document(&root);
        }
    }
    let mut findings = linter.findings;
    findings.sort_by_key(|it| (it.at.span.start, it.severity, it.check));
    findings.dedup();
    findings
}

/// What is collected while one document is checked.
struct Linter<'l> {
    source: &'l str,
    policy_type: PolicyType,
    knowledge: &'l dyn Knowledge,
    findings: Vec<Finding>,
}

impl Linter<'_> {
    /// Adds a finding and gives it back for help and fixes.
    fn find(
        &mut self,
        check: Check,
        message: impl Into<String>,
        path: &str,
        span: Span,
    ) -> Option<&mut Finding> {
        let (line, column) = span.line_column(self.source);
        self.findings.push(Finding {
            check,
            severity: check.severity(),
            message: message.into(),
            help: None,
            at: Location {
                path: path.to_owned(),
                span,
            },
            line,
            column,
            fix: None,
        });
        self.findings.last_mut()
    }
}

impl Finding {
    fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Offers to put another string in place of the one the finding is about.
    fn replace(&mut self, text: &str) -> &mut Self {
        self.fix = Some(Fix {
            title: format!("Write `{text}`"),
            edits: vec![Edit {
                span: self.at.span,
                replacement: syntax::quoted(text),
            }],
        });
        self
    }

    /// "Did you mean", with the correction.
    fn suggest(&mut self, text: Option<String>) {
        if let Some(text) = text {
            self.help(format!("did you mean `{text}`?")).replace(&text);
        }
    }
}

/// The strings of an element: one, or those of a list, each with its path.
fn strings<'n>(node: &'n Node<'n>, path: &str) -> Vec<(&'n str, &'n Node<'n>, String)> {
    match &node.value {
        Value::String(text) => vec![(text, node, path.to_owned())],
        Value::Array(items) => items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| Some((item.text()?, item, format!("{path}[{index}]"))))
            .collect(),
        _ => Vec::new(),
    }
}

/// The edit that takes an item out of a list together with one comma; none for the only item.
fn removal(list: &Node<'_>, item: &Node<'_>) -> Option<Edit> {
    let items = list.items()?;
    let at = items.iter().position(|it| it.span == item.span)?;
    let span = if at > 0 {
        Span {
            start: items[at - 1].span.end,
            end: item.span.end,
        }
    } else {
        Span {
            start: item.span.start,
            end: items.get(1)?.span.start,
        }
    };
    Some(Edit {
        span,
        replacement: String::new(),
    })
}
