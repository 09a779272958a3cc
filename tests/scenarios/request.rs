//! A request with its policies: what the engine decides, with nothing around it.

use std::fmt::Write as _;

use iam_exchange::simulation_cases::{AnswerLine, answer_case_line, explain_case_line};
use iam_policy::explain::Explanation;
use serde::Deserialize;
use serde_json::{Value, json};

/// A scenario as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    #[serde(default = "alice")]
    principal: Value,
    /// What is known of the principal's session.
    credentials: Option<Value>,
    #[serde(default = "get_object")]
    action: String,
    #[serde(default = "object")]
    resource: String,
    resource_account: Option<String>,
    #[serde(default = "nothing")]
    context: Value,
    wildcard_only: Option<bool>,
    /// Policies are documents, or lists of statements of version 2012-10-17.
    #[serde(default)]
    identity: Vec<Value>,
    resource_policy: Option<Value>,
    boundary: Option<Value>,
    session_policy: Option<Value>,
    /// Levels from the root, each a list of policies.
    #[serde(default)]
    scp: Vec<Vec<Value>>,
    #[serde(default)]
    rcp: Vec<Vec<Value>>,
    vpc_endpoint: Option<Value>,
    settings: Option<Value>,
    expect: Expectation,
}

/// What must come out; a statement is written `identity p0 0`: layer, policy, number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    decision: String,
    decided_by: Vec<String>,
    blocked_by: Option<Vec<String>>,
    missing_context: Option<Vec<String>>,
    /// A policy and a statement: `p0 0`.
    #[serde(default)]
    not_evaluable: Vec<String>,
}

fn alice() -> Value {
    json!("arn:aws:iam::111122223333:user/alice")
}

fn get_object() -> String {
    "s3:GetObject".to_owned()
}

fn object() -> String {
    "arn:aws:s3:::b/k".to_owned()
}

fn nothing() -> Value {
    json!({})
}

/// A list of statements becomes a document.
pub(super) fn document(policy: &Value) -> Value {
    match policy {
        Value::Array(statements) => json!({"Version": "2012-10-17", "Statement": statements}),
        whole => whole.clone(),
    }
}

fn named(prefix: &str, policies: &[Value]) -> Value {
    let one =
        |(index, policy)| json!({"name": format!("{prefix}{index}"), "doc": document(policy)});
    policies.iter().enumerate().map(one).collect()
}

fn levels(prefix: &str, levels: &[Vec<Value>]) -> Value {
    let one = |(index, policies): (usize, &Vec<Value>)| json!({"org": index.to_string(), "policies": named(&format!("{prefix}{index}."), policies)});
    levels.iter().enumerate().map(one).collect()
}

impl Scenario {
    fn case(&self) -> Value {
        let account = self
            .resource_account
            .clone()
            .unwrap_or("111122223333".to_owned());
        let mut request = json!({
            "principal": self.principal,
            "action": self.action,
            "resource": self.resource,
            "resource_account": account,
            "context": self.context,
        });
        if let Some(wildcard_only) = self.wildcard_only {
            request["wildcard_only"] = json!(wildcard_only);
        }
        if let Some(credentials) = &self.credentials {
            request["session"] = credentials.clone();
        }
        let one = |policy: &Option<Value>| policy.as_ref().map(document);
        let list = |prefix: &str, policy: &Option<Value>| {
            policy
                .as_ref()
                .map(|policy| named(prefix, std::slice::from_ref(policy)))
        };
        json!({
            "id": "scenario",
            "request": request,
            "policies": {
                "identity": named("p", &self.identity),
                "resource": one(&self.resource_policy),
                "boundary": list("boundary", &self.boundary),
                "session": one(&self.session_policy),
                "scp": levels("s", &self.scp),
                "rcp": levels("r", &self.rcp),
                "vpce": list("endpoint", &self.vpc_endpoint),
            },
            "settings": self.settings.clone().unwrap_or(json!({})),
        })
    }

    /// What is wrong with the answer, if anything.
    pub(super) fn run(&self) -> Option<String> {
        self.faults(&answer_case_line(&self.case().to_string(), &()))
    }

    /// Why the engine decides as it does.
    pub(super) fn explained(&self) -> Explanation {
        explain_case_line(&self.case().to_string(), &()).unwrap()
    }

    /// Whether the scenario expects access.
    pub(super) fn expects_access(&self) -> bool {
        self.expect.decision == "Allowed"
    }

    fn faults(&self, line: &AnswerLine) -> Option<String> {
        let answered = match &line.outcome {
            Ok(answered) => answered,
            Err(error) => return Some(format!("an error: {} ({})", error.message, error.at)),
        };
        let mut faults = String::new();
        let mut compare = |what: &str, is: &[String], expected: &[String]| {
            if is != expected {
                let _ = writeln!(faults, "  {what} is {is:?}, expected {expected:?}");
            }
        };
        let expect = &self.expect;
        compare(
            "decision",
            &[answered.decision.as_str().to_owned()],
            std::slice::from_ref(&expect.decision),
        );
        let decided: Vec<String> = answered
            .decided_by
            .iter()
            .map(|it| format!("{} {} {}", it.policy_type, it.policy, it.statement))
            .collect();
        compare("decided_by", &decided, &expect.decided_by);
        let broken: Vec<String> = answered
            .not_evaluable
            .iter()
            .map(|it| format!("{} {}", it.policy, it.statement))
            .collect();
        compare("not_evaluable", &broken, &expect.not_evaluable);
        if let Some(expected) = &expect.blocked_by {
            let is: Vec<String> = answered
                .blocked_by
                .iter()
                .map(|it| (*it).to_owned())
                .collect();
            compare("blocked_by", &is, expected);
        }
        if let Some(expected) = &expect.missing_context {
            compare("missing_context", &answered.missing_context, expected);
        }
        (!faults.is_empty()).then_some(faults)
    }
}
