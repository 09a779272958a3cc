//! The account as a whole: settings, identity providers, resources and the organization above it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::credentials::CertificateView;
use super::directory::TagView;
use super::organization::OrganizationStep;

/// One step with the account as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum AccountStep {
    /// Sets the alias; empty removes it.
    SetAlias {
        /// The alias.
        alias: String,
    },
    /// Sets the account's own password policy.
    SetPasswordPolicy {
        /// Every field.
        policy: PasswordPolicyFields,
    },
    /// Goes back to AWS's default password policy.
    DeletePasswordPolicy,
    /// Says which quotas AWS has granted.
    SetQuotas {
        /// Each quota by its field; what is left out stays.
        quotas: BTreeMap<String, u32>,
    },
    /// Makes an OpenID Connect provider.
    CreateOidcProvider {
        /// `https://token.actions.githubusercontent.com`.
        url: String,
        /// The audiences.
        client_ids: Vec<String>,
        /// SHA-1 thumbprints; empty lets AWS fetch them.
        thumbprints: Vec<String>,
    },
    /// Makes a SAML provider.
    CreateSamlProvider {
        /// Its name.
        name: String,
        /// The metadata document.
        metadata: String,
    },
    /// Says whom an OpenID Connect provider may speak to, by which certificates, and its tags.
    UpdateOidcProvider {
        /// The provider.
        provider: String,
        /// All the audiences it shall have.
        client_ids: Vec<String>,
        /// All the thumbprints it shall have; empty lets AWS fetch them.
        thumbprints: Vec<String>,
        /// All the tags it shall have.
        tags: Vec<TagView>,
    },
    /// Replaces the metadata and the tags of a SAML provider.
    UpdateSamlProvider {
        /// The provider.
        provider: String,
        /// The metadata document; empty leaves it as it is.
        metadata: String,
        /// All the tags it shall have.
        tags: Vec<TagView>,
    },
    /// Deletes a provider of either sort.
    DeleteProvider {
        /// The provider.
        provider: String,
    },
    /// Notes a resource.
    PutResource {
        /// The resource's local id; empty for a new one.
        #[serde(default)]
        resource: String,
        /// Its ARN.
        arn: String,
        /// Its policy, or empty.
        #[serde(default)]
        policy: String,
        /// Its tags.
        #[serde(default)]
        tags: Vec<TagView>,
    },
    /// Forgets a resource.
    DeleteResource {
        /// The resource.
        resource: String,
    },
    /// One step with the organization above the account.
    Organization {
        /// The step.
        step: OrganizationStep,
    },
}

/// Every field of a password policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of AWS's own structure"
)]
pub struct PasswordPolicyFields {
    /// The shortest password, 6 to 128.
    pub minimum_length: u32,
    /// At least one symbol.
    pub require_symbols: bool,
    /// At least one digit.
    pub require_numbers: bool,
    /// At least one upper-case letter.
    pub require_uppercase: bool,
    /// At least one lower-case letter.
    pub require_lowercase: bool,
    /// Users may change their own password.
    pub allow_users_to_change_password: bool,
    /// Days after which a password expires; 0 is never.
    pub max_age_days: u32,
    /// How many former passwords may not be used again; 0 is no limit.
    pub reuse_prevention: u32,
    /// An expired password can only be set by an administrator.
    pub hard_expiry: bool,
}

/// The settings of an account.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AccountSettingsView {
    /// The alias, or empty.
    pub alias: String,
    /// Where its users sign in.
    pub sign_in_url: String,
    /// Whether it has a password policy of its own.
    pub custom_policy: bool,
    /// The policy in force: the account's own, or what AWS sets for fields that are left out.
    pub policy: PasswordPolicyFields,
    /// The rules in force as sentences.
    pub rules: Vec<String>,
    /// Every quota.
    pub quotas: Vec<QuotaView>,
}

/// A quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct QuotaView {
    /// The field.
    pub name: String,
    /// What it is in this account.
    pub value: u32,
    /// What AWS gives every account.
    pub default: u32,
    /// How many there are; none when it does not count things of the account.
    pub used: Option<u32>,
}

/// The identity providers of an account.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ProvidersView {
    /// OpenID Connect.
    pub oidc: Vec<OidcProviderView>,
    /// SAML.
    pub saml: Vec<SamlProviderView>,
    /// Well known OpenID Connect providers.
    pub presets: Vec<OidcPresetView>,
}

/// An OpenID Connect provider.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OidcProviderView {
    /// The local id.
    pub id: String,
    /// Its URL.
    pub url: String,
    /// Its ARN.
    pub arn: String,
    /// The audiences.
    pub client_ids: Vec<String>,
    /// The thumbprints.
    pub thumbprints: Vec<String>,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// The roles whose trust policy names it.
    pub roles: Vec<String>,
}

/// A SAML provider.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SamlProviderView {
    /// The local id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Who it says it is, or empty.
    pub entity_id: String,
    /// Where people sign in, or empty.
    pub sign_in_url: String,
    /// Until when its metadata is valid (ISO 8601), or empty when nothing says so.
    pub valid_until: String,
    /// Days left of that; negative when it has run out.
    pub days_left: Option<i32>,
    /// Its signing certificates.
    pub certificates: Vec<CertificateView>,
    /// What could not be read of its metadata, or empty.
    pub problem: String,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// The roles whose trust policy names it.
    pub roles: Vec<String>,
}

/// A well known OpenID Connect provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OidcPresetView {
    /// Its name.
    pub name: String,
    /// Its URL.
    pub url: String,
    /// The audience to fill in; empty when it is the application's own id there.
    pub client_id: String,
    /// What to know about it.
    pub note: String,
}

/// A resource with a policy or tags.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AccountResourceView {
    /// The local id.
    pub id: String,
    /// The ARN.
    pub arn: String,
    /// The service.
    pub service: String,
    /// Its policy, or empty.
    pub policy: String,
    /// Its tags.
    pub tags: Vec<TagView>,
}
