//! The trust policy of a new role, from who shall assume it. The document is written by the same
//! edits as everything in the editor.

use iam_directory::{Account, AccountSettings};
use iam_names::{AccountId, Arn, ExternalId, Partition};
use iam_policy::edit::{PolicyEdit, PrincipalOutline, edit};
use iam_policy::policy::{Effect, PolicyType};

use crate::contract::editor::{TrustPolicyView, TrustedEntity, TrustedProviderView};
use crate::error::CommandError;
use crate::propose::fields::Fields;

/// The identity providers that AWS knows by itself.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
const KNOWN_PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// The identity providers that a role may trust.
pub(super) fn providers(account: &Account) -> Vec<TrustedProviderView> {
    let settings = account.settings();
    let planned = account.planned();
    let root = iam_names::Path::root();
    let oidc = planned
        .oidc_providers()
        .map(|provider| TrustedProviderView {
            provider: settings
                .arn("oidc-provider", &root, provider.url.host_and_path())
                .to_string(),
            saml: false,
            audiences: provider.client_ids.iter().cloned().collect(),
        });
    let saml = planned
        .saml_providers()
        .map(|provider| TrustedProviderView {
            provider: settings
                .arn("saml-provider", &root, provider.name.as_str())
                .to_string(),
            saml: true,
            audiences: Vec::new(),
        });
    let known = KNOWN_PROVIDERS.iter().map(|host| TrustedProviderView {
        provider: (*host).to_owned(),
        saml: false,
        audiences: Vec::new(),
    });
    oidc.chain(saml).chain(known).collect()
}

/// What a trust policy says.
struct Trust {
    kind: &'static str,
    principals: Vec<String>,
    action: &'static str,
    conditions: Vec<(&'static str, String, Vec<String>)>,
}

/// The trust policy, or what is wrong with the wish.
pub(super) fn policy(
    settings: &AccountSettings,
    trusted: &TrustedEntity,
) -> Result<TrustPolicyView, CommandError> {
    let mut fields = Fields::default();
    let trust = match trusted {
        TrustedEntity::Service { services } => service(&mut fields, services),
        TrustedEntity::Account {
            accounts,
            external_id,
            require_mfa,
        } => by_account(&mut fields, settings, accounts, external_id, *require_mfa),
        TrustedEntity::WebIdentity {
            provider,
            audience,
            subjects,
        } => web_identity(&mut fields, provider, audience, subjects),
        TrustedEntity::Saml { provider, console } => {
            saml(&mut fields, settings.partition, provider, *console)
        }
    };
    let errors = fields.finish();
    let text = if errors.is_empty() {
        write(&trust)?
    } else {
        String::new()
    };
    Ok(TrustPolicyView { text, errors })
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html>
fn service(fields: &mut Fields, services: &[String]) -> Trust {
    missing(
        fields,
        services.is_empty(),
        "services",
        "a service",
        "choose at least one",
    );
    for (index, name) in services.iter().enumerate() {
        let plain = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
        if !plain || !name.contains(".amazonaws.com") {
            fields.wrong(
                &format!("services[{index}]"),
                &format!("`{name}` is not a service principal"),
                "it looks like `ec2.amazonaws.com`",
            );
        }
    }
    Trust {
        kind: "Service",
        principals: services.to_vec(),
        action: "sts:AssumeRole",
        conditions: Vec::new(),
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html>
fn by_account(
    fields: &mut Fields,
    settings: &AccountSettings,
    accounts: &[String],
    external_id: &str,
    require_mfa: bool,
) -> Trust {
    missing(
        fields,
        accounts.is_empty(),
        "accounts",
        "an account",
        "give at least one account id",
    );
    let mut principals = Vec::new();
    for (index, account) in accounts.iter().enumerate() {
        if let Some(account) =
            fields.parse::<AccountId>(account.trim(), &format!("accounts[{index}]"))
        {
            principals.push(Arn::root(&settings.partition, &account).to_string());
        }
    }
    let mut conditions = Vec::new();
    if !external_id.is_empty()
        && let Some(external_id) = fields.parse::<ExternalId>(external_id, "external_id")
    {
        let values = vec![external_id.to_string()];
        conditions.push(("StringEquals", "sts:ExternalId".to_owned(), values));
    }
    if require_mfa {
        let values = vec!["true".to_owned()];
        conditions.push(("Bool", "aws:MultiFactorAuthPresent".to_owned(), values));
    }
    Trust {
        kind: "AWS",
        principals,
        action: "sts:AssumeRole",
        conditions,
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html>
fn web_identity(fields: &mut Fields, provider: &str, audience: &str, subjects: &[String]) -> Trust {
    let host = if KNOWN_PROVIDERS.contains(&provider) {
        provider.to_owned()
    } else {
        provider
            .split_once(":oidc-provider/")
            .filter(|_| provider.parse::<Arn>().is_ok())
            .map_or_else(String::new, |(_, host)| host.to_owned())
    };
    if host.is_empty() {
        fields.wrong(
            "provider",
            &if provider.is_empty() {
                "an identity provider is missing".to_owned()
            } else {
                format!("`{provider}` is not an OpenID Connect provider")
            },
            "choose one, or give its ARN: `arn:aws:iam::111122223333:oidc-provider/host`",
        );
    }
    missing(
        fields,
        audience.is_empty(),
        "audience",
        "the audience",
        "without it, tokens made for other applications would be taken: AWS refuses that",
    );
    let github = host == "token.actions.githubusercontent.com";
    missing(
        fields,
        github && subjects.is_empty(),
        "subjects",
        "a subject",
        "without it every repository of GitHub could assume the role: write `repo:owner/name:ref:refs/heads/main`",
    );
    let mut conditions = vec![(
        "StringEquals",
        format!("{host}:aud"),
        vec![audience.to_owned()],
    )];
    if !subjects.is_empty() {
        let pattern = subjects.iter().any(|subject| subject.contains(['*', '?']));
        let operator = if pattern {
            "StringLike"
        } else {
            "StringEquals"
        };
        conditions.push((operator, format!("{host}:sub"), subjects.to_vec()));
    }
    Trust {
        kind: "Federated",
        principals: vec![provider.to_owned()],
        action: "sts:AssumeRoleWithWebIdentity",
        conditions,
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html>
fn saml(fields: &mut Fields, partition: Partition, provider: &str, console: bool) -> Trust {
    let is_provider = provider.contains(":saml-provider/") && provider.parse::<Arn>().is_ok();
    if !is_provider {
        fields.wrong(
            "provider",
            &if provider.is_empty() {
                "an identity provider is missing".to_owned()
            } else {
                format!("`{provider}` is not a SAML provider")
            },
            "choose one, or give its ARN: `arn:aws:iam::111122223333:saml-provider/name`",
        );
    }
    let sign_in = match partition {
        Partition::Aws => "https://signin.aws.amazon.com/saml",
        Partition::AwsCn => "https://signin.amazonaws.cn/saml",
        Partition::AwsUsGov => "https://signin.amazonaws-us-gov.com/saml",
    };
    let conditions = if console {
        vec![(
            "StringEquals",
            "SAML:aud".to_owned(),
            vec![sign_in.to_owned()],
        )]
    } else {
        Vec::new()
    };
    Trust {
        kind: "Federated",
        principals: vec![provider.to_owned()],
        action: "sts:AssumeRoleWithSAML",
        conditions,
    }
}

fn missing(fields: &mut Fields, is: bool, field: &str, what: &str, help: &str) {
    if is {
        let message = format!("{what} is missing");
        fields.wrong(field, &message, help);
    }
}

/// The document, by the editor's own edits.
fn write(trust: &Trust) -> Result<String, CommandError> {
    let principals = trust
        .principals
        .iter()
        .map(|value| PrincipalOutline {
            kind: trust.kind.to_owned(),
            value: value.clone(),
        })
        .collect();
    let mut edits = vec![
        PolicyEdit::AddStatement {
            effect: Effect::Allow,
        },
        PolicyEdit::SetPrincipals {
            statement: 0,
            not: false,
            principals,
        },
        PolicyEdit::SetActions {
            statement: 0,
            not: false,
            values: vec![trust.action.to_owned()],
        },
    ];
    edits.extend(
        trust
            .conditions
            .iter()
            .map(|(operator, key, values)| PolicyEdit::SetCondition {
                statement: 0,
                condition: None,
                operator: (*operator).to_owned(),
                key: key.clone(),
                values: values.clone(),
            }),
    );
    let mut text = String::new();
    for wish in &edits {
        text = edit(&text, PolicyType::Trust, wish)?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use iam_directory::AccountKind;

    use super::*;

    fn ask(trusted: &TrustedEntity) -> TrustPolicyView {
        let id = "00000000000000000000000000000001".parse().unwrap();
        let account = "111122223333".parse().unwrap();
        let settings = AccountSettings::new(id, AccountKind::Local, account);
        policy(&settings, trusted).unwrap()
    }

    #[track_caller]
    fn check(trusted: &TrustedEntity, statement: &serde_json::Value) {
        let view = ask(trusted);
        assert!(view.errors.is_empty(), "{:?}", view.errors);
        let document: serde_json::Value = serde_json::from_str(&view.text).unwrap();
        assert_eq!(document["Statement"][0], *statement, "{}", view.text);
        let found = iam_policy::lint::lint(
            &view.text,
            PolicyType::Trust,
            &iam_access::CatalogueKnowledge,
        );
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn each_kind_of_trusted_entity_gets_its_policy() {
        check(
            &TrustedEntity::Service {
                services: vec!["ec2.amazonaws.com".into()],
            },
            &serde_json::json!({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
                "Action": "sts:AssumeRole"}),
        );
        check(
            &TrustedEntity::Account {
                accounts: vec!["444455556666".into()],
                external_id: "example-42".into(),
                require_mfa: true,
            },
            &serde_json::json!({"Effect": "Allow", "Action": "sts:AssumeRole",
                "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                "Condition": {"StringEquals": {"sts:ExternalId": "example-42"},
                    "Bool": {"aws:MultiFactorAuthPresent": "true"}}}),
        );
        let github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
        check(
            &TrustedEntity::WebIdentity {
                provider: github.into(),
                audience: "sts.amazonaws.com".into(),
                subjects: vec!["repo:example/site:ref:refs/heads/main".into()],
            },
            &serde_json::json!({"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": {"Federated": github}, "Condition": {"StringEquals": {
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                    "token.actions.githubusercontent.com:sub":
                        "repo:example/site:ref:refs/heads/main"}}}),
        );
        let saml = "arn:aws:iam::111122223333:saml-provider/corp";
        check(
            &TrustedEntity::Saml {
                provider: saml.into(),
                console: true,
            },
            &serde_json::json!({"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
                "Principal": {"Federated": saml},
                "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}),
        );
    }

    #[test]
    fn mistakes_stand_beside_their_fields() {
        let fields = |trusted: &TrustedEntity| -> Vec<String> {
            let view = ask(trusted);
            assert_eq!(view.text, "");
            view.errors.into_iter().map(|error| error.field).collect()
        };
        let account = TrustedEntity::Account {
            accounts: vec!["444455556666".into(), "12".into()],
            external_id: "x".into(),
            require_mfa: false,
        };
        assert_eq!(fields(&account), ["accounts[1]", "external_id"]);
        let open = TrustedEntity::WebIdentity {
            provider: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
                .into(),
            audience: String::new(),
            subjects: Vec::new(),
        };
        assert_eq!(fields(&open), ["audience", "subjects"]);
        let service = TrustedEntity::Service {
            services: vec!["ec2".into()],
        };
        assert_eq!(fields(&service), ["services[0]"]);
    }
}
