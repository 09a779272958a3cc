//! What a question can be put together from: the resources an account knows of, the actions that a
//! policy names.

use std::collections::BTreeMap;

use iam_policy::policy::{self, Actions, PolicyType};
use serde_json::Value;

use super::HITS;
use super::who_can::everybody;
use crate::App;
use crate::contract::analyse::{PolicyActionsRequest, ResourceView, SearchResourcesRequest};
use crate::contract::directory::PolicyRequest;
use crate::contract::simulate::StateView;
use crate::error::CommandError;

impl App {
    /// The action patterns that a policy's statements name, each once.
    pub fn policy_actions(
        &self,
        request: &PolicyActionsRequest,
    ) -> Result<Vec<String>, CommandError> {
        let page = self.policy(&PolicyRequest {
            account: request.account.clone(),
            policy: request.policy.clone(),
        })?;
        let mut named: Vec<String> = Vec::new();
        let read = policy::parse(&page.document, PolicyType::Identity);
        for statement in read.policy.iter().flat_map(|policy| &policy.statements) {
            let (Actions::Only(patterns) | Actions::AllBut(patterns)) = &statement.actions;
            for pattern in patterns {
                let text = pattern.text.to_string();
                if !named.contains(&text) {
                    named.push(text);
                }
            }
        }
        Ok(named)
    }

    /// Resources that the account knows of: its own users and roles, and those that its policies
    /// name without a wildcard.
    pub fn search_resources(
        &self,
        request: &SearchResourcesRequest,
    ) -> Result<Vec<ResourceView>, CommandError> {
        let needle = request.text.trim().to_lowercase();
        let limit = (request.limit as usize).clamp(1, HITS);
        self.in_scope(&request.account, StateView::Planned, &[], |scope| {
            let mut found: BTreeMap<String, String> = BTreeMap::new();
            for (_, subject) in everybody(scope) {
                for policy in iam_access::gather(&subject).policies {
                    if let Ok(document) = serde_json::from_str::<Value>(&policy.document) {
                        named_in(&document, &policy.name, &mut found);
                    }
                }
                let kind = if subject.name().contains(":role/") {
                    "role"
                } else {
                    "user"
                };
                found.insert(subject.name().to_owned(), kind.to_owned());
            }
            Ok(found
                .into_iter()
                .filter(|(arn, _)| arn.to_lowercase().contains(&needle))
                .take(limit)
                .map(|(arn, from)| ResourceView { arn, from })
                .collect())
        })
    }
}

/// The ARNs under `Resource`, wildcards and variables left out.
fn named_in(document: &Value, policy: &str, found: &mut BTreeMap<String, String>) {
    let statements = match document.get("Statement") {
        Some(Value::Array(statements)) => statements.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for statement in statements {
        let texts = match statement.get("Resource") {
            Some(Value::Array(texts)) => texts.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for text in texts.into_iter().filter_map(Value::as_str) {
            if text.starts_with("arn:") && !text.contains(['*', '?', '$']) {
                found
                    .entry(text.to_owned())
                    .or_insert_with(|| policy.to_owned());
            }
        }
    }
}
