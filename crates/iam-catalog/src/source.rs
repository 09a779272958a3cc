//! Where the data comes from: `data/SOURCES.json`, typed.

use serde::{Deserialize, Serialize};

/// Where the data comes from and how much of it there is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sources {
    /// The packages it was made from.
    pub sources: Vec<Source>,
    /// When AWS last changed the newest of the managed policies, `2026-09-30T22:47:08Z`.
    pub newest_managed_policy: String,
    /// How much there is.
    pub counts: Counts,
}

/// One package the data was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// What was taken from it.
    pub part: String,
    /// `npm` or `PyPI`.
    pub registry: String,
    /// Its name there.
    pub package: String,
    /// Its version.
    pub version: String,
    /// When that came out: a day, or a month where no more is known.
    pub date: String,
    /// SPDX identifier.
    pub licence: String,
    /// Whose it is.
    pub copyright: String,
    /// Where its sources are.
    pub home: String,
    /// The archive's checksum.
    pub checksum: String,
}

/// How much the catalogue holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Services.
    pub services: usize,
    /// Actions.
    pub actions: usize,
    /// Actions without resource-level permissions.
    pub wildcard_only_actions: usize,
    /// Actions that need others.
    pub actions_with_dependent_actions: usize,
    /// Types of resource.
    pub resource_types: usize,
    /// Condition keys as the services list them.
    pub condition_keys: usize,
    /// Global condition keys.
    pub global_condition_keys: usize,
    /// Services whose resources resource control policies reach.
    pub services_under_rcps: usize,
    /// AWS managed policies.
    pub managed_policies: usize,
}

impl Sources {
    pub(crate) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}
