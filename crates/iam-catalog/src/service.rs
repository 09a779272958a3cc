//! A service: its actions from the index, and its keys and resource types from its block.

use crate::action::Action;
use crate::catalogue::{Catalogue, ServiceEntry, compare};
use crate::condition_key::ConditionKey;
use crate::format::Span;
use crate::resource_type::ResourceType;

/// One of AWS's services as policies name it.
#[derive(Clone, Copy)]
pub struct Service<'c> {
    pub(crate) catalogue: &'c Catalogue,
    number: usize,
}

/// A service's lines in its block of `details.zlib`.
#[derive(Debug, Default)]
pub(crate) struct ServiceDetail {
    pub(crate) text: String,
    pub(crate) prefix: Span,
    pub(crate) keys: Vec<Span>,
    pub(crate) resource_types: Vec<Span>,
    pub(crate) actions: Vec<Span>,
}

impl<'c> Service<'c> {
    pub(crate) fn new(catalogue: &'c Catalogue, number: usize) -> Self {
        Self { catalogue, number }
    }

    fn entry(self) -> &'c ServiceEntry {
        &self.catalogue.services[self.number]
    }

    /// The prefix of its actions: `iam`.
    #[must_use]
    pub fn prefix(self) -> &'c str {
        self.entry().prefix.in_text(&self.catalogue.text)
    }

    /// Its name: `AWS Identity and Access Management (IAM)`.
    #[must_use]
    pub fn name(self) -> &'c str {
        self.entry().name.in_text(&self.catalogue.text)
    }

    /// The console's category as a word (`security-identity-and-compliance`), often absent.
    #[must_use]
    pub fn category(self) -> Option<&'c str> {
        Some(self.entry().category.in_text(&self.catalogue.text)).filter(|text| !text.is_empty())
    }

    /// Whether resource control policies reach its resources.
    ///
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
    #[must_use]
    pub fn supports_rcps(self) -> bool {
        self.entry().supports_rcps
    }

    /// Its actions, by name.
    #[must_use]
    pub fn actions(self) -> impl ExactSizeIterator<Item = Action<'c>> + Clone {
        self.entry()
            .actions
            .clone()
            .map(move |number| Action::new(self.catalogue, number))
    }

    /// Its action of this name (without the prefix), in any case.
    #[must_use]
    pub fn action(self, name: &str) -> Option<Action<'c>> {
        let range = self.entry().actions.clone();
        let entries = &self.catalogue.actions[range.clone()];
        entries
            .binary_search_by(|entry| compare(entry.name.in_text(&self.catalogue.text), name))
            .ok()
            .map(|found| Action::new(self.catalogue, range.start + found))
    }

    /// The types of resource it has, by name.
    #[must_use]
    pub fn resource_types(self) -> impl ExactSizeIterator<Item = ResourceType<'c>> + Clone {
        let detail = self.detail();
        (0..detail.map_or(0, |d| d.resource_types.len()))
            .map(move |number| ResourceType::new(self, number))
    }

    /// The resource type of this name, in any case.
    #[must_use]
    pub fn resource_type(self, name: &str) -> Option<ResourceType<'c>> {
        self.resource_types()
            .find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// The condition keys its reference lists, global ones among them, by name.
    #[must_use]
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'c>> + Clone {
        let detail = self.detail();
        (0..detail.map_or(0, |d| d.keys.len())).map(move |number| ConditionKey::new(self, number))
    }

    pub(crate) fn first_action(self) -> usize {
        self.entry().actions.start
    }

    pub(crate) fn detail(self) -> Option<&'c ServiceDetail> {
        let prefix = self.prefix();
        self.catalogue
            .details
            .get(self.entry().block, read_block)?
            .iter()
            .find(|detail| detail.prefix.in_text(&detail.text) == prefix)
    }
}

impl std::fmt::Debug for Service<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Service({})", self.prefix())
    }
}

impl PartialEq for Service<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.prefix() == other.prefix()
    }
}

impl Eq for Service<'_> {}

/// Cuts a block into its services, each with its own text.
fn read_block(text: &str) -> Vec<ServiceDetail> {
    let mut services: Vec<ServiceDetail> = Vec::new();
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices("\nS\t").map(|(at, _)| at + 1))
        .chain([text.len()])
        .collect();
    for pair in starts.windows(2) {
        services.extend(text.get(pair[0]..pair[1]).and_then(read_service));
    }
    services
}

fn read_service(text: &str) -> Option<ServiceDetail> {
    let mut detail = ServiceDetail {
        text: text.to_owned(),
        ..ServiceDetail::default()
    };
    for line in text.lines() {
        let (letter, rest) = line.split_once('\t')?;
        let span = Span::of(rest, text);
        match letter {
            "S" => detail.prefix = span,
            "K" => detail.keys.push(span),
            "R" => detail.resource_types.push(span),
            "A" => detail.actions.push(span),
            _ => return None,
        }
    }
    Some(detail)
}
