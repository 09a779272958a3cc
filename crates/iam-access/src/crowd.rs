//! Everybody of an account, made ready to be asked about one action.
//!
//! Of each policy only the statements that speak of the action are kept, once for everybody who
//! holds it; what is left of six thousand principals is small. Each is then asked as
//! [`crate::simulate`] asks, and a test holds the two to the same answers.

use crate::around::Membership;
use crate::gather::{PolicySource, Via, find_policy, gather_levels};
use crate::simulate::standing_caveat;
use crate::subject::Held;
use crate::unknown::Unknown;
use crate::{Scope, Subject};
use iam_directory::{InlinePolicy, PolicyRef};
use iam_names::{EntityId, NameKey};
use iam_policy::evaluate::{Layers, NamedPolicy, PolicySet};
use iam_policy::policy::{ActionForm, ActionPattern, Actions, Policy, PolicyType, Statement};
use iam_policy::request::Action;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Everybody of an account.
pub(crate) struct Crowd<'e> {
    /// Users, then roles, by id.
    pub(crate) members: Vec<Member<'e>>,
    /// What applies to somebody and is not known.
    pub(crate) unknown: BTreeSet<Unknown>,
}

/// Somebody, with what their policies say about the action.
pub(crate) struct Member<'e> {
    pub(crate) id: EntityId,
    pub(crate) subject: Subject<'e>,
    pub(crate) layers: Layers,
    /// For each policy of the identity layer, how it comes to the principal.
    pub(crate) sources: Vec<Via>,
}

impl Member<'_> {
    /// Whether no policy says anything about the action.
    pub(crate) fn is_silent(&self) -> bool {
        self.layers.identity.statement_count() == 0
            && self.layers.scp.is_empty()
            && self.layers.rcp.is_empty()
            && self.layers.resource.is_none()
            && (self.layers.boundary.as_ref()).is_none_or(|it| it.statement_count() == 0)
    }
}

impl<'e> Crowd<'e> {
    /// Gathers everybody of an account for questions about one action.
    pub(crate) fn new(scope: Scope<'e>, action: &Action) -> Self {
        let shelf = Shelf::new(scope, action);
        let ids: Vec<EntityId> = scope.principals().collect();
        let gathered: Vec<(Member<'e>, BTreeSet<Unknown>)> = ids
            .into_par_iter()
            .filter_map(|id| {
                let subject = Subject::with_id(scope, id).ok()?;
                Some(shelf.member(id, subject))
            })
            .collect();
        let mut crowd = Self {
            members: Vec::with_capacity(gathered.len()),
            unknown: BTreeSet::new(),
        };
        for (member, unknown) in gathered {
            crowd.unknown.extend(unknown);
            crowd.members.push(member);
        }
        if let Some(member) = crowd.members.first() {
            crowd.unknown.extend(standing_caveat(&member.subject));
        }
        crowd
    }
}

/// A policy cut down to one action, or that its document is not known.
type Cut = Result<Option<NamedPolicy>, Unknown>;

/// The policies of an account, each cut down to the action once.
struct Shelf<'e, 'a> {
    scope: Scope<'e>,
    action: &'a Action,
    managed: HashMap<&'e PolicyRef, Cut>,
    boundaries: HashMap<&'e PolicyRef, (Arc<PolicySet>, Option<Unknown>)>,
    /// The policies of each group, managed and inline.
    groups: HashMap<EntityId, GroupCut>,
    scp: Vec<Arc<PolicySet>>,
    rcp: Vec<Arc<PolicySet>>,
}

struct GroupCut {
    via: Via,
    key: NameKey,
    policies: Vec<NamedPolicy>,
    unknown: Vec<Unknown>,
}

impl<'e, 'a> Shelf<'e, 'a> {
    fn new(scope: Scope<'e>, action: &'a Action) -> Self {
        let directory = scope.directory();
        let mut attached: BTreeSet<&PolicyRef> = BTreeSet::new();
        let mut limits: BTreeSet<&PolicyRef> = BTreeSet::new();
        for user in directory.users() {
            attached.extend(&user.attached);
            limits.extend(&user.boundary);
        }
        for role in directory.roles() {
            attached.extend(&role.attached);
            limits.extend(&role.boundary);
        }
        for group in directory.groups() {
            attached.extend(&group.attached);
        }
        let attached: Vec<&PolicyRef> = attached.into_iter().collect();
        let managed = attached
            .into_par_iter()
            .map(|policy| {
                (
                    policy,
                    cut_managed(scope, policy, PolicyType::Identity, action),
                )
            })
            .collect();
        let boundaries = limits
            .into_iter()
            .map(|policy| {
                let cut = cut_managed(scope, policy, PolicyType::Boundary, action);
                let (named, unknown) = match cut {
                    Ok(named) => (named, None),
                    Err(unknown) => (None, Some(unknown)),
                };
                (policy, (Arc::new(PolicySet::new(named)), unknown))
            })
            .collect();
        let mut shelf = Self {
            scope,
            action,
            managed,
            boundaries,
            groups: HashMap::new(),
            scp: cut_levels(scope, scope.membership(), PolicyType::Scp, action),
            rcp: cut_levels(scope, scope.membership(), PolicyType::Rcp, action),
        };
        for group in directory.groups() {
            let via = Via::Group {
                id: group.id,
                name: group.name.clone(),
            };
            let mut cut = GroupCut {
                via: via.clone(),
                key: group.name.name_key(),
                policies: Vec::new(),
                unknown: Vec::new(),
            };
            shelf.take(
                &group.attached,
                &group.inline,
                &via,
                &mut cut.policies,
                &mut cut.unknown,
            );
            shelf.groups.insert(group.id, cut);
        }
        shelf
    }

    /// What a holder has of its own.
    fn take(
        &self,
        attached: &BTreeSet<PolicyRef>,
        inline: &BTreeMap<NameKey, InlinePolicy>,
        via: &Via,
        policies: &mut Vec<NamedPolicy>,
        unknown: &mut Vec<Unknown>,
    ) {
        for policy in attached {
            match self.managed.get(policy) {
                Some(Ok(Some(named))) => policies.push(named.clone()),
                Some(Err(missing)) => unknown.push(missing.clone().by(via)),
                Some(Ok(None)) | None => {}
            }
        }
        for policy in inline.values() {
            let document = policy.document.shared();
            let reading = self.scope.library().read(&document, PolicyType::Identity);
            match &reading.policy {
                Some(read) => {
                    if let Some(cut) = cut(read, self.action) {
                        policies.push(NamedPolicy {
                            name: Some(Arc::from(policy.name.as_str())),
                            policy: cut,
                        });
                    }
                }
                None => unknown.push(Unknown::NoPolicy {
                    name: policy.name.as_str().to_owned(),
                    layer: PolicyType::Identity,
                    message: reading
                        .fatal()
                        .map_or_else(String::new, |it| it.message.clone()),
                }),
            }
        }
    }

    fn member(&self, id: EntityId, subject: Subject<'e>) -> (Member<'e>, BTreeSet<Unknown>) {
        let mut policies = Vec::new();
        let mut unknown = Vec::new();
        let mut sources = Vec::new();
        let mut boundary = None;
        match subject.held {
            Held::User(user) => {
                self.take(
                    &user.attached,
                    &user.inline,
                    &Via::Own,
                    &mut policies,
                    &mut unknown,
                );
                sources.resize(policies.len(), Via::Own);
                let mut groups = Vec::with_capacity(user.groups.len());
                for id in &user.groups {
                    match self.groups.get(id) {
                        Some(group) => groups.push(group),
                        None => unknown.push(Unknown::Group { id: *id }),
                    }
                }
                groups.sort_by(|a, b| a.key.cmp(&b.key));
                for group in groups {
                    policies.extend_from_slice(&group.policies);
                    unknown.extend_from_slice(&group.unknown);
                    sources.resize(policies.len(), group.via.clone());
                }
                boundary = user.boundary.as_ref();
            }
            Held::Role(role) => {
                self.take(
                    &role.attached,
                    &role.inline,
                    &Via::Own,
                    &mut policies,
                    &mut unknown,
                );
                sources.resize(policies.len(), Via::Own);
                boundary = role.boundary.as_ref();
            }
            Held::Root | Held::Nothing => {}
        }
        let boundary = boundary.map(|policy| match self.boundaries.get(policy) {
            Some((set, missing)) => {
                unknown.extend(missing.clone());
                Arc::clone(set)
            }
            None => Arc::default(),
        });
        let member = Member {
            id,
            subject,
            layers: Layers {
                identity: Arc::new(PolicySet::new(policies)),
                boundary,
                scp: self.scp.clone(),
                rcp: self.rcp.clone(),
                ..Layers::default()
            },
            sources,
        };
        (member, unknown.into_iter().collect())
    }
}

/// The policies of the organization's levels, each cut down to the action. A level keeps its place
/// though nothing is left of it: it allows nothing then.
pub(crate) fn cut_levels(
    scope: Scope<'_>,
    membership: Option<Membership<'_>>,
    layer: PolicyType,
    action: &Action,
) -> Vec<Arc<PolicySet>> {
    gather_levels(scope.library(), membership, layer)
        .into_iter()
        .map(|level| {
            let policies = level.into_iter().filter_map(|policy| {
                Some(NamedPolicy {
                    name: Some(Arc::from(policy.name.as_str())),
                    policy: cut(policy.reading.policy.as_ref()?, action)?,
                })
            });
            Arc::new(PolicySet::new(policies))
        })
        .collect()
}

fn cut_managed(scope: Scope<'_>, policy: &PolicyRef, layer: PolicyType, action: &Action) -> Cut {
    let found = find_policy(scope, policy, layer, &Via::Own)?;
    let reading = scope.library().read(&found.document, layer);
    let Some(read) = &reading.policy else {
        return Err(Unknown::NoPolicy {
            name: found.name,
            layer,
            message: reading
                .fatal()
                .map_or_else(String::new, |it| it.message.clone()),
        });
    };
    debug_assert!(
        !matches!(found.source, PolicySource::Trust { .. }),
        "a trust policy is held by nobody"
    );
    Ok(cut(read, action).map(|policy| NamedPolicy {
        name: Some(Arc::from(found.name)),
        policy,
    }))
}

/// The statements of a policy that speak of an action, each as if it spoke of nothing else;
/// nothing when there are none.
fn cut(policy: &Arc<Policy>, action: &Action) -> Option<Arc<Policy>> {
    let every = || {
        Actions::Only(vec![ActionPattern {
            text: "*".into(),
            form: ActionForm::Any,
        }])
    };
    let statements: Vec<Statement> = policy
        .statements
        .iter()
        .filter(|statement| speaks_of(&statement.actions, action))
        .map(|statement| Statement {
            sid: None,
            effect: statement.effect,
            principals: statement.principals.clone(),
            actions: every(),
            resources: statement.resources.clone(),
            conditions: statement.conditions.clone(),
            standing: statement.standing.clone(),
            span: statement.span,
        })
        .collect();
    (!statements.is_empty()).then(|| {
        Arc::new(Policy {
            policy_type: policy.policy_type,
            version: policy.version,
            id: None,
            statements,
        })
    })
}

/// Whether a statement's actions take an action in.
pub(crate) fn speaks_of(actions: &Actions, action: &Action) -> bool {
    match actions {
        Actions::Only(patterns) => patterns.iter().any(|it| it.matches(action)),
        Actions::AllBut(patterns) => !patterns.iter().any(|it| it.matches(action)),
    }
}
