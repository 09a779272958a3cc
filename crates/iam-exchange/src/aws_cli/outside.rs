//! Identity providers and instance profiles.

use std::collections::BTreeSet;

use iam_directory::{InstanceProfile, OidcProvider, SamlProvider, Tags};
use iam_names::Path;

use super::Way;
use super::holder::{tag, tags_option, untag};
use super::shell::{Pen, free_text, option};
use super::steps::sorted;

/// Takes away what shall go: after the roles that were in a profile, which leave it before.
pub(super) fn delete(way: &Way<'_>, pen: &mut Pen) {
    for profile in sorted(way.from.instance_profiles(), |it| it.name.as_str()) {
        if way.to.instance_profile(profile.id).is_none() {
            pen.heading(&format!("Delete the instance profile {}", profile.name));
            empty(way, profile, pen);
            pen.remove(&format!("delete-instance-profile {}", named(profile)));
        }
    }
    for provider in sorted(way.from.oidc_providers(), |it| it.url.as_str()) {
        if way.to.oidc_provider(provider.id).is_none() {
            pen.heading(&format!("Delete the provider {}", provider.url));
            pen.remove(&format!(
                "delete-open-id-connect-provider {}",
                oidc(way, provider)
            ));
        }
    }
    for provider in sorted(way.from.saml_providers(), |it| it.name.as_str()) {
        if way.to.saml_provider(provider.id).is_none() {
            pen.heading(&format!("Delete the provider {}", provider.name));
            pen.remove(&format!("delete-saml-provider {}", saml(way, provider)));
        }
    }
}

/// Makes the providers: before the roles that trust them.
pub(super) fn give_providers(way: &Way<'_>, pen: &mut Pen) {
    for provider in sorted(way.to.oidc_providers(), |it| it.url.as_str()) {
        let before = way.from.oidc_provider(provider.id).map(AsRef::as_ref);
        if before != Some(provider) {
            pen.heading(&format!("The provider {}", provider.url));
            give_oidc(way, before, provider, pen);
        }
    }
    for provider in sorted(way.to.saml_providers(), |it| it.name.as_str()) {
        let before = way.from.saml_provider(provider.id).map(AsRef::as_ref);
        if before != Some(provider) {
            pen.heading(&format!("The provider {}", provider.name));
            give_saml(way, before, provider, pen);
        }
    }
}

/// Makes the instance profiles: after the roles that go into them.
pub(super) fn give_profiles(way: &Way<'_>, pen: &mut Pen) {
    for profile in sorted(way.to.instance_profiles(), |it| it.name.as_str()) {
        let before = way.from.instance_profile(profile.id).map(AsRef::as_ref);
        if before != Some(profile) {
            pen.heading(&format!("The instance profile {}", profile.name));
            give_profile(way, before, profile, pen);
        }
    }
}

fn named(profile: &InstanceProfile) -> String {
    option("instance-profile-name", profile.name.as_str())
}

fn oidc(way: &Way<'_>, provider: &OidcProvider) -> String {
    let name = provider.url.host_and_path();
    let arn = way.settings.arn("oidc-provider", &Path::root(), name);
    option("open-id-connect-provider-arn", arn.as_str())
}

fn saml(way: &Way<'_>, provider: &SamlProvider) -> String {
    let name = provider.name.as_str();
    let arn = way.settings.arn("saml-provider", &Path::root(), name);
    option("saml-provider-arn", arn.as_str())
}

fn list(name: &str, values: &BTreeSet<String>) -> String {
    option(name, &serde_json::json!(values).to_string())
}

fn give_oidc(way: &Way<'_>, before: Option<&OidcProvider>, provider: &OidcProvider, pen: &mut Pen) {
    let named = oidc(way, provider);
    let Some(before) = before else {
        let mut command = format!(
            "create-open-id-connect-provider {}",
            free_text("url", "Url", provider.url.as_str())
        );
        if !provider.client_ids.is_empty() {
            command.push(' ');
            command.push_str(&list("client-id-list", &provider.client_ids));
        }
        if !provider.thumbprints.is_empty() {
            command.push(' ');
            command.push_str(&list("thumbprint-list", &provider.thumbprints));
        }
        if !provider.tags.is_empty() {
            command.push(' ');
            command.push_str(&tags_option(&provider.tags));
        }
        pen.create(&format!("get-open-id-connect-provider {named}"), &command);
        return;
    };
    for id in before.client_ids.difference(&provider.client_ids) {
        let id = free_text("client-id", "ClientID", id);
        pen.remove(&format!(
            "remove-client-id-from-open-id-connect-provider {named} {id}"
        ));
    }
    for id in provider.client_ids.difference(&before.client_ids) {
        let id = free_text("client-id", "ClientID", id);
        pen.run(&format!(
            "add-client-id-to-open-id-connect-provider {named} {id}"
        ));
    }
    if before.thumbprints != provider.thumbprints {
        pen.run(&format!(
            "update-open-id-connect-provider-thumbprint {named} {}",
            list("thumbprint-list", &provider.thumbprints)
        ));
    }
    let word = "open-id-connect-provider";
    retag(word, &named, &before.tags, &provider.tags, pen);
}

fn give_saml(way: &Way<'_>, before: Option<&SamlProvider>, provider: &SamlProvider, pen: &mut Pen) {
    let named = saml(way, provider);
    let metadata = option("saml-metadata-document", &provider.metadata);
    let Some(before) = before else {
        let mut command = format!(
            "create-saml-provider {} {metadata}",
            option("name", provider.name.as_str())
        );
        if !provider.tags.is_empty() {
            command.push(' ');
            command.push_str(&tags_option(&provider.tags));
        }
        pen.create(&format!("get-saml-provider {named}"), &command);
        return;
    };
    if before.metadata != provider.metadata {
        pen.run(&format!("update-saml-provider {named} {metadata}"));
    }
    retag("saml-provider", &named, &before.tags, &provider.tags, pen);
}

fn empty(way: &Way<'_>, profile: &InstanceProfile, pen: &mut Pen) {
    if let Some(role) = profile.role.and_then(|role| way.from.role(role)) {
        pen.remove(&format!(
            "remove-role-from-instance-profile {} {}",
            named(profile),
            option("role-name", role.name.as_str())
        ));
    }
}

fn give_profile(
    way: &Way<'_>,
    before: Option<&InstanceProfile>,
    profile: &InstanceProfile,
    pen: &mut Pen,
) {
    let own = named(profile);
    if let Some(before) = before {
        if before.role.is_some() && before.role != profile.role {
            empty(way, before, pen);
        }
        retag("instance-profile", &own, &before.tags, &profile.tags, pen);
    } else {
        let mut command = format!(
            "create-instance-profile {own} {}",
            option("path", profile.path.as_str())
        );
        if !profile.tags.is_empty() {
            command.push(' ');
            command.push_str(&tags_option(&profile.tags));
        }
        pen.create(&format!("get-instance-profile {own}"), &command);
    }
    let had = before.and_then(|before| before.role);
    if let Some(role) = profile.role.filter(|role| had != Some(*role))
        && let Some(role) = way.to.role(role)
    {
        let role = option("role-name", role.name.as_str());
        pen.lines(&format!(
            "holds=$(aws iam get-instance-profile {own} \
             --query 'InstanceProfile.Roles[0].RoleName' --output text)\n\
             if [ \"$holds\" = None ]; then\n  \
             aws iam add-role-to-instance-profile {own} {role}\nfi"
        ));
    }
}

/// Tags of what is not a holder of policies.
fn retag(word: &str, named: &str, had: &Tags, tags: &Tags, pen: &mut Pen) {
    untag(word, named, had, tags, pen);
    tag(word, named, Some(had), tags, pen);
}
