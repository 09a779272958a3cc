//! What applies to a principal, compiled, and the way back from the engine's places to it.

use crate::around::Membership;
use crate::gather::{Gathered, gather, gather_levels};
use crate::unknown::Unknown;
use crate::{Held, Scope, Subject};
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
        let mut gathered = gather(subject);
        let (identity, identity_numbers) = set_of(&gathered, PolicyType::Identity);
        let (boundary, boundary_numbers) = set_of(&gathered, PolicyType::Boundary);
        let (session, session_numbers) = set_of(&gathered, PolicyType::Session);
        let mut layers = Layers {
            identity: Arc::new(identity),
            // A boundary that is not known allows nothing: the other error would be worse.
            boundary: gathered.bounded.then(|| Arc::new(boundary)),
            session: (subject.session.as_ref())
                .filter(|it| it.is_limited())
                .map(|_| Arc::new(session)),
            ..Layers::default()
        };
        let scp_numbers;
        let (scope, theirs) = (subject.scope, subject.membership());
        (layers.scp, scp_numbers) = levels(&mut gathered, scope, theirs, PolicyType::Scp);
        let (rcp, rcp_numbers) = levels(&mut gathered, scope, scope.membership(), PolicyType::Rcp);
        layers.rcp = rcp;
        let numbers = Numbers {
            identity: identity_numbers,
            boundary: boundary_numbers,
            session: session_numbers,
            resource: Vec::new(),
            scp: scp_numbers,
            rcp: rcp_numbers,
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

/// The policies of an organization's levels, compiled, and their numbers among the gathered ones.
pub(super) fn levels(
    gathered: &mut Gathered,
    scope: Scope<'_>,
    membership: Option<Membership<'_>>,
    layer: PolicyType,
) -> (Vec<Arc<PolicySet>>, Vec<Vec<usize>>) {
    let (mut sets, mut numbers) = (Vec::new(), Vec::new());
    for level in gather_levels(scope.library(), membership, layer) {
        let (mut named, mut numbers_here) = (Vec::new(), Vec::new());
        for policy in level {
            match &policy.reading.policy {
                Some(read) => {
                    numbers_here.push(gathered.policies.len());
                    named.push(NamedPolicy {
                        name: Some(Arc::from(policy.name.as_str())),
                        policy: Arc::clone(read),
                    });
                }
                None => gathered.unknown.push(Unknown::NoPolicy {
                    name: policy.name.clone(),
                    layer,
                    message: policy
                        .reading
                        .fatal()
                        .map_or_else(String::new, |it| it.message.clone()),
                }),
            }
            gathered.policies.push(policy);
        }
        sets.push(scope.library().compiled(named));
        numbers.push(numbers_here);
    }
    (sets, numbers)
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
    session: Vec<usize>,
    resource: Vec<usize>,
    /// By level.
    scp: Vec<Vec<usize>>,
    rcp: Vec<Vec<usize>>,
}

impl Numbers {
    /// The same with one policy of the resource's own.
    pub(super) fn with_resource(&self, number: usize) -> Self {
        Self {
            resource: vec![number],
            ..self.clone()
        }
    }

    /// The same with the resource control policies of the resource's account.
    pub(super) fn with_rcp(&self, rcp: Vec<Vec<usize>>) -> Self {
        Self {
            rcp,
            ..self.clone()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.identity.is_empty()
            && self.boundary.is_empty()
            && self.session.is_empty()
            && self.resource.is_empty()
            && self.scp.is_empty()
            && self.rcp.is_empty()
    }

    pub(super) fn of(&self, at: &StatementRef) -> Option<usize> {
        let layer = match at.layer {
            Layer::Identity => &self.identity,
            Layer::Boundary => &self.boundary,
            Layer::Session => &self.session,
            Layer::Resource => &self.resource,
            Layer::Scp => self.scp.get(at.level as usize)?,
            Layer::Rcp => self.rcp.get(at.level as usize)?,
            Layer::Vpce => return None,
        };
        layer.get(at.policy as usize).copied()
    }
}

/// An account of AWS may belong to an organization of which nothing is known.
pub(crate) fn standing_caveat(subject: &Subject<'_>) -> Option<Unknown> {
    let local = subject.scope.account().settings().kind == iam_directory::AccountKind::Local;
    let known = subject.membership().is_some();
    (!local && !known && !matches!(subject.held, Held::Nothing)).then_some(Unknown::Organization)
}
