//! Services and their actions, as a card lets them be chosen.

use std::collections::BTreeMap;

use iam_catalog::{AccessLevel, Catalogue};
use iam_policy::edit::{self, EditFault, PolicyEdit};

use crate::contract::editor::{
    ActionChoiceView, ActionLevelView, ServiceActionsRequest, ServiceActionsView, ServiceNameView,
};
use crate::error::CommandError;
use crate::view::count;

/// Every service, by name.
pub(super) fn services() -> Vec<ServiceNameView> {
    let mut services: Vec<ServiceNameView> = Catalogue::bundled()
        .services()
        .map(|service| ServiceNameView {
            prefix: service.prefix().to_owned(),
            name: service.name().to_owned(),
        })
        .collect();
    services.sort_by_key(|service| service.name.to_lowercase());
    services
}

/// The catalogue's actions that patterns name, each with the first pattern that does.
pub(super) fn named_of(patterns: &[String]) -> BTreeMap<usize, &str> {
    let mut named = BTreeMap::new();
    for pattern in patterns {
        for action in Catalogue::bundled().actions_matching(pattern) {
            named.entry(action.number()).or_insert(pattern.as_str());
        }
    }
    named
}

/// The actions of a service by access level.
pub(super) fn of_service(
    request: &ServiceActionsRequest,
) -> Result<ServiceActionsView, CommandError> {
    let service = Catalogue::bundled()
        .service(&request.service)
        .ok_or_else(|| CommandError::not_found("service"))?;
    let filter = request.filter.trim().to_lowercase();
    let words: Vec<&str> = filter.split_whitespace().collect();
    // Patterns of other services name nothing here, and asking for `*` would list everything.
    let own: Vec<String> = request
        .patterns
        .iter()
        .filter(|pattern| match pattern.split_once(':') {
            Some((prefix, _)) => prefix.eq_ignore_ascii_case(service.prefix()),
            None => false,
        })
        .cloned()
        .collect();
    let everything = request
        .patterns
        .iter()
        .find(|pattern| matches!(pattern.as_str(), "*" | "*:*"));
    let named = named_of(&own);
    let mut levels: Vec<ActionLevelView> = AccessLevel::ALL
        .iter()
        .map(|level| ActionLevelView {
            level: level.label().to_owned(),
            actions: Vec::new(),
            named: 0,
        })
        .collect();
    for action in service.actions() {
        let text = format!("{} {}", action.name(), action.description()).to_lowercase();
        if !words.iter().all(|word| text.contains(word)) {
            continue;
        }
        let named_by = named
            .get(&action.number())
            .copied()
            .or(everything.map(String::as_str))
            .unwrap_or_default();
        let level = action.access_level().label();
        if let Some(held) = levels.iter_mut().find(|held| held.level == level) {
            held.named += u32::from(!named_by.is_empty());
            held.actions.push(ActionChoiceView {
                name: action.full_name(),
                description: action.description().to_owned(),
                named_by: named_by.to_owned(),
            });
        }
    }
    levels.retain(|level| !level.actions.is_empty());
    debug_assert!(levels.iter().all(|it| it.named <= count(it.actions.len())));
    Ok(ServiceActionsView {
        prefix: service.prefix().to_owned(),
        name: service.name().to_owned(),
        levels,
    })
}

/// The edit that names actions, or names them no more. An action that a wildcard names stays: the
/// wildcard has to go first.
pub(super) fn toggle(
    text: &str,
    statement: usize,
    actions: &[String],
    on: bool,
) -> Result<PolicyEdit, CommandError> {
    let outline = edit::outline(text);
    let held = outline
        .iter()
        .flat_map(|outline| &outline.statements)
        .find(|held| held.index == statement)
        .ok_or(EditFault::NotThere { what: "statement" })?;
    let (not, mut values) = held.actions.as_ref().map_or((false, Vec::new()), |named| {
        (named.not, named.values.clone())
    });
    if on {
        let named = named_of(&values);
        let new: Vec<String> = actions
            .iter()
            .filter(|name| {
                let number = Catalogue::bundled()
                    .action(name)
                    .map(iam_catalog::Action::number);
                let by_pattern = number.is_some_and(|number| named.contains_key(&number));
                !by_pattern && !values.contains(name)
            })
            .cloned()
            .collect();
        values.extend(new);
    } else {
        values.retain(|value| {
            let gone = actions.iter().any(|name| name.eq_ignore_ascii_case(value));
            !gone
        });
    }
    Ok(PolicyEdit::SetActions {
        statement,
        not,
        values,
    })
}
