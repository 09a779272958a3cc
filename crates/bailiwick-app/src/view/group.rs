//! Groups for the screen.

use iam_directory::{Account, Group};

use super::rows::Key;
use super::{count, date, group_grants, standing};
use crate::contract::directory::{GroupRowView, GroupView, NamedView};

/// A row of the list.
pub(crate) fn row(account: &Account, group: &Group) -> GroupRowView {
    let planned = account.planned();
    GroupRowView {
        id: group.id.to_string(),
        name: group.name.to_string(),
        path: group.path.to_string(),
        users: count(planned.members(group.id).count()),
        policies: group_grants(planned, group)
            .into_iter()
            .map(|grant| grant.name)
            .collect(),
        created: date(group.created),
        standing: standing(account, group.id),
    }
}

/// What the filter looks into.
pub(crate) fn text(row: &GroupRowView) -> Vec<String> {
    let mut text = vec![row.name.clone(), row.path.clone()];
    text.extend(row.policies.iter().cloned());
    text
}

/// What a column sorts by.
pub(crate) fn column(row: &GroupRowView, column: &str) -> Key {
    match column {
        "path" => Key::text(&row.path),
        "users" => Key::Number(Some(row.users)),
        "policies" => Key::Number(Some(count(row.policies.len()))),
        "created" => Key::text(&row.created),
        _ => Key::text(&row.name),
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
