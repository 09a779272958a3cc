//! The expectations that an account keeps: what becomes of them, which a change would break, and
//! their way out into a file and back. Whether one holds is decided by `iam-access`.

use std::collections::BTreeMap;
use std::path::Path;

use iam_access::{Broken, Expectation, Met, Stood, expect};
use iam_catalog::Catalogue;
use iam_directory::{Estate, Expected, SavedExpectation};
use iam_names::Secret;

use super::expect::{ExpectationFile, ExpectationLine, Values, read_expectations};
use super::{answer, state_of};
use crate::App;
use crate::contract::AccountRequest;
use crate::contract::expect::{
    BrokenView, ExpectationView, ExpectationsRequest, ExpectationsView, ExpectedView,
    NewExpectation, ReadExpectationsView,
};
use crate::contract::simulate::ContextValue;
use crate::error::{Code, CommandError};
use crate::handoff::PrivateFile;
use crate::session::{Session, account};
use crate::view::count;

impl App {
    /// What becomes of an account's expectations.
    pub fn expectations(
        &self,
        request: &ExpectationsRequest,
    ) -> Result<ExpectationsView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let scope =
            session
                .engine
                .scope(&estate, account, state_of(request.state), &self.managed)?;
        let now = self.environment.clock.now();
        // They are kept with the plan, whichever state is asked.
        let mut results: Vec<ExpectationView> = account
            .planned()
            .expectations()
            .map(|saved| view(saved, expect(scope, &Expectation::from(&**saved), now)))
            .collect();
        results.sort_by_key(|it| (it.holds, it.name.to_lowercase()));
        let held = results.iter().filter(|it| it.holds).count();
        Ok(ExpectationsView {
            held: count(held),
            failed: count(results.len() - held),
            results,
        })
    }

    /// The expectations that hold before a change and not after it. What is deleted by the change
    /// breaks nothing, nor does what it brings or alters.
    pub(crate) fn broken(
        &self,
        session: &Session,
        before: &Estate,
        after: &Estate,
    ) -> Vec<BrokenView> {
        let now = self.environment.clock.now();
        session
            .engine
            .broken(before, after, &self.managed, now)
            .into_iter()
            .filter(|broken| broken.before == Stood::Held)
            .map(broken_view)
            .collect()
    }

    /// The expectations of an account as a file that `bailiwick expect` takes.
    pub fn expectations_file(&self, request: &AccountRequest) -> Result<PrivateFile, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let mut expectations: Vec<ExpectationLine> = account
            .planned()
            .expectations()
            .map(|it| line(it))
            .collect();
        expectations.sort_by_key(|line| line.name.to_lowercase());
        let mut text = serde_json::to_string_pretty(&ExpectationFile::of(expectations))
            .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
        text.push('\n');
        Ok(PrivateFile {
            suggested_name: format!("{}-expectations.json", account.settings().name()),
            bytes: Secret::new(text.into_bytes()),
            notes: vec!["`bailiwick expect` asks them on the command line.".to_owned()],
        })
    }

    /// Reads a file of expectations. Nothing is saved: that is a proposal like any other.
    pub fn read_expectations_file(
        &self,
        path: &Path,
    ) -> Result<ReadExpectationsView, CommandError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            CommandError::new(Code::FileNotRead, format!("the file was not read: {error}"))
                .help("check that it is there and that you may read it")
                .at(&file)
        })?;
        let lines = read_expectations(&text, &file)?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(ReadExpectationsView {
            file_name: name.to_string_lossy().into_owned(),
            expectations: lines.into_iter().map(new).collect(),
        })
    }
}

fn broken_view(broken: Broken) -> BrokenView {
    let Broken {
        expectation, after, ..
    } = broken;
    let found = after
        .found
        .map_or_else(|| "no answer".to_owned(), |found| format!("{found:?}"));
    BrokenView {
        name: expectation.name.clone(),
        sentence: format!(
            "Expected {}, would be {found}. {}",
            expectation.expected.as_str(),
            after.sentence
        ),
    }
}

/// Whether the catalogue knows a key as multivalued: with one value, a saved one does not tell.
fn is_list(key: &str) -> bool {
    let known = Catalogue::bundled().condition_key(key);
    known.is_some_and(|known| known.key_type.multivalued)
}

fn view(saved: &SavedExpectation, met: Met) -> ExpectationView {
    ExpectationView {
        id: saved.id.to_string(),
        name: saved.name.clone(),
        principal: saved.principal.clone(),
        action: saved.action.clone(),
        resource: saved.resource.clone().unwrap_or_default(),
        context: saved
            .context
            .iter()
            .map(|(key, values)| ContextValue {
                key: key.clone(),
                values: values.clone(),
                multi_valued: values.len() != 1 || is_list(key),
            })
            .collect(),
        expected: expected_view(saved.expected),
        found: met.found.map(answer::decision),
        holds: met.holds,
        sentence: met.sentence,
        note: saved.note.clone(),
    }
}

pub(super) fn expected_view(expected: Expected) -> ExpectedView {
    match expected {
        Expected::Allowed => ExpectedView::Allowed,
        Expected::Denied => ExpectedView::Denied,
        Expected::ImplicitlyDenied => ExpectedView::ImplicitlyDenied,
        Expected::ExplicitlyDenied => ExpectedView::ExplicitlyDenied,
    }
}

/// The answer that a request expects.
pub(crate) fn expected(view: ExpectedView) -> Expected {
    match view {
        ExpectedView::Allowed => Expected::Allowed,
        ExpectedView::Denied => Expected::Denied,
        ExpectedView::ImplicitlyDenied => Expected::ImplicitlyDenied,
        ExpectedView::ExplicitlyDenied => Expected::ExplicitlyDenied,
    }
}

/// A saved expectation as a file has it.
pub(super) fn line(saved: &SavedExpectation) -> ExpectationLine {
    let context: BTreeMap<String, Values> = saved
        .context
        .iter()
        .map(|(key, values)| {
            let values = match values.as_slice() {
                [value] if !is_list(key) => Values::One(value.clone()),
                values => Values::Many(values.to_vec()),
            };
            (key.clone(), values)
        })
        .collect();
    ExpectationLine {
        name: saved.name.clone(),
        principal: saved.principal.clone(),
        action: saved.action.clone(),
        resource: saved.resource.clone(),
        context,
        expect: saved.expected,
        note: saved.note.clone(),
    }
}

/// A line of a file as a proposal takes it.
fn new(line: ExpectationLine) -> NewExpectation {
    NewExpectation {
        id: String::new(),
        name: line.name,
        principal: line.principal,
        action: line.action,
        resource: line.resource.unwrap_or_default(),
        context: line
            .context
            .into_iter()
            .map(|(key, values)| match values {
                Values::One(value) => ContextValue {
                    key,
                    values: vec![value],
                    multi_valued: false,
                },
                Values::Many(values) => ContextValue {
                    key,
                    values,
                    multi_valued: true,
                },
            })
            .collect(),
        expected: expected_view(line.expect),
        note: line.note,
    }
}
