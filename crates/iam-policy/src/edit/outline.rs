//! A document as the cards of a visual editor: what can be shown in fields, and the names of what
//! is kept as it is.

use crate::policy::Effect;
use crate::problem::Span;
use crate::syntax::{self, Member, Node, Value};

use super::statements;

/// A policy document in cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// `Version`, when it is a string.
    pub version: Option<String>,
    /// The statements that are objects, by their place in the list.
    pub statements: Vec<StatementOutline>,
    /// How many there are, those that are no objects counted in.
    pub statement_count: usize,
    /// The names of the document's other elements, which no card shows.
    pub kept: Vec<String>,
}

/// A statement as a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementOutline {
    /// Its place in the list.
    pub index: usize,
    /// Its bytes in the text.
    pub span: Span,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Its effect, when it is one.
    pub effect: Option<Effect>,
    /// Whom it is about.
    pub principals: Option<Named<PrincipalOutline>>,
    /// Which actions it is about.
    pub actions: Option<Named<String>>,
    /// Which resources it is about.
    pub resources: Option<Named<String>>,
    /// Its conditions, one for each operator and key.
    pub conditions: Vec<ConditionOutline>,
    /// The names of elements that no field can show: unknown, doubled, or of another type. An edit
    /// leaves them as they are.
    pub kept: Vec<String>,
}

/// An element or its opposite, `Action` or `NotAction`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// Whether it is the opposite.
    pub not: bool,
    /// What it names.
    pub values: Vec<T>,
}

/// A principal: `AWS` and an ARN; `*` and `*` for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalOutline {
    /// `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*`.
    pub kind: String,
    /// Who.
    pub value: String,
}

/// A condition: an operator, a key and the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionOutline {
    /// The operator as written.
    pub operator: String,
    /// The key as written.
    pub key: String,
    /// The values as text.
    pub values: Vec<String>,
    /// From the key to the end of its values.
    pub span: Span,
}

/// Shows a document as cards; none when the text is no JSON object.
#[must_use]
pub fn outline(source: &str) -> Option<Outline> {
    let root = syntax::read(source).ok()?;
    let members = root.members()?;
    let nodes = statements(&root);
    let statement_count = nodes.len();
    let statements = nodes
        .into_iter()
        .enumerate()
        .filter_map(|(index, node)| statement(index, node))
        .collect();
    Some(Outline {
        version: root.get("Version").and_then(Node::text).map(str::to_owned),
        statements,
        statement_count,
        kept: members
            .iter()
            .filter(|member| !matches!(&*member.key, "Version" | "Statement"))
            .map(|member| member.key.to_string())
            .collect(),
    })
}

fn statement(index: usize, node: &Node<'_>) -> Option<StatementOutline> {
    let members = node.members()?;
    let sid = only(members, &["Sid"]).and_then(|member| member.node.text());
    let effect = only(members, &["Effect"]).and_then(|member| match member.node.text() {
        Some("Allow") => Some(Effect::Allow),
        Some("Deny") => Some(Effect::Deny),
        _ => None,
    });
    let principals = only(members, &["Principal", "NotPrincipal"]).and_then(principals);
    let actions = only(members, &["Action", "NotAction"]).and_then(named);
    let resources = only(members, &["Resource", "NotResource"]).and_then(named);
    let conditions = only(members, &["Condition"]).and_then(|member| conditions(&member.node));
    let shown = |key: &str| match key {
        "Sid" => sid.is_some(),
        "Effect" => effect.is_some(),
        "Principal" | "NotPrincipal" => principals.is_some(),
        "Action" | "NotAction" => actions.is_some(),
        "Resource" | "NotResource" => resources.is_some(),
        "Condition" => conditions.is_some(),
        _ => false,
    };
    let kept = members
        .iter()
        .filter(|member| !shown(&member.key))
        .map(|member| member.key.to_string())
        .collect();
    Some(StatementOutline {
        index,
        span: node.span,
        sid: sid.map(str::to_owned),
        effect,
        principals,
        actions,
        resources,
        conditions: conditions.unwrap_or_default(),
        kept,
    })
}

/// The one member with one of these keys; none when there are several.
pub(super) fn only<'m, 's>(members: &'m [Member<'s>], keys: &[&str]) -> Option<&'m Member<'s>> {
    let mut found = members.iter().filter(|member| keys.contains(&&*member.key));
    match (found.next(), found.next()) {
        (Some(member), None) => Some(member),
        _ => None,
    }
}

fn named(member: &Member<'_>) -> Option<Named<String>> {
    Some(Named {
        not: member.key.starts_with("Not"),
        values: strings(&member.node)?,
    })
}

/// A string, or a list of nothing but strings.
pub(super) fn strings(node: &Node<'_>) -> Option<Vec<String>> {
    match &node.value {
        Value::String(text) => Some(vec![text.to_string()]),
        Value::Array(items) => items
            .iter()
            .map(|item| item.text().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

fn principals(member: &Member<'_>) -> Option<Named<PrincipalOutline>> {
    let values = match &member.node.value {
        Value::String(text) => vec![PrincipalOutline {
            kind: "*".to_owned(),
            value: text.to_string(),
        }],
        Value::Object(kinds) => {
            let mut entries = Vec::new();
            for (position, kind) in kinds.iter().enumerate() {
                if kinds[..position]
                    .iter()
                    .any(|earlier| earlier.key == kind.key)
                {
                    return None;
                }
                let of_kind = strings(&kind.node)?.into_iter();
                entries.extend(of_kind.map(|value| PrincipalOutline {
                    kind: kind.key.to_string(),
                    value,
                }));
            }
            entries
        }
        _ => return None,
    };
    Some(Named {
        not: member.key.starts_with("Not"),
        values,
    })
}

/// The conditions, when all of them are operators with keys with plain values, each once.
fn conditions(node: &Node<'_>) -> Option<Vec<ConditionOutline>> {
    let mut found = Vec::new();
    let operators = node.members()?;
    for (position, operator) in operators.iter().enumerate() {
        let keys = operator.node.members()?;
        if doubled(&operators[..=position]) {
            return None;
        }
        for (position, key) in keys.iter().enumerate() {
            if doubled(&keys[..=position]) {
                return None;
            }
            found.push(ConditionOutline {
                operator: operator.key.to_string(),
                key: key.key.to_string(),
                values: values(&key.node)?,
                span: Span {
                    start: key.key_span.start,
                    end: key.node.span.end,
                },
            });
        }
    }
    Some(found)
}

/// Whether the last of these stands among those before it.
fn doubled(members: &[Member<'_>]) -> bool {
    members
        .split_last()
        .is_some_and(|(last, before)| before.iter().any(|earlier| earlier.key == last.key))
}

/// The values of a condition as text: strings, numbers and truth values, one or a list.
pub(super) fn values(node: &Node<'_>) -> Option<Vec<String>> {
    let one = |node: &Node<'_>| match &node.value {
        Value::String(text) => Some(text.to_string()),
        Value::Number(digits) => Some((*digits).to_owned()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    match node.items() {
        Some(items) => items.iter().map(one).collect(),
        None => Some(vec![one(node)?]),
    }
}
