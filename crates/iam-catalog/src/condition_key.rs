//! Condition keys: their types, and finding one as somebody wrote it.

use crate::catalogue::{Catalogue, KeyEntry, compare};
use crate::service::Service;
use serde::{Deserialize, Serialize};

/// What a key's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueType {
    /// Text.
    String,
    /// An Amazon resource name.
    Arn,
    /// `true` or `false`.
    Bool,
    /// A number.
    Numeric,
    /// A date and time; AWS also takes seconds since 1970 for some.
    Date,
    /// An address or a range.
    IpAddress,
}

/// A key's type: what its values are, and whether a request carries one or many.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyType {
    /// What a value is.
    pub value: ValueType,
    /// Whether a request may carry several; such a key wants `ForAnyValue` or `ForAllValues`.
    pub multivalued: bool,
}

impl KeyType {
    pub(crate) fn from_letters(letters: &str) -> Option<Self> {
        let single = letters.strip_prefix('A');
        Some(Self {
            value: match single.unwrap_or(letters) {
                "s" => ValueType::String,
                "a" => ValueType::Arn,
                "b" => ValueType::Bool,
                "n" => ValueType::Numeric,
                "d" => ValueType::Date,
                "i" => ValueType::IpAddress,
                _ => return None,
            },
            multivalued: single.is_some(),
        })
    }
}

/// What a global condition key is about, as AWS's page groups them.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyCategory {
    /// Who calls.
    Principal,
    /// The role session's properties.
    Session,
    /// Where the call comes from.
    Network,
    /// The resource called upon.
    Resource,
    /// The call itself.
    Request,
}

impl KeyCategory {
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "principal" => Self::Principal,
            "session" => Self::Session,
            "network" => Self::Network,
            "resource" => Self::Resource,
            "request" => Self::Request,
            _ => return None,
        })
    }
}

/// A condition key as a service's reference lists it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ConditionKey<'c> {
    service: Service<'c>,
    number: usize,
}

impl<'c> ConditionKey<'c> {
    pub(crate) fn new(service: Service<'c>, number: usize) -> Self {
        Self { service, number }
    }

    /// Its name; a tag's key reads `${TagKey}`.
    #[must_use]
    pub fn name(self) -> &'c str {
        self.field(0)
    }

    /// What its values are, for this service.
    #[must_use]
    pub fn key_type(self) -> KeyType {
        KeyType::from_letters(self.field(1)).unwrap_or(KeyType {
            value: ValueType::String,
            multivalued: false,
        })
    }

    /// AWS's sentence about it.
    #[must_use]
    pub fn description(self) -> &'c str {
        self.field(2)
    }

    fn field(self, number: usize) -> &'c str {
        self.service
            .detail()
            .and_then(|detail| {
                let line = detail.keys.get(self.number)?;
                line.in_text(&detail.text).split('\t').nth(number)
            })
            .unwrap_or_default()
    }
}

impl std::fmt::Debug for ConditionKey<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConditionKey({})", self.name())
    }
}

/// What the catalogue knows about a key that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey<'c> {
    /// Its name in the catalogue: `aws:PrincipalTag/${TagKey}`.
    pub name: &'c str,
    /// As written, in AWS's spelling: `aws:PrincipalTag/team`.
    pub spelled: String,
    /// What its values are.
    pub key_type: KeyType,
    /// For a global key, what it is about.
    pub category: Option<KeyCategory>,
}

/// Finds a key by its exact name first, then among those with a `${…}` in them.
pub(crate) fn find_key<'c>(catalogue: &'c Catalogue, asked: &str) -> Option<KnownKey<'c>> {
    let text = &catalogue.text;
    let known = |entry: &'c KeyEntry, spelled: String| KnownKey {
        name: entry.name.in_text(text),
        spelled,
        key_type: entry.key_type,
        category: entry.category,
    };
    if let Ok(found) = catalogue
        .keys
        .binary_search_by(|key| compare(key.name.in_text(text), asked))
    {
        let entry = &catalogue.keys[found];
        return Some(known(entry, entry.name.in_text(text).to_owned()));
    }
    catalogue
        .keys
        .iter()
        .filter(|entry| entry.pattern)
        .find_map(|entry| Some(known(entry, fill(entry.name.in_text(text), asked)?)))
}

/// `asked` in the spelling of `pattern`, when it is `pattern` with something in place of each
/// `${…}`. A placeholder ends where the text after it next stands.
fn fill(pattern: &str, asked: &str) -> Option<String> {
    let mut spelled = String::with_capacity(asked.len());
    let (mut pattern, mut asked) = (pattern, asked);
    while let Some((before, after)) = pattern.split_once("${") {
        asked = strip_ignoring_case(asked, before)?;
        spelled.push_str(before);
        pattern = after.split_once('}')?.1;
        let literal = pattern.split("${").next().unwrap_or_default();
        let end = if literal.is_empty() {
            asked.len()
        } else {
            (1..asked.len())
                .filter(|at| asked.is_char_boundary(*at))
                .find(|at| strip_ignoring_case(&asked[*at..], literal).is_some())?
        };
        if end == 0 {
            return None;
        }
        spelled.push_str(&asked[..end]);
        asked = &asked[end..];
    }
    if !asked.eq_ignore_ascii_case(pattern) {
        return None;
    }
    spelled.push_str(pattern);
    Some(spelled)
}

fn strip_ignoring_case<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.get(..start.len())
        .filter(|head| head.eq_ignore_ascii_case(start))
        .and_then(|_| text.get(start.len()..))
}
