//! What a statement about some actions can say of resources and conditions.

use std::collections::BTreeMap;

use iam_catalog::{Catalogue, ConditionKey, ValueType};
use iam_directory::Account;
use iam_policy::condition::registry;
use iam_policy::lint::Knowledge as _;

use crate::contract::editor::{
    ArnFormatView, ArnPartView, ConditionPresetView, KeyChoiceView, StatementChoicesRequest,
    StatementChoicesView,
};
use crate::simulate::{example_of_key, key_type_name};

/// Actions looked at for keys and formats; a statement about all of a service has no more to tell.
const ACTIONS: usize = 400;
/// Actions named in the hint about `*`.
const HINTED: usize = 3;

/// The choices.
pub(super) fn of(account: &Account, request: &StatementChoicesRequest) -> StatementChoicesView {
    let catalogue = Catalogue::bundled();
    let patterns = request
        .patterns
        .iter()
        .filter(|it| !matches!(it.as_str(), "*" | "*:*"));
    let actions: Vec<_> = patterns
        .flat_map(|pattern| catalogue.actions_matching(pattern))
        .take(ACTIONS)
        .collect();
    let mut formats: Vec<ArnFormatView> = Vec::new();
    let mut keys: BTreeMap<&str, KeyChoiceView> = BTreeMap::new();
    for action in &actions {
        keep(&mut keys, action.condition_keys());
        for resource in action.resource_types() {
            keep(&mut keys, resource.condition_keys);
            let kind = resource.resource_type;
            keep(&mut keys, kind.condition_keys());
            if !formats.iter().any(|held| held.format == kind.arn_format()) {
                formats.push(ArnFormatView {
                    resource: kind.name().to_owned(),
                    format: kind.arn_format().to_owned(),
                    parts: parts(account, kind.arn_format()),
                });
            }
        }
    }
    let mut all: Vec<KeyChoiceView> = keys.into_values().collect();
    for (name, ..) in catalogue.condition_keys() {
        if name.starts_with("aws:") && !all.iter().any(|held| held.name == name) {
            all.extend(choice(name, ""));
        }
    }
    if !request.key.is_empty() && !all.iter().any(|held| held.name == request.key) {
        all.push(choice(&request.key, "").unwrap_or_else(|| unknown(&request.key)));
    }
    StatementChoicesView {
        formats,
        wildcard_only: actions
            .iter()
            .filter(|action| action.wildcard_only())
            .take(HINTED)
            .map(|action| action.full_name())
            .collect(),
        keys: all,
        presets: presets(),
    }
}

fn keep<'c>(
    keys: &mut BTreeMap<&'c str, KeyChoiceView>,
    found: impl IntoIterator<Item = ConditionKey<'c>>,
) {
    for key in found {
        if !keys.contains_key(key.name())
            && let Some(choice) = choice(key.name(), key.description())
        {
            keys.insert(key.name(), choice);
        }
    }
}

fn choice(name: &str, description: &str) -> Option<KeyChoiceView> {
    let known = Catalogue::bundled().condition_key(name)?;
    let (kind, multi_valued) = iam_access::CatalogueKnowledge.key(name)?;
    let value_type = key_type_name(known.key_type.value);
    Some(KeyChoiceView {
        name: name.to_owned(),
        description: description.to_owned(),
        value_type: value_type.to_owned(),
        multi_valued,
        operators: registry::suited(kind, multi_valued),
        example: example_of_key(name, value_type).to_owned(),
    })
}

/// A key that no list has: every operator may be right.
fn unknown(name: &str) -> KeyChoiceView {
    KeyChoiceView {
        name: name.to_owned(),
        description: String::new(),
        value_type: key_type_name(ValueType::String).to_owned(),
        multi_valued: false,
        operators: registry::OPERATORS
            .iter()
            .map(|(name, ..)| (*name).to_owned())
            .collect(),
        example: String::new(),
    }
}

/// The parts of an ARN's form, with what the account knows in its blanks and `*` in the others.
pub(super) fn parts(account: &Account, format: &str) -> Vec<ArnPartView> {
    let settings = account.settings();
    let mut parts = Vec::new();
    let mut rest = format;
    let text = |text: &str| ArnPartView {
        text: text.to_owned(),
        blank: false,
        filled: text.to_owned(),
    };
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(text(before));
        }
        parts.push(ArnPartView {
            text: name.to_owned(),
            blank: true,
            filled: match name {
                "Partition" => settings.partition.as_str().to_owned(),
                "Account" => settings.account_id.to_string(),
                _ => "*".to_owned(),
            },
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(text(rest));
    }
    parts
}

/// Conditions that are wanted most.
fn presets() -> Vec<ConditionPresetView> {
    let preset = |title: &str, operator: &str, key: &str, values: &[&str]| ConditionPresetView {
        title: title.to_owned(),
        operator: operator.to_owned(),
        key: key.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    vec![
        preset(
            "Signed in with MFA",
            "Bool",
            "aws:MultiFactorAuthPresent",
            &["true"],
        ),
        preset(
            "Not signed in with MFA (for a Deny)",
            "BoolIfExists",
            "aws:MultiFactorAuthPresent",
            &["false"],
        ),
        preset(
            "From these addresses",
            "IpAddress",
            "aws:SourceIp",
            &["203.0.113.0/24"],
        ),
        preset(
            "In these regions",
            "StringEquals",
            "aws:RequestedRegion",
            &["eu-central-1"],
        ),
        preset(
            "Not over TLS (for a Deny)",
            "Bool",
            "aws:SecureTransport",
            &["false"],
        ),
        preset(
            "By somebody of the organization",
            "StringEquals",
            "aws:PrincipalOrgID",
            &["o-a1b2c3d4e5"],
        ),
        preset(
            "On resources with the caller's team tag",
            "StringEquals",
            "aws:ResourceTag/team",
            &["${aws:PrincipalTag/team}"],
        ),
        preset(
            "Until a date",
            "DateLessThan",
            "aws:CurrentTime",
            &["2027-01-01T00:00:00Z"],
        ),
    ]
}
