//! A whole layer switched off: the changes that take away everything of one sort, for everybody.
//!
//! A layer that is off is one that the account does not have, as the engine takes an account where
//! nobody ever had a boundary; so what is tried here can be applied like any other change.

use iam_directory::{
    Account, Change, Estate, Operation, Organization, OrganizationPolicyKind, Resource,
};
use iam_names::EntityId;

use super::in_account;
use crate::contract::matrix::LayerView;

/// What takes a layer away. An organization belongs to no account: its change goes by its own id.
pub(super) fn switch_off(estate: &Estate, account: &Account, layer: LayerView) -> Vec<Change> {
    let operations = match layer {
        LayerView::ServiceControl => {
            return without_policies(estate, account, OrganizationPolicyKind::ServiceControl);
        }
        LayerView::ResourceControl => {
            return without_policies(estate, account, OrganizationPolicyKind::ResourceControl);
        }
        LayerView::Boundary => boundaries(account),
        LayerView::Resource => resources(account),
        LayerView::Group => policies_of_groups(account),
        // They come with the question and are left out there.
        LayerView::Session => Vec::new(),
    };
    in_account(account, operations)
}

/// The organization without its policies of one kind, as if the kind had never been enabled.
fn without_policies(
    estate: &Estate,
    account: &Account,
    kind: OrganizationPolicyKind,
) -> Vec<Change> {
    let Some(held) = estate.organization_of(account.settings().account_id) else {
        return Vec::new();
    };
    let gone: Vec<EntityId> = held
        .policies
        .iter()
        .filter(|policy| policy.kind == kind)
        .map(|policy| policy.id)
        .collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let mut organization = Organization::clone(held);
    organization
        .policies
        .retain(|policy| !gone.contains(&policy.id));
    for node in &mut organization.nodes {
        node.attached.retain(|policy| !gone.contains(policy));
    }
    vec![Change {
        account: organization.id,
        operation: Operation::PutOrganization {
            organization: Box::new(organization),
        },
    }]
}

fn boundaries(account: &Account) -> Vec<Operation> {
    let planned = account.planned();
    let users = planned
        .users()
        .filter(|user| user.boundary.is_some())
        .map(|user| user.id);
    let roles = planned
        .roles()
        .filter(|role| role.boundary.is_some())
        .map(|role| role.id);
    users
        .chain(roles)
        .map(|holder| Operation::DeletePermissionsBoundary { holder })
        .collect()
}

fn resources(account: &Account) -> Vec<Operation> {
    let resources = account.planned().resources();
    resources
        .filter(|resource| resource.policy.is_some())
        .map(|resource| Operation::PutResource {
            resource: Box::new(Resource {
                policy: None,
                ..Resource::clone(resource)
            }),
        })
        .collect()
}

/// Every policy taken from every group; its members stay.
fn policies_of_groups(account: &Account) -> Vec<Operation> {
    let mut operations = Vec::new();
    for group in account.planned().groups() {
        let holder = group.id;
        let attached = group.attached.iter().cloned();
        operations.extend(attached.map(|policy| Operation::DetachPolicy { holder, policy }));
        let inline = group.inline.values().map(|it| it.name.clone());
        operations.extend(inline.map(|name| Operation::DeleteInlinePolicy { holder, name }));
    }
    operations
}
