//! The steps from one state to another, in the order in which AWS takes them: what goes makes room
//! first, then policies, groups, users and roles come, each with what it holds.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use iam_directory::{Directory, Group, LoginProfile, ManagedPolicy, PasswordPolicy, Role, User};
use iam_names::{Arn, Partition, Path};

use super::holder::{Holder, tag, tags_option, untag};
use super::shell::{Pen, document, free_text, option, quoted};
use super::{Way, keys, order, outside};
use crate::reference;

/// What the console attaches to a user who must change the password, where the account's password
/// policy does not let users do so.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_create.html>
const CHANGE_PASSWORD: &str = "IAMUserChangePassword";

/// Everything.
pub(super) fn all(way: &Way<'_>, pen: &mut Pen) {
    if way.with_settings {
        settings(way, pen);
    }
    delete_users_groups_roles(way, pen);
    rename(way, pen);
    take(way, pen);
    delete_policies(way, pen);
    outside::delete(way, pen);
    outside::give_providers(way, pen);
    for policy in sorted(way.to.policies(), |it| it.name.as_str()) {
        give_policy(way, policy, pen);
    }
    for group in sorted(way.to.groups(), |it| it.name.as_str()) {
        give_group(way, group, pen);
    }
    for user in sorted(way.to.users(), |it| it.name.as_str()) {
        give_user(way, user, pen);
    }
    for role in order::roles(way.settings, way.to.roles().map(AsRef::as_ref)) {
        give_role(way, role, pen);
    }
    outside::give_profiles(way, pen);
}

pub(super) fn sorted<'a, T: 'a>(
    entities: impl Iterator<Item = &'a std::sync::Arc<T>>,
    name: impl Fn(&T) -> &str,
) -> Vec<&'a T> {
    let mut entities: Vec<&T> = entities.map(AsRef::as_ref).collect();
    entities.sort_by_cached_key(|it| name(it).to_ascii_lowercase());
    entities
}

fn of_user(user: &User) -> Holder<'_> {
    Holder {
        word: "user",
        name: user.name.as_str(),
        attached: &user.attached,
        inline: &user.inline,
        boundary: user.boundary.as_ref(),
        tags: Some(&user.tags),
    }
}

fn of_group(group: &Group) -> Holder<'_> {
    Holder {
        word: "group",
        name: group.name.as_str(),
        attached: &group.attached,
        inline: &group.inline,
        boundary: None,
        tags: None,
    }
}

fn of_role(role: &Role) -> Holder<'_> {
    Holder {
        word: "role",
        name: role.name.as_str(),
        attached: &role.attached,
        inline: &role.inline,
        boundary: role.boundary.as_ref(),
        tags: Some(&role.tags),
    }
}

/// A role that AWS keeps itself.
fn is_aws_own(role: &Role) -> bool {
    role.is_service_linked() || role.is_reserved()
}

fn settings(way: &Way<'_>, pen: &mut Pen) {
    if let Some(alias) = &way.settings.alias {
        pen.heading("The account's alias");
        pen.lines(&format!(
            "if [ \"$(aws iam list-account-aliases --query 'AccountAliases[0]' --output text)\" \
             != {} ]; then\n  aws iam create-account-alias {}\nfi\n",
            quoted(alias.as_str()),
            option("account-alias", alias.as_str())
        ));
    }
    if let Some(policy) = &way.settings.password_policy {
        pen.heading("The password policy");
        pen.run(&format!(
            "update-account-password-policy{}",
            password_policy(policy)
        ));
    }
}

fn password_policy(policy: &PasswordPolicy) -> String {
    let mut options = format!(" --minimum-password-length={}", policy.minimum_length);
    for (on, name) in [
        (policy.require_symbols, "require-symbols"),
        (policy.require_numbers, "require-numbers"),
        (policy.require_uppercase, "require-uppercase-characters"),
        (policy.require_lowercase, "require-lowercase-characters"),
        (
            policy.allow_users_to_change_password,
            "allow-users-to-change-password",
        ),
        (policy.hard_expiry, "hard-expiry"),
    ] {
        options.push_str(if on { " --" } else { " --no-" });
        options.push_str(name);
    }
    if let Some(days) = policy.max_age_days {
        let _ = write!(options, " --max-password-age={days}");
    }
    if let Some(count) = policy.reuse_prevention {
        let _ = write!(options, " --password-reuse-prevention={count}");
    }
    options
}

fn delete_users_groups_roles(way: &Way<'_>, pen: &mut Pen) {
    for user in sorted(way.from.users(), |it| it.name.as_str()) {
        if way.to.user(user.id).is_none() {
            delete_user(way, user, pen);
        }
    }
    for role in sorted(way.from.roles(), |it| it.name.as_str()) {
        if way.to.role(role.id).is_none() && !is_aws_own(role) {
            delete_role(way, role, pen);
        }
    }
    for group in sorted(way.from.groups(), |it| it.name.as_str()) {
        if way.to.group(group.id).is_none() {
            delete_group(way, group, pen);
        }
    }
}

/// Takes everything that a holder has.
fn empty(holder: &Holder<'_>, way: &Way<'_>, pen: &mut Pen) {
    let nothing = Holder {
        word: holder.word,
        name: holder.name,
        attached: &BTreeSet::new(),
        inline: &std::collections::BTreeMap::new(),
        boundary: holder.boundary,
        tags: None,
    };
    nothing.take(holder, way, pen);
}

/// What AWS knows of a user's keys and devices counts here, not what the vault does: all of it has
/// to go before the user can.
fn delete_user(way: &Way<'_>, user: &User, pen: &mut Pen) {
    pen.heading(&format!("Delete the user {}", user.name));
    empty(&of_user(user), way, pen);
    for group in user.groups.iter().filter_map(|id| way.from.group(*id)) {
        pen.remove(&format!(
            "remove-user-from-group {} {}",
            option("user-name", user.name.as_str()),
            option("group-name", group.name.as_str())
        ));
    }
    let named = option("user-name", user.name.as_str());
    pen.remove(&format!("delete-login-profile {named}"));
    pen.lines(&format!(
        "if ! missing iam get-user {named}; then
  keys=$(aws iam list-access-keys {named} --query 'AccessKeyMetadata[].AccessKeyId' --output text)
  for key in $keys; do remove iam delete-access-key {named} --access-key-id=\"$key\"; done
  keys=$(aws iam list-ssh-public-keys {named} --query 'SSHPublicKeys[].SSHPublicKeyId' --output text)
  for key in $keys; do remove iam delete-ssh-public-key {named} --ssh-public-key-id=\"$key\"; done
  held=$(aws iam list-signing-certificates {named} --query 'Certificates[].CertificateId' --output text)
  for one in $held; do remove iam delete-signing-certificate {named} --certificate-id=\"$one\"; done
  devices=$(aws iam list-mfa-devices {named} --query 'MFADevices[].SerialNumber' --output text)
  for device in $devices; do
    remove iam deactivate-mfa-device {named} --serial-number=\"$device\"
    case $device in arn:*) remove iam delete-virtual-mfa-device --serial-number=\"$device\" ;; esac
  done
  aws iam delete-user {named}
fi"
    ));
}

fn delete_role(way: &Way<'_>, role: &Role, pen: &mut Pen) {
    pen.heading(&format!("Delete the role {}", role.name));
    empty(&of_role(role), way, pen);
    let named = option("role-name", role.name.as_str());
    for profile in way.from.profiles_of(role.id) {
        let profile = option("instance-profile-name", profile.name.as_str());
        pen.remove(&format!(
            "remove-role-from-instance-profile {profile} {named}"
        ));
    }
    pen.remove(&format!("delete-role {named}"));
}

fn delete_group(way: &Way<'_>, group: &Group, pen: &mut Pen) {
    pen.heading(&format!("Delete the group {}", group.name));
    empty(&of_group(group), way, pen);
    let named = option("group-name", group.name.as_str());
    for user in way.from.members(group.id) {
        if way.to.user(user.id).is_some() {
            let user = option("user-name", user.name.as_str());
            pen.remove(&format!("remove-user-from-group {user} {named}"));
        }
    }
    pen.remove(&format!("delete-group {named}"));
}

fn rename(way: &Way<'_>, pen: &mut Pen) {
    let users = way.to.users().filter_map(|user| {
        let before = way.from.user(user.id)?;
        (before.name != user.name).then(|| (before.name.to_string(), user.name.to_string()))
    });
    let groups = way.to.groups().filter_map(|group| {
        let before = way.from.group(group.id)?;
        (before.name != group.name).then(|| (before.name.to_string(), group.name.to_string()))
    });
    let (users, groups) = (users.collect(), groups.collect());
    for (word, renames) in [
        ("user", order::renames(users)),
        ("group", order::renames(groups)),
    ] {
        for (old, new) in renames {
            pen.heading(&format!("Rename the {word} {old} to {new}"));
            let name = format!("{word}-name");
            pen.create(
                &format!("get-{word} {}", option(&name, &new)),
                &format!(
                    "update-{word} {} {}",
                    option(&name, &old),
                    option(&format!("new-{name}"), &new)
                ),
            );
        }
    }
    for user in sorted(way.to.users(), |it| it.name.as_str()) {
        let had = way.from.user(user.id).map(|before| &before.path);
        moved("user", user.name.as_str(), had, &user.path, pen);
    }
    for group in sorted(way.to.groups(), |it| it.name.as_str()) {
        let had = way.from.group(group.id).map(|before| &before.path);
        moved("group", group.name.as_str(), had, &group.path, pen);
    }
}

fn moved(word: &str, name: &str, had: Option<&Path>, path: &Path, pen: &mut Pen) {
    if had.is_some_and(|had| had != path) {
        pen.run(&format!(
            "update-{word} {} {}",
            option(&format!("{word}-name"), name),
            option("new-path", path.as_str())
        ));
    }
}

/// Takes from those who stay what they shall not have any more.
fn take(way: &Way<'_>, pen: &mut Pen) {
    for group in sorted(way.to.groups(), |it| it.name.as_str()) {
        if let Some(before) = way.from.group(group.id) {
            of_group(group).take(&of_group(before), way, pen);
        }
    }
    for user in sorted(way.to.users(), |it| it.name.as_str()) {
        if let Some(before) = way.from.user(user.id) {
            of_user(user).take(&of_user(before), way, pen);
            take_from_user(way, before, user, pen);
        }
    }
    for role in sorted(way.to.roles(), |it| it.name.as_str()) {
        if let Some(before) = way.from.role(role.id)
            && !is_aws_own(role)
        {
            of_role(role).take(&of_role(before), way, pen);
        }
    }
}

fn take_from_user(way: &Way<'_>, before: &User, user: &User, pen: &mut Pen) {
    let named = option("user-name", user.name.as_str());
    for group in before.groups.difference(&user.groups) {
        // A group that goes has lost its members already.
        if let Some(group) = way.to.group(*group) {
            let group = option("group-name", group.name.as_str());
            pen.remove(&format!("remove-user-from-group {named} {group}"));
        }
    }
    if before.login_profile.is_some() && user.login_profile.is_none() {
        pen.remove(&format!("delete-login-profile {named}"));
    }
    for key in &before.access_keys {
        let now = user.access_keys.iter().find(|now| now.id == key.id);
        let Some(id) = &key.access_key_id else {
            continue;
        };
        let id = option("access-key-id", id.as_str());
        match now {
            None => pen.remove(&format!("delete-access-key {named} {id}")),
            Some(now) if now.status != key.status => {
                let status = if now.is_active() {
                    "Active"
                } else {
                    "Inactive"
                };
                pen.run(&format!("update-access-key {named} {id} --status={status}"));
            }
            Some(_) => {}
        }
    }
    keys::take(before, user, pen);
    for device in &before.mfa_devices {
        if !user
            .mfa_devices
            .iter()
            .any(|now| now.serial == device.serial)
        {
            let serial = option("serial-number", device.serial.as_str());
            pen.remove(&format!("deactivate-mfa-device {named} {serial}"));
            if device.serial.as_str().starts_with("arn:") {
                pen.remove(&format!("delete-virtual-mfa-device {serial}"));
            }
        }
    }
}

fn delete_policies(way: &Way<'_>, pen: &mut Pen) {
    for policy in sorted(way.from.policies(), |it| it.name.as_str()) {
        if way.to.policy(policy.id).is_some() {
            continue;
        }
        pen.heading(&format!("Delete the policy {}", policy.name));
        let arn = policy_arn(way, way.from, policy);
        for version in &policy.versions {
            if version.id != policy.default_version {
                pen.remove(&format!(
                    "delete-policy-version {arn} --version-id={}",
                    version.id
                ));
            }
        }
        pen.remove(&format!("delete-policy {arn}"));
    }
}

fn policy_arn(way: &Way<'_>, directory: &Directory, policy: &ManagedPolicy) -> String {
    let reference = iam_directory::PolicyRef::Customer(policy.id);
    let arn = reference::arn(way.settings, directory, &reference);
    option("policy-arn", arn.as_ref().map_or("", Arn::as_str))
}

fn give_policy(way: &Way<'_>, policy: &ManagedPolicy, pen: &mut Pen) {
    let before = way.from.policy(policy.id).map(AsRef::as_ref);
    if before.is_some_and(|before| before == policy) {
        return;
    }
    let arn = policy_arn(way, way.to, policy);
    match before {
        Some(before) => alter_policy(before, policy, &arn, pen),
        None => make_policy(policy, &arn, pen),
    }
}

fn make_policy(policy: &ManagedPolicy, arn: &str, pen: &mut Pen) {
    let Some(first) = policy.versions.first() else {
        return;
    };
    pen.heading(&format!("The policy {}", policy.name));
    let mut command = format!(
        "create-policy {} {} {}",
        option("policy-name", policy.name.as_str()),
        option("path", policy.path.as_str()),
        document("policy-document", first.document.text())
    );
    if !policy.description.is_empty() {
        command.push(' ');
        command.push_str(&free_text(
            "description",
            "Description",
            &policy.description,
        ));
    }
    if !policy.tags.is_empty() {
        command.push(' ');
        command.push_str(&tags_option(&policy.tags));
    }
    pen.create(&format!("get-policy {arn}"), &command);
    // AWS counts a new policy's versions from one, whatever they were called before.
    for (number, version) in (1..).zip(&policy.versions) {
        if number > 1 {
            pen.create(
                &format!("get-policy-version {arn} --version-id=v{number}"),
                &format!(
                    "create-policy-version {arn} {}",
                    document("policy-document", version.document.text())
                ),
            );
        }
        if version.id == policy.default_version && policy.versions.len() > 1 {
            pen.run(&format!(
                "set-default-policy-version {arn} --version-id=v{number}"
            ));
        }
    }
}

fn alter_policy(before: &ManagedPolicy, policy: &ManagedPolicy, arn: &str, pen: &mut Pen) {
    let (had, has): (BTreeSet<_>, BTreeSet<_>) = (
        before.versions.iter().map(|it| &it.id).collect(),
        policy.versions.iter().map(|it| &it.id).collect(),
    );
    let new: Vec<_> = policy
        .versions
        .iter()
        .filter(|it| !had.contains(&it.id))
        .collect();
    let gone: Vec<_> = had
        .difference(&has)
        .filter(|it| ***it != before.default_version)
        .collect();
    if new.is_empty()
        && had == has
        && before.default_version == policy.default_version
        && before.tags == policy.tags
    {
        return;
    }
    pen.heading(&format!("The policy {}", policy.name));
    // Room first: AWS keeps five versions.
    for version in gone {
        pen.remove(&format!(
            "delete-policy-version {arn} --version-id={version}"
        ));
    }
    for version in new {
        pen.create(
            &format!("get-policy-version {arn} --version-id={}", version.id),
            &format!(
                "create-policy-version {arn} {}",
                document("policy-document", version.document.text())
            ),
        );
    }
    if before.default_version != policy.default_version {
        pen.run(&format!(
            "set-default-policy-version {arn} --version-id={}",
            policy.default_version
        ));
        if !has.contains(&before.default_version) {
            pen.remove(&format!(
                "delete-policy-version {arn} --version-id={}",
                before.default_version
            ));
        }
    }
    untag("policy", arn, &before.tags, &policy.tags, pen);
    tag("policy", arn, Some(&before.tags), &policy.tags, pen);
}

fn give_group(way: &Way<'_>, group: &Group, pen: &mut Pen) {
    let before = way.from.group(group.id).map(AsRef::as_ref);
    if before.is_some_and(|before| before == group) {
        return;
    }
    pen.heading(&format!("The group {}", group.name));
    if before.is_none() {
        let named = option("group-name", group.name.as_str());
        pen.create(
            &format!("get-group {named}"),
            &format!(
                "create-group {named} {}",
                option("path", group.path.as_str())
            ),
        );
    }
    of_group(group).give(before.map(of_group).as_ref(), way, pen);
}

fn give_user(way: &Way<'_>, user: &User, pen: &mut Pen) {
    let before = way.from.user(user.id).map(AsRef::as_ref);
    if before.is_some_and(|before| before == user) {
        return;
    }
    pen.heading(&format!("The user {}", user.name));
    let named = option("user-name", user.name.as_str());
    if before.is_none() {
        pen.create(
            &format!("get-user {named}"),
            &format!(
                "create-user {named} {}{}",
                option("path", user.path.as_str()),
                of_user(user).creation(way)
            ),
        );
    }
    of_user(user).give(before.map(of_user).as_ref(), way, pen);
    for id in &user.groups {
        if before.is_some_and(|before| before.groups.contains(id)) {
            continue;
        }
        if let Some(group) = way.to.group(*id) {
            let group = option("group-name", group.name.as_str());
            pen.run(&format!("add-user-to-group {named} {group}"));
        }
    }
    let had = before.and_then(|before| before.login_profile.as_ref());
    if let Some(profile) = &user.login_profile
        && had != Some(profile)
    {
        give_password(way, user, profile, pen);
    }
    give_keys(way, before, user, pen);
    keys::give(before, user, pen);
    for device in &user.mfa_devices {
        let had = before.is_some_and(|before| before.mfa_devices.contains(device));
        if !had {
            pen.note(format!(
                "{} enrols the MFA device {} again: AWS alone makes its seed",
                user.name, device.serial
            ));
        }
    }
}

fn give_password(way: &Way<'_>, user: &User, profile: &LoginProfile, pen: &mut Pen) {
    if !(way.has_password)(profile.id) {
        pen.note(format!(
            "give {} a console password: the vault holds none",
            user.name
        ));
        return;
    }
    pen.password(user.name.as_str(), profile.reset_required);
    let may_change = way
        .settings
        .password_policy
        .as_ref()
        .is_some_and(|policy| policy.allow_users_to_change_password);
    if profile.reset_required && !may_change {
        let partition = match way.settings.partition {
            Partition::Aws => "aws",
            Partition::AwsCn => "aws-cn",
            Partition::AwsUsGov => "aws-us-gov",
        };
        pen.run(&format!(
            "attach-user-policy {} {}",
            option("user-name", user.name.as_str()),
            option(
                "policy-arn",
                &format!("arn:{partition}:iam::aws:policy/{CHANGE_PASSWORD}")
            )
        ));
    }
}

fn give_keys(way: &Way<'_>, before: Option<&User>, user: &User, pen: &mut Pen) {
    // A key that went has been deleted by now.
    // What AWS has issued for a user who was not seen since is there as well.
    let mut known = if before.is_none() && way.with_settings {
        0
    } else {
        let keys = user.access_keys.iter();
        keys.filter(|key| key.access_key_id.is_some()).count()
    };
    for key in &user.access_keys {
        if key.access_key_id.is_none() {
            pen.access_key(user.name.as_str(), known);
            known += 1;
        } else if way.with_settings
            && !before.is_some_and(|before| before.access_keys.iter().any(|it| it.id == key.id))
        {
            pen.note(format!(
                "request a new access key for {}: AWS takes none that was made before",
                user.name
            ));
        }
    }
}

fn give_role(way: &Way<'_>, role: &Role, pen: &mut Pen) {
    let before = way.from.role(role.id).map(AsRef::as_ref);
    if before.is_some_and(|before| before == role) {
        return;
    }
    pen.heading(&format!("The role {}", role.name));
    if is_aws_own(role) {
        pen.note(format!(
            "the role {} is AWS's own: the service that it serves makes it",
            role.name
        ));
        return;
    }
    let named = option("role-name", role.name.as_str());
    let description = free_text("description", "Description", &role.description);
    if let Some(before) = before {
        if !before.trust_policy.same_value(&role.trust_policy) {
            pen.run(&format!(
                "update-assume-role-policy {named} {}",
                document("policy-document", role.trust_policy.text())
            ));
        }
        if before.max_session != role.max_session || before.description != role.description {
            pen.run(&format!(
                "update-role {named} --max-session-duration={} {description}",
                role.max_session.seconds()
            ));
        }
    } else {
        let mut command = format!(
            "create-role {named} {} {} --max-session-duration={}",
            option("path", role.path.as_str()),
            document("assume-role-policy-document", role.trust_policy.text()),
            role.max_session.seconds(),
        );
        if !role.description.is_empty() {
            command.push(' ');
            command.push_str(&description);
        }
        command.push_str(&of_role(role).creation(way));
        pen.create(&format!("get-role {named}"), &command);
    }
    of_role(role).give(before.map(of_role).as_ref(), way, pen);
}
