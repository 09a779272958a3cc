//! Whom a question can be about, by what was typed: the account's users and roles, and those whom
//! no list holds, each with what it is called.

use std::collections::BTreeSet;

use iam_access::Scope;
use iam_names::{AccountId, EntityId};
use iam_policy::policy::{PolicyType, PrincipalPattern, Principals};

use super::HITS;
use crate::App;
use crate::contract::simulate::{PrincipalView, SearchPrincipalsRequest, StateView};
use crate::error::CommandError;

/// The session that is suggested for a role.
const SESSION: &str = "session";

impl App {
    /// Users and roles of an account by what was typed, users first, and others when wanted.
    pub fn search_principals(
        &self,
        request: &SearchPrincipalsRequest,
    ) -> Result<Vec<PrincipalView>, CommandError> {
        let text = request.text.trim();
        let limit = (request.limit as usize).clamp(1, HITS);
        self.in_scope(&request.account, StateView::Planned, &[], |scope| {
            let mut found = held(scope, &text.to_lowercase());
            found.truncate(limit);
            if request.others {
                found.extend(others(scope, text));
            }
            Ok(found)
        })
    }
}

fn held(scope: Scope<'_>, needle: &str) -> Vec<PrincipalView> {
    let settings = scope.account().settings();
    let view = |entity: &str, id: EntityId, arn: String, name: &str| PrincipalView {
        id: id.to_string(),
        entity: entity.to_owned(),
        name: name.to_owned(),
        arn,
    };
    let hit = |principal: &PrincipalView| {
        needle.is_empty()
            || principal.name.to_lowercase().contains(needle)
            || principal.arn.to_lowercase() == needle
    };
    let users = scope.directory().users().map(|user| {
        let arn = settings.arn("user", &user.path, user.name.as_str());
        view("user", user.id, arn.to_string(), user.name.as_str())
    });
    let roles = scope.directory().roles().map(|role| {
        let arn = settings.arn("role", &role.path, role.name.as_str());
        view("role", role.id, arn.to_string(), role.name.as_str())
    });
    let mut found: Vec<_> = users.chain(roles).filter(hit).collect();
    found.sort_by_key(|principal| {
        let name = principal.name.to_lowercase();
        (principal.entity == "role", !name.starts_with(needle), name)
    });
    found
}

/// Root users, services that roles trust, sessions of roles, anyone; and whoever was typed in full.
fn others(scope: Scope<'_>, text: &str) -> Vec<PrincipalView> {
    let settings = scope.account().settings();
    let named = |entity: &str, id: String, name: String| PrincipalView {
        arn: id.clone(),
        id,
        entity: entity.to_owned(),
        name,
    };
    let root = |account: &AccountId| format!("arn:{}:iam::{account}:root", settings.partition);
    let mut all = vec![named(
        "root",
        root(&settings.account_id),
        "root user of this account".to_owned(),
    )];
    // Sessions come when a role is named: of every role they would bury the rest.
    let needle = text.to_lowercase();
    let role = needle.split('/').next().unwrap_or_default();
    let session = text.split_once('/').map_or(SESSION, |(_, name)| name);
    let session = if session.is_empty() { SESSION } else { session };
    let roles = scope
        .directory()
        .roles()
        .filter(|it| !role.is_empty() && it.name.as_str().to_lowercase().contains(role));
    all.extend(roles.take(5).map(|it| {
        let name = format!("{}/{session}", it.name);
        let arn = format!(
            "arn:{}:sts::{}:assumed-role/{name}",
            settings.partition, settings.account_id
        );
        named("session", arn, name)
    }));
    all.extend(
        services(scope)
            .into_iter()
            .map(|name| named("service", name.clone(), name)),
    );
    all.push(named("anyone", "*".to_owned(), "anyone (*)".to_owned()));
    all.retain(|one| {
        needle.is_empty()
            || one.entity == "session"
            || one.name.to_lowercase().contains(&needle)
            || one.id.to_lowercase().contains(&needle)
    });
    match text.parse::<AccountId>() {
        Ok(account) if account != settings.account_id => {
            all.push(named(
                "account",
                root(&account),
                format!("account {account}"),
            ));
        }
        _ => {}
    }
    let in_full = text == "*" || text.starts_with("arn:") || text.ends_with(".amazonaws.com");
    if in_full && !all.iter().any(|one| one.id == text) {
        all.push(named("", text.to_owned(), text.to_owned()));
    }
    all
}

/// The services that the account's roles trust.
fn services(scope: Scope<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for role in scope.directory().roles() {
        let reading = scope
            .library()
            .read(&role.trust_policy.shared(), PolicyType::Trust);
        let statements = reading.policy.iter().flat_map(|it| &it.statements);
        for statement in statements {
            if let Some(Principals::Only(entries)) = &statement.principals {
                found.extend(entries.iter().filter_map(|entry| match &entry.pattern {
                    PrincipalPattern::Service(name) => Some(name.to_string()),
                    _ => None,
                }));
            }
        }
    }
    found
}
