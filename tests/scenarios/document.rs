//! A policy document as lint reads it.

use iam_access::CatalogueKnowledge;
use iam_policy::lint::lint;
use iam_policy::policy::PolicyType;
use serde::Deserialize;
use serde_json::Value;

/// A document and what lint has to say about it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    /// The document, or a list of statements of version 2012-10-17.
    document: Value,
    #[serde(rename = "type", default = "identity")]
    policy_type: String,
    /// How often the first statement stands in the document, with another number for `{number}`
    /// each time: for documents of a size nobody wants to read.
    repeated: Option<usize>,
    /// How the document is printed: white space counts in some quotas.
    #[serde(default)]
    pretty: bool,
    expect: Expectation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    /// The codes, in order of the text, once each.
    findings: Vec<String>,
}

fn identity() -> String {
    "identity".to_owned()
}

impl Scenario {
    pub(super) fn expects_nothing(&self) -> bool {
        self.expect.findings.is_empty()
    }

    pub(super) fn run(&self) -> Option<String> {
        let policy_type = match &*self.policy_type {
            "identity" => PolicyType::Identity,
            "resource" => PolicyType::Resource,
            "trust" => PolicyType::Trust,
            "boundary" => PolicyType::Boundary,
            "session" => PolicyType::Session,
            "scp" => PolicyType::Scp,
            "rcp" => PolicyType::Rcp,
            "vpce" => PolicyType::Vpce,
            other => return Some(format!("  there is no policy type `{other}`\n")),
        };
        let text = self.text();
        let mut found: Vec<String> = Vec::new();
        for finding in lint(&text, policy_type, &CatalogueKnowledge) {
            let code = finding.check.as_str().to_owned();
            if !found.contains(&code) {
                found.push(code);
            }
        }
        let expected = &self.expect.findings;
        (found != *expected).then(|| format!("  findings are {found:?}, expected {expected:?}\n"))
    }

    fn text(&self) -> String {
        let mut document = super::request::document(&self.document);
        if let Some(times) = self.repeated {
            let first = document["Statement"][0].to_string();
            let repeated = (0..times).map(|number| -> Value {
                let text = first.replace("{number}", &number.to_string());
                serde_json::from_str(&text).unwrap()
            });
            document["Statement"] = repeated.collect();
        }
        if self.pretty {
            serde_json::to_string_pretty(&document).unwrap()
        } else {
            document.to_string()
        }
    }
}
