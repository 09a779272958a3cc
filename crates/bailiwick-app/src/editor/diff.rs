//! Two texts, line by line.

use iam_directory::PolicyDocument;
use similar::{ChangeTag, TextDiff};

use crate::contract::editor::{DiffKindView, DiffLineView, TextDiffView};
use crate::view::count;

/// The lines of both texts in order.
pub(super) fn lines(before: &str, after: &str) -> TextDiffView {
    let diff = TextDiff::from_lines(before, after);
    let number = |index: Option<usize>| index.map(|index| count(index + 1));
    let lines: Vec<DiffLineView> = diff
        .iter_all_changes()
        .map(|change| DiffLineView {
            kind: match change.tag() {
                ChangeTag::Equal => DiffKindView::Same,
                ChangeTag::Insert => DiffKindView::Added,
                ChangeTag::Delete => DiffKindView::Removed,
            },
            before: number(change.old_index()),
            after: number(change.new_index()),
            text: change.value().trim_end_matches(['\r', '\n']).to_owned(),
        })
        .collect();
    let of = |kind: DiffKindView| count(lines.iter().filter(|line| line.kind == kind).count());
    TextDiffView {
        added: of(DiffKindView::Added),
        removed: of(DiffKindView::Removed),
        same_value: PolicyDocument::new(before).same_value(&PolicyDocument::new(after)),
        lines,
    }
}
