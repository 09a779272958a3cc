//! Steps with the account as a whole: settings, identity providers, resources. Those with the
//! organization above it are in `organization.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use iam_directory::{Operation, PasswordPolicy, PolicyDocument, Quotas, Resource};
use iam_names::{EntityId, Timestamp};

use super::Maker;
use crate::contract::directory::TagView;
use crate::contract::provider::{AccountStep, PasswordPolicyFields};
use crate::error::{Code, CommandError};

impl Maker<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm per step: a table")]
    pub(super) fn account_step(&mut self, step: &AccountStep) -> Result<(), CommandError> {
        match step {
            AccountStep::SetAlias { alias } => {
                let alias = alias.trim();
                let wanted = if alias.is_empty() {
                    None
                } else {
                    self.fields.parse(alias, "alias")
                };
                self.operations
                    .push(Operation::SetAccountAlias { alias: wanted });
                self.titled("Set the account alias".into(), "Account alias set".into());
            }
            AccountStep::SetPasswordPolicy { policy } => {
                self.operations.push(Operation::SetPasswordPolicy {
                    policy: Some(password_policy(policy)),
                });
                self.titled(
                    "Set the password policy".into(),
                    "Password policy set".into(),
                );
            }
            AccountStep::DeletePasswordPolicy => {
                self.operations
                    .push(Operation::SetPasswordPolicy { policy: None });
                self.titled(
                    "Go back to AWS's default password policy".into(),
                    "AWS's default password policy is in force".into(),
                );
            }
            AccountStep::SetQuotas { quotas } => self.quotas(quotas)?,
            AccountStep::CreateOidcProvider {
                url,
                client_ids,
                thumbprints,
            } => {
                let provider = self.environment.new_id()?;
                if let Some(url) = self.fields.parse(url.trim(), "url") {
                    self.operations
                        .push(Operation::CreateOpenIdConnectProvider {
                            provider,
                            url,
                            client_ids: filled(client_ids),
                            thumbprints: plain_thumbprints(thumbprints),
                            created: self.created(),
                        });
                }
                self.entity = Some(provider);
                self.titled(
                    "Add an OpenID Connect provider".into(),
                    "Identity provider added".into(),
                );
            }
            AccountStep::CreateSamlProvider { name, metadata } => {
                let provider = self.environment.new_id()?;
                let valid_until = self.metadata(metadata);
                if let Some(name) = self.fields.parse(name.trim(), "name") {
                    self.operations.push(Operation::CreateSamlProvider {
                        provider,
                        name,
                        metadata: Arc::from(metadata.as_str()),
                        created: self.created(),
                        valid_until,
                    });
                }
                self.entity = Some(provider);
                self.titled(
                    "Add a SAML provider".into(),
                    "Identity provider added".into(),
                );
            }
            AccountStep::UpdateOidcProvider {
                provider,
                client_ids,
                thumbprints,
                tags,
            } => self.update_oidc(provider, client_ids, thumbprints, tags)?,
            AccountStep::UpdateSamlProvider {
                provider,
                metadata,
                tags,
            } => self.update_saml(provider, metadata, tags)?,
            AccountStep::DeleteProvider { provider } => {
                let provider = self.fields.id(provider, "identity provider")?;
                let planned = self.account.planned();
                let operation = if planned.saml_provider(provider).is_some() {
                    Operation::DeleteSamlProvider { provider }
                } else {
                    Operation::DeleteOpenIdConnectProvider { provider }
                };
                self.operations.push(operation);
                self.titled(
                    "Delete an identity provider".into(),
                    "Identity provider deleted".into(),
                );
            }
            AccountStep::PutResource {
                resource,
                arn,
                policy,
                tags,
            } => self.put_resource(resource, arn, policy, tags)?,
            AccountStep::DeleteResource { resource } => {
                let resource = self.fields.id(resource, "resource")?;
                self.operations.push(Operation::DeleteResource { resource });
                self.titled("Forget a resource".into(), "Resource forgotten".into());
            }
            AccountStep::Organization { step } => self.organization_step(step)?,
        }
        Ok(())
    }

    /// What differs, one operation each, as IAM has them.
    fn update_oidc(
        &mut self,
        provider: &str,
        client_ids: &[String],
        thumbprints: &[String],
        tags: &[TagView],
    ) -> Result<(), CommandError> {
        let id = self.fields.id(provider, "identity provider")?;
        let held = self
            .account
            .planned()
            .oidc_provider(id)
            .ok_or_else(|| CommandError::not_found("identity provider"))?;
        let wanted: BTreeSet<String> = filled(client_ids);
        let gone = held.client_ids.difference(&wanted);
        let gone = gone.map(
            |client_id| Operation::RemoveClientIdFromOpenIdConnectProvider {
                provider: id,
                client_id: client_id.clone(),
            },
        );
        let new = wanted.difference(&held.client_ids);
        let new = new.map(|client_id| Operation::AddClientIdToOpenIdConnectProvider {
            provider: id,
            client_id: client_id.clone(),
        });
        // First away, then to it: the quota counts in between.
        self.operations.extend(gone.chain(new));
        let thumbprints = plain_thumbprints(thumbprints);
        if thumbprints != held.thumbprints {
            self.operations
                .push(Operation::UpdateOpenIdConnectProviderThumbprint {
                    provider: id,
                    thumbprints,
                });
        }
        self.retag(id, &held.tags, tags);
        self.provider_changed(id, &held.url);
        Ok(())
    }

    fn update_saml(
        &mut self,
        provider: &str,
        metadata: &str,
        tags: &[TagView],
    ) -> Result<(), CommandError> {
        let id = self.fields.id(provider, "identity provider")?;
        let held = self
            .account
            .planned()
            .saml_provider(id)
            .ok_or_else(|| CommandError::not_found("identity provider"))?;
        if !metadata.trim().is_empty() {
            let valid_until = self.metadata(metadata);
            self.operations.push(Operation::UpdateSamlProvider {
                provider: id,
                metadata: Arc::from(metadata),
                valid_until,
            });
        }
        self.retag(id, &held.tags, tags);
        self.provider_changed(id, &held.name);
        Ok(())
    }

    fn provider_changed(&mut self, id: EntityId, name: &impl std::fmt::Display) {
        self.entity = Some(id);
        self.titled(
            format!("Change the identity provider {name}"),
            format!("Identity provider {name} changed"),
        );
    }

    fn put_resource(
        &mut self,
        resource: &str,
        arn: &str,
        policy: &str,
        tags: &[TagView],
    ) -> Result<(), CommandError> {
        let id: EntityId = if resource.is_empty() {
            self.environment.new_id()?
        } else {
            self.fields.id(resource, "resource")?
        };
        let tags = self.fields.tags(tags);
        if let Some(arn) = self.fields.parse(arn.trim(), "arn") {
            let policy = policy.trim();
            self.operations.push(Operation::PutResource {
                resource: Box::new(Resource {
                    id,
                    arn,
                    policy: (!policy.is_empty()).then(|| PolicyDocument::new(policy)),
                    tags,
                }),
            });
        }
        self.entity = Some(id);
        self.titled("Note a resource".into(), "Resource noted".into());
        Ok(())
    }

    /// Until when metadata says that it is valid. What can not be read is refused here: nobody could
    /// sign in with it.
    fn metadata(&mut self, metadata: &str) -> Option<Timestamp> {
        match crate::saml::read(metadata, self.now) {
            Ok(read) => read.valid_until,
            Err(message) => {
                self.fields.refuse(
                    "metadata",
                    "InvalidInput",
                    &message,
                    "paste the whole federation metadata document of the identity provider",
                );
                None
            }
        }
    }

    /// The quotas by their stored names, which are the fields' names: one table, `Quotas` itself.
    fn quotas(&mut self, wanted: &BTreeMap<String, u32>) -> Result<(), CommandError> {
        let broken =
            |error: serde_json::Error| CommandError::new(Code::Internal, error.to_string());
        let mut all = serde_json::to_value(&self.account.settings().quotas).map_err(broken)?;
        for (name, value) in wanted {
            match all.get_mut(name) {
                Some(place) => *place = (*value).into(),
                None => self
                    .fields
                    .wrong(name, "there is no such quota", "choose one of the list"),
            }
        }
        let quotas: Quotas = serde_json::from_value(all).map_err(broken)?;
        self.operations.push(Operation::SetQuotas {
            quotas: Box::new(quotas),
        });
        self.titled("Set the quotas".into(), "Quotas set".into());
        Ok(())
    }
}

fn filled<T: FromIterator<String>>(texts: &[String]) -> T {
    texts
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

/// As AWS keeps them: without the colons that tools print, in small letters.
fn plain_thumbprints(thumbprints: &[String]) -> BTreeSet<String> {
    let filled: Vec<String> = filled(thumbprints);
    filled
        .into_iter()
        .map(|it| it.replace(':', "").to_ascii_lowercase())
        .collect()
}

fn password_policy(fields: &PasswordPolicyFields) -> PasswordPolicy {
    PasswordPolicy {
        minimum_length: fields.minimum_length,
        require_symbols: fields.require_symbols,
        require_numbers: fields.require_numbers,
        require_uppercase: fields.require_uppercase,
        require_lowercase: fields.require_lowercase,
        allow_users_to_change_password: fields.allow_users_to_change_password,
        max_age_days: (fields.max_age_days > 0).then_some(fields.max_age_days),
        reuse_prevention: (fields.reuse_prevention > 0).then_some(fields.reuse_prevention),
        hard_expiry: fields.hard_expiry,
    }
}
