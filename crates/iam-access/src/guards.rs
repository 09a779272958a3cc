//! Any resource, and the policies of those that are known: what they add to an answer and what they
//! take from it.
//!
//! The engine's answer about any resource is read off the principal's own policies. A resource that
//! the estate holds may let the principal in by itself, or shut it out; it is asked with its own
//! policy and without, and where the two differ its ARN joins the patterns of the answer.

use crate::context::{GivenContext, fill, to_context};
use crate::crowd::speaks_of;
use crate::extent::{Asked, Extent, covers, touches};
use crate::gather::{gather_levels, gather_resource};
use crate::{Scope, Subject};
use iam_catalog::Catalogue;
use iam_names::{AccountId, Partition};
use iam_policy::evaluate::{
    Decision, Layers, NamedPolicy, PolicySet, Question, Simulation, is_trust_action,
};
use iam_policy::policy::{
    Effect, Policy, PolicyType, PrincipalPattern, Principals, Resources, Statement,
};
use iam_policy::request::{Principal, PrincipalKind, Resource};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The resources of an estate that have policies of their own.
pub(crate) struct Guards {
    partition: Partition,
    /// By ARN.
    all: Vec<Guard>,
}

/// A resource with its policy.
struct Guard {
    arn: String,
    owner: AccountId,
    policy: Arc<Policy>,
    set: Arc<PolicySet>,
    /// The resource control policies of its account, where that is another one than the scope's.
    rcp: Option<Vec<Arc<PolicySet>>>,
}

/// A resource whose policy says something about an action.
pub(crate) struct Speaking<'g> {
    guard: &'g Guard,
    statements: Vec<&'g Statement>,
    /// What the action works on: the resource, what lies in it, and the parts its policy names.
    texts: Vec<String>,
}

/// What resources' own policies make of an answer about any resource.
pub(crate) struct Regarded {
    /// How far the action goes with them.
    pub(crate) extent: Extent,
    /// What they open, by pattern.
    pub(crate) given: Vec<String>,
    /// What they shut.
    pub(crate) taken: Vec<String>,
}

impl Guards {
    /// The resources of an estate that have policies of their own and can be read, by ARN.
    pub(crate) fn new(scope: Scope<'_>) -> Self {
        let arns: BTreeSet<&str> = scope
            .estate()
            .accounts()
            .flat_map(|account| scope.state_of(account).resources())
            .filter(|resource| resource.policy.is_some())
            .map(|resource| resource.arn.as_str())
            .collect();
        Self {
            partition: scope.account().settings().partition,
            all: arns
                .into_iter()
                .filter_map(|arn| Guard::new(scope, arn))
                .collect(),
        }
    }

    /// Those that say something about an action and can be its resource.
    pub(crate) fn speaking_of(&self, asked: &Asked) -> Vec<Speaking<'_>> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let known = Catalogue::bundled().action(asked.action.as_str());
        let Some(known) = known.filter(|_| !is_trust_action(asked.action.folded())) else {
            return Vec::new();
        };
        let of_service = |guard: &&Guard| guard.service() == Some(asked.action.service());
        let speaking = self.all.iter().filter(of_service).filter_map(|guard| {
            let about = guard.policy.statements.iter();
            let statements: Vec<&Statement> = about
                .filter(|it| speaks_of(&it.actions, &asked.action))
                .collect();
            if statements.is_empty() {
                return None;
            }
            let texts = guard.texts(known, self.partition, &statements);
            (!texts.is_empty()).then_some(Speaking {
                guard,
                statements,
                texts,
            })
        });
        speaking.collect()
    }

    /// The services of the resources.
    pub(crate) fn services(&self) -> BTreeSet<&str> {
        self.all.iter().filter_map(Guard::service).collect()
    }
}

impl Guard {
    fn new(scope: Scope<'_>, arn: &str) -> Option<Self> {
        let owner = scope.resource(arn)?.owner;
        let gathered = gather_resource(scope, arn)?;
        let policy = gathered.reading.policy.clone()?;
        let own = scope.account().settings().account_id;
        let library = scope.library();
        let set_of = |name: &str, policy: &Arc<Policy>| NamedPolicy {
            name: Some(Arc::from(name)),
            policy: Arc::clone(policy),
        };
        let levels = || {
            let theirs = scope.membership_of(owner);
            let levels = gather_levels(library, theirs, PolicyType::Rcp);
            let sets = levels.into_iter().map(|level| {
                let read = level.iter().filter_map(|it| {
                    let policy = it.reading.policy.as_ref()?;
                    Some(set_of(&it.name, policy))
                });
                library.compiled(read.collect())
            });
            sets.collect()
        };
        Some(Self {
            arn: arn.to_owned(),
            owner,
            set: library.compiled(vec![set_of(&gathered.name, &policy)]),
            policy,
            rcp: (owner != own).then(levels),
        })
    }

    fn service(&self) -> Option<&str> {
        self.arn.split(':').nth(2)
    }

    /// The resource itself where the action works on such, else what lies in it: objects in a
    /// bucket. The parts that statements name come behind.
    fn texts(
        &self,
        action: iam_catalog::Action<'_>,
        partition: Partition,
        statements: &[&Statement],
    ) -> Vec<String> {
        let inside = format!("{}/*", self.arn);
        let mut texts: Vec<String> = Vec::new();
        for kind in action.resource_types() {
            let pattern = kind.resource_type.arn_pattern(partition, None, None);
            let whole = if touches(&self.arn, &pattern) {
                &self.arn
            } else if self.service() == Some("s3") && touches(&inside, &pattern) {
                &inside
            } else {
                continue;
            };
            let parts = statements.iter().flat_map(|it| match &it.resources {
                Resources::Only(patterns) => patterns.as_slice(),
                _ => &[],
            });
            let parts = parts
                .map(|part| &*part.text)
                .filter(|text| !text.contains("${") && covers(whole, text));
            for text in std::iter::once(whole.as_str()).chain(parts) {
                if !texts.iter().any(|it| it == text) {
                    texts.push(text.to_owned());
                }
            }
        }
        texts
    }
}

impl Speaking<'_> {
    /// Whether it may say something to a principal that makes a difference: where nothing is
    /// allowed, a Deny does not.
    fn concerns(&self, principal: &Principal, extent: &Extent) -> bool {
        self.statements.iter().any(|statement| {
            let named = statement.principals.as_ref();
            let differs = statement.effect == Effect::Allow || *extent != Extent::None;
            differs && named.is_none_or(|it| may_name(it, principal))
        })
    }

    /// The layers of a principal with the resource's own policy among them.
    pub(crate) fn layers(&self, own: &Layers) -> Layers {
        let mut layers = own.clone();
        layers.resource = Some(Arc::clone(&self.guard.set));
        if let Some(rcp) = &self.guard.rcp {
            layers.rcp.clone_from(rcp);
        }
        layers
    }

    /// The resource's ARN.
    pub(crate) fn arn(&self) -> &str {
        &self.guard.arn
    }

    /// What its policy makes of an answer about any resource.
    pub(crate) fn regard(
        &self,
        subject: &Subject<'_>,
        layers: &Layers,
        given: &GivenContext,
        asked: &Asked,
        extent: Extent,
    ) -> Regarded {
        let mut regarded = Regarded {
            extent,
            given: Vec::new(),
            taken: Vec::new(),
        };
        if !self.concerns(&subject.principal, &regarded.extent) {
            return regarded;
        }
        let with = self.layers(layers);
        let without = Layers {
            resource: None,
            ..with.clone()
        };
        let own = subject.scope.account().settings().account_id == self.guard.owner;
        let owner = self.guard.owner.to_string();
        for text in &self.texts {
            let context = to_context(&fill(subject, Some(text), given));
            let resource = Resource::new(text);
            let decide = |layers: &Layers| {
                let question = Question {
                    resource_account: Some(&owner),
                    ..asked.question(&resource)
                };
                Simulation::new(layers, &subject.principal, &context).decide(&question)
            };
            let reaches = regarded.extent.reaches(text);
            match (decide(&with), reaches) {
                (Decision::Allowed, false) if decide(&without) != Decision::Allowed => {
                    regarded.extent.open(text);
                    regarded.given.push(text.clone());
                }
                // Resources of other accounts are not what an answer about any is about.
                (Decision::ExplicitlyDenied, true)
                    if own && decide(&without) == Decision::Allowed =>
                {
                    regarded.extent.shut(text);
                    regarded.taken.push(text.clone());
                }
                _ => {}
            }
        }
        regarded
    }
}

/// What all these resources' policies make of an answer about any resource.
pub(crate) fn regard_all(
    speaking: &[Speaking<'_>],
    subject: &Subject<'_>,
    layers: &Layers,
    given: &GivenContext,
    asked: &Asked,
    extent: Extent,
) -> Extent {
    speaking.iter().fold(extent, |extent, it| {
        it.regard(subject, layers, given, asked, extent).extent
    })
}

/// Whether a principal element could name somebody; the engine says whether it does.
fn may_name(principals: &Principals, principal: &Principal) -> bool {
    let Principals::Only(entries) = principals else {
        return true;
    };
    let kind = principal.kind();
    let lasting = matches!(kind, PrincipalKind::User | PrincipalKind::Role { .. });
    entries.iter().any(|entry| match &entry.pattern {
        PrincipalPattern::Account(account) => principal.account() == Some(account),
        PrincipalPattern::User(arn) => !lasting || **arn == *principal.as_str(),
        PrincipalPattern::Role { name, .. } => principal.role_name() == Some(name),
        PrincipalPattern::Service(_) | PrincipalPattern::Federated(_) => !lasting,
        PrincipalPattern::Nobody => false,
        _ => true,
    })
}
