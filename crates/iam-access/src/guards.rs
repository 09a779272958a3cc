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
use iam_policy::context::Context;
use iam_policy::evaluate::{
    Decision, Layers, NamedPolicy, PolicySet, Question, Simulation, is_trust_action,
};
use iam_policy::policy::{
    Effect, Policy, PolicyType, PrincipalPattern, Principals, Resources, Statement,
};
use iam_policy::request::{Principal, PrincipalKind, Resource};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
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

/// A principal's layers with a resource's own policy, without it, and that policy by itself: with a
/// boundary still, because that exempts from some denials.
struct Sides {
    with: Layers,
    without: Layers,
    alone: Layers,
}

/// A principal in front of the resources, with its layers. What is known of a request for one of
/// them is put together once.
pub(crate) struct Visitor<'v, 'e> {
    subject: &'v Subject<'e>,
    layers: &'v Layers,
    given: &'v GivenContext,
    contexts: RefCell<HashMap<String, Rc<Context>>>,
}

impl<'v, 'e> Visitor<'v, 'e> {
    /// Somebody who has not asked for anything yet.
    pub(crate) fn new(
        subject: &'v Subject<'e>,
        layers: &'v Layers,
        given: &'v GivenContext,
    ) -> Self {
        Self {
            subject,
            layers,
            given,
            contexts: RefCell::default(),
        }
    }

    /// What all these resources' policies make of an answer about any resource.
    pub(crate) fn regard_all(
        &self,
        speaking: &[Speaking<'_>],
        asked: &Asked,
        extent: Extent,
    ) -> Extent {
        speaking
            .iter()
            .fold(extent, |extent, it| it.regard(self, asked, extent).extent)
    }

    fn context(&self, text: &str) -> Rc<Context> {
        if let Some(known) = self.contexts.borrow().get(text) {
            return Rc::clone(known);
        }
        let context = Rc::new(to_context(&fill(self.subject, Some(text), self.given)));
        let mut contexts = self.contexts.borrow_mut();
        contexts.insert(text.to_owned(), Rc::clone(&context));
        context
    }
}

impl Speaking<'_> {
    /// Whether it may let somebody in.
    pub(crate) fn opens(&self) -> bool {
        let mut effects = self.statements.iter().map(|it| it.effect);
        effects.any(|effect| effect == Effect::Allow)
    }

    /// Whether a statement of this effect may name a principal.
    fn names(&self, principal: &Principal, effect: Effect) -> bool {
        let mut of_effect = self.statements.iter().filter(|it| it.effect == effect);
        of_effect.any(|it| {
            let named = it.principals.as_ref();
            named.is_none_or(|it| may_name(it, principal))
        })
    }

    /// What to decide with for a principal's layers.
    fn sides(&self, own: &Layers) -> Sides {
        let mut with = own.clone();
        with.resource = Some(Arc::clone(&self.guard.set));
        if let Some(rcp) = &self.guard.rcp {
            with.rcp.clone_from(rcp);
        }
        Sides {
            without: Layers {
                resource: None,
                ..with.clone()
            },
            alone: Layers {
                boundary: with.boundary.clone(),
                resource: with.resource.clone(),
                ..Layers::default()
            },
            with,
        }
    }

    /// The resource's ARN.
    pub(crate) fn arn(&self) -> &str {
        &self.guard.arn
    }

    /// What its policy makes of an answer about any resource.
    pub(crate) fn regard(
        &self,
        visitor: &Visitor<'_, '_>,
        asked: &Asked,
        extent: Extent,
    ) -> Regarded {
        let subject = visitor.subject;
        let mut regarded = Regarded {
            extent,
            given: Vec::new(),
            taken: Vec::new(),
        };
        let opens = self.names(&subject.principal, Effect::Allow);
        // Resources of other accounts are not what an answer about any is about.
        let own = subject.scope.account().settings().account_id == self.guard.owner;
        let shuts = own && self.names(&subject.principal, Effect::Deny);
        let owner = self.guard.owner.to_string();
        let sides = OnceCell::new();
        for text in &self.texts {
            let reaches = regarded.extent.reaches(text);
            let may_differ = if reaches { shuts } else { opens };
            if !may_differ {
                continue;
            }
            let Sides {
                with,
                without,
                alone,
            } = sides.get_or_init(|| self.sides(visitor.layers));
            let context = visitor.context(text);
            let resource = Resource::new(text);
            let decide = |layers: &Layers| {
                let question = Question {
                    resource_account: Some(&owner),
                    ..asked.question(&resource)
                };
                Simulation::new(layers, &subject.principal, &context).decide(&question)
            };
            if reaches {
                // Most denials ask for what is not so, TLS that is missing: by itself that is
                // quickly seen.
                if decide(alone) == Decision::ExplicitlyDenied
                    && decide(with) == Decision::ExplicitlyDenied
                    && decide(without) == Decision::Allowed
                {
                    regarded.extent.shut(text);
                    regarded.taken.push(text.clone());
                }
            } else if decide(with) == Decision::Allowed && decide(without) != Decision::Allowed {
                regarded.extent.open(text);
                regarded.given.push(text.clone());
            }
        }
        regarded
    }
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
