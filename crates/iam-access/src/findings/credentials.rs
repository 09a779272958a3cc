//! Credentials that are old or unused, consoles without MFA.

use super::{FindingCode, Found};
use iam_directory::{
    AccessKey, AccountKind, CredentialStatus, EntityKind, Operation, User, clear_role,
};
use iam_names::Timestamp;

/// Days after which a credential counts as unused or old, as the CIS benchmark for AWS and
/// Security Hub's IAM.3 and IAM.22 have it.
/// <https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html>
const DAYS: i64 = 90;

pub(super) fn look(found: &mut Found<'_>) {
    let scope = found.scope;
    for user in scope.directory().users() {
        keys(found, user);
        password(found, user);
        others(found, user);
    }
    // A local account's roles are never seen in use.
    if scope.account().settings().kind == AccountKind::Aws {
        roles(found);
    }
}

fn keys(found: &mut Found<'_>, user: &User) {
    let about = (EntityKind::User, user.id, user.name.as_str());
    let active: Vec<&AccessKey> = user
        .access_keys
        .iter()
        .filter(|key| key.is_active())
        .collect();
    for key in &active {
        let name = key
            .access_key_id
            .as_ref()
            .map_or_else(|| "a requested key".to_owned(), |id| format!("`{id}`"));
        let age = key.created.map(|created| found.days_since(created));
        let idle = key.last_used.as_ref().map(|used| found.days_since(used.at));
        let deactivate = Operation::UpdateAccessKey {
            user: user.id,
            credential: key.id,
            status: CredentialStatus::Inactive,
        };
        match (idle, age) {
            (Some(idle), _) if idle > DAYS => found.add(
                FindingCode::AccessKeyUnused,
                about,
                format!("The access key {name} of `{}` was last used {idle} days ago.", user.name),
                vec![deactivate],
            ),
            (None, Some(age)) if age > DAYS => found.add(
                FindingCode::AccessKeyUnused,
                about,
                format!("The access key {name} of `{}` was made {age} days ago and never seen used.", user.name),
                vec![deactivate],
            ),
            (Some(_), Some(age)) if age > DAYS => found.add(
                FindingCode::AccessKeyOld,
                about,
                format!("The access key {name} of `{}` is {age} days old and in use: make another one, then deactivate this one.", user.name),
                Vec::new(),
            ),
            _ => {}
        }
    }
    if active.len() > 1 {
        found.add(
            FindingCode::TwoActiveKeys,
            about,
            format!(
                "`{}` has {} active access keys; one is enough except while it is replaced.",
                user.name,
                active.len()
            ),
            Vec::new(),
        );
    }
}

/// SSH keys, certificates and credentials for one service: AWS does not tell when they were used.
fn others(found: &mut Found<'_>, user: &User) {
    let ssh = user.ssh_keys.iter().map(|it| {
        let name = it.key_id.as_ref().map(ToString::to_string);
        let what = (FindingCode::SshKeyOld, "SSH public key", name);
        (what, it.status, it.uploaded)
    });
    let certificates = user.signing_certificates.iter().map(|it| {
        let name = it.certificate_id.as_ref().map(ToString::to_string);
        let what = (
            FindingCode::SigningCertificateOld,
            "signing certificate",
            name,
        );
        (what, it.status, it.uploaded)
    });
    let services = user.service_credentials.iter().map(|it| {
        let what = (
            FindingCode::ServiceCredentialOld,
            "credential",
            Some(it.service.clone()),
        );
        (what, it.status, it.created)
    });
    let all: Vec<_> = ssh.chain(certificates).chain(services).collect();
    for ((code, what, name), status, since) in all {
        let age = since.map(|since| found.days_since(since));
        let Some(age) = age.filter(|age| *age > DAYS && status == CredentialStatus::Active) else {
            continue;
        };
        let named = name.map_or_else(String::new, |name| format!(" `{name}`"));
        let reason = format!(
            "The {what}{named} of `{}` is {age} days old: make another one, then deactivate this one.",
            user.name
        );
        let about = (EntityKind::User, user.id, user.name.as_str());
        found.add(code, about, reason, Vec::new());
    }
}

fn password(found: &mut Found<'_>, user: &User) {
    let Some(profile) = &user.login_profile else {
        return;
    };
    let about = (EntityKind::User, user.id, user.name.as_str());
    if !user.has_mfa() {
        found.add(
            FindingCode::ConsoleWithoutMfa,
            about,
            format!(
                "`{}` can sign in to the console with a password alone.",
                user.name
            ),
            Vec::new(),
        );
    }
    let last: Option<Timestamp> = user.password_last_used.or(profile.created);
    if let Some(days) = last
        .map(|last| found.days_since(last))
        .filter(|days| *days > DAYS)
    {
        let seen = if user.password_last_used.is_some() {
            format!("was last used {days} days ago")
        } else {
            format!("was set {days} days ago and never seen used")
        };
        found.add(
            FindingCode::PasswordUnused,
            about,
            format!("The console password of `{}` {seen}.", user.name),
            vec![Operation::DeleteLoginProfile { user: user.id }],
        );
    }
}

fn roles(found: &mut Found<'_>) {
    let directory = found.scope.directory();
    for role in directory.roles() {
        if role.is_service_linked() || role.is_reserved() {
            continue;
        }
        let used = role
            .last_used
            .as_ref()
            .map(|used| found.days_since(used.at));
        let age = role.created.map(|created| found.days_since(created));
        let seen = match (used, age) {
            (Some(days), _) if days > DAYS => format!("was last used {days} days ago"),
            (None, Some(days)) if days > DAYS => {
                format!("was made {days} days ago and not seen used since AWS keeps track")
            }
            _ => continue,
        };
        let changes = clear_role(directory, role.id);
        found.add(
            FindingCode::RoleUnused,
            (EntityKind::Role, role.id, role.name.as_str()),
            format!("The role `{}` {seen}.", role.name),
            changes,
        );
    }
}
