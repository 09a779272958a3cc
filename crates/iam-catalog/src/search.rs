//! Finding actions by what somebody types into a picker.

use crate::action::Action;
use crate::catalogue::Catalogue;
use crate::managed_policy::ManagedPolicy;

impl Catalogue {
    /// The actions that have every word of `text` in their name, or failing that in their
    /// service's name or their description; best first, at most `limit`.
    ///
    /// `pass role`, `iam:pass`, `launch instances` all find something. A text with `*` or `?`
    /// is taken as a pattern.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<Action<'_>> {
        let text = text.trim().to_ascii_lowercase();
        if text.contains(['*', '?']) {
            let mut found = self.actions_matching(&text);
            found.truncate(limit);
            return found;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return self.actions().take(limit).collect();
        }
        let lower = self.lower.get_or_init(|| self.text.to_ascii_lowercase());
        let mut ranked: Vec<(Rank, Action<'_>)> = Vec::new();
        for service in self.services() {
            let prefix = service.prefix();
            let title = service.name().to_ascii_lowercase();
            for action in service.actions() {
                let name = self.actions[action.number()].name.in_text(lower);
                let rank = words
                    .iter()
                    .map(|word| Rank::of(word, prefix, name, &title))
                    .max();
                if let Some(rank) = rank.filter(|rank| *rank < Rank::Nowhere) {
                    ranked.push((rank, action));
                }
            }
        }
        ranked.sort_by_key(|(rank, action)| (*rank, action.name().len(), action.number()));
        let mut found: Vec<Action<'_>> = ranked.into_iter().map(|(_, action)| action).collect();
        if found.is_empty() {
            found = self.search_descriptions(&words, limit);
        }
        found.truncate(limit);
        found
    }

    /// The AWS managed policies with every word of `text` in their names; those beginning with
    /// it come first.
    #[must_use]
    pub fn search_managed_policies(&self, text: &str, limit: usize) -> Vec<ManagedPolicy<'_>> {
        let text = text.trim().to_ascii_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut found: Vec<(bool, ManagedPolicy<'_>)> = self
            .managed_policies()
            .filter_map(|policy| {
                let name = policy.name().to_ascii_lowercase();
                words
                    .iter()
                    .all(|word| name.contains(word))
                    .then(|| (!name.starts_with(&text), policy))
            })
            .collect();
        found.sort_by_key(|(later, _)| *later);
        found.into_iter().map(|(_, p)| p).take(limit).collect()
    }

    /// Unpacks every block once, some ten milliseconds: only when the names had nothing.
    fn search_descriptions(&self, words: &[&str], limit: usize) -> Vec<Action<'_>> {
        self.actions()
            .filter(|action| {
                let description = action.description().to_ascii_lowercase();
                let service = action.service();
                words.iter().all(|word| {
                    description.contains(word)
                        || service.prefix().contains(word)
                        || action.name().to_ascii_lowercase().contains(word)
                })
            })
            .take(limit)
            .collect()
    }
}

/// Where a word was found; the best place comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Whole,
    Start,
    Service,
    Inside,
    Title,
    Nowhere,
}

impl Rank {
    /// `word`, `name` and `title` are in lower case.
    fn of(word: &str, prefix: &str, name: &str, title: &str) -> Self {
        if let Some((service, rest)) = word.split_once(':') {
            return match (service == prefix, name.strip_prefix(rest)) {
                (true, Some("")) => Self::Whole,
                (true, Some(_)) => Self::Start,
                (true, None) if name.contains(rest) => Self::Inside,
                _ => Self::Nowhere,
            };
        }
        if name == word {
            Self::Whole
        } else if name.starts_with(word) {
            Self::Start
        } else if prefix == word {
            Self::Service
        } else if name.contains(word) {
            Self::Inside
        } else if title.contains(word) {
            Self::Title
        } else {
            Self::Nowhere
        }
    }
}
