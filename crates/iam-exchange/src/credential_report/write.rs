//! A report of our own, in AWS's columns and order. One more column says that it is ours, and what
//! the vault does not know is blank: never a value that AWS did not say.

use iam_directory::{AccountKind, AccountSettings, CredentialStatus, Directory, User};
use iam_names::Timestamp;

use super::COLUMNS;

/// The column that AWS's report does not have.
const MARK: &str = "made_by";

/// Writes a report of a state of an account, made at `now`.
#[must_use]
pub fn write(settings: &AccountSettings, directory: &Directory, now: Timestamp) -> String {
    let mut text = format!("{},{MARK}\n", COLUMNS.join(","));
    let mut users: Vec<&User> = directory.users().map(AsRef::as_ref).collect();
    users.sort_by_cached_key(|user| user.name.as_str().to_ascii_lowercase());
    // An account file says nothing of passwords and devices: that there are none is only known
    // where an import spoke of them, and in an account whose authority we are.
    let knows = settings.kind == AccountKind::Local
        || settings.credentials_as_of.is_some()
        || directory.has_credentials();
    for user in users {
        let cells = row(settings, user, knows);
        let cells: Vec<String> = cells.iter().map(|it| cell(it)).collect();
        text.push_str(&cells.join(","));
        text.push_str(",bailiwick ");
        text.push_str(&now.to_string());
        text.push('\n');
    }
    text
}

/// A name may hold a comma.
fn cell(text: &str) -> String {
    if text.contains(',') {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

fn row(settings: &AccountSettings, user: &User, knows: bool) -> Vec<String> {
    let date = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    let truth = |truth: bool| {
        if truth || knows {
            truth.to_string()
        } else {
            String::new()
        }
    };
    let mut cells = vec![
        user.name.to_string(),
        settings
            .arn("user", &user.path, user.name.as_str())
            .to_string(),
        date(user.created),
        truth(user.login_profile.is_some()),
        date(user.password_last_used),
        date(user.login_profile.as_ref().and_then(|it| it.created)),
        next_rotation(settings, user),
        truth(user.has_mfa()),
    ];
    let issued = user
        .access_keys
        .iter()
        .filter(|it| it.access_key_id.is_some());
    let mut issued: Vec<_> = issued.collect();
    issued.sort_by_key(|key| key.created);
    for slot in 0..2 {
        match issued.get(slot) {
            None => cells.extend([
                truth(false),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]),
            Some(key) => {
                let last = key.last_used.as_ref();
                cells.extend([
                    key.is_active().to_string(),
                    date(key.created),
                    date(last.map(|it| it.at)),
                    last.map_or_else(String::new, |it| it.region.clone()),
                    last.map_or_else(String::new, |it| it.service.clone()),
                ]);
            }
        }
    }
    for slot in 0..2 {
        match user.signing_certificates.get(slot) {
            None => cells.extend([truth(false), String::new()]),
            Some(held) => cells.extend([
                (held.status == CredentialStatus::Active).to_string(),
                date(held.uploaded),
            ]),
        }
    }
    cells
}

/// When the password expires, where the account's policy says that it does.
fn next_rotation(settings: &AccountSettings, user: &User) -> String {
    let policy = settings.password_policy.as_ref();
    let days = policy.and_then(|policy| policy.max_age_days);
    let set = user.login_profile.as_ref().and_then(|it| it.created);
    match set.zip(days) {
        Some((set, days)) => set.plus_days(i64::from(days)).to_string(),
        None => String::new(),
    }
}
