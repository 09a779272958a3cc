//! The account's settings, its identity providers and its resources.

use iam_directory::{Account, AccountSettings, EffectivePasswordPolicy, PasswordPolicy, Quotas};
use iam_names::Arn;

use crate::App;
use crate::certificate::days_left;
use crate::contract::AccountRequest;
use crate::contract::provider::{
    AccountResourceView, AccountSettingsView, OidcPresetView, OidcProviderView,
    PasswordPolicyFields, ProvidersView, QuotaView, SamlProviderView,
};
use crate::error::{Code, CommandError};
use crate::saml;
use crate::session::account;
use crate::view::{count, date, tags};

/// Well known OpenID Connect providers: name, URL, audience, what to know.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html>
const PRESETS: &[(&str, &str, &str, &str)] = &[
    (
        "GitHub Actions",
        "https://token.actions.githubusercontent.com",
        "sts.amazonaws.com",
        "Narrow the role's trust policy to one repository with the condition key `token.actions.githubusercontent.com:sub`.",
    ),
    (
        "Google",
        "https://accounts.google.com",
        "",
        "The audience is the OAuth client ID of the application at Google. AWS knows this provider without an entry of its own.",
    ),
    (
        "Facebook",
        "https://graph.facebook.com",
        "",
        "The audience is the application's ID at Facebook. AWS knows this provider without an entry of its own.",
    ),
    (
        "LinkedIn",
        "https://www.linkedin.com/oauth",
        "",
        "The audience is the client ID of the application at LinkedIn.",
    ),
    (
        "Login with Amazon",
        "https://www.amazon.com",
        "",
        "The audience is the application's ID at Amazon. AWS knows this provider without an entry of its own.",
    ),
];

impl App {
    /// Alias, password policy and quotas.
    pub fn account_settings(
        &self,
        request: &AccountRequest,
    ) -> Result<AccountSettingsView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let settings = account.settings();
        let own = settings.password_policy.as_ref();
        Ok(AccountSettingsView {
            alias: settings
                .alias
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            sign_in_url: settings.sign_in_url(),
            custom_policy: own.is_some(),
            policy: fields(&own.cloned().unwrap_or_default()),
            rules: EffectivePasswordPolicy::of(own).rules(),
            quotas: quotas(account)?,
        })
    }

    /// Who else signs people and programs in.
    pub fn identity_providers(
        &self,
        request: &AccountRequest,
    ) -> Result<ProvidersView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let settings = account.settings();
        let planned = account.planned();
        let oidc = planned.oidc_providers().map(|provider| {
            let arn = provider_arn(settings, "oidc-provider", provider.url.host_and_path());
            OidcProviderView {
                id: provider.id.to_string(),
                url: provider.url.to_string(),
                client_ids: provider.client_ids.iter().cloned().collect(),
                thumbprints: provider.thumbprints.iter().cloned().collect(),
                tags: tags(&provider.tags),
                roles: trusted_by(account, &arn),
                arn,
            }
        });
        let saml = planned.saml_providers().map(|provider| {
            let arn = provider_arn(settings, "saml-provider", provider.name.as_str());
            let (metadata, problem) = match saml::read(&provider.metadata, now) {
                Ok(metadata) => (metadata, String::new()),
                Err(problem) => (saml::Metadata::default(), problem),
            };
            let valid_until = metadata.valid_until(provider);
            SamlProviderView {
                valid_until: date(valid_until),
                days_left: valid_until.map(|until| days_left(until, now)),
                id: provider.id.to_string(),
                name: provider.name.to_string(),
                entity_id: metadata.entity_id,
                sign_in_url: metadata.sign_in_url,
                certificates: metadata.certificates,
                problem,
                tags: tags(&provider.tags),
                roles: trusted_by(account, &arn),
                arn,
            }
        });
        let (mut oidc, mut saml): (Vec<_>, Vec<_>) = (oidc.collect(), saml.collect());
        oidc.sort_by(|one, other| one.url.cmp(&other.url));
        saml.sort_by_key(|provider| provider.name.to_lowercase());
        Ok(ProvidersView {
            oidc,
            saml,
            presets: PRESETS
                .iter()
                .map(|(name, url, client_id, note)| OidcPresetView {
                    name: (*name).into(),
                    url: (*url).into(),
                    client_id: (*client_id).into(),
                    note: (*note).into(),
                })
                .collect(),
        })
    }

    /// The resources whose policies and tags matter.
    pub fn account_resources(
        &self,
        request: &AccountRequest,
    ) -> Result<Vec<AccountResourceView>, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let mut rows: Vec<_> = account
            .planned()
            .resources()
            .map(|resource| AccountResourceView {
                id: resource.id.to_string(),
                arn: resource.arn.to_string(),
                service: resource.arn.service().to_owned(),
                policy: resource
                    .policy
                    .as_ref()
                    .map_or_else(String::new, |policy| policy.text().to_owned()),
                tags: tags(&resource.tags),
            })
            .collect();
        rows.sort_by(|one, other| one.arn.cmp(&other.arn));
        Ok(rows)
    }
}

/// A provider's ARN; it has no path.
fn provider_arn(settings: &AccountSettings, kind: &str, name: &str) -> String {
    format!(
        "arn:{}:iam::{}:{kind}/{name}",
        settings.partition, settings.account_id
    )
}

/// The roles whose trust policy names something.
fn trusted_by(account: &Account, name: &str) -> Vec<String> {
    let named = format!("\"{name}\"");
    let mut roles: Vec<_> = account
        .planned()
        .roles()
        .filter(|role| role.trust_policy.text().contains(&named))
        .map(|role| role.name.to_string())
        .collect();
    roles.sort_by_key(|name| name.to_lowercase());
    roles
}

fn fields(policy: &PasswordPolicy) -> PasswordPolicyFields {
    PasswordPolicyFields {
        minimum_length: policy.minimum_length,
        require_symbols: policy.require_symbols,
        require_numbers: policy.require_numbers,
        require_uppercase: policy.require_uppercase,
        require_lowercase: policy.require_lowercase,
        allow_users_to_change_password: policy.allow_users_to_change_password,
        max_age_days: policy.max_age_days.unwrap_or(0),
        reuse_prevention: policy.reuse_prevention.unwrap_or(0),
        hard_expiry: policy.hard_expiry,
    }
}

/// Every quota by its stored name, with AWS's default and how much is used of it.
fn quotas(account: &Account) -> Result<Vec<QuotaView>, CommandError> {
    let table = |quotas: &Quotas| {
        serde_json::to_value(quotas)
            .map_err(|error| CommandError::new(Code::Internal, error.to_string()))
    };
    let defaults = table(&Quotas::default())?;
    let own = table(&account.settings().quotas)?;
    let planned = account.planned();
    let used = |name: &str| {
        Some(count(match name {
            "users" => planned.users().len(),
            "groups" => planned.groups().len(),
            "roles" => planned.roles().len(),
            "customer_managed_policies" => planned.policies().len(),
            "instance_profiles" => planned.instance_profiles().len(),
            "oidc_providers" => planned.oidc_providers().len(),
            "saml_providers" => planned.saml_providers().len(),
            _ => return None,
        }))
    };
    let number = |value: &serde_json::Value| {
        value
            .as_u64()
            .and_then(|value| u32::try_from(value).ok())
            .unwrap_or(0)
    };
    let names = defaults.as_object().into_iter().flatten();
    Ok(names
        .map(|(name, default)| QuotaView {
            name: name.clone(),
            value: own.get(name).map_or(0, number),
            default: number(default),
            used: used(name),
        })
        .collect())
}

/// What names a principal in a policy.
pub(crate) fn names(text: &str, arn: &Arn, unique_id: Option<&str>) -> bool {
    let quoted = |name: &str| text.contains(&format!("\"{name}\""));
    quoted(arn.as_str()) || unique_id.is_some_and(quoted)
}
