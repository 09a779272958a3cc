//! The request context: condition keys and their values.
//!
//! Key names are compared without case; a string is a single-valued key, a list a multivalued
//! one. Nothing is derived here: what is not set is absent.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use std::fmt;
use std::hash::{Hash, Hasher};

/// The name of a condition key: kept as it was written, compared without case.
#[derive(Debug, Clone)]
pub struct KeyName {
    written: Box<str>,
    folded: Box<str>,
}

impl KeyName {
    /// The name as somebody wrote it.
    #[must_use]
    pub fn new(written: &str) -> Self {
        Self {
            written: written.into(),
            folded: written.to_lowercase().into(),
        }
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The name in lower case: what is compared.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

impl PartialEq for KeyName {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for KeyName {}

impl Hash for KeyName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded.hash(state);
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// The value of a condition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextValue {
    /// A single-valued key.
    Single(String),
    /// A multivalued key; the list may be empty.
    Many(Vec<String>),
}

/// What the context says about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup<'c> {
    /// Nothing.
    Absent,
    /// One value.
    Single(&'c str),
    /// A list.
    Many(&'c [String]),
}

/// The condition keys of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// Sorted by the folded name.
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: KeyName,
    value: ContextValue,
}

impl Context {
    /// Sets a key; an earlier value under any capitals is replaced.
    pub fn set(&mut self, key: &str, value: ContextValue) {
        let key = KeyName::new(key);
        match self.position(key.folded()) {
            Ok(at) => self.entries[at] = Entry { key, value },
            Err(at) => self.entries.insert(at, Entry { key, value }),
        }
    }

    /// Sets a single-valued key.
    pub fn set_single(&mut self, key: &str, value: impl Into<String>) {
        self.set(key, ContextValue::Single(value.into()));
    }

    /// Sets a multivalued key.
    pub fn set_many(&mut self, key: &str, values: impl IntoIterator<Item = impl Into<String>>) {
        self.set(
            key,
            ContextValue::Many(values.into_iter().map(Into::into).collect()),
        );
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) {
        if let Ok(at) = self.position(&key.to_lowercase()) {
            self.entries.remove(at);
        }
    }

    /// What is known about a key.
    #[must_use]
    pub fn get(&self, key: &KeyName) -> Lookup<'_> {
        match self.position(key.folded()) {
            Err(_) => Lookup::Absent,
            Ok(at) => match &self.entries[at].value {
                ContextValue::Single(value) => Lookup::Single(value),
                ContextValue::Many(values) => Lookup::Many(values),
            },
        }
    }

    /// Every key with its value, sorted by name without case.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.entries
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.value))
    }

    fn position(&self, folded: &str) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|entry| entry.key.folded().cmp(folded))
    }
}
