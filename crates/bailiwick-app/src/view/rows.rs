//! Tables: filter, sort and window, the same way for every list. A list is asked at every key of
//! its filter, and an account may hold thousands of entities: what is looked at is the entity
//! itself, and rows are made of those that the window shows.

use std::cmp::Ordering;

use crate::contract::{Rows, RowsRequest};
use crate::view::count;

/// The most rows that one answer holds.
const CEILING: usize = 500;

/// How the things of a list are searched, sorted and shown.
pub(crate) trait Listing {
    /// What is listed.
    type Item;
    /// What a screen receives of it.
    type Row;

    /// Whether the filter's text stands in any column.
    fn holds(&self, item: &Self::Item, needle: &Needle) -> bool;

    /// What a column sorts by; unknown columns sort by name.
    fn column(&self, item: &Self::Item, column: &str) -> Key;

    /// The name, which decides between those that a column finds equal.
    fn name<'i>(&self, item: &'i Self::Item) -> &'i str;

    /// Makes the row.
    fn row(&self, item: Self::Item) -> Self::Row;
}

/// Windows a list.
pub(crate) fn window<L: Listing>(
    listing: &L,
    all: impl IntoIterator<Item = L::Item>,
    request: &RowsRequest,
) -> Rows<L::Row> {
    let needle = Needle::new(&request.filter);
    let mut total = 0;
    let mut found: Vec<_> = all
        .into_iter()
        .inspect(|_| total += 1)
        .filter(|item| needle.is_empty() || listing.holds(item, &needle))
        .map(|item| (listing.column(&item, &request.sort), item))
        .collect();
    found.sort_by(|(a, a_item), (b, b_item)| {
        let order = a.cmp(b);
        let order = if request.descending {
            order.reverse()
        } else {
            order
        };
        order.then_with(|| {
            let key = |item| Key::text(listing.name(item));
            key(a_item).cmp(&key(b_item))
        })
    });
    let matching = count(found.len());
    let limit = match request.limit as usize {
        0 => CEILING,
        limit => limit.min(CEILING),
    };
    let rows = found
        .into_iter()
        .skip(request.offset as usize)
        .take(limit)
        .map(|(_, item)| listing.row(item))
        .collect();
    Rows {
        total: count(total),
        matching,
        rows,
    }
}

/// A list whose rows are made already: what its filter looks into, what its columns sort by, and
/// what it is named.
pub(crate) struct Made<T, Text, Column> {
    pub(crate) text: Text,
    pub(crate) column: Column,
    pub(crate) name: fn(&T) -> &str,
}

impl<T, Text, Column> Listing for Made<T, Text, Column>
where
    Text: Fn(&T) -> Vec<String>,
    Column: Fn(&T, &str) -> Key,
{
    type Item = T;
    type Row = T;

    fn holds(&self, item: &T, needle: &Needle) -> bool {
        (self.text)(item).iter().any(|cell| needle.is_in(cell))
    }

    fn column(&self, item: &T, column: &str) -> Key {
        (self.column)(item, column)
    }

    fn name<'i>(&self, item: &'i T) -> &'i str {
        (self.name)(item)
    }

    fn row(&self, item: T) -> T {
        item
    }
}

/// A filter's text, which is looked for without case.
pub(crate) struct Needle(String);

impl Needle {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.trim().to_lowercase())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text holds it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        // Nearly every name is ASCII, and then nothing is copied to fold it.
        if text.is_ascii() {
            let (text, needle) = (text.as_bytes(), self.0.as_bytes());
            return needle.is_empty()
                || text
                    .windows(needle.len())
                    .any(|part| part.eq_ignore_ascii_case(needle));
        }
        text.to_lowercase().contains(&self.0)
    }
}

/// What a column sorts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// Text without case; the spelling breaks ties.
    Text(String, String),
    /// A number; what is not known comes last.
    Number(Option<u32>),
}

impl Key {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_lowercase(), text.to_owned())
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a, a_spelled), Self::Text(b, b_spelled)) => {
                a.cmp(b).then_with(|| a_spelled.cmp(b_spelled))
            }
            (Self::Number(a), Self::Number(b)) => match (a, b) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(a), Some(b)) => a.cmp(b),
            },
            (Self::Text(..), Self::Number(_)) => Ordering::Less,
            (Self::Number(_), Self::Text(..)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Needle;

    #[test]
    fn a_filter_is_found_without_case() {
        let check = |needle: &str, text: &str, found: bool| {
            assert_eq!(Needle::new(needle).is_in(text), found, "{needle} in {text}");
        };
        check("", "alice", true);
        check(" LIC ", "Alice", true);
        check("alices", "alice", false);
        check("ä", "ÄRGER", true);
        check("ger", "Ärger", true);
        check("ä", "arger", false);
    }
}
