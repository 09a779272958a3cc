//! An action: its name and level from the index, the rest from its service's block.

use crate::catalogue::{ActionEntry, Catalogue};
use crate::condition_key::ConditionKey;
use crate::format::numbers;
use crate::resource_type::ResourceType;
use crate::service::Service;
use serde::{Deserialize, Serialize};

/// How far an action reaches, in AWS's words.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessLevel {
    /// Sees that resources exist.
    List,
    /// Reads what is in them.
    Read,
    /// Makes, alters or deletes them.
    Write,
    /// Only alters tags.
    Tagging,
    /// Gives or alters permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// Every level, from the mildest.
    pub const ALL: [Self; 5] = [
        Self::List,
        Self::Read,
        Self::Write,
        Self::Tagging,
        Self::PermissionsManagement,
    ];

    /// The console's word for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
        }
    }

    pub(crate) fn from_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'l' => Self::List,
            b'r' => Self::Read,
            b'w' => Self::Write,
            b't' => Self::Tagging,
            b'p' => Self::PermissionsManagement,
            _ => return None,
        })
    }
}

/// One action.
#[derive(Clone, Copy)]
pub struct Action<'c> {
    catalogue: &'c Catalogue,
    number: usize,
}

/// A type of resource an action works on.
#[derive(Debug, Clone)]
pub struct ActionResource<'c> {
    /// The type.
    pub resource_type: ResourceType<'c>,
    /// Whether each call names a resource of this type.
    pub required: bool,
    /// The condition keys that go with this action on this type.
    pub condition_keys: Vec<ConditionKey<'c>>,
}

impl<'c> Action<'c> {
    pub(crate) fn new(catalogue: &'c Catalogue, number: usize) -> Self {
        Self { catalogue, number }
    }

    fn entry(self) -> &'c ActionEntry {
        &self.catalogue.actions[self.number]
    }

    /// Its place in [`Catalogue::actions`]: dense, for bit sets; another one in other data.
    #[must_use]
    pub fn number(self) -> usize {
        self.number
    }

    /// Its name without the prefix: `PassRole`.
    #[must_use]
    pub fn name(self) -> &'c str {
        self.entry().name.in_text(&self.catalogue.text)
    }

    /// Its name as policies write it: `iam:PassRole`.
    #[must_use]
    pub fn full_name(self) -> String {
        format!("{}:{}", self.service().prefix(), self.name())
    }

    /// Whose action it is.
    #[must_use]
    pub fn service(self) -> Service<'c> {
        Service::new(self.catalogue, usize::from(self.entry().service))
    }

    /// How far it reaches.
    #[must_use]
    pub fn access_level(self) -> AccessLevel {
        self.entry().level
    }

    /// Whether it has no resource-level permissions: a statement must then say `"Resource": "*"`.
    #[must_use]
    pub fn wildcard_only(self) -> bool {
        self.entry().wildcard_only
    }

    /// AWS's sentence about it: `Grants permission to …`.
    #[must_use]
    pub fn description(self) -> &'c str {
        self.field(0)
    }

    /// The types of resource it works on; empty for a wildcard-only action.
    #[must_use]
    pub fn resource_types(self) -> Vec<ActionResource<'c>> {
        let service = self.service();
        self.field(2)
            .split(';')
            .filter_map(|part| {
                let (number, keys) = part.split_once(':')?;
                let plain = number.trim_end_matches('!');
                Some(ActionResource {
                    resource_type: service.resource_types().nth(plain.parse().ok()?)?,
                    required: plain.len() < number.len(),
                    condition_keys: keys_of(service, keys),
                })
            })
            .collect()
    }

    /// The condition keys that go with it, whatever the resource.
    #[must_use]
    pub fn condition_keys(self) -> Vec<ConditionKey<'c>> {
        keys_of(self.service(), self.field(1))
    }

    /// Other actions the caller may need as well, above all `iam:PassRole`.
    #[must_use]
    pub fn dependent_actions(self) -> Vec<&'c str> {
        self.field(3)
            .split(',')
            .filter(|name| !name.is_empty())
            .collect()
    }

    fn field(self, number: usize) -> &'c str {
        let service = self.service();
        service
            .detail()
            .and_then(|detail| {
                let line = detail.actions.get(self.number - service.first_action())?;
                line.in_text(&detail.text).split('\t').nth(number)
            })
            .unwrap_or_default()
    }
}

impl std::fmt::Display for Action<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.service().prefix(), self.name())
    }
}

impl std::fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Action({self})")
    }
}

impl PartialEq for Action<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.name() == other.name()
    }
}

impl Eq for Action<'_> {}

pub(crate) fn keys_of<'c>(service: Service<'c>, list: &str) -> Vec<ConditionKey<'c>> {
    let keys = service.condition_keys();
    numbers(list)
        .filter_map(|number| keys.clone().nth(number))
        .collect()
}
