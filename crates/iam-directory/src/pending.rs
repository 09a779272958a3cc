//! What is planned and not in AWS yet: the difference of the two states, by entity id.

use iam_names::EntityId;

use crate::{Account, AccountKind, CredentialStatus, Directory, Entity, EntityKind, PolicyRef};

/// What AWS would have to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingAction {
    /// Make it.
    Create,
    /// Alter it.
    Update,
    /// Delete it.
    Delete,
}

impl PendingAction {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// One entity that differs from what AWS was seen to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The entity.
    pub id: EntityId,
    /// Which sort.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// What AWS would have to do.
    pub action: PendingAction,
    /// What is different, a sentence each.
    pub details: Vec<String>,
}

/// Everything that is pending in an account, by kind and name. Nothing is in a local account.
#[must_use]
pub fn pending(account: &Account) -> Vec<Pending> {
    if account.settings().kind == AccountKind::Local {
        return Vec::new();
    }
    let (planned, observed) = (account.planned(), account.state(crate::State::Observed));
    let mut found = Vec::new();
    for id in planned
        .ids()
        .filter(|id| !planned.agrees_with(observed, *id))
    {
        let Some(now) = planned.entity(id).filter(|now| now.kind().is_of_aws()) else {
            continue;
        };
        let (action, details) = match observed.entity(id) {
            None => (PendingAction::Create, Vec::new()),
            Some(before) => {
                let details = differences(&before, &now, observed, planned);
                // What only AWS can say (when something was last used) is nothing to be done.
                if details.is_empty() {
                    continue;
                }
                (PendingAction::Update, details)
            }
        };
        found.push(Pending {
            id,
            kind: now.kind(),
            name: now.name(),
            action,
            details,
        });
    }
    for id in observed.ids().filter(|id| planned.kind_of(*id).is_none()) {
        if let Some(gone) = observed.entity(id) {
            found.push(Pending {
                id,
                kind: gone.kind(),
                name: gone.name(),
                action: PendingAction::Delete,
                details: Vec::new(),
            });
        }
    }
    found.sort_by_key(|pending| (pending.kind, pending.name.to_lowercase()));
    found
}

/// What is different between two states of one entity, a sentence each. What they refer to has the
/// name it has afterwards: a renamed group is no other group.
#[must_use]
pub(crate) fn differences(
    before: &Entity,
    after: &Entity,
    before_in: &Directory,
    after_in: &Directory,
) -> Vec<String> {
    let (old, new) = (
        facts(before, [after_in, before_in]),
        facts(after, [after_in, before_in]),
    );
    // A document says nothing in a sentence; its page shows it.
    let shown = |value: &str| !value.is_empty() && value.len() < 300 && !value.starts_with('{');
    let mut found = Vec::new();
    for (what, value) in new.iter().filter(|fact| !old.contains(fact)) {
        let was = old
            .iter()
            .find(|(name, _)| name == what)
            .map(|(_, was)| was.as_str());
        found.push(match was {
            Some(was) if shown(was) && shown(value) => format!("{what}: {was} → {value}"),
            Some(_) => format!("{what} is different"),
            None if shown(value) => format!("{what}: {value}"),
            None => format!("{what} added"),
        });
    }
    found.extend(
        old.iter()
            .filter(|(what, _)| !new.iter().any(|(name, _)| name == what))
            .map(|(what, _)| format!("{what} removed")),
    );
    found
}

/// An entity as a list of named facts; names are looked for in the directories in their order.
#[expect(
    clippy::too_many_lines,
    reason = "one arm per kind: a table, not a procedure"
)]
fn facts(entity: &Entity, directories: [&Directory; 2]) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |what: String, value: String| facts.push((what, value));
    let policy = |reference: &PolicyRef| match reference {
        PolicyRef::Customer(id) => directories
            .iter()
            .find_map(|held| held.policy(*id))
            .map_or_else(
                || "a policy that is gone".into(),
                |policy| policy.name.to_string(),
            ),
        PolicyRef::Arn(arn) => arn
            .resource()
            .rsplit('/')
            .next()
            .unwrap_or(arn.resource())
            .to_owned(),
    };
    add("Name".into(), entity.name());
    match entity {
        Entity::Account(_)
        | Entity::Organization(_)
        | Entity::Expectation(_)
        | Entity::HandOff(_)
        | Entity::CredentialReport(_) => {}
        Entity::InstanceProfile(profile) => {
            add("Path".into(), profile.path.to_string());
            if let Some(role) = profile.role {
                let role = directories.iter().find_map(|held| held.role(role));
                let name = role.map_or_else(String::new, |role| role.name.to_string());
                add("Role".into(), name);
            }
            for (key, value) in &profile.tags {
                add(format!("Tag {key}"), value.to_string());
            }
        }
        Entity::OidcProvider(provider) => {
            for client_id in &provider.client_ids {
                add(format!("Audience {client_id}"), String::new());
            }
            for thumbprint in &provider.thumbprints {
                add(format!("Thumbprint {thumbprint}"), String::new());
            }
            for (key, value) in &provider.tags {
                add(format!("Tag {key}"), value.to_string());
            }
        }
        Entity::SamlProvider(provider) => {
            // Too long for a sentence; only whether it is another one is told.
            add("Metadata".into(), format!("{{{}}}", provider.metadata));
            for (key, value) in &provider.tags {
                add(format!("Tag {key}"), value.to_string());
            }
        }
        Entity::Resource(resource) => {
            if let Some(policy) = &resource.policy {
                add("Resource policy".into(), policy.text().to_owned());
            }
            for (key, value) in &resource.tags {
                add(format!("Tag {key}"), value.to_string());
            }
        }
        Entity::User(user) => {
            add("Path".into(), user.path.to_string());
            for id in &user.groups {
                if let Some(group) = directories.iter().find_map(|held| held.group(*id)) {
                    add(format!("Group {}", group.name), String::new());
                }
            }
            for reference in &user.attached {
                add(format!("Policy {}", policy(reference)), String::new());
            }
            for held in user.inline.values() {
                add(
                    format!("Inline policy {}", held.name),
                    held.document.text().to_owned(),
                );
            }
            if let Some(boundary) = &user.boundary {
                add("Permissions boundary".into(), policy(boundary));
            }
            for (key, value) in &user.tags {
                add(format!("Tag {key}"), value.to_string());
            }
            if let Some(profile) = &user.login_profile {
                let set = profile
                    .created
                    .map_or_else(|| "set".to_owned(), |at| at.to_string());
                let must = if profile.reset_required {
                    ", must be changed"
                } else {
                    ""
                };
                add("Console password".into(), format!("{set}{must}"));
            }
            for key in &user.access_keys {
                let id = key
                    .access_key_id
                    .as_ref()
                    .map_or_else(|| "requested".into(), ToString::to_string);
                let status = if key.is_active() {
                    "active"
                } else {
                    "inactive"
                };
                add(format!("Access key {id}"), status.into());
            }
            for device in &user.mfa_devices {
                let stage = if device.is_enabled() { "" } else { "requested" };
                add(format!("MFA device {}", device.serial), stage.into());
            }
            let status = |status: CredentialStatus| match status {
                CredentialStatus::Active => "active".to_owned(),
                CredentialStatus::Inactive => "inactive".to_owned(),
            };
            for key in &user.ssh_keys {
                let what = format!("SSH public key {}", key.body.fingerprint());
                add(what, status(key.status));
            }
            for held in &user.signing_certificates {
                let id = held.certificate_id.as_ref();
                let id = id.map_or_else(|| "not uploaded yet".into(), ToString::to_string);
                add(format!("Signing certificate {id}"), status(held.status));
            }
            for held in &user.service_credentials {
                let name = held.service_user_name.as_deref().unwrap_or("requested");
                let what = format!("Credential for {} {name}", held.service);
                add(what, status(held.status));
            }
        }
        Entity::Group(group) => {
            add("Path".into(), group.path.to_string());
            for reference in &group.attached {
                add(format!("Policy {}", policy(reference)), String::new());
            }
            for held in group.inline.values() {
                add(
                    format!("Inline policy {}", held.name),
                    held.document.text().to_owned(),
                );
            }
        }
        Entity::Role(role) => {
            add("Path".into(), role.path.to_string());
            add("Description".into(), role.description.clone());
            add("Trust policy".into(), role.trust_policy.text().to_owned());
            add(
                "Maximum session".into(),
                format!("{} s", role.max_session.seconds()),
            );
            for reference in &role.attached {
                add(format!("Policy {}", policy(reference)), String::new());
            }
            for held in role.inline.values() {
                add(
                    format!("Inline policy {}", held.name),
                    held.document.text().to_owned(),
                );
            }
            if let Some(boundary) = &role.boundary {
                add("Permissions boundary".into(), policy(boundary));
            }
            for (key, value) in &role.tags {
                add(format!("Tag {key}"), value.to_string());
            }
        }
        Entity::Policy(policy) => {
            add("Default version".into(), policy.default_version.to_string());
            for version in &policy.versions {
                add(
                    format!("Version {}", version.id),
                    version.document.text().to_owned(),
                );
            }
            for (key, value) in &policy.tags {
                add(format!("Tag {key}"), value.to_string());
            }
        }
    }
    facts
}
