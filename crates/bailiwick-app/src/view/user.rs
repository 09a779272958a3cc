//! Users for the screen.

use std::collections::BTreeSet;
use std::sync::Arc;

use iam_directory::{AccessKey, Account, AccountKind, User};
use iam_names::{EntityId, Timestamp};

use super::rows::{Key, Listing, Needle};
use super::{boundary, count, credentials, date, standing, tags, user_grants};
use crate::contract::directory::{
    AccessKeyView, LoginProfileView, NamedView, UserRowView, UserView,
};

/// The users of an account as a list.
pub(crate) struct Users<'a> {
    account: &'a Account,
    now: Timestamp,
    /// The groups whose name the filter finds: their members are found by it.
    found: BTreeSet<EntityId>,
}

impl<'a> Users<'a> {
    pub(crate) fn new(account: &'a Account, filter: &str, now: Timestamp) -> Self {
        let needle = Needle::new(filter);
        let groups = account.planned().groups();
        Self {
            account,
            now,
            found: groups
                .filter(|group| needle.is_in(group.name.as_str()))
                .map(|group| group.id)
                .collect(),
        }
    }

    /// The names of a user's groups in the order of the alphabet.
    fn groups(&self, user: &User) -> Vec<String> {
        let planned = self.account.planned();
        let groups = user.groups.iter().filter_map(|id| planned.group(*id));
        let mut names: Vec<_> = groups.map(|group| group.name.to_string()).collect();
        names.sort_by_key(|name| name.to_lowercase());
        names
    }

    fn oldest_key_days(&self, user: &User) -> Option<u32> {
        let made = active_keys(user).filter_map(|key| key.created).min();
        made.map(|at| days(at, self.now))
    }
}

impl<'a> Listing for Users<'a> {
    type Item = &'a Arc<User>;
    type Row = UserRowView;

    fn holds(&self, user: &&'a Arc<User>, needle: &Needle) -> bool {
        needle.is_in(user.name.as_str())
            || needle.is_in(user.path.as_str())
            || user.groups.iter().any(|id| self.found.contains(id))
    }

    fn column(&self, user: &&'a Arc<User>, column: &str) -> Key {
        let number = |number: usize| Key::Number(Some(count(number)));
        match column {
            "path" => Key::text(user.path.as_str()),
            "groups" => Key::text(&self.groups(user).join(", ")),
            "console_access" => number(usize::from(user.login_profile.is_some())),
            "active_keys" => number(active_keys(user).count()),
            "oldest_key_days" => Key::Number(self.oldest_key_days(user)),
            "mfa_devices" => number(enabled_devices(user)),
            "created" => Key::text(&date(user.created)),
            _ => Key::text(user.name.as_str()),
        }
    }

    fn name<'i>(&self, user: &'i &'a Arc<User>) -> &'i str {
        user.name.as_str()
    }

    fn row(&self, user: &'a Arc<User>) -> UserRowView {
        UserRowView {
            id: user.id.to_string(),
            name: user.name.to_string(),
            path: user.path.to_string(),
            groups: self.groups(user),
            console_access: user.login_profile.is_some(),
            active_keys: count(active_keys(user).count()),
            oldest_key_days: self.oldest_key_days(user),
            mfa_devices: count(enabled_devices(user)),
            created: date(user.created),
            disabled: user.disabled.is_some(),
            standing: standing(self.account, user.id),
            credentials_known: !self.account.may_have_unknown_credentials(user.id),
        }
    }
}

fn active_keys(user: &User) -> impl Iterator<Item = &AccessKey> {
    user.access_keys.iter().filter(|key| key.is_active())
}

/// How many devices protect the user: one that AWS does not know yet does not.
fn enabled_devices(user: &User) -> usize {
    let devices = user.mfa_devices.iter();
    devices.filter(|device| device.is_enabled()).count()
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
