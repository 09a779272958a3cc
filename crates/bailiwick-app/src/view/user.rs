//! Users for the screen.

use iam_directory::{AccessKey, Account, AccountKind, User};
use iam_names::{EntityId, Timestamp};

use super::rows::Key;
use super::{boundary, count, credentials, date, standing, tags, user_grants};
use crate::contract::directory::{
    AccessKeyView, LoginProfileView, NamedView, UserRowView, UserView,
};

/// A row of the list.
pub(crate) fn row(account: &Account, user: &User, now: Timestamp) -> UserRowView {
    let planned = account.planned();
    let mut groups: Vec<_> = user
        .groups
        .iter()
        .filter_map(|id| planned.group(*id))
        .map(|group| group.name.to_string())
        .collect();
    groups.sort_by_key(|name| name.to_lowercase());
    let active = || user.access_keys.iter().filter(|key| key.is_active());
    UserRowView {
        id: user.id.to_string(),
        name: user.name.to_string(),
        path: user.path.to_string(),
        groups,
        console_access: user.login_profile.is_some(),
        active_keys: count(active().count()),
        oldest_key_days: active()
            .filter_map(|key| key.created)
            .min()
            .map(|at| days(at, now)),
        mfa_devices: count(
            user.mfa_devices
                .iter()
                .filter(|device| device.is_enabled())
                .count(),
        ),
        created: date(user.created),
        disabled: user.disabled.is_some(),
        standing: standing(account, user.id),
        credentials_known: !account.may_have_unknown_credentials(user.id),
    }
}

/// What the filter looks into.
pub(crate) fn text(row: &UserRowView) -> Vec<String> {
    let mut text = vec![row.name.clone(), row.path.clone()];
    text.extend(row.groups.iter().cloned());
    text
}

/// What a column sorts by.
pub(crate) fn column(row: &UserRowView, column: &str) -> Key {
    match column {
        "path" => Key::text(&row.path),
        "groups" => Key::text(&row.groups.join(", ")),
        "console_access" => Key::Number(Some(u32::from(row.console_access))),
        "active_keys" => Key::Number(Some(row.active_keys)),
        "oldest_key_days" => Key::Number(row.oldest_key_days),
        "mfa_devices" => Key::Number(Some(row.mfa_devices)),
        "created" => Key::text(&row.created),
        _ => Key::text(&row.name),
    }
}

/// A user's page. `has_secret` says whether the vault holds a credential's secret.
pub(crate) fn page(
    account: &Account,
    user: &User,
    now: Timestamp,
    has_secret: impl Fn(EntityId) -> bool,
) -> UserView {
    let settings = account.settings();
    let planned = account.planned();
    let mut groups: Vec<_> = user
        .groups
        .iter()
        .filter_map(|id| planned.group(*id))
        .map(|group| NamedView {
            id: group.id.to_string(),
            name: group.name.to_string(),
        })
        .collect();
    groups.sort_by_key(|group| group.name.to_lowercase());
    let keys = user
        .access_keys
        .iter()
        .map(|key| access_key(key, now, &has_secret));
    UserView {
        id: user.id.to_string(),
        name: user.name.to_string(),
        path: user.path.to_string(),
        arn: settings
            .arn("user", &user.path, user.name.as_str())
            .to_string(),
        unique_id: user
            .unique_id
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        created: date(user.created),
        standing: standing(account, user.id),
        groups,
        permissions: user_grants(planned, user),
        boundary: boundary(planned, user.boundary.as_ref()),
        tags: tags(&user.tags),
        login_profile: user.login_profile.as_ref().map(|profile| LoginProfileView {
            id: profile.id.to_string(),
            created: date(profile.created),
            reset_required: profile.reset_required,
            has_secret: has_secret(profile.id),
        }),
        access_keys: keys.collect(),
        mfa_devices: user
            .mfa_devices
            .iter()
            .map(|device| device.serial.to_string())
            .collect(),
        mfa: credentials::mfa_devices(user, &has_secret),
        has_mfa: user.has_mfa(),
        ssh_keys: credentials::ssh_keys(user),
        signing_certificates: credentials::signing_certificates(user, now),
        service_credentials: credentials::service_credentials(user, &has_secret),
        disabled: user.disabled.as_ref().map_or_else(String::new, |disabled| {
            disabled
                .since
                .map_or_else(|| "yes".to_owned(), |at| at.to_string())
        }),
        disabled_reason: user
            .disabled
            .as_ref()
            .map_or_else(String::new, |disabled| disabled.reason.clone()),
        sign_in_url: settings.sign_in_url(),
        credentials_made_here: settings.kind == AccountKind::Local,
        credentials_known: !account.may_have_unknown_credentials(user.id),
    }
}

/// An access key.
pub(crate) fn access_key(
    key: &AccessKey,
    now: Timestamp,
    has_secret: impl Fn(EntityId) -> bool,
) -> AccessKeyView {
    AccessKeyView {
        id: key.id.to_string(),
        access_key_id: key
            .access_key_id
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        active: key.is_active(),
        stage: key.stage.as_str().to_owned(),
        created: date(key.created),
        age_days: key.created.map(|at| days(at, now)),
        last_used: key.last_used.as_ref().map_or_else(String::new, |used| {
            let place: Vec<_> = [&used.service, &used.region]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            match place.as_slice() {
                [] => used.at.to_string(),
                [one] => format!("{} ({one})", used.at),
                [service, region, ..] => format!("{} ({service} in {region})", used.at),
            }
        }),
        description: key.description.clone(),
        has_secret: has_secret(key.id),
    }
}

/// Whole days from one moment to another; none is negative.
fn days(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.days_since(from)).unwrap_or(0)
}
