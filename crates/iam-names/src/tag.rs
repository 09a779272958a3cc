//! Tag keys and values.

use crate::error::NameKind;
use crate::text::{Shape, compared_without_case, name};

name! {
    /// A tag's key. IAM keeps its case and lets no second key differ by case alone.
    ///
    /// See "Tags for AWS Identity and Access Management resources" in the IAM user guide.
    TagKey, |text| {
        Shape { kind: NameKind::TagKey, min: 1, max: 128, allows: is_tag_character }.check(text)
    }
}

compared_without_case!(TagKey);

impl TagKey {
    /// Whether the key is one of AWS's own, which nobody else may set: it begins with `aws:`.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        self.as_str()
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
    }
}

name! {
    /// A tag's value; may be empty, and its case counts.
    TagValue, |text| {
        Shape { kind: NameKind::TagValue, min: 0, max: 256, allows: is_tag_character }.check(text)
    }
}

/// The API's pattern `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
fn is_tag_character(character: char) -> bool {
    character.is_alphabetic()
        || character.is_numeric()
        || (character.is_whitespace() && !character.is_control())
        || matches!(character, '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@')
}
