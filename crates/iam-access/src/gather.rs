//! Which policies apply to this principal?
//!
//! A user has what is attached to it, what is inline in it, and the same of its groups; a role
//! its own; either may have a permissions boundary. What is attached and cannot be found is told,
//! never left out in silence.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use crate::around::Membership;
use crate::library::Reading;
use crate::subject::{Held, Subject, role_arn};
use crate::unknown::Unknown;
use crate::{PolicyLibrary, Scope, Session};
use iam_directory::{InlinePolicy, OrganizationPolicy, OrganizationPolicyKind, PolicyRef, Role};
use iam_names::{Arn, EntityId, GroupName, NameKey, PolicyName};
use iam_policy::policy::PolicyType;
use iam_policy::request::PrincipalKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A policy that applies, and how it comes to.
#[derive(Debug, Clone)]
pub struct GatheredPolicy {
    /// What it is to the principal: identity, boundary, or a role's trust policy.
    pub layer: PolicyType,
    /// Which policy it is.
    pub source: PolicySource,
    /// Whether it is the principal's own or comes by a group.
    pub via: Via,
    /// Its name; a trust policy's is its role's.
    pub name: String,
    /// Its document as it was written.
    pub document: Arc<str>,
    /// What the document means.
    pub reading: Arc<Reading>,
}

/// Which policy it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicySource {
    /// A customer managed policy of the account.
    Customer(EntityId),
    /// An AWS managed policy.
    AwsManaged(Arn),
    /// An inline policy.
    Inline {
        /// The user, group or role it is inline in.
        holder: EntityId,
        /// Its name.
        name: PolicyName,
    },
    /// A policy of the organization.
    Organization {
        /// The level it is attached to, the root being 0.
        level: usize,
        /// Its name.
        name: String,
    },
    /// A resource's own policy.
    Resource {
        /// The resource's ARN.
        arn: String,
    },
    /// An inline session policy.
    Session {
        /// Its name.
        name: String,
    },
    /// A role's trust policy.
    Trust {
        /// The role.
        role: EntityId,
    },
}

/// How a policy comes to a principal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// It is the principal's own.
    Own,
    /// By a group of which the user is a member.
    Group {
        /// The group.
        id: EntityId,
        /// Its name.
        name: GroupName,
    },
}

impl std::fmt::Display for Via {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Own => f.write_str("directly"),
            Self::Group { name, .. } => write!(f, "group {name}"),
        }
    }
}

/// Everything that applies to a principal.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// The policies: the principal's own, then those of each group by name, then the boundary.
    pub policies: Vec<GatheredPolicy>,
    /// Whether there is a permissions boundary, found or not.
    pub bounded: bool,
    /// What applies and is not known.
    pub unknown: Vec<Unknown>,
}

impl Gathered {
    /// The policies of a layer that have a meaning, with their numbers in `policies`.
    pub fn layer(&self, layer: PolicyType) -> impl Iterator<Item = (usize, &GatheredPolicy)> {
        self.policies
            .iter()
            .enumerate()
            .filter(move |(_, policy)| policy.layer == layer && policy.reading.policy.is_some())
    }

    fn add(&mut self, scope: Scope<'_>, found: Found) {
        let reading = scope.library().read(&found.document, found.layer);
        if reading.policy.is_none() {
            self.unknown.push(Unknown::NoPolicy {
                name: found.name.clone(),
                layer: found.layer,
                message: reading
                    .fatal()
                    .map_or_else(String::new, |p| p.message.clone()),
            });
        }
        self.policies.push(GatheredPolicy {
            layer: found.layer,
            source: found.source,
            via: found.via,
            name: found.name,
            document: found.document,
            reading,
        });
    }
}

/// A policy that was found, not read yet.
pub(crate) struct Found {
    layer: PolicyType,
    pub(crate) source: PolicySource,
    via: Via,
    pub(crate) name: String,
    pub(crate) document: Arc<str>,
}

/// Gathers what applies to a principal, resource policies excepted.
#[must_use]
pub fn gather(subject: &Subject<'_>) -> Gathered {
    let scope = subject.scope;
    let mut gathered = Gathered::default();
    match subject.held {
        Held::User(user) => {
            managed(&mut gathered, scope, &user.attached, &Via::Own);
            inline(&mut gathered, scope, user.id, &user.inline, &Via::Own);
            let mut groups: Vec<_> = Vec::with_capacity(user.groups.len());
            for id in &user.groups {
                match scope.directory().group(*id) {
                    Some(group) => groups.push(group),
                    None => gathered.unknown.push(Unknown::Group { id: *id }),
                }
            }
            groups.sort_by_key(|group| group.name.name_key());
            for group in groups {
                let via = Via::Group {
                    id: group.id,
                    name: group.name.clone(),
                };
                managed(&mut gathered, scope, &group.attached, &via);
                inline(&mut gathered, scope, group.id, &group.inline, &via);
            }
            boundary(&mut gathered, scope, user.boundary.as_ref());
        }
        Held::Role(role) => {
            managed(&mut gathered, scope, &role.attached, &Via::Own);
            inline(&mut gathered, scope, role.id, &role.inline, &Via::Own);
            boundary(&mut gathered, scope, role.boundary.as_ref());
        }
        Held::Root => {}
        Held::Nothing => gathered.unknown.extend(unknown_policies(subject)),
    }
    if let Some(made) = &subject.session {
        session(&mut gathered, scope, made);
    }
    gathered
}

/// That the policies of somebody of whom nothing is held are not known, when they have some.
fn unknown_policies(subject: &Subject<'_>) -> Option<Unknown> {
    let account = subject.principal.account()?;
    let arn = subject.name().to_owned();
    let here = subject.scope.in_account(account).is_some();
    match subject.principal.kind() {
        PrincipalKind::FederatedUser if here => Some(Unknown::FederatedBy { arn }),
        // An account as a whole may hand on all that it is given.
        PrincipalKind::Federated | PrincipalKind::Root => None,
        _ => Some(Unknown::Stranger { arn }),
    }
}

/// The session policies.
fn session(gathered: &mut Gathered, scope: Scope<'_>, made: &Session) {
    for (name, document) in &made.policies {
        let found = Found {
            layer: PolicyType::Session,
            source: PolicySource::Session { name: name.clone() },
            via: Via::Own,
            name: name.clone(),
            document: Arc::clone(document),
        };
        gathered.add(scope, found);
    }
    for policy in &made.managed {
        match find_policy(scope, policy, PolicyType::Session, &Via::Own) {
            Ok(policy) => gathered.add(scope, policy),
            Err(unknown) => gathered.unknown.push(unknown),
        }
    }
}

/// The trust policy of the role an ARN names, when the estate holds that role.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>
#[must_use]
pub fn gather_trust(scope: Scope<'_>, resource: &str) -> Option<GatheredPolicy> {
    let arn: Arn = resource.parse().ok()?;
    let (kind, _, name) = arn.iam_entity()?;
    let scope = (kind == "role").then(|| scope.in_account(arn.account()))??;
    let role: &Role = scope.directory().role_named(name)?;
    if role_arn(scope, role).as_str() != resource {
        return None;
    }
    let document = role.trust_policy.shared();
    Some(GatheredPolicy {
        layer: PolicyType::Trust,
        source: PolicySource::Trust { role: role.id },
        via: Via::Own,
        name: role.name.as_str().to_owned(),
        reading: scope.library().read(&document, PolicyType::Trust),
        document,
    })
}

/// The policy of a resource that is known to have one.
pub(crate) fn gather_resource(scope: Scope<'_>, resource: &str) -> Option<GatheredPolicy> {
    let known = scope.resource(resource)?.resource;
    let document = known.policy.as_ref()?.shared();
    let arn = known.arn.as_str().to_owned();
    Some(GatheredPolicy {
        layer: PolicyType::Resource,
        source: PolicySource::Resource { arn: arn.clone() },
        via: Via::Own,
        name: arn,
        reading: scope.library().read(&document, PolicyType::Resource),
        document,
    })
}

/// The policies of the organization that limit an account: for each level those of one type.
pub(crate) fn gather_levels(
    library: &PolicyLibrary,
    membership: Option<Membership<'_>>,
    layer: PolicyType,
) -> Vec<Vec<GatheredPolicy>> {
    let kind = match layer {
        PolicyType::Scp => OrganizationPolicyKind::ServiceControl,
        _ => OrganizationPolicyKind::ResourceControl,
    };
    let read = |level: usize, policy: &OrganizationPolicy| {
        let document = policy.document.shared();
        GatheredPolicy {
            layer,
            source: PolicySource::Organization {
                level,
                name: policy.name.clone(),
            },
            via: Via::Own,
            name: policy.name.clone(),
            reading: library.read(&document, layer),
            document,
        }
    };
    let levels = membership.map_or_else(Vec::new, |it| it.limiting(kind));
    levels
        .into_iter()
        .enumerate()
        .map(|(level, policies)| policies.into_iter().map(|it| read(level, it)).collect())
        .collect()
}

fn managed(gathered: &mut Gathered, scope: Scope<'_>, attached: &BTreeSet<PolicyRef>, via: &Via) {
    let mut found: Vec<Found> = Vec::with_capacity(attached.len());
    for policy in attached {
        match find_policy(scope, policy, PolicyType::Identity, via) {
            Ok(policy) => found.push(policy),
            Err(unknown) => gathered.unknown.push(unknown),
        }
    }
    // By name, as the console lists them: ids are random.
    found.sort_by(|a, b| a.name.cmp(&b.name));
    for policy in found {
        gathered.add(scope, policy);
    }
}

fn inline(
    gathered: &mut Gathered,
    scope: Scope<'_>,
    holder: EntityId,
    policies: &BTreeMap<NameKey, InlinePolicy>,
    via: &Via,
) {
    for policy in policies.values() {
        gathered.add(
            scope,
            Found {
                layer: PolicyType::Identity,
                source: PolicySource::Inline {
                    holder,
                    name: policy.name.clone(),
                },
                via: via.clone(),
                name: policy.name.as_str().to_owned(),
                document: policy.document.shared(),
            },
        );
    }
}

fn boundary(gathered: &mut Gathered, scope: Scope<'_>, policy: Option<&PolicyRef>) {
    let Some(policy) = policy else { return };
    gathered.bounded = true;
    match find_policy(scope, policy, PolicyType::Boundary, &Via::Own) {
        Ok(policy) => gathered.add(scope, policy),
        Err(unknown) => gathered.unknown.push(unknown),
    }
}

/// The document behind an attachment or a boundary.
pub(crate) fn find_policy(
    scope: Scope<'_>,
    policy: &PolicyRef,
    layer: PolicyType,
    via: &Via,
) -> Result<Found, Unknown> {
    let unknown = |name: String| Unknown::Policy {
        name,
        layer,
        via: via.clone(),
    };
    match policy {
        PolicyRef::Customer(id) => {
            let held = scope
                .directory()
                .policy(*id)
                .ok_or_else(|| unknown(id.to_string()))?;
            let document = held
                .document()
                .ok_or_else(|| unknown(held.name.to_string()))?;
            Ok(Found {
                layer,
                source: PolicySource::Customer(*id),
                via: via.clone(),
                name: held.name.as_str().to_owned(),
                document: document.shared(),
            })
        }
        PolicyRef::Arn(arn) => {
            let document = scope
                .managed()
                .document(arn)
                .ok_or_else(|| unknown(arn.as_str().to_owned()))?;
            let name = arn.iam_entity().map_or(arn.as_str(), |(_, _, name)| name);
            Ok(Found {
                layer,
                source: PolicySource::AwsManaged(arn.clone()),
                via: via.clone(),
                name: name.to_owned(),
                document,
            })
        }
    }
}
