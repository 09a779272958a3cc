//! `bailiwick simulate`: one question about an account, in a vault or in a file.

mod cases;

use bailiwick_app::command_line::Source;
use bailiwick_app::contract::directory::TagView;
use bailiwick_app::contract::simulate::{
    AnswerView, ContextValue, DecisionView, SessionOperation, SessionPolicy, SessionRequest,
    SimulationRequest, SimulationView, StateView, StatementView,
};
use serde_json::Value;

use super::{Page, lint};
use crate::arguments::{ContextArgument, SessionArgument, SessionArguments, SimulateArguments};
use crate::failure::{Ending, Failure, warn};
use crate::{open, output};

pub(super) fn run(arguments: &SimulateArguments, json: bool) -> Result<Ending, Failure> {
    if let Some(file) = &arguments.cases {
        return cases::run_cases(file, arguments.check);
    }
    if let Some(file) = &arguments.suite {
        return cases::run_suite(file, arguments.no_explain);
    }
    let mut request = SimulationRequest {
        what_if: Vec::new(),
        account: String::new(),
        principal: arguments.principal.clone().unwrap_or_default(),
        actions: arguments.actions.clone(),
        resources: arguments.resources.clone(),
        context: context(&arguments.context)?,
        state: StateView::default(),
        session: session(&arguments.session)?,
    };
    let view = open::in_source(
        &arguments.source,
        "simulating",
        |app, source| match source {
            Source::Account(account, state) => {
                account.clone_into(&mut request.account);
                request.state = state;
                app.simulate(&request)
            }
            Source::File(file) => app.simulate_in_file(file, &request),
        },
    )?;
    if json {
        output::json(&in_words(&view)?)?;
    } else {
        output::text(&words(&view, arguments.explain))?;
        if view.truncated {
            warn("more actions matched than are answered: ask about fewer at a time");
        }
    }
    Ok(Ending::Done)
}

/// The session that the principal asks with.
fn session(arguments: &SessionArguments) -> Result<Option<SessionRequest>, Failure> {
    let Some(by) = arguments.session else {
        return Ok(None);
    };
    let mut policies = Vec::with_capacity(arguments.session_policies.len());
    for file in &arguments.session_policies {
        policies.push(SessionPolicy {
            name: file.display().to_string(),
            document: lint::read(file)?,
        });
    }
    let tags = arguments.session_tags.iter();
    Ok(Some(SessionRequest {
        by: match by {
            SessionArgument::AssumeRole => SessionOperation::AssumeRole,
            SessionArgument::WebIdentity => SessionOperation::WebIdentity,
            SessionArgument::Saml => SessionOperation::Saml,
            SessionArgument::SessionToken => SessionOperation::SessionToken,
            SessionArgument::FederationToken => SessionOperation::FederationToken,
        },
        name: arguments
            .session_name
            .clone()
            .unwrap_or_else(|| "session".to_owned()),
        provider: arguments.provider.clone().unwrap_or_default(),
        mfa: arguments.mfa,
        policies,
        managed: arguments.session_policy_arns.clone(),
        tags: tags
            .map(|tag| TagView {
                key: tag.key.clone(),
                value: tag.value.clone(),
            })
            .collect(),
        issued: arguments.token_issued.clone().unwrap_or_default(),
        source_identity: arguments.source_identity.clone().unwrap_or_default(),
    }))
}

/// A decision as AWS and the cases write it.
fn decision(decision: DecisionView) -> &'static str {
    match decision {
        DecisionView::Allowed => "Allowed",
        DecisionView::ImplicitlyDenied => "ImplicitlyDenied",
        DecisionView::ExplicitlyDenied => "ExplicitlyDenied",
    }
}

/// The answer in JSON, its decisions in the words that `--cases` uses, not in the window's.
fn in_words(view: &SimulationView) -> Result<Value, Failure> {
    let mut json = serde_json::to_value(view)
        .map_err(|error| Failure::coded("internal", error.to_string(), ""))?;
    let answers = json.get_mut("answers").and_then(Value::as_array_mut);
    for (json, answer) in answers.into_iter().flatten().zip(&view.answers) {
        if let Some(word) = json.get_mut("decision") {
            *word = decision(answer.decision).into();
        }
    }
    let together = json.get_mut("together").and_then(Value::as_array_mut);
    for (json, whole) in together.into_iter().flatten().zip(&view.together) {
        if let Some(word) = json.get_mut("decision") {
            *word = decision(whole.decision).into();
        }
    }
    Ok(json)
}

/// `K=V` is single-valued, `K[]=V` adds to a list, `K[]=` is an empty list.
pub(super) fn context(given: &[ContextArgument]) -> Result<Vec<ContextValue>, Failure> {
    let mut context: Vec<ContextValue> = Vec::new();
    for argument in given {
        let known = context
            .iter_mut()
            .find(|value| value.key.eq_ignore_ascii_case(&argument.key));
        let values = if argument.list && argument.value.is_empty() {
            Vec::new()
        } else {
            vec![argument.value.clone()]
        };
        match known {
            None => context.push(ContextValue {
                key: argument.key.clone(),
                values,
                multi_valued: argument.list,
            }),
            Some(known) if known.multi_valued && argument.list => known.values.extend(values),
            Some(_) => {
                return Err(Failure::usage(
                    format!("the condition key `{}` is given twice", argument.key),
                    "write `KEY[]=VALUE` each time for a key with several values",
                ));
            }
        }
    }
    Ok(context)
}

fn words(view: &SimulationView, explain: bool) -> String {
    let mut page = Page::default();
    for answer in &view.answers {
        let decision = decision(answer.decision);
        let on = match (answer.any_resource, answer.extent.as_str()) {
            (true, "some") => "on some resources".to_owned(),
            (true, "all") => "on every resource".to_owned(),
            (true, _) => "on any resource".to_owned(),
            (false, _) => format!("on {}", answer.resource),
        };
        page.line(&format!("{decision:<17} {} {on}", answer.action));
        for pattern in &answer.allowed_patterns {
            page.line(&format!("    {pattern}"));
        }
        page.line(&format!("    {}", answer.sentence));
        if answer.depends {
            page.line(&format!(
                "    Not given, and could change the answer: {}",
                answer.missing_context.join(", ")
            ));
        }
        for reason in &answer.not_evaluable {
            page.line(&format!("    Not evaluated: {reason}"));
        }
        if explain {
            explained(&mut page, view, answer);
        }
    }
    for whole in &view.together {
        page.line(&whole.sentence);
    }
    if explain {
        page.line("");
        for filled in &view.context {
            page.line(&format!(
                "{} = {} ({})",
                filled.key,
                filled.values.join(", "),
                filled.origin
            ));
        }
    }
    for unknown in &view.unknown {
        page.line(unknown);
    }
    page.text
}

fn explained(page: &mut Page, view: &SimulationView, answer: &AnswerView) {
    for statement in &answer.decided_by {
        page.line(&format!("    Decided by {}", place(view, statement)));
    }
    for gate in &answer.gates {
        page.line(&format!(
            "    {:<28} {:<8} {}",
            gate.name, gate.state, gate.note
        ));
    }
    for condition in &answer.conditions {
        let held = if condition.held {
            "held"
        } else {
            "did not hold"
        };
        let found = if condition.present {
            condition.request_values.join(", ")
        } else {
            "not in the request".to_owned()
        };
        page.line(&format!(
            "    {} {} {} against {found}: {held}",
            condition.operator,
            condition.key,
            condition.compared_with.join(", "),
        ));
    }
    for miss in &answer.near_misses {
        page.line(&format!(
            "    Nearly allowed by {}: {}",
            place(view, &miss.statement),
            miss.sentence
        ));
    }
    for needed in &answer.also_needs {
        page.line(&format!("    Also needs {needed}"));
    }
}

/// ``Allow in statement 1 of home (attached), `Sid` ``
fn place(view: &SimulationView, statement: &StatementView) -> String {
    let policy = view.policies.get(statement.policy as usize);
    let name = policy.map_or("a policy", |policy| policy.name.as_str());
    let via = policy.map_or_else(String::new, |policy| {
        format!(" ({})", policy.via.to_lowercase())
    });
    let sid = match statement.sid.as_str() {
        "" => String::new(),
        sid => format!(", `{sid}`"),
    };
    format!(
        "{} in statement {} of {name}{via}{sid}",
        statement.effect,
        statement.counted()
    )
}

#[cfg(test)]
mod tests {
    use super::context;

    #[test]
    fn lists_grow_and_single_values_do_not() {
        let read = |given: &[&str]| {
            let given: Vec<_> = given.iter().map(|it| it.parse().unwrap()).collect();
            context(&given)
        };
        let list = read(&["aws:TagKeys[]=a", "AWS:TagKeys[]=b"]).unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].values, ["a", "b"]);
        let empty = read(&["aws:TagKeys[]="]).unwrap();
        assert!(empty[0].values.is_empty() && empty[0].multi_valued);
        assert!(read(&["aws:SourceIp=1.2.3.4", "aws:SourceIp=5.6.7.8"]).is_err());
    }
}
