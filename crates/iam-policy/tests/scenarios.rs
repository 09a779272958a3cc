//! The scenarios about one request, with nothing built but the engine: what mutation testing runs.
//!
//! `tests/scenarios/` runs every scenario with the whole house, which is too slow to build a
//! thousand times over. The pages, the form of a request and the reader of cases are the same files.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads its pages, and stops where one cannot be read"
)]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "what these modules offer to others is not needed here"
)]

extern crate self as iam_exchange;

#[path = "../../../tests/scenarios/request.rs"]
mod request;
#[path = "../../iam-exchange/src"]
mod exchange {
    pub mod simulation_cases;
}

pub use exchange::simulation_cases;

use serde_json::Value;

#[test]
fn every_request_is_decided_as_its_scenario_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let (mut count, mut faults) = (0, String::new());
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let page = std::fs::read_to_string(&path).unwrap();
        for section in page.split("\n## ").skip(1) {
            let block = section.split("```json\n").nth(1).unwrap();
            let block: Value = serde_json::from_str(block.split("```").next().unwrap()).unwrap();
            if block.get("account").is_some() || block.get("document").is_some() {
                continue;
            }
            count += 1;
            let scenario: request::Scenario = serde_json::from_value(block).unwrap();
            if let Some(fault) = scenario.run() {
                faults.push_str(section.lines().next().unwrap());
                faults.push('\n');
                faults.push_str(&fault);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    assert!(count >= 250, "only {count} requests were found");
}
