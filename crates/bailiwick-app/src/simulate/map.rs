//! The map of an account: users, groups, roles and the policies they hold, and how.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use iam_access::{GatheredPolicy, PolicySource, Scope, Via};
use iam_directory::{InlinePolicy, PolicyRef};
use iam_names::{EntityId, NameKey};
use iam_policy::policy::{PolicyType, PrincipalPattern, Principals};

use crate::App;
use crate::contract::analyse::{MapEdgeView, MapNodeView, MapRequest, MapView};
use crate::contract::directory::PolicyHandle;
use crate::error::CommandError;

impl App {
    /// The map of an account.
    pub fn account_map(&self, request: &MapRequest) -> Result<MapView, CommandError> {
        self.in_scope(&request.account, request.state, &[], |scope| {
            let mut map = Map::default();
            map.draw(scope);
            Ok(MapView {
                nodes: map.nodes.into_values().collect(),
                edges: map.edges,
            })
        })
    }
}

/// The node of an inline policy.
fn inline_node(holder: &impl Display, name: &impl Display) -> String {
    format!("inline {holder} {name}")
}

/// The lines from a principal to a policy that applies to it; none to what is on no map: a policy
/// of the organization, of a resource, or of another account.
pub(super) fn path(principal: EntityId, policy: &GatheredPolicy) -> Vec<MapEdgeView> {
    let (to, kind) = match &policy.source {
        PolicySource::Customer(id) => (id.to_string(), "attached"),
        PolicySource::AwsManaged(arn) => (arn.to_string(), "attached"),
        PolicySource::Inline { holder, name } => (inline_node(holder, name), "inline"),
        PolicySource::Trust { role } => (role.to_string(), "trusts"),
        _ => return Vec::new(),
    };
    let kind = if policy.layer == PolicyType::Boundary {
        "boundary"
    } else {
        kind
    };
    let line = |from: &EntityId, to: String, kind: &str| MapEdgeView {
        from: from.to_string(),
        to,
        kind: kind.to_owned(),
    };
    match &policy.via {
        Via::Own => vec![line(&principal, to, kind)],
        Via::Group { id, .. } => vec![
            line(&principal, id.to_string(), "member"),
            line(id, to, kind),
        ],
    }
}

#[derive(Default)]
struct Map {
    nodes: BTreeMap<(u8, String, String), MapNodeView>,
    edges: Vec<MapEdgeView>,
}

impl Map {
    fn draw(&mut self, scope: Scope<'_>) {
        let directory = scope.directory();
        for group in directory.groups() {
            let id = group.id.to_string();
            self.node(1, &id, "group", group.name.as_str());
            self.policies(scope, &id, &group.attached, group.id, &group.inline);
        }
        for user in directory.users() {
            let id = user.id.to_string();
            self.node(0, &id, "user", user.name.as_str());
            for group in &user.groups {
                if directory.group(*group).is_some() {
                    self.edge(&id, &group.to_string(), "member");
                }
            }
            self.policies(scope, &id, &user.attached, user.id, &user.inline);
            self.boundary(scope, &id, user.boundary.as_ref());
        }
        for role in directory.roles() {
            let id = role.id.to_string();
            self.node(2, &id, "role", role.name.as_str());
            self.policies(scope, &id, &role.attached, role.id, &role.inline);
            self.boundary(scope, &id, role.boundary.as_ref());
            self.trusted(scope, &id, &role.trust_policy.shared());
        }
    }

    fn node(&mut self, column: u8, id: &str, kind: &str, name: &str) {
        self.put(
            column,
            MapNodeView {
                id: id.to_owned(),
                kind: kind.to_owned(),
                name: name.to_owned(),
                policy: None,
                detail: String::new(),
            },
        );
    }

    fn put(&mut self, column: u8, node: MapNodeView) {
        self.nodes
            .entry((column, node.name.to_lowercase(), node.id.clone()))
            .or_insert(node);
    }

    fn edge(&mut self, from: &str, to: &str, kind: &str) {
        self.edges.push(MapEdgeView {
            from: from.to_owned(),
            to: to.to_owned(),
            kind: kind.to_owned(),
        });
    }

    fn policies(
        &mut self,
        scope: Scope<'_>,
        holder: &str,
        attached: &BTreeSet<PolicyRef>,
        id: EntityId,
        inline: &BTreeMap<NameKey, InlinePolicy>,
    ) {
        for policy in attached {
            let to = self.managed(scope, policy);
            self.edge(holder, &to, "attached");
        }
        for policy in inline.values() {
            let to = inline_node(&id, &policy.name);
            self.put(
                3,
                MapNodeView {
                    id: to.clone(),
                    kind: "policy".to_owned(),
                    name: policy.name.to_string(),
                    policy: Some(PolicyHandle::Inline {
                        holder: holder.to_owned(),
                        name: policy.name.to_string(),
                    }),
                    detail: "inline".to_owned(),
                },
            );
            self.edge(holder, &to, "inline");
        }
    }

    fn boundary(&mut self, scope: Scope<'_>, holder: &str, policy: Option<&PolicyRef>) {
        if let Some(policy) = policy {
            let to = self.managed(scope, policy);
            self.edge(holder, &to, "boundary");
        }
    }

    fn managed(&mut self, scope: Scope<'_>, policy: &PolicyRef) -> String {
        let (id, name, handle, detail) = match policy {
            PolicyRef::Customer(id) => (
                id.to_string(),
                scope
                    .directory()
                    .policy(*id)
                    .map_or_else(|| id.to_string(), |held| held.name.to_string()),
                PolicyHandle::Customer { id: id.to_string() },
                "customer_managed",
            ),
            PolicyRef::Arn(arn) => (
                arn.to_string(),
                arn.iam_entity()
                    .map_or_else(|| arn.to_string(), |(_, _, name)| name.to_owned()),
                PolicyHandle::Arn {
                    arn: arn.to_string(),
                },
                "aws_managed",
            ),
        };
        self.put(
            3,
            MapNodeView {
                id: id.clone(),
                kind: "policy".to_owned(),
                name,
                policy: Some(handle),
                detail: detail.to_owned(),
            },
        );
        id
    }

    /// Whom of the account a role's trust policy names; whether they may assume it is a question
    /// for the simulator.
    fn trusted(&mut self, scope: Scope<'_>, role: &str, document: &std::sync::Arc<str>) {
        let reading = scope.library().read(document, PolicyType::Trust);
        let Some(policy) = &reading.policy else {
            return;
        };
        let settings = scope.account().settings();
        let named = policy
            .statements
            .iter()
            .filter_map(|statement| match &statement.principals {
                Some(Principals::Only(entries)) => Some(entries),
                _ => None,
            })
            .flatten();
        for entry in named {
            let from = match &entry.pattern {
                PrincipalPattern::User(arn) => scope
                    .directory()
                    .users()
                    .find(|user| {
                        settings
                            .arn("user", &user.path, user.name.as_str())
                            .as_str()
                            == &**arn
                    })
                    .map(|user| user.id),
                PrincipalPattern::Role { account, name, .. }
                    if settings.account_id == **account =>
                {
                    scope.directory().role_named(name).map(|role| role.id)
                }
                _ => None,
            };
            if let Some(from) = from {
                self.edge(&from.to_string(), role, "trusts");
            }
        }
    }
}
