//! What putting an organization alters, in words: it is one value, so the sentence is read off the
//! difference.

use super::{capitalised, counted};
use crate::{Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy};

/// The most differences that a sentence tells one by one.
const MOST: usize = 8;

/// What putting `put` over `held` does.
pub(super) fn told(held: Option<&Organization>, put: &Organization) -> String {
    let Some(held) = held else {
        return whole("Note", put);
    };
    let differences = differences(held, put);
    if (1..=MOST).contains(&differences.len()) {
        capitalised(&differences.join("; "))
    } else {
        whole("Replace", put)
    }
}

fn whole(verb: &str, put: &Organization) -> String {
    format!(
        "{verb} the organization {}: {}, {}",
        put.organization_id,
        counted(put.nodes.len(), "level", "levels"),
        counted(put.policies.len(), "policy", "policies")
    )
}

fn differences(held: &Organization, put: &Organization) -> Vec<String> {
    let mut told = Vec::new();
    if held.organization_id != put.organization_id {
        told.push(format!(
            "call the organization {} instead of {}",
            put.organization_id, held.organization_id
        ));
    }
    if held.management_account != put.management_account {
        told.push(format!(
            "make {} the management account of the organization instead of {}",
            put.management_account, held.management_account
        ));
    }
    for policy in &put.policies {
        match held.policies.iter().find(|it| it.id == policy.id) {
            None => told.push(format!(
                "write the policy {} of the organization",
                policy.name
            )),
            Some(before) if before.name != policy.name => told.push(format!(
                "rename the policy {} of the organization to {}",
                before.name, policy.name
            )),
            Some(_) => {}
        }
        if held.policies.iter().any(|it| changed(it, policy)) {
            told.push(format!(
                "change the policy {} of the organization",
                policy.name
            ));
        }
    }
    for node in &put.nodes {
        node_differences(held, put, node, &mut told);
    }
    for node in &held.nodes {
        if put.node(node.id).is_none() {
            told.push(format!("take {} out of the organization", level(node)));
        }
    }
    for policy in &held.policies {
        if !put.policies.iter().any(|it| it.id == policy.id) {
            told.push(format!(
                "delete the policy {} of the organization",
                policy.name
            ));
        }
    }
    told
}

fn changed(before: &OrganizationPolicy, after: &OrganizationPolicy) -> bool {
    before.id == after.id
        && (&before.document, &before.description, before.kind)
            != (&after.document, &after.description, after.kind)
}

fn node_differences(
    held: &Organization,
    put: &Organization,
    node: &OrganizationNode,
    told: &mut Vec<String>,
) {
    let under = node
        .parent
        .and_then(|parent| put.node(parent))
        .map_or_else(|| "nothing".to_owned(), level);
    let nothing = std::collections::BTreeSet::new();
    let attached = match held.node(node.id) {
        None => {
            told.push(format!("add {} under {under}", level(node)));
            &nothing
        }
        Some(before) => {
            if before.name != node.name {
                told.push(format!("rename {} to {}", level(before), node.name));
            }
            if before.parent != node.parent {
                told.push(format!("move {} under {under}", level(node)));
            }
            &before.attached
        }
    };
    let policy = |organization: &Organization, id| {
        let mut policies = organization.policies.iter();
        policies
            .find(|it| it.id == id)
            .map_or_else(|| "a policy".to_owned(), |it| it.name.clone())
    };
    for id in node.attached.difference(attached) {
        told.push(format!("attach {} to {}", policy(put, *id), level(node)));
    }
    for id in attached.difference(&node.attached) {
        told.push(format!("detach {} from {}", policy(held, *id), level(node)));
    }
}

fn level(node: &OrganizationNode) -> String {
    match node.place {
        OrganizationPlace::Root => format!("the root {}", node.name),
        OrganizationPlace::Unit => format!("the unit {}", node.name),
        OrganizationPlace::Account { account } => format!("the account {} ({account})", node.name),
    }
}
