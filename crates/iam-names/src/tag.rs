//! Tag keys and values.

mod marks;

use crate::error::NameKind;
use crate::text::{Shape, compared_without_case, name};
use marks::ALPHABETIC_BUT_NO_LETTER;

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

/// The API's pattern `[\p{L}\p{Z}\p{N}_.:/=+\-@]`, by Unicode's general categories.
///
/// The standard library has N exactly (`is_numeric`), and Z as `White_Space` without its controls;
/// its `is_alphabetic` is the property Alphabetic, which is L and N's letters and the characters
/// of [`ALPHABETIC_BUT_NO_LETTER`]. So vowel signs of Indic scripts are refused, as AWS does.
fn is_tag_character(character: char) -> bool {
    match character {
        _ if character.is_ascii_alphanumeric() => true,
        ' ' | '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@' => true,
        _ if character.is_numeric() => true,
        _ if character.is_whitespace() => !character.is_control(),
        _ => character.is_alphabetic() && !is_alphabetic_but_no_letter(character),
    }
}

fn is_alphabetic_but_no_letter(character: char) -> bool {
    let above = ALPHABETIC_BUT_NO_LETTER.partition_point(|(_, last)| *last < character);
    ALPHABETIC_BUT_NO_LETTER
        .get(above)
        .is_some_and(|(first, _)| *first <= character)
}
