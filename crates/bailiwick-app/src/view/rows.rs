//! Tables: filter, sort and window, the same way for every list.

use std::cmp::Ordering;

use crate::contract::{Rows, RowsRequest};
use crate::view::count;

/// The most rows that one answer holds.
const CEILING: usize = 500;

/// Windows a list. `text` gives what the filter looks into, `column` what to sort by; ties are
/// broken by name.
pub(crate) fn window<T>(
    all: Vec<T>,
    request: &RowsRequest,
    text: impl Fn(&T) -> Vec<String>,
    column: impl Fn(&T, &str) -> Key,
    name: impl Fn(&T) -> String,
) -> Rows<T> {
    let total = count(all.len());
    let needle = request.filter.trim().to_lowercase();
    let mut rows: Vec<_> = all
        .into_iter()
        .filter(|row| {
            needle.is_empty()
                || text(row)
                    .iter()
                    .any(|cell| cell.to_lowercase().contains(&needle))
        })
        .map(|row| ((column(&row, &request.sort), Key::text(&name(&row))), row))
        .collect();
    rows.sort_by(|((a, a_name), _), ((b, b_name), _)| {
        let order = a.cmp(b);
        let order = if request.descending {
            order.reverse()
        } else {
            order
        };
        order.then_with(|| a_name.cmp(b_name))
    });
    let matching = count(rows.len());
    let limit = match request.limit as usize {
        0 => CEILING,
        limit => limit.min(CEILING),
    };
    let rows = rows
        .into_iter()
        .skip(request.offset as usize)
        .take(limit)
        .map(|(_, row)| row)
        .collect();
    Rows {
        total,
        matching,
        rows,
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
