//! How an account stands: the five security checks of IAM's console, each green or with the one
//! step that makes it so; ages of keys, cover by MFA, passwords that run out.

use iam_access::ENDING_DAYS;
use iam_directory::{Account, AccountKind, CredentialStatus};
use iam_names::Timestamp;

use crate::App;
use crate::certificate::{self, days_left};
use crate::contract::AccountRequest;
use crate::contract::posture::{
    CheckState, EndingKind, EndingView, ExpiringView, KeyAgesView, PostureView, SecurityCheckView,
};
use crate::error::CommandError;
use crate::saml;
use crate::session::account;
use crate::view::count;

/// How many days before its end a password is named: AWS's console warns 15 days before.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>
const WARNING_DAYS: i64 = 15;

impl App {
    /// The security checks and what stands out beside them.
    pub fn security_checks(&self, request: &AccountRequest) -> Result<PostureView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let console = || {
            let users = account.planned().users();
            users.filter(|user| user.login_profile.is_some())
        };
        Ok(PostureView {
            checks: vec![
                root(
                    account,
                    "root-access-keys",
                    account
                        .settings()
                        .facts
                        .as_ref()
                        .and_then(|facts| facts.root_access_keys)
                        .map(|has| !has),
                    [
                        "The root user has no access keys.",
                        "The root user has an active access key.",
                    ],
                    "Sign in as the root user and delete its access keys under Security credentials.",
                ),
                root(
                    account,
                    "root-mfa",
                    account
                        .settings()
                        .facts
                        .as_ref()
                        .and_then(|facts| facts.root_mfa),
                    [
                        "The root user has MFA.",
                        "The root user signs in with a password alone.",
                    ],
                    "Sign in as the root user and assign an MFA device under Security credentials.",
                ),
                individual_users(account),
                groups(account),
                password_policy(account),
            ],
            credentials_known: credentials_known(account),
            console_users: count(console().count()),
            console_users_with_mfa: count(console().filter(|user| user.has_mfa()).count()),
            key_ages: key_ages(account, now),
            expiring: expiring(account, now),
            ending: ending(account, now),
        })
    }
}

/// Whether what is said of passwords, keys and MFA devices holds for every user.
pub(crate) fn credentials_known(account: &Account) -> bool {
    let mut users = account.planned().users();
    !users.any(|user| account.may_have_unknown_credentials(user.id))
}

fn check(id: &str, state: CheckState, found: &str, step: &str, page: &str) -> SecurityCheckView {
    let green = state == CheckState::Passed || state == CheckState::NotApplicable;
    let unless_green = |text: &str| if green { "" } else { text }.to_owned();
    SecurityCheckView {
        id: id.to_owned(),
        state,
        found: found.to_owned(),
        step: unless_green(step),
        page: unless_green(page),
    }
}

/// A check of the root user, whom only AWS knows.
fn root(
    account: &Account,
    id: &str,
    good: Option<bool>,
    [yes, no]: [&str; 2],
    step: &str,
) -> SecurityCheckView {
    if account.settings().kind == AccountKind::Local {
        let found = "A local account has no root user.";
        return check(id, CheckState::NotApplicable, found, "", "");
    }
    match good {
        Some(true) => check(id, CheckState::Passed, yes, "", ""),
        Some(false) => check(id, CheckState::Failed, no, step, ""),
        None => unknown(id, "Import the account's credential report or summary."),
    }
}

/// A check of what no import has spoken of yet.
fn unknown(id: &str, step: &str) -> SecurityCheckView {
    let found = "What AWS has is not known here.";
    check(id, CheckState::Unknown, found, step, "/import")
}

/// Whether people come in by an identity provider: then they need no users of their own.
fn is_federated(account: &Account) -> bool {
    let planned = account.planned();
    planned.saml_providers().len() > 0
        || planned.oidc_providers().len() > 0
        // IAM Identity Center keeps roles under a path of its own.
        || planned.roles().any(|role| role.is_reserved())
}

fn individual_users(account: &Account) -> SecurityCheckView {
    let id = "individual-users";
    let users = account.planned().users().len();
    if users > 0 {
        let found = format!(
            "The account has {}.",
            crate::propose::counted(users, "user")
        );
        return check(id, CheckState::Passed, &found, "", "");
    }
    if is_federated(account) {
        let found = "People come in by federation and need no users.";
        return check(id, CheckState::Passed, found, "", "");
    }
    check(
        id,
        CheckState::Failed,
        "The account has no users: whoever works in it is the root user.",
        "Create a user for each person, or add an identity provider.",
        "/users/create",
    )
}

fn groups(account: &Account) -> SecurityCheckView {
    let id = "groups";
    let planned = account.planned();
    let direct: Vec<_> = planned
        .users()
        .filter(|user| !user.attached.is_empty() || !user.inline.is_empty())
        .filter(|user| user.groups.is_empty())
        .collect();
    match (direct.as_slice(), planned.users().len()) {
        ([], 0) if is_federated(account) => check(
            id,
            CheckState::Passed,
            "People come in by federation; their roles carry the permissions.",
            "",
            "",
        ),
        ([], 0) => check(
            id,
            CheckState::Failed,
            "There is no group that could give permissions.",
            "Create a group for each kind of work, and attach policies to it.",
            "/groups",
        ),
        ([], _) if planned.groups().len() == 0 => check(
            id,
            CheckState::Failed,
            "There is no group that could give permissions.",
            "Create a group for each kind of work, and attach policies to it.",
            "/groups",
        ),
        ([], _) => check(
            id,
            CheckState::Passed,
            "Nobody's permissions hang on a user alone.",
            "",
            "",
        ),
        ([one], _) => check(
            id,
            CheckState::Failed,
            &format!(
                "`{}` is in no group, and has policies of its own.",
                one.name
            ),
            "Put the user into a group that gives the same, and detach its own policies.",
            &format!("/users/{}", one.id),
        ),
        ([first, ..], _) => check(
            id,
            CheckState::Failed,
            &format!(
                "{} users are in no group, and have policies of their own.",
                direct.len()
            ),
            "Put them into groups that give the same, and detach their own policies.",
            &format!("/users/{}", first.id),
        ),
    }
}

fn password_policy(account: &Account) -> SecurityCheckView {
    let id = "password-policy";
    if account.settings().password_policy.is_some() {
        let found = "The account has a password policy of its own.";
        return check(id, CheckState::Passed, found, "", "");
    }
    let settings = account.settings();
    if settings.observed_as_of.is_some() && settings.credentials_as_of.is_none() {
        return unknown(
            id,
            "Import the account's password policy, or what the collect script gathers.",
        );
    }
    check(
        id,
        CheckState::Failed,
        "AWS's default password policy is in force: 8 characters, and passwords never expire.",
        "Set a password policy.",
        "/account-settings",
    )
}

fn key_ages(account: &Account, now: Timestamp) -> KeyAgesView {
    let mut ages = KeyAgesView::default();
    let keys = account.planned().users().flat_map(|user| &user.access_keys);
    for key in keys.filter(|key| key.is_active()) {
        let place = match key.created.map(|created| now.days_since(created)) {
            None => &mut ages.unknown,
            Some(..=90) => &mut ages.fresh,
            Some(..=365) => &mut ages.old,
            Some(_) => &mut ages.ancient,
        };
        *place += 1;
    }
    ages
}

fn expiring(account: &Account, now: Timestamp) -> Vec<ExpiringView> {
    let policy = account.settings().password_policy.as_ref();
    let Some(age) = policy.and_then(|policy| policy.max_age_days) else {
        return Vec::new();
    };
    let mut soon: Vec<_> = account
        .planned()
        .users()
        .filter_map(|user| {
            let set = user.login_profile.as_ref()?.created?;
            let days = set.plus_days(i64::from(age)).days_since(now);
            (days <= WARNING_DAYS).then(|| ExpiringView {
                user: user.id.to_string(),
                name: user.name.to_string(),
                days: i32::try_from(days).unwrap_or(i32::MIN),
            })
        })
        .collect();
    soon.sort_by(|one, other| (one.days, &one.name).cmp(&(other.days, &other.name)));
    soon
}

/// Certificates and metadata that end soon or have ended, the first first. Of a provider's
/// certificates the last one counts: several stand there while one takes over from another.
fn ending(account: &Account, now: Timestamp) -> Vec<EndingView> {
    let planned = account.planned();
    let mut ends = Vec::new();
    for provider in planned.saml_providers() {
        let metadata = saml::read(&provider.metadata, now).unwrap_or_default();
        let mut end = |what, days: Option<i32>| {
            ends.extend(days.map(|days| EndingView {
                days,
                name: provider.name.to_string(),
                what,
                id: provider.id.to_string(),
            }));
        };
        let until = metadata.valid_until(provider);
        end(
            EndingKind::SamlMetadata,
            until.map(|until| days_left(until, now)),
        );
        let last = metadata.certificates.iter().map(|held| held.days_left);
        end(EndingKind::SamlCertificate, last.max());
    }
    for user in planned.users() {
        let active = user.signing_certificates.iter();
        let active = active.filter(|held| held.status == CredentialStatus::Active);
        ends.extend(active.filter_map(|held| {
            Some(EndingView {
                days: certificate::read(&held.body, now)?.days_left,
                name: user.name.to_string(),
                what: EndingKind::SigningCertificate,
                id: user.id.to_string(),
            })
        }));
    }
    ends.retain(|end| i64::from(end.days) < ENDING_DAYS);
    ends.sort();
    ends
}
