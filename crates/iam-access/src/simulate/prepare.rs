//! What applies to a principal, compiled, and the way back from the engine's places to it.

use crate::gather::{Gathered, gather};
use crate::unknown::Unknown;
use crate::{Held, Subject};
use iam_policy::evaluate::{Layer, Layers, NamedPolicy, PolicySet, StatementRef};
use iam_policy::policy::PolicyType;
use std::sync::Arc;

/// What applies to a principal, made ready to be asked.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) gathered: Gathered,
    pub(crate) layers: Layers,
    pub(super) numbers: Arc<Numbers>,
}

impl Prepared {
    pub(crate) fn new(subject: &Subject<'_>) -> Self {
        let gathered = gather(subject);
        let (identity, identity_numbers) = set_of(&gathered, PolicyType::Identity);
        let (boundary, boundary_numbers) = set_of(&gathered, PolicyType::Boundary);
        let layers = Layers {
            identity: Arc::new(identity),
            // A boundary that is not known allows nothing: the other error would be worse.
            boundary: gathered.bounded.then(|| Arc::new(boundary)),
            ..Layers::default()
        };
        let numbers = Numbers {
            identity: identity_numbers,
            boundary: boundary_numbers,
            resource: Vec::new(),
        };
        Self {
            gathered,
            layers,
            numbers: Arc::new(numbers),
        }
    }
}

impl Prepared {
    /// Which of the gathered policies a statement belongs to.
    pub(crate) fn number(&self, at: &StatementRef) -> Option<usize> {
        self.numbers.of(at)
    }
}

fn set_of(gathered: &Gathered, layer: PolicyType) -> (PolicySet, Vec<usize>) {
    let mut numbers = Vec::new();
    let mut named = Vec::new();
    for (number, gathered) in gathered.layer(layer) {
        if let Some(policy) = &gathered.reading.policy {
            numbers.push(number);
            named.push(NamedPolicy {
                name: Some(Arc::from(gathered.name.as_str())),
                policy: Arc::clone(policy),
            });
        }
    }
    (PolicySet::new(named), numbers)
}

/// Which of the gathered policies stands at which place of the engine's layers.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    identity: Vec<usize>,
    boundary: Vec<usize>,
    resource: Vec<usize>,
}

impl Numbers {
    /// The same with one policy of the resource's own.
    pub(super) fn with_resource(&self, number: usize) -> Self {
        Self {
            resource: vec![number],
            ..self.clone()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.identity.is_empty() && self.boundary.is_empty() && self.resource.is_empty()
    }

    pub(super) fn of(&self, at: &StatementRef) -> Option<usize> {
        let layer = match at.layer {
            Layer::Identity => &self.identity,
            Layer::Boundary => &self.boundary,
            Layer::Resource => &self.resource,
            _ => return None,
        };
        layer.get(at.policy as usize).copied()
    }
}

/// An account of AWS may belong to an organisation, of which nothing is known yet.
pub(crate) fn standing_caveat(subject: &Subject<'_>) -> Option<Unknown> {
    let local = subject.scope.account().settings().kind == iam_directory::AccountKind::Local;
    (!local && !matches!(subject.held, Held::Nothing)).then_some(Unknown::Organization)
}
