//! A suite as `bailiwick simulate --suite` reads it, for what measures the engine alone.

use std::sync::Arc;

use iam_policy::context::{Context, ContextValue};
use iam_policy::evaluate::{Layers, NamedPolicy, PolicySet, Question};
use iam_policy::policy::{self, PolicyType};
use iam_policy::request::{Action, Principal, Resource};
use serde_json::Value;

/// Policies, who asks, and what is asked.
pub(crate) struct Suite {
    pub(crate) layers: Layers,
    pub(crate) documents: Vec<String>,
    pub(crate) principal: Principal,
    pub(crate) context: Context,
    pub(crate) questions: Vec<(Action, Resource, bool)>,
}

impl Suite {
    /// Reads a suite that has identity policies alone.
    pub(crate) fn read(source: &Value) -> Self {
        let documents: Vec<String> = source["policies"]["identity"]
            .as_array()
            .unwrap()
            .iter()
            .map(|policy| policy["doc"].to_string())
            .collect();
        let policies = documents.iter().map(|text| NamedPolicy {
            name: None,
            policy: Arc::new(
                policy::parse(text, PolicyType::Identity)
                    .into_policy()
                    .unwrap(),
            ),
        });
        let mut context = Context::default();
        for (key, value) in source["context"].as_object().unwrap() {
            let value = match value {
                Value::Array(items) => ContextValue::Many(
                    items
                        .iter()
                        .map(|item| item.as_str().unwrap().to_owned())
                        .collect(),
                ),
                one => ContextValue::Single(one.as_str().unwrap().to_owned()),
            };
            context.set(key, value);
        }
        Self {
            layers: Layers {
                identity: Arc::new(PolicySet::new(policies)),
                ..Layers::default()
            },
            principal: Principal::parse(source["principal"].as_str().unwrap()).unwrap(),
            context,
            questions: source["requests"]
                .as_array()
                .unwrap()
                .iter()
                .map(|request| {
                    (
                        Action::parse(request["action"].as_str().unwrap()).unwrap(),
                        Resource::new(request["resource"].as_str().unwrap()),
                        request["wildcard_only"].as_bool().unwrap_or(false),
                    )
                })
                .collect(),
            documents,
        }
    }
}

/// The question of a request.
pub(crate) fn question(
    (action, resource, wildcard_only): &(Action, Resource, bool),
) -> Question<'_> {
    Question {
        action,
        resource,
        resource_account: None,
        wildcard_only: *wildcard_only,
    }
}
