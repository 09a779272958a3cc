//! What makes an administrator, and by which way somebody is one.

use crate::context::GivenContext;
use crate::extent::{Asked, Extent};
use crate::gather::{GatheredPolicy, PolicySource, Via};
use crate::simulate::Prepared;
use crate::{Scope, Subject, fill, to_context};
use iam_directory::{Operation, PolicyRef};
use iam_names::EntityId;
use iam_policy::context::Context;
use iam_policy::evaluate::{Layer, Layers, NamedPolicy, PolicySet, Simulation};
use iam_policy::policy::{self, PolicyType};
use iam_policy::request::{Action, Resource};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Who may do all of these on every resource counts as an administrator: the grave ones of the
/// services where they are grave. An Allow of `*` has them all; so has what comes to the same.
const GRAVE: [&str; 11] = [
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreatePolicyVersion",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "cloudtrail:StopLogging",
    "dynamodb:DeleteTable",
    "ec2:TerminateInstances",
    "lambda:CreateFunction",
    "s3:DeleteBucket",
    "s3:GetObject",
];

/// A user or role with what applies to it, asked again and again.
pub(crate) struct Actor<'e> {
    pub(crate) id: EntityId,
    pub(crate) subject: Subject<'e>,
    pub(crate) prepared: Prepared,
    context: Context,
    known: Arc<KnownActions>,
}

/// What the catalogue says of actions, looked up once for everybody.
type KnownActions = RwLock<HashMap<String, Arc<Asked>>>;

impl<'e> Actor<'e> {
    fn sharing(
        scope: Scope<'e>,
        id: EntityId,
        given: &GivenContext,
        known: &Arc<KnownActions>,
    ) -> Option<Self> {
        let subject = Subject::with_id(scope, id).ok()?;
        let prepared = Prepared::new(&subject);
        let context = to_context(&fill(&subject, None, given));
        Some(Self {
            id,
            subject,
            prepared,
            context,
            known: Arc::clone(known),
        })
    }

    /// Every user and role of an account.
    pub(crate) fn all(scope: Scope<'e>, given: &GivenContext) -> Vec<Self> {
        let known = Arc::default();
        let ids: Vec<EntityId> = scope.principals().collect();
        ids.into_par_iter()
            .filter_map(|id| Self::sharing(scope, id, given, &known))
            .collect()
    }

    /// On which resources an action is allowed.
    pub(crate) fn extent(&self, action: &str) -> Extent {
        self.extents(&self.prepared.layers, &[action])
            .pop()
            .unwrap_or(Extent::None)
    }

    fn extents(&self, layers: &Layers, actions: &[&str]) -> Vec<Extent> {
        let simulation = Simulation::new(layers, &self.subject.principal, &self.context);
        actions
            .iter()
            .filter_map(|action| self.asked(action))
            .map(|asked| asked.extent(&simulation))
            .collect()
    }

    fn asked(&self, action: &str) -> Option<Arc<Asked>> {
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(asked) = known.get(action) {
                return Some(Arc::clone(asked));
            }
        }
        let settings = self.subject.scope.account().settings();
        let asked = Arc::new(Asked::new(Action::parse(action).ok()?, settings));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(action.to_owned(), Arc::clone(&asked));
        Some(asked)
    }

    /// Whether it is an administrator.
    pub(crate) fn is_administrator(&self) -> bool {
        self.would_be_administrator(&self.prepared.layers)
    }

    /// Whether it would be one with these policies. What the organization lets nobody of the
    /// account do is not asked for: where nobody can stop `CloudTrail`, an administrator need not.
    pub(crate) fn would_be_administrator(&self, layers: &Layers) -> bool {
        let extents = self.extents(layers, &GRAVE);
        if layers.scp.is_empty() {
            return extents.iter().all(|extent| *extent == Extent::All);
        }
        let most = Layers {
            identity: everything(),
            scp: layers.scp.clone(),
            rcp: layers.rcp.clone(),
            ..Layers::default()
        };
        let most = self.extents(&most, &GRAVE);
        let possible = |extent: &&(Extent, Extent)| extent.1 == Extent::All;
        let pairs: Vec<(Extent, Extent)> = extents.into_iter().zip(most).collect();
        pairs.iter().any(|pair| possible(&pair))
            && pairs
                .iter()
                .filter(possible)
                .all(|(extent, _)| *extent == Extent::All)
    }

    /// The policies whose Allow lets it do an action.
    pub(crate) fn granting(&self, action: &str) -> Vec<&GatheredPolicy> {
        let Some(asked) = self.asked(action) else {
            return Vec::new();
        };
        let simulation = Simulation::new(
            &self.prepared.layers,
            &self.subject.principal,
            &self.context,
        );
        let extent = asked.extent(&simulation);
        let resource = match &extent {
            Extent::Some { allowed, .. } => allowed.first().map_or("*", String::as_str),
            _ => asked.example_resource(),
        };
        let resource = Resource::new(resource);
        let answer = simulation.answer(&asked.question(&resource));
        let mut numbers: Vec<usize> = answer
            .decided_by
            .iter()
            .filter(|at| at.layer == Layer::Identity)
            .filter_map(|at| self.prepared.number(at))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
            .into_iter()
            .filter_map(|number| self.prepared.gathered.policies.get(number))
            .collect()
    }

    /// What takes a policy away from it.
    pub(crate) fn take_away(&self, policy: &GatheredPolicy) -> Option<Operation> {
        match (&policy.via, &policy.source) {
            (Via::Group { id, .. }, _) => Some(Operation::RemoveUserFromGroup {
                user: self.id,
                group: *id,
            }),
            (Via::Own, PolicySource::Customer(id)) => Some(Operation::DetachPolicy {
                holder: self.id,
                policy: PolicyRef::Customer(*id),
            }),
            (Via::Own, PolicySource::AwsManaged(arn)) => Some(Operation::DetachPolicy {
                holder: self.id,
                policy: PolicyRef::Arn(arn.clone()),
            }),
            (Via::Own, PolicySource::Inline { holder, name }) => {
                Some(Operation::DeleteInlinePolicy {
                    holder: *holder,
                    name: name.clone(),
                })
            }
            _ => None,
        }
    }
}

/// An identity policy that allows everything.
pub(crate) fn everything() -> Arc<PolicySet> {
    const TEXT: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let read = policy::parse(TEXT, PolicyType::Identity).policy;
    Arc::new(PolicySet::new(read.map(|policy| NamedPolicy {
        name: None,
        policy: Arc::new(policy),
    })))
}
