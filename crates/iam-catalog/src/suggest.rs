//! "Did you mean": the nearest known names to one that is not known.

use crate::action::Action;
use crate::catalogue::Catalogue;

/// How many suggestions there are at most.
const MOST: usize = 3;

impl Catalogue {
    /// Actions near `unknown` (`service:Name`): of that service when there is such a service,
    /// else the same name elsewhere, else the nearest services' actions. Empty when nothing is near.
    #[must_use]
    pub fn suggest_action(&self, unknown: &str) -> Vec<String> {
        let Some((prefix, name)) = unknown.split_once(':') else {
            let same = self
                .actions()
                .filter(|action| action.name().eq_ignore_ascii_case(unknown));
            return same.take(MOST).map(Action::full_name).collect();
        };
        if let Some(service) = self.service(prefix) {
            let names = service.actions().map(|action| (action.name(), action));
            return nearest(name, names)
                .into_iter()
                .map(Action::full_name)
                .collect();
        }
        let exact = self
            .suggest_service(prefix)
            .into_iter()
            .filter_map(|near| self.service(&near)?.action(name))
            .map(Action::full_name)
            .collect::<Vec<_>>();
        if !exact.is_empty() {
            return exact;
        }
        self.actions()
            .filter(|action| action.name().eq_ignore_ascii_case(name))
            .take(MOST)
            .map(Action::full_name)
            .collect()
    }

    /// Service prefixes near an unknown one; a service's name finds it too (`cloudwatch`).
    #[must_use]
    pub fn suggest_service(&self, unknown: &str) -> Vec<String> {
        let prefixes = self.services().map(|s| (s.prefix(), s.prefix().to_owned()));
        let near = nearest(unknown, prefixes);
        if !near.is_empty() || unknown.len() < 3 {
            return near;
        }
        let lower = unknown.to_ascii_lowercase();
        self.services()
            .filter(|service| {
                let name = service.name().to_ascii_lowercase();
                name.split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| word == lower)
            })
            .take(MOST)
            .map(|service| service.prefix().to_owned())
            .collect()
    }

    /// Condition keys near an unknown one. What follows a `/` is kept: it is a tag's key.
    #[must_use]
    pub fn suggest_condition_key(&self, unknown: &str) -> Vec<String> {
        let (head, tag) = match unknown.split_once('/') {
            Some((head, tag)) => (head, Some(tag)),
            None => (unknown, None),
        };
        let keys = self.condition_keys().filter_map(|(name, _, _)| {
            let comparable = match tag {
                Some(_) => name.split_once("/${")?.0,
                None => name,
            };
            Some((comparable, comparable))
        });
        nearest(head, keys)
            .into_iter()
            .map(|name| tag.map_or_else(|| name.to_owned(), |tag| format!("{name}/{tag}")))
            .collect()
    }
}

/// The nearest few of `candidates` by edit distance with transpositions, no farther than a third
/// of the name and never more than three edits.
fn nearest<'a, T>(unknown: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Vec<T> {
    let lower = unknown.to_ascii_lowercase();
    let length = lower.chars().count();
    let farthest = (length / 3).clamp(1, 3);
    // No name is as long as this; comparing would only be slow.
    if length > 128 {
        return Vec::new();
    }
    let mut near: Vec<(usize, T)> = candidates
        .filter(|(name, _)| name.len().abs_diff(lower.len()) <= farthest)
        .filter_map(|(name, value)| {
            let distance = strsim::osa_distance(&lower, &name.to_ascii_lowercase());
            (distance <= farthest).then_some((distance, value))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let best = near.first().map_or(0, |(distance, _)| *distance);
    near.into_iter()
        .take_while(|(distance, _)| *distance <= best + 1)
        .take(MOST)
        .map(|(_, value)| value)
        .collect()
}
