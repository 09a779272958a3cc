//! The organization above an account, for the screen.

use iam_directory::{
    Estate, Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy,
    OrganizationPolicyKind,
};
use iam_names::AccountId;

use crate::App;
use crate::contract::AccountRequest;
use crate::contract::organization::{
    LevelView, OrganizationNodeView, OrganizationPolicySort, OrganizationPolicyView,
    OrganizationView,
};
use crate::error::CommandError;
use crate::session::account;
use crate::view::{count, date};

impl App {
    /// The organization above the account, when it is known.
    pub fn organization(
        &self,
        request: &AccountRequest,
    ) -> Result<Option<OrganizationView>, CommandError> {
        let estate = self.session()?.estate();
        let number = account(&estate, &request.account)?.settings().account_id;
        Ok(above(&estate, number).map(|organization| view(organization, number)))
    }
}

/// The organization that an account is in, or else the first that is known: it may still be worth
/// seeing, and the account may be put into it.
pub(crate) fn above(estate: &Estate, number: AccountId) -> Option<&Organization> {
    let mine = estate.organization_of(number);
    mine.or_else(|| estate.organizations().next())
        .map(AsRef::as_ref)
}

fn view(organization: &Organization, number: AccountId) -> OrganizationView {
    let mut policies: Vec<_> = organization
        .policies
        .iter()
        .map(|it| policy(organization, it))
        .collect();
    policies.sort_by_key(|policy| policy.name.to_lowercase());
    let mut nodes = Vec::new();
    below(organization, None, 0, &mut nodes);
    OrganizationView {
        id: organization.organization_id.to_string(),
        management_account: organization.management_account.to_string(),
        is_management: organization.management_account == number,
        observed_as_of: date(organization.observed_as_of),
        levels: organization
            .levels(number)
            .into_iter()
            .map(|node| level(organization, node))
            .collect(),
        nodes,
        policies,
    }
}

/// The levels under one, each followed by what hangs under it.
fn below(
    organization: &Organization,
    parent: Option<&OrganizationNode>,
    depth: u32,
    views: &mut Vec<OrganizationNodeView>,
) {
    let id = parent.map(|parent| parent.id);
    let mut here: Vec<_> = organization
        .nodes
        .iter()
        .filter(|node| node.parent == id)
        .collect();
    // Units stand before accounts, as AWS's console has them.
    here.sort_by_key(|node| (place(node) == "account", node.name.to_lowercase()));
    for node in here {
        let hanging = |it: &OrganizationNode| it.parent == Some(node.id);
        views.push(OrganizationNodeView {
            id: node.id.to_string(),
            name: node.name.clone(),
            place: place(node).to_owned(),
            account: match node.place {
                OrganizationPlace::Account { account } => account.to_string(),
                _ => String::new(),
            },
            parent: node.parent.map_or_else(String::new, |id| id.to_string()),
            depth,
            attached: node.attached.iter().map(ToString::to_string).collect(),
            has_children: organization.nodes.iter().any(hanging),
        });
        // A damaged value must not go round in circles.
        if views.len() <= organization.nodes.len() {
            below(organization, Some(node), depth + 1, views);
        }
    }
}

fn level(organization: &Organization, node: &OrganizationNode) -> LevelView {
    let policies = |kind| {
        organization
            .attached(node, kind)
            .map(|it| policy(organization, it))
            .collect()
    };
    LevelView {
        name: node.name.clone(),
        place: place(node).to_owned(),
        scps: policies(OrganizationPolicyKind::ServiceControl),
        rcps: policies(OrganizationPolicyKind::ResourceControl),
    }
}

fn place(node: &OrganizationNode) -> &'static str {
    match node.place {
        OrganizationPlace::Root => "root",
        OrganizationPlace::Unit => "unit",
        OrganizationPlace::Account { .. } => "account",
    }
}

fn policy(organization: &Organization, policy: &OrganizationPolicy) -> OrganizationPolicyView {
    let attached = organization
        .nodes
        .iter()
        .filter(|node| node.attached.contains(&policy.id));
    OrganizationPolicyView {
        id: policy.id.to_string(),
        name: policy.name.clone(),
        kind: match policy.kind {
            OrganizationPolicyKind::ServiceControl => OrganizationPolicySort::Scp,
            OrganizationPolicyKind::ResourceControl => OrganizationPolicySort::Rcp,
        },
        description: policy.description.clone(),
        document: policy.document.text().to_owned(),
        aws_managed: policy.aws_managed,
        attached_to: count(attached.count()),
    }
}
