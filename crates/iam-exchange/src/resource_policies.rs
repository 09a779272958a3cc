//! Policies of resources: what the services answer about one, and a plain `{"ARN": policy}`.
//!
//! A policy arrives as a text in JSON or as JSON itself, each service under its own name for it.
//! Whose it is, the answer says in one way or another; where it does not, the file is refused.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use iam_directory::{PolicyDocument, Tags};
use iam_names::Arn;
use serde_json::Value;

use crate::refused::{self, FileRefused, NotTaken};
use crate::template::{document, document_text};

/// What a file says of resources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourcePolicies {
    /// The policies; none where AWS says that the resource has none.
    pub policies: BTreeMap<Arn, Option<PolicyDocument>>,
    /// The tags of those resources whose tags were asked for.
    pub tags: BTreeMap<Arn, Tags>,
    /// What is not taken.
    pub not_taken: Vec<NotTaken>,
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<ResourcePolicies, FileRefused> {
    let value: Value = refused::json(bytes, "policies of resources")?;
    let map = value.as_object().ok_or_else(no_policy)?;
    let mut found = ResourcePolicies::default();
    if !map.is_empty() && map.keys().all(|key| key.starts_with("arn:")) {
        for (key, policy) in map {
            match key.parse::<Arn>() {
                Ok(arn) => found.take(key, arn, policy),
                Err(error) => found.not_taken.push(NotTaken::new(key, error.message())),
            }
        }
        return Ok(found);
    }
    let policy = policy_of(&value).ok_or_else(no_policy)?;
    let arn = arn_of(&value, policy).ok_or_else(|| {
        FileRefused::new(
            "the answer does not say of which resource the policy is",
            "put the policy under the resource's ARN: `{\"arn:aws:kms:…\": {\"Statement\": […]}}`",
        )
    })?;
    let key = arn.to_string();
    found.take(&key, arn, policy);
    Ok(found)
}

fn no_policy() -> FileRefused {
    FileRefused::new(
        "the file holds no policy of a resource",
        "give it what `aws s3api get-bucket-policy` and its kin answer, or `{\"ARN\": policy}`",
    )
}

impl ResourcePolicies {
    /// Takes one policy, as a text or as JSON.
    pub(crate) fn take(&mut self, at: &str, arn: Arn, policy: &Value) {
        let policy = match policy {
            Value::Null => Ok(None),
            Value::String(text) if text.is_empty() => Ok(None),
            Value::String(text) => document_text("the policy", text).map(Some),
            Value::Object(map) if map.contains_key("Statement") => Ok(Some(document(policy))),
            _ => Err("it is not a policy document".to_owned()),
        };
        match policy {
            Ok(policy) => drop(self.policies.insert(arn, policy)),
            Err(why) => self.not_taken.push(NotTaken::new(at, why)),
        }
    }
}

/// The tags in a service's answer, as `(key, value)`; each service has its own form for them. None
/// where it is no answer about tags.
pub(crate) fn tags_of(answer: &Value) -> Option<Vec<(&str, &str)>> {
    let listed = ["TagSet", "Tags", "tags"];
    match listed.iter().find_map(|name| answer.get(name))? {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| Some((key.as_str(), value.as_str()?)))
            .collect(),
        Value::Array(list) => list
            .iter()
            .map(|tag| {
                let field =
                    |names: [&str; 2]| names.iter().find_map(|name| tag.get(name)?.as_str());
                Some((field(["Key", "TagKey"])?, field(["Value", "TagValue"])?))
            })
            .collect(),
        _ => None,
    }
}

/// The policy in a service's answer.
pub(crate) fn policy_of(answer: &Value) -> Option<&Value> {
    let attributes = answer.get("Attributes");
    let known = ["Policy", "ResourcePolicy", "policyText"];
    known
        .iter()
        .find_map(|name| answer.get(name))
        .or_else(|| attributes?.get("Policy"))
        .or_else(|| attributes.map(|_| &Value::Null))
}

/// The ARN that an answer names; for a bucket or function, what its own policy speaks of.
pub(crate) fn arn_of(answer: &Value, policy: &Value) -> Option<Arn> {
    let attributes = answer.get("Attributes");
    let said = answer.get("ARN").or_else(|| {
        let attributes = attributes?;
        attributes
            .get("QueueArn")
            .or_else(|| attributes.get("TopicArn"))
    });
    if let Some(arn) = said {
        return arn.as_str()?.parse().ok();
    }
    let text = policy.as_str()?;
    let policy: Value = serde_json::from_str(text).ok()?;
    let statements = policy.get("Statement")?;
    let one = std::slice::from_ref(statements);
    let mut arns = statements
        .as_array()
        .map_or(one, Vec::as_slice)
        .iter()
        .filter_map(|statement| statement.get("Resource"))
        .flat_map(|resource| {
            resource
                .as_array()
                .map_or(std::slice::from_ref(resource), Vec::as_slice)
        })
        .filter_map(Value::as_str)
        .filter_map(whole_resource);
    let first = arns.next()?;
    arns.all(|other| other == first).then_some(first)
}

/// The bucket of an object's ARN, or the function itself.
fn whole_resource(text: &str) -> Option<Arn> {
    let arn: Arn = text.parse().ok()?;
    match arn.service() {
        "s3" => {
            let bucket = arn.resource().split('/').next()?;
            let text = format!("arn:{}:s3:::{bucket}", arn.partition());
            (!bucket.contains(['*', '?'])).then(|| text.parse().ok())?
        }
        "lambda" if !arn.resource().contains('*') => Some(arn),
        _ => None,
    }
}
