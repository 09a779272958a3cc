//! Identity providers, instance profiles and service-linked roles.

use std::collections::BTreeSet;

use iam_names::{EntityId, InstanceProfileName, OidcUrl, Path, SamlProviderName};

use super::{Rules, ordinary_path};
use crate::{EntityKind, InstanceProfile, OidcProvider, Refusal, RefusalCode, SamlProvider};

/// The most audiences of one OpenID Connect provider.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
const MOST_CLIENT_IDS: usize = 100;
/// The most thumbprints of one OpenID Connect provider.
const MOST_THUMBPRINTS: usize = 5;
/// The shortest and longest metadata document of a SAML provider, in characters.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html>
const METADATA: std::ops::RangeInclusive<usize> = 1_000..=10_000_000;

/// The path of the roles that are linked to a service.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html>
pub(crate) fn service_linked_path(service: &str) -> Result<Path, Refusal> {
    let wrong = || {
        Refusal::new(
            RefusalCode::InvalidInput,
            format!("`{service}` is no service principal"),
            "for example `autoscaling.amazonaws.com`",
        )
        .in_field("service")
    };
    if !service.contains('.') || service.contains('/') {
        return Err(wrong());
    }
    format!("/aws-service-role/{service}/")
        .parse()
        .map_err(|_| wrong())
}

impl<'a> Rules<'a> {
    pub(super) fn profile(&self, id: EntityId) -> Result<&'a InstanceProfile, Refusal> {
        self.planned
            .instance_profile(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("instance profile"))
    }

    pub(super) fn oidc(&self, id: EntityId) -> Result<&'a OidcProvider, Refusal> {
        self.planned
            .oidc_provider(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("identity provider"))
    }

    pub(super) fn saml(&self, id: EntityId) -> Result<&'a SamlProvider, Refusal> {
        self.planned
            .saml_provider(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("identity provider"))
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html>
    pub(super) fn new_profile(
        &self,
        id: EntityId,
        name: &InstanceProfileName,
        path: &Path,
    ) -> Result<(), Refusal> {
        self.new_entity(id)?;
        ordinary_path(path)?;
        self.free_name(EntityKind::InstanceProfile, name.as_str(), None)?;
        self.quota(
            self.planned.instance_profiles().len(),
            self.account.settings().quotas.instance_profiles,
            "instance profiles in an account",
        )
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
    pub(super) fn add_role(&self, profile: EntityId, role: EntityId) -> Result<(), Refusal> {
        let profile = self.profile(profile)?;
        super::modifiable(self.role(role)?)?;
        if profile.role.is_some() {
            return Err(Refusal::new(
                RefusalCode::LimitExceeded,
                format!(
                    "the instance profile `{}` holds a role already",
                    profile.name
                ),
                "take that role out first",
            ));
        }
        Ok(())
    }

    pub(super) fn new_oidc(
        &self,
        id: EntityId,
        url: &OidcUrl,
        client_ids: &BTreeSet<String>,
        held: &BTreeSet<String>,
    ) -> Result<(), Refusal> {
        self.new_entity(id)?;
        self.free_name(EntityKind::OidcProvider, url.host_and_path(), None)?;
        for client_id in client_ids {
            audience(client_id)?;
        }
        most(client_ids.len(), MOST_CLIENT_IDS, "audiences of a provider")?;
        thumbprints(held)?;
        self.quota(
            self.planned.oidc_providers().len(),
            self.account.settings().quotas.oidc_providers,
            "OpenID Connect providers in an account",
        )
    }

    pub(super) fn client_id(&self, provider: EntityId, client_id: &str) -> Result<(), Refusal> {
        let provider = self.oidc(provider)?;
        audience(client_id)?;
        if provider.client_ids.contains(client_id) {
            return Ok(());
        }
        most(
            provider.client_ids.len() + 1,
            MOST_CLIENT_IDS,
            "audiences of a provider",
        )
    }

    pub(super) fn new_saml(
        &self,
        id: EntityId,
        name: &SamlProviderName,
        document: &str,
    ) -> Result<(), Refusal> {
        self.new_entity(id)?;
        self.free_name(EntityKind::SamlProvider, name.as_str(), None)?;
        metadata(document)?;
        self.quota(
            self.planned.saml_providers().len(),
            self.account.settings().quotas.saml_providers,
            "SAML providers in an account",
        )
    }
}

fn most(count: usize, most: usize, what: &str) -> Result<(), Refusal> {
    if count <= most {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::LimitExceeded,
        format!("the quota of {most} {what} is reached"),
        "remove one first",
    ))
}

/// `clientIDType`: 1 to 255 characters.
fn audience(client_id: &str) -> Result<(), Refusal> {
    if (1..=255).contains(&client_id.chars().count()) && !client_id.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::InvalidInput,
        "an audience has 1 to 255 characters",
        "for example `sts.amazonaws.com`",
    )
    .in_field("client_ids"))
}

/// `thumbprintType`: 40 hexadecimal digits, at most five of them.
pub(super) fn thumbprints(held: &BTreeSet<String>) -> Result<(), Refusal> {
    let wrong = held.iter().find(|thumbprint| {
        thumbprint.len() != 40 || !thumbprint.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if wrong.is_some() {
        return Err(Refusal::new(
            RefusalCode::InvalidInput,
            "a thumbprint has 40 hexadecimal digits",
            "copy it from the provider, or leave it out: AWS finds it for known authorities",
        )
        .in_field("thumbprints"));
    }
    most(held.len(), MOST_THUMBPRINTS, "thumbprints of a provider")
}

/// Whether a text can be a SAML metadata document. What is in it is read where it is shown.
pub(super) fn metadata(document: &str) -> Result<(), Refusal> {
    let refuse = |message: &str| {
        Err(Refusal::new(
            RefusalCode::InvalidInput,
            message,
            "download the metadata document from the identity provider and give the whole of it",
        )
        .in_field("metadata"))
    };
    if !METADATA.contains(&document.chars().count()) {
        return refuse("a metadata document has 1,000 to 10,000,000 characters");
    }
    if !document.contains("EntityDescriptor") {
        return refuse("the metadata document has no `EntityDescriptor`");
    }
    Ok(())
}
