//! Simulation cases and suites: the forms of `bailiwick simulate --cases` and `--suite`.
//!
//! A case is one line of JSON with its own policies and one request; a suite is one set of policies
//! with many requests. Both give the same lines. Nothing of the context is derived here: only what
//! is written counts. A line that is no valid case gives an error with its place, and the run goes
//! on. Reading is in [`read`], writing in [`line`](mod@line).

pub mod line;
mod read;
#[cfg(test)]
mod tests;

use iam_policy::evaluate::{Answer, Decision, Layers, Question, Simulation, is_trust_action};
use iam_policy::explain::{Explanation, explain};
use iam_policy::request::{Action, Resource};
use iam_policy::syntax::{self, Node};

pub use line::{AnswerLine, Answered, CaseError};
use read::{Policies, Reader, Request};

/// What a case may leave to the catalogue.
pub trait CaseCatalogue {
    /// Whether the action supports no resource-level permission; nothing when it is unknown.
    fn wildcard_only(&self, action: &str) -> Option<bool>;

    /// The catalogue's spelling of a condition key; nothing when it is unknown.
    fn key_spelling(&self, _key: &str) -> Option<String> {
        None
    }
}

/// No catalogue: no action is known.
impl CaseCatalogue for () {
    fn wildcard_only(&self, _action: &str) -> Option<bool> {
        None
    }
}

/// A closure that says whether an action is wildcard-only, as a catalogue.
pub struct WildcardOnly<F>(pub F);

impl<F: Fn(&str) -> Option<bool>> CaseCatalogue for WildcardOnly<F> {
    fn wildcard_only(&self, action: &str) -> Option<bool> {
        self.0(action)
    }
}

/// Answers one line of a cases file.
#[must_use]
pub fn answer_case_line(line: &str, catalogue: &dyn CaseCatalogue) -> AnswerLine {
    let node = match syntax::read(line) {
        Ok(node) => node,
        Err(problem) => return AnswerLine::error("null".to_owned(), CaseError::from(problem)),
    };
    let id = node
        .get("id")
        .map_or_else(|| "null".to_owned(), syntax::compact);
    match answer_case(&node, catalogue) {
        Ok((answered, expected)) => AnswerLine {
            id,
            outcome: Ok(answered),
            expected,
        },
        Err(error) => AnswerLine::error(id, *error),
    }
}

/// Explains what [`answer_case_line`] answers.
///
/// # Errors
/// The line is no valid case.
pub fn explain_case_line(
    line: &str,
    catalogue: &dyn CaseCatalogue,
) -> Result<Explanation, CaseError> {
    let explained = syntax::read(line)
        .map_err(CaseError::boxed)
        .and_then(|node| ask_case(&node, catalogue, explain));
    explained.map_err(|error| *error)
}

fn answer_case(
    node: &Node<'_>,
    catalogue: &dyn CaseCatalogue,
) -> Result<(Answered, Option<Decision>), Box<CaseError>> {
    let expected = read::expected(node)?;
    let answered = ask_case(node, catalogue, |simulation, _, answer| {
        Answered::new(simulation.layers(), answer, catalogue)
    })?;
    Ok((answered, expected))
}

/// Reads a case, asks its question and hands on what was asked and answered.
fn ask_case<T>(
    node: &Node<'_>,
    catalogue: &dyn CaseCatalogue,
    told: impl Fn(&Simulation<'_>, &Question<'_>, &Answer) -> T,
) -> Result<T, Box<CaseError>> {
    let reader = Reader { catalogue };
    read::object(node, "", "a case")?;
    let request_node = read::required(node, "", "request")?;
    let request = reader.request(request_node, "request", None)?;
    let principal = read::principal(request_node, "request")?;
    let policies_node = read::required(node, "", "policies")?;
    let trust = is_trust_action(request.action.folded());
    let policies = read::policies(policies_node, node, trust)?;
    let context = request.context.clone().unwrap_or_default();
    let simulation = Simulation::new(&policies.layers, &principal, &context);
    let question = request.question();
    Ok(told(&simulation, &question, &simulation.answer(&question)))
}

/// A suite, read and compiled.
pub struct Suite {
    principal: iam_policy::request::Principal,
    context: iam_policy::context::Context,
    policies: Policies,
    /// The same with the resource policy read as a trust policy, when a request needs it.
    trust: Option<Policies>,
    requests: Vec<Result<Request, CaseError>>,
}

impl Suite {
    /// Reads a suite: an error when there is nothing to ask at all.
    pub fn read(source: &str, catalogue: &dyn CaseCatalogue) -> Result<Self, CaseError> {
        Self::read_boxed(source, catalogue).map_err(|error| *error)
    }

    fn read_boxed(source: &str, catalogue: &dyn CaseCatalogue) -> Result<Self, Box<CaseError>> {
        let node = syntax::read(source).map_err(CaseError::boxed)?;
        let reader = Reader { catalogue };
        read::object(&node, "", "a suite")?;
        let principal = read::principal(&node, "")?;
        let context = read::context(&node, "")?.unwrap_or_default();
        let account = read::read_text(&node, "", "resource_account")?;
        let policies_node = read::required(&node, "", "policies")?;
        let policies = read::policies(policies_node, &node, false)?;
        let list = read::required(&node, "", "requests")?;
        let items = read::list(list, "requests")?;
        let requests: Vec<Result<Request, CaseError>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let path = format!("requests[{index}]");
                reader
                    .request(item, &path, account.as_deref())
                    .map_err(|error| *error)
            })
            .collect();
        let needs_trust = requests
            .iter()
            .flatten()
            .any(|it| is_trust_action(it.action.folded()));
        let trust = if needs_trust && policies.layers.resource.is_some() {
            Some(read::policies(policies_node, &node, true)?)
        } else {
            None
        };
        Ok(Self {
            principal,
            context,
            policies,
            trust,
            requests,
        })
    }

    /// How many requests there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// Answers every request in order; `each` gets one line at a time.
    ///
    /// # Errors
    /// What `each` returns ends the run.
    pub fn answer<E>(
        &self,
        catalogue: &dyn CaseCatalogue,
        mut each: impl FnMut(AnswerLine) -> Result<(), E>,
    ) -> Result<(), E> {
        self.run(|index, layers, simulation, request| {
            let id = index.to_string();
            each(match request {
                Err(error) => AnswerLine::error(id, error.clone()),
                Ok(request) => {
                    let answer = simulation.answer(&request.question());
                    let outcome = Ok(Answered::new(layers, &answer, catalogue));
                    AnswerLine {
                        id,
                        outcome,
                        expected: None,
                    }
                }
            })
        })
    }

    /// The decisions alone, in order: what `--no-explain` prints.
    ///
    /// # Errors
    /// What `each` returns ends the run.
    pub fn decide<E>(
        &self,
        mut each: impl FnMut(usize, Result<Decision, &CaseError>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.run(|index, _, simulation, request| {
            each(
                index,
                request
                    .as_ref()
                    .map(|request| simulation.decide(&request.question())),
            )
        })
    }

    fn run<E>(
        &self,
        mut each: impl FnMut(
            usize,
            &Layers,
            &Simulation<'_>,
            &Result<Request, CaseError>,
        ) -> Result<(), E>,
    ) -> Result<(), E> {
        let layers = &self.policies.layers;
        let shared = Simulation::new(layers, &self.principal, &self.context);
        for (index, request) in self.requests.iter().enumerate() {
            let trust = match (request, &self.trust) {
                (Ok(request), Some(trust)) if is_trust_action(request.action.folded()) => {
                    Some(&trust.layers)
                }
                _ => None,
            };
            let own = request
                .as_ref()
                .ok()
                .and_then(|request| request.context.as_ref());
            if trust.is_none() && own.is_none() {
                each(index, layers, &shared, request)?;
            } else {
                let layers = trust.unwrap_or(layers);
                let context = own.unwrap_or(&self.context);
                let simulation = Simulation::new(layers, &self.principal, context);
                each(index, layers, &simulation, request)?;
            }
        }
        Ok(())
    }
}

impl Request {
    fn question(&self) -> Question<'_> {
        Question {
            action: &self.action,
            resource: &self.resource,
            resource_account: self.resource_account.as_deref(),
            wildcard_only: self.wildcard_only,
        }
    }
}

/// The catalogue's answer, or none known.
fn wildcard_only(catalogue: &dyn CaseCatalogue, action: &Action) -> bool {
    catalogue.wildcard_only(action.as_str()).unwrap_or(false)
}

/// A resource as a case writes it.
fn resource(text: &str) -> Resource {
    Resource::new(text)
}
