//! Roles for the screen.

use std::sync::Arc;

use iam_directory::{Account, Role};

use super::rows::{Key, Listing, Needle};
use super::{boundary, date, role_grants, standing, tags};
use crate::contract::directory::{RoleRowView, RoleView};

/// The roles of an account as a list.
pub(crate) struct Roles<'a>(pub(crate) &'a Account);

impl<'a> Listing for Roles<'a> {
    type Item = &'a Arc<Role>;
    type Row = RoleRowView;

    fn holds(&self, role: &&'a Arc<Role>, needle: &Needle) -> bool {
        needle.is_in(role.name.as_str())
            || needle.is_in(role.path.as_str())
            || trusted(role).iter().any(|who| needle.is_in(who))
    }

    fn column(&self, role: &&'a Arc<Role>, column: &str) -> Key {
        match column {
            "path" => Key::text(role.path.as_str()),
            "trusted" => Key::text(&trusted(role).join(", ")),
            "last_used" => Key::text(&last_used(role)),
            "created" => Key::text(&date(role.created)),
            _ => Key::text(role.name.as_str()),
        }
    }

    fn name<'i>(&self, role: &'i &'a Arc<Role>) -> &'i str {
        role.name.as_str()
    }

    fn row(&self, role: &'a Arc<Role>) -> RoleRowView {
        RoleRowView {
            id: role.id.to_string(),
            name: role.name.to_string(),
            path: role.path.to_string(),
            trusted: trusted(role),
            service_linked: role.is_service_linked(),
            kept_by: kept_by(role),
            last_used: last_used(role),
            created: date(role.created),
            standing: standing(self.0, role.id),
        }
    }
}

fn last_used(role: &Role) -> String {
    date(role.last_used.as_ref().map(|used| used.at))
}

/// A role's page.
pub(crate) fn page(account: &Account, role: &Role) -> RoleView {
    let planned = account.planned();
    RoleView {
        id: role.id.to_string(),
        name: role.name.to_string(),
        path: role.path.to_string(),
        arn: account
            .settings()
            .arn("role", &role.path, role.name.as_str())
            .to_string(),
        unique_id: role
            .unique_id
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        description: role.description.clone(),
        created: date(role.created),
        standing: standing(account, role.id),
        kept_by: kept_by(role),
        max_session_seconds: role.max_session.seconds(),
        trust_policy: role.trust_policy.text().to_owned(),
        trusted: trusted(role),
        permissions: role_grants(planned, role),
        boundary: boundary(planned, role.boundary.as_ref()),
        tags: tags(&role.tags),
    }
}

/// Who alone may alter the role; empty when it is the account's own.
fn kept_by(role: &Role) -> String {
    let keeper = if role.is_service_linked() {
        "AWS service"
    } else if role.is_reserved() {
        "IAM Identity Center"
    } else {
        ""
    };
    keeper.to_owned()
}

/// The principals that a trust policy names, as the console's *Trusted entities* column lists
/// them: what is written there, not who may in the end assume the role.
fn trusted(role: &Role) -> Vec<String> {
    let Ok(document) = serde_json::from_str::<serde_json::Value>(role.trust_policy.text()) else {
        return vec!["a trust policy that can not be read".into()];
    };
    let statements = match document.get("Statement") {
        Some(serde_json::Value::Array(statements)) => statements.clone(),
        Some(statement) => vec![statement.clone()],
        None => Vec::new(),
    };
    let mut found = Vec::new();
    for statement in statements {
        match statement.get("Principal") {
            Some(serde_json::Value::Object(kinds)) => {
                for (kind, names) in kinds {
                    let names = match names {
                        serde_json::Value::Array(names) => names.clone(),
                        name => vec![name.clone()],
                    };
                    let names = names.iter().filter_map(|name| name.as_str());
                    found.extend(names.map(|name| describe(kind, name)));
                }
            }
            Some(serde_json::Value::String(anyone)) if anyone == "*" => {
                found.push("Anyone".into());
            }
            _ => {}
        }
    }
    found.dedup();
    found
}

fn describe(kind: &str, name: &str) -> String {
    match kind {
        "Service" => format!("AWS service: {}", name.split('.').next().unwrap_or(name)),
        "Federated" => {
            format!(
                "Identity provider: {}",
                name.rsplit('/').next().unwrap_or(name)
            )
        }
        "AWS" if name == "*" => "Anyone".into(),
        "AWS" => match name.parse::<iam_names::Arn>() {
            Ok(arn) if arn.is_account_root() => format!("Account: {}", arn.account()),
            Ok(arn) => format!("{} in {}", arn.resource(), arn.account()),
            Err(_) => format!("Account: {name}"),
        },
        other => format!("{other}: {name}"),
    }
}
