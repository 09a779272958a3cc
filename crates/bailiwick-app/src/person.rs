//! Seeing a person off: what there is to take away, and what speaks of the person.

use iam_directory::{Account, AccountKind, CredentialStatus, User};
use iam_names::EntityId;

use crate::App;
use crate::account_settings::names;
use crate::contract::EntityRequest;
use crate::contract::person::{NamedByView, OffboardingView};
use crate::error::CommandError;
use crate::session::account;
use crate::view::user_grants;

impl App {
    /// What a person has and what names the person, before the person leaves.
    pub fn offboarding(&self, request: &EntityRequest) -> Result<OffboardingView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let missing = || CommandError::not_found("user");
        let id: EntityId = request.id.parse().map_err(|_| missing())?;
        let user = account.planned().user(id).ok_or_else(missing)?;
        let mut named_by = Vec::new();
        for other in estate.accounts() {
            named_by.extend(naming(other, account, user));
        }
        Ok(OffboardingView {
            name: user.name.to_string(),
            disabled: user.disabled.is_some(),
            credentials: credentials(user),
            permissions: user_grants(account.planned(), user)
                .into_iter()
                .map(|grant| format!("{} ({})", grant.name, grant.via))
                .collect(),
            remaining: remaining(account, user, &named_by),
            named_by,
        })
    }
}

/// The roles and resources of an account whose policy names a user of another or the same account.
fn naming(place: &Account, home: &Account, user: &User) -> Vec<NamedByView> {
    let settings = home.settings();
    let arn = settings.arn("user", &user.path, user.name.as_str());
    let unique_id = user.unique_id.as_ref().map(ToString::to_string);
    let named = |text: &str| names(text, &arn, unique_id.as_deref());
    let planned = place.planned();
    let roles = planned
        .roles()
        .filter(|role| named(role.trust_policy.text()))
        .map(|role| NamedByView {
            entity: "role".into(),
            id: role.id.to_string(),
            name: role.name.to_string(),
        });
    let resources = planned
        .resources()
        .filter(|resource| {
            resource
                .policy
                .as_ref()
                .is_some_and(|policy| named(policy.text()))
        })
        .map(|resource| NamedByView {
            entity: "resource".into(),
            id: resource.id.to_string(),
            name: resource.arn.to_string(),
        });
    let mut found: Vec<_> = roles.chain(resources).collect();
    found.sort_by(|one, other| (&one.entity, &one.name).cmp(&(&other.entity, &other.name)));
    found
}

fn credentials(user: &User) -> Vec<String> {
    let mut found = Vec::new();
    if user.login_profile.is_some() {
        found.push("a console password".to_owned());
    }
    let status = |active: bool| if active { "active" } else { "inactive" };
    for key in &user.access_keys {
        let id = key
            .access_key_id
            .as_ref()
            .map_or_else(|| "not issued yet".to_owned(), ToString::to_string);
        found.push(format!("an access key, {}: {id}", status(key.is_active())));
    }
    for device in &user.mfa_devices {
        found.push(format!("an MFA device: {}", device.serial));
    }
    let is_active = |it: CredentialStatus| status(it == CredentialStatus::Active);
    for key in &user.ssh_keys {
        found.push(format!(
            "an SSH public key, {}: {}",
            is_active(key.status),
            key.body.fingerprint()
        ));
    }
    for held in &user.signing_certificates {
        found.push(format!("a signing certificate, {}", is_active(held.status)));
    }
    for held in &user.service_credentials {
        found.push(format!(
            "a credential for {}, {}",
            held.service,
            is_active(held.status)
        ));
    }
    found
}

fn remaining(account: &Account, user: &User, named_by: &[NamedByView]) -> Vec<String> {
    let mut left = Vec::new();
    if !named_by.is_empty() {
        left.push(format!(
            "The policies below name `{}`: take the name out, because AWS keeps it there as an id that names nobody.",
            user.name
        ));
    }
    left.push(
        "A session of a role goes on until it ends: deny the running sessions of the roles this person could assume."
            .to_owned(),
    );
    if account.settings().kind == AccountKind::Aws {
        left.push(
            "Nothing of this is in AWS before the script has run: run it, then import.".into(),
        );
    }
    left.push(
        "Secrets that were handed over are known to the person: change passwords and keys that were shared."
            .to_owned(),
    );
    left
}
