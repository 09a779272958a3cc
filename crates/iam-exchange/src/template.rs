//! What a template, a plan of Terraform's or a folder of policies wants of an account, gathered
//! from resources that speak of the same entity in several places.

use std::collections::BTreeMap;

use iam_directory::{EntityKind, InlinePolicy, PolicyDocument, Tags, Wanted, WantedKind};
use iam_names::{AccountId, Arn, NameKey, ParseNameError, Partition, Path};
use serde_json::Value;

use crate::refused::NotTaken;

/// The account that a template is read for: its id stands for `AWS::AccountId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateAccount {
    /// The partition.
    pub partition: Partition,
    /// The account.
    pub account_id: AccountId,
}

/// What a file wants, and what of it is not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WantedFile {
    /// The entities, by kind and name.
    pub wanted: Vec<Wanted>,
    /// What is not taken, in the file's order.
    pub not_taken: Vec<NotTaken>,
}

/// Entities in the making.
#[derive(Default)]
pub(crate) struct Gathering {
    wanted: BTreeMap<(EntityKind, NameKey), Wanted>,
    not_taken: Vec<NotTaken>,
}

impl Gathering {
    /// The entity of this kind and name: what was gathered of it, and what is said now beside it.
    pub(crate) fn entity(&mut self, what: WantedKind) -> &mut Wanted {
        let wanted = Wanted::new(what);
        let key = (wanted.kind(), NameKey::of(wanted.name()));
        let held = self.wanted.entry(key).or_insert_with(|| wanted.clone());
        complete(&mut held.what, wanted.what);
        held
    }

    /// The same for an entity that the file makes.
    pub(crate) fn made(&mut self, what: WantedKind) -> &mut Wanted {
        let held = self.entity(what);
        held.made = true;
        held
    }

    /// Whether a policy of this name is gathered already, case aside.
    pub(crate) fn holds_policy(&self, name: &str) -> bool {
        self.wanted
            .contains_key(&(EntityKind::Policy, NameKey::of(name)))
    }

    pub(crate) fn not_taken(&mut self, at: &str, reason: impl Into<String>) {
        self.not_taken.push(NotTaken::new(at, reason));
    }

    pub(crate) fn finish(self) -> WantedFile {
        WantedFile {
            wanted: self.wanted.into_values().collect(),
            not_taken: self.not_taken,
        }
    }
}

/// Adds what a second place says of an entity.
fn complete(held: &mut WantedKind, more: WantedKind) {
    match (held, more) {
        (WantedKind::User { groups, .. }, WantedKind::User { groups: more, .. }) => {
            for group in more {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        (
            WantedKind::Role {
                description,
                trust_policy,
                max_session,
                ..
            },
            WantedKind::Role {
                description: more_description,
                trust_policy: more_trust,
                max_session: more_session,
                ..
            },
        ) => {
            *description = description.take().or(more_description);
            *trust_policy = trust_policy.take().or(more_trust);
            *max_session = max_session.take().or(more_session);
        }
        (
            WantedKind::Policy {
                description,
                document,
                ..
            },
            WantedKind::Policy {
                description: more_description,
                document: more_document,
                ..
            },
        ) if document.is_none() => {
            *description = more_description;
            *document = more_document;
        }
        _ => {}
    }
}

/// A name or another identifier, or why it is none.
pub(crate) fn parsed<T>(field: &str, text: &str) -> Result<T, String>
where
    T: std::str::FromStr<Err = ParseNameError>,
{
    text.parse()
        .map_err(|error: ParseNameError| format!("{field}: {}", error.message()))
}

/// A document as a value, in the form that a person reads.
pub(crate) fn document(value: &Value) -> PolicyDocument {
    PolicyDocument::new(&serde_json::to_string_pretty(value).unwrap_or_default())
}

/// A document that stands in a text, as Terraform and the API have it.
pub(crate) fn document_text(field: &str, text: &str) -> Result<PolicyDocument, String> {
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_object() => Ok(document(&value)),
        Ok(_) => Err(format!("{field} is not a policy document")),
        Err(error) => Err(format!(
            "{field} is not JSON (its line {}, column {})",
            error.line(),
            error.column()
        )),
    }
}

pub(crate) fn inline(name: &str, document: PolicyDocument) -> Result<InlinePolicy, String> {
    Ok(InlinePolicy {
        name: parsed("PolicyName", name)?,
        document,
    })
}

pub(crate) fn path(text: Option<&str>) -> Result<Option<Path>, String> {
    text.map(|text| parsed("Path", text)).transpose()
}

pub(crate) fn arn(field: &str, text: &str) -> Result<Arn, String> {
    parsed(field, text)
}

/// Tags from pairs of texts.
pub(crate) fn tags<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Tags, String> {
    pairs
        .map(|(key, value)| Ok((parsed("Key", key)?, parsed("Value", value)?)))
        .collect()
}
