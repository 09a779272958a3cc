//! What could be written where the cursor stands: elements, actions, ARNs, principals, condition
//! operators, keys and values.

use iam_catalog::{Catalogue, ValueType};
use iam_directory::Account;
use iam_policy::condition::registry;
use iam_policy::edit::{self, Place};
use iam_policy::lint::Knowledge as _;
use iam_policy::policy::PolicyType;
use iam_policy::syntax::quoted;

use super::choices::parts;
use super::{byte_of, policy_type};
use crate::contract::editor::{CompletionView, CompletionsRequest, CompletionsView};
use crate::view::policy::utf16;

/// How many choices a list has at most.
const SHOWN: usize = 80;

/// The choices at a place.
pub(super) fn at(account: &Account, request: &CompletionsRequest) -> CompletionsView {
    let text = &request.policy.text;
    let place = edit::place(text, byte_of(text, request.cursor));
    let maker = Maker {
        account,
        policy_type: policy_type(&request.policy.used_as),
        place: &place,
        text,
    };
    let mut options = maker.options();
    let typed = place.typed.to_lowercase();
    options.retain(|option| option.label.to_lowercase().contains(&typed));
    // Those that begin with what was typed come first; the order stays otherwise.
    options.sort_by_key(|option| !option.label.to_lowercase().starts_with(&typed));
    options.truncate(SHOWN);
    if !place.quoted {
        for option in &mut options {
            option.insert = quoted(&option.insert);
            if place.key {
                option.insert.push_str(": ");
            }
        }
    }
    CompletionsView {
        from: utf16(text, place.span.start as usize),
        to: utf16(text, place.span.end as usize),
        options,
    }
}

struct Maker<'m> {
    account: &'m Account,
    policy_type: PolicyType,
    place: &'m Place,
    text: &'m str,
}

impl Maker<'_> {
    fn options(&self) -> Vec<CompletionView> {
        let path: Vec<&str> = self.place.path.iter().map(String::as_str).collect();
        match (path.as_slice(), self.place.key) {
            ([], true) => words(&["Version", "Statement", "Id"]),
            (["Version"], false) => words(&["2012-10-17"]),
            (["Statement"], true) => self.elements(),
            (["Statement", "Effect"], false) => words(&["Allow", "Deny"]),
            (["Statement", "Action" | "NotAction"], false) => self.actions(),
            (["Statement", "Resource" | "NotResource"], false) => self.resources(),
            (["Statement", "Principal" | "NotPrincipal"], true) => {
                words(&["AWS", "Service", "Federated", "CanonicalUser"])
            }
            (["Statement", "Principal" | "NotPrincipal"], false) => words(&["*"]),
            (["Statement", "Principal" | "NotPrincipal", "AWS"], false) => self.principals(),
            (["Statement", "Principal" | "NotPrincipal", "Service"], false) => Catalogue::bundled()
                .service_principals()
                .iter()
                .map(|name| option(name, ""))
                .collect(),
            (["Statement", "Condition"], true) => operators(),
            (["Statement", "Condition", operator], true) => self.keys(operator),
            (["Statement", "Condition", _, key], false) => values(key),
            _ => Vec::new(),
        }
    }

    fn elements(&self) -> Vec<CompletionView> {
        let mut names = vec!["Sid", "Effect"];
        if self.policy_type.has_principals() {
            names.push("Principal");
        }
        names.extend(["Action", "NotAction"]);
        if self.policy_type != PolicyType::Trust {
            names.extend(["Resource", "NotResource"]);
        }
        names.push("Condition");
        words(&names)
    }

    /// The statement's action patterns: those of the whole text when it can be read, else those in
    /// front of the cursor.
    fn patterns(&self) -> Vec<String> {
        let outline = edit::outline(self.text);
        let whole = outline
            .iter()
            .flat_map(|outline| &outline.statements)
            .find(|held| Some(held.index) == self.place.statement)
            .and_then(|held| held.actions.as_ref());
        whole.map_or_else(|| self.place.actions.clone(), |named| named.values.clone())
    }

    fn actions(&self) -> Vec<CompletionView> {
        let catalogue = Catalogue::bundled();
        let typed = &self.place.typed;
        if self.policy_type == PolicyType::Trust {
            return words(&[
                "sts:AssumeRole",
                "sts:AssumeRoleWithWebIdentity",
                "sts:AssumeRoleWithSAML",
                "sts:TagSession",
                "sts:SetSourceIdentity",
                "sts:SetContext",
            ]);
        }
        let Some((prefix, name)) = typed.split_once(':') else {
            let wanted = typed.to_lowercase();
            let services = catalogue.services().filter(|service| {
                service.prefix().contains(&wanted)
                    || service.name().to_lowercase().contains(&wanted)
            });
            return services
                .map(|service| CompletionView {
                    // The name is found as well: `simple storage` finds `s3:`.
                    label: if service.prefix().contains(&wanted) {
                        format!("{}:", service.prefix())
                    } else {
                        format!("{}: {}", service.prefix(), service.name())
                    },
                    insert: format!("{}:", service.prefix()),
                    detail: service.name().to_owned(),
                })
                .collect();
        };
        let Some(service) = catalogue.service(prefix) else {
            return Vec::new();
        };
        let mut options = Vec::new();
        if name.is_empty() {
            options.push(option(&format!("{}:*", service.prefix()), "every action"));
        }
        options.extend(
            service
                .actions()
                .map(|action| option(&action.full_name(), action.access_level().label())),
        );
        options
    }

    fn resources(&self) -> Vec<CompletionView> {
        let mut options = vec![option("*", "every resource")];
        let catalogue = Catalogue::bundled();
        for pattern in self.patterns().iter().filter(|pattern| *pattern != "*") {
            for action in catalogue.actions_matching(pattern).into_iter().take(SHOWN) {
                for resource in action.resource_types() {
                    let kind = resource.resource_type;
                    let arn: String = parts(self.account, kind.arn_format())
                        .into_iter()
                        .map(|part| part.filled)
                        .collect();
                    if !options.iter().any(|held| held.insert == arn) {
                        options.push(option(&arn, kind.name()));
                    }
                }
            }
        }
        options
    }

    fn principals(&self) -> Vec<CompletionView> {
        let settings = self.account.settings();
        let planned = self.account.planned();
        let root = format!(
            "arn:{}:iam::{}:root",
            settings.partition.as_str(),
            settings.account_id
        );
        let mut options = vec![option(&root, "this account"), option("*", "everybody")];
        options.extend(planned.roles().map(|role| {
            let arn = settings.arn("role", &role.path, role.name.as_str());
            option(arn.as_str(), "role")
        }));
        options.extend(planned.users().map(|user| {
            let arn = settings.arn("user", &user.path, user.name.as_str());
            option(arn.as_str(), "user")
        }));
        options
    }

    /// Condition keys that suit the operator: those of the statement's actions, then the global ones.
    fn keys(&self, operator: &str) -> Vec<CompletionView> {
        let catalogue = Catalogue::bundled();
        let mut names: Vec<String> = Vec::new();
        for pattern in self.patterns().iter().filter(|pattern| *pattern != "*") {
            for action in catalogue.actions_matching(pattern).into_iter().take(SHOWN) {
                let of_resources = action
                    .resource_types()
                    .into_iter()
                    .flat_map(|resource| resource.condition_keys);
                for key in action.condition_keys().into_iter().chain(of_resources) {
                    if !names.iter().any(|held| held == key.name()) {
                        names.push(key.name().to_owned());
                    }
                }
            }
        }
        let global = catalogue
            .condition_keys()
            .map(|(name, ..)| name.to_owned())
            .filter(|name| name.starts_with("aws:"));
        for name in global {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let suits = |name: &str| {
            iam_access::CatalogueKnowledge
                .key(name)
                .is_none_or(|(kind, multivalued)| {
                    registry::suited(kind, multivalued)
                        .iter()
                        .any(|suited| suited.eq_ignore_ascii_case(operator))
                })
        };
        let known = registry::find(operator).is_some();
        names
            .into_iter()
            .filter(|name| !known || suits(name))
            .map(|name| {
                let detail = catalogue.condition_key(&name).map_or("", |known| {
                    crate::simulate::key_type_name(known.key_type.value)
                });
                CompletionView {
                    // A tag's key is for the author to write.
                    insert: name.replace("${TagKey}", ""),
                    label: name,
                    detail: detail.to_owned(),
                }
            })
            .collect()
    }
}

fn operators() -> Vec<CompletionView> {
    let mut names: Vec<String> = registry::OPERATORS
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    let of = |change: &dyn Fn(&str) -> String| {
        let changed = registry::OPERATORS
            .iter()
            .filter(|(name, ..)| *name != "Null")
            .map(|(name, ..)| change(name));
        changed.collect::<Vec<_>>()
    };
    names.extend(of(&|name| format!("{name}IfExists")));
    names.extend(of(&|name| format!("ForAnyValue:{name}")));
    names.extend(of(&|name| format!("ForAllValues:{name}")));
    names.iter().map(|name| option(name, "")).collect()
}

/// Values of a condition key: those that its type limits, and variables.
fn values(key: &str) -> Vec<CompletionView> {
    let kind = Catalogue::bundled()
        .condition_key(key)
        .map(|known| known.key_type.value);
    match kind {
        Some(ValueType::Bool) => words(&["true", "false"]),
        Some(ValueType::String | ValueType::Arn) | None => words(&[
            "${aws:username}",
            "${aws:userid}",
            "${aws:PrincipalAccount}",
            "${aws:PrincipalOrgID}",
            "${aws:PrincipalTag/team}",
        ]),
        Some(_) => Vec::new(),
    }
}

fn words(words: &[&str]) -> Vec<CompletionView> {
    words.iter().map(|word| option(word, "")).collect()
}

fn option(label: &str, detail: &str) -> CompletionView {
    CompletionView {
        label: label.to_owned(),
        insert: label.to_owned(),
        detail: detail.to_owned(),
    }
}
