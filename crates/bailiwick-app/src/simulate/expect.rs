//! Expectations of a file: read, and asked in an account.

use std::collections::BTreeMap;

use iam_access::{Expectation, Expected, Met, expect, kept_expectations};
use iam_policy::context::ContextValue;
use iam_policy::evaluate::Decision;
use serde::{Deserialize, Serialize};

use super::everybody::Source;
use crate::App;
use crate::error::{Code, CommandError};

/// The form of the file that is understood.
const VERSION: u32 = 1;

/// A file of expectations.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectationFile {
    version: u32,
    expectations: Vec<ExpectationLine>,
}

impl ExpectationFile {
    /// A file of the form that is understood.
    pub(super) fn of(expectations: Vec<ExpectationLine>) -> Self {
        Self {
            version: VERSION,
            expectations,
        }
    }
}

/// An expectation as a file has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectationLine {
    /// What it is called.
    pub name: String,
    /// The principal's ARN, or a service principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource; any without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Condition keys with a value, or a list of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, Values>,
    /// The answer it shall have.
    pub expect: Expected,
    /// What a person noted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The value of a key, or its values.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Values {
    /// A single-valued key.
    One(String),
    /// A multi-valued key.
    Many(Vec<String>),
}

/// What became of expectations.
#[derive(Debug, Clone, Serialize)]
pub struct ExpectationResults {
    /// How many hold.
    pub held: usize,
    /// How many do not.
    pub failed: usize,
    /// Each, in the order of the file, or by name.
    pub results: Vec<ExpectationResult>,
}

/// What became of an expectation.
#[derive(Debug, Clone, Serialize)]
pub struct ExpectationResult {
    /// What it is called.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
    /// The answer that was expected.
    pub expected: &'static str,
    /// The answer that was found; none when the question could not be asked.
    pub found: Option<Decision>,
    /// Why, in a sentence.
    pub sentence: String,
    /// What a person noted.
    pub note: String,
}

/// Reads a file of expectations.
pub fn read_expectations(text: &str, file: &str) -> Result<Vec<ExpectationLine>, CommandError> {
    let refused = |message: String| {
        CommandError::new(Code::NotExpectations, message)
            .help("docs/cli.md shows the form of the file")
            .at(file)
    };
    let read: ExpectationFile = serde_json::from_str(text)
        .map_err(|error| refused(format!("the file holds no expectations: {error}")))?;
    if read.version != VERSION {
        let version = read.version;
        return Err(refused(format!(
            "version {version} of the form is not known"
        )));
    }
    Ok(read.expectations)
}

impl App {
    /// Asks whether expectations hold in an account.
    pub fn expectations_hold(
        &self,
        source: Source<'_>,
        lines: &[ExpectationLine],
    ) -> Result<ExpectationResults, CommandError> {
        let now = self.environment.clock.now();
        self.in_source(source, |scope| {
            let asked = lines.iter().map(|line| ExpectationResult {
                name: line.name.clone(),
                note: line.note.clone(),
                ..result(line.expect, expect(scope, &expectation(line), now))
            });
            Ok(ExpectationResults::of(asked.collect()))
        })
    }

    /// Asks whether the expectations hold that the account itself keeps, by name. They are kept
    /// with the plan, whichever state is asked.
    pub fn kept_expectations_hold(
        &self,
        source: Source<'_>,
    ) -> Result<ExpectationResults, CommandError> {
        let now = self.environment.clock.now();
        self.in_source(source, |scope| {
            let asked = kept_expectations(scope, now)
                .into_iter()
                .map(|(saved, met)| ExpectationResult {
                    name: saved.name.clone(),
                    note: saved.note.clone(),
                    ..result(saved.expected, met)
                });
            Ok(ExpectationResults::of(asked.collect()))
        })
    }
}

impl ExpectationResults {
    fn of(results: Vec<ExpectationResult>) -> Self {
        let held = results.iter().filter(|it| it.holds).count();
        Self {
            held,
            failed: results.len() - held,
            results,
        }
    }
}

fn result(expected: Expected, met: Met) -> ExpectationResult {
    ExpectationResult {
        name: String::new(),
        holds: met.holds,
        expected: expected.as_str(),
        found: met.found,
        sentence: met.sentence,
        note: String::new(),
    }
}

pub(super) fn expectation(line: &ExpectationLine) -> Expectation {
    let value = |values: &Values| match values {
        Values::One(value) => ContextValue::Single(value.clone()),
        Values::Many(values) => ContextValue::Many(values.clone()),
    };
    Expectation {
        principal: line.principal.clone(),
        action: line.action.clone(),
        resource: line.resource.clone(),
        context: line
            .context
            .iter()
            .map(|(key, values)| (key.clone(), value(values)))
            .collect(),
        expected: line.expect,
    }
}
