//! Groups for the screen.

use std::collections::BTreeMap;
use std::sync::Arc;

use iam_directory::{Account, Group};
use iam_names::EntityId;

use super::rows::{Key, Listing, Needle};
use super::{count, date, group_grants, standing};
use crate::contract::directory::{GroupRowView, GroupView, NamedView};

/// The groups of an account as a list.
pub(crate) struct Groups<'a> {
    account: &'a Account,
    /// How many users are in each; one that is missing has none.
    members: BTreeMap<EntityId, usize>,
}

impl<'a> Groups<'a> {
    pub(crate) fn new(account: &'a Account) -> Self {
        let mut members = BTreeMap::new();
        for group in account.planned().users().flat_map(|user| &user.groups) {
            *members.entry(*group).or_default() += 1;
        }
        Self { account, members }
    }

    fn users(&self, group: &Group) -> u32 {
        count(self.members.get(&group.id).copied().unwrap_or(0))
    }
}

impl<'a> Listing for Groups<'a> {
    type Item = &'a Arc<Group>;
    type Row = GroupRowView;

    fn holds(&self, group: &&'a Arc<Group>, needle: &Needle) -> bool {
        let planned = self.account.planned();
        let is_in_policy = || {
            let grants = group_grants(planned, group);
            grants.iter().any(|grant| needle.is_in(&grant.name))
        };
        needle.is_in(group.name.as_str()) || needle.is_in(group.path.as_str()) || is_in_policy()
    }

    fn column(&self, group: &&'a Arc<Group>, column: &str) -> Key {
        match column {
            "path" => Key::text(group.path.as_str()),
            "users" => Key::Number(Some(self.users(group))),
            "policies" => Key::Number(Some(count(group.attached.len() + group.inline.len()))),
            "created" => Key::text(&date(group.created)),
            _ => Key::text(group.name.as_str()),
        }
    }

    fn name<'i>(&self, group: &'i &'a Arc<Group>) -> &'i str {
        group.name.as_str()
    }

    fn row(&self, group: &'a Arc<Group>) -> GroupRowView {
        let grants = group_grants(self.account.planned(), group);
        GroupRowView {
            id: group.id.to_string(),
            name: group.name.to_string(),
            path: group.path.to_string(),
            users: self.users(group),
            policies: grants.into_iter().map(|grant| grant.name).collect(),
            created: date(group.created),
            standing: standing(self.account, group.id),
        }
    }
}

/// A group's page.
pub(crate) fn page(account: &Account, group: &Group) -> GroupView {
    let planned = account.planned();
    let mut users: Vec<_> = planned
        .members(group.id)
        .map(|user| NamedView {
            id: user.id.to_string(),
            name: user.name.to_string(),
        })
        .collect();
    users.sort_by_key(|user| user.name.to_lowercase());
    GroupView {
        id: group.id.to_string(),
        name: group.name.to_string(),
        path: group.path.to_string(),
        arn: account
            .settings()
            .arn("group", &group.path, group.name.as_str())
            .to_string(),
        unique_id: group
            .unique_id
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        created: date(group.created),
        standing: standing(account, group.id),
        users,
        permissions: group_grants(planned, group),
    }
}
