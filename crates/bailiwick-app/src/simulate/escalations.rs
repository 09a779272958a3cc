//! Who can become an administrator, step by step and as lines of the account's map. What the ways
//! are and who can walk them is decided by `iam-access`.

use std::collections::BTreeMap;

use iam_access::{Escalation, GivenContext, Scope, Step, Subject};

use super::sandbox::principal;
use crate::App;
use crate::contract::analyse::MapEdgeView;
use crate::contract::escalate::{
    EscalationStepView, EscalationView, EscalationsRequest, EscalationsView,
};
use crate::error::CommandError;

/// The map's node for being an administrator.
const ADMINISTRATOR: &str = "administrator";

impl App {
    /// Who can become an administrator, and how.
    pub fn escalations(
        &self,
        request: &EscalationsRequest,
    ) -> Result<EscalationsView, CommandError> {
        let given = GivenContext {
            keys: Vec::new(),
            time: Some(self.environment.clock.now()),
        };
        self.in_scope(&request.account, request.state, &[], |scope| {
            let found = iam_access::escalations(scope, &given);
            let nodes = nodes(scope);
            let mut paths: Vec<EscalationView> = found
                .found
                .iter()
                .filter_map(|one| told(scope, &nodes, one))
                .collect();
            paths.sort_by_key(|path| {
                let name = path.principal.name.to_lowercase();
                (!path.certain, path.steps.len(), name)
            });
            Ok(EscalationsView {
                administrators: found
                    .administrators
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                paths,
            })
        })
    }
}

fn told(
    scope: Scope<'_>,
    nodes: &BTreeMap<String, String>,
    escalation: &Escalation,
) -> Option<EscalationView> {
    let subject = Subject::with_id(scope, escalation.id).ok()?;
    Some(EscalationView {
        principal: principal(&subject, escalation.id)?,
        certain: escalation.is_certain(),
        steps: escalation
            .steps
            .iter()
            .map(|step| EscalationStepView {
                way: step.way.id.to_owned(),
                actions: step.way.actions.iter().map(|it| (*it).to_owned()).collect(),
                sentence: step.sentence(),
            })
            .collect(),
        edges: edges(nodes, &escalation.steps),
    })
}

/// From node to node, over what each step is done to, to the administrator.
fn edges(nodes: &BTreeMap<String, String>, steps: &[Step]) -> Vec<MapEdgeView> {
    let nodes_on_the_way = steps
        .iter()
        .flat_map(|step| [Some(&step.from), Some(&step.on), step.becomes.as_ref()]);
    let mut edges = Vec::new();
    let mut last: Option<&str> = None;
    for node in nodes_on_the_way.flatten().filter_map(|arn| nodes.get(arn)) {
        if let Some(from) = last.filter(|from| *from != node) {
            edges.push(line(from, node));
        }
        last = Some(node);
    }
    edges.extend(last.map(|from| line(from, ADMINISTRATOR)));
    edges
}

fn line(from: &str, to: &str) -> MapEdgeView {
    MapEdgeView {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: "escalates".to_owned(),
    }
}

/// The map's node of every ARN that a step can name.
fn nodes(scope: Scope<'_>) -> BTreeMap<String, String> {
    let settings = scope.account().settings();
    let directory = scope.directory();
    let users = directory
        .users()
        .map(|it| ("user", &it.path, it.name.as_str(), it.id));
    let groups = directory
        .groups()
        .map(|it| ("group", &it.path, it.name.as_str(), it.id));
    let roles = directory
        .roles()
        .map(|it| ("role", &it.path, it.name.as_str(), it.id));
    let policies = directory
        .policies()
        .map(|it| ("policy", &it.path, it.name.as_str(), it.id));
    users
        .chain(groups)
        .chain(roles)
        .chain(policies)
        .map(|(kind, path, name, id)| (settings.arn(kind, path, name).to_string(), id.to_string()))
        .collect()
}
