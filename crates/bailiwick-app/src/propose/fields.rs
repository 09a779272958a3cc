//! Raw strings of a request, parsed; every mistake is kept beside its field.

use iam_directory::Tags;
use iam_names::{EntityId, ParseNameError, TagKey, TagValue};

use crate::contract::change::FieldErrorView;
use crate::contract::directory::TagView;
use crate::error::{Code, CommandError};

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Fields {
    errors: Vec<FieldErrorView>,
}

impl Fields {
    /// Every mistake, in the order of the fields.
    pub(crate) fn finish(self) -> Vec<FieldErrorView> {
        self.errors
    }

    /// Notes a mistake.
    pub(crate) fn refuse(&mut self, field: &str, code: &str, message: &str, help: &str) {
        self.errors.push(FieldErrorView {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }

    /// Notes a mistake that the field itself can mend.
    pub(crate) fn wrong(&mut self, field: &str, message: &str, help: &str) {
        self.refuse(field, Code::InvalidField.as_str(), message, help);
    }

    /// Whether none was found so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// A name; none when it is none, and the mistake is noted.
    pub(crate) fn parse<T: std::str::FromStr<Err = ParseNameError>>(
        &mut self,
        text: &str,
        field: &str,
    ) -> Option<T> {
        self.noted(text.parse(), field, ParseNameError::help)
    }

    /// What was read; none when it was not, and the mistake is noted.
    pub(crate) fn noted<T, E: std::fmt::Display>(
        &mut self,
        read: Result<T, E>,
        field: &str,
        help: impl FnOnce(&E) -> &'static str,
    ) -> Option<T> {
        read.map_err(|error| {
            self.wrong(field, &error.to_string(), help(&error));
        })
        .ok()
    }

    /// A local id. The window got it from us: a broken one is no field's mistake.
    #[expect(clippy::unused_self, reason = "reads like the other doors at the call")]
    pub(crate) fn id(&self, text: &str, what: &str) -> Result<EntityId, CommandError> {
        text.parse().map_err(|_| CommandError::not_found(what))
    }

    /// Tags; mistakes are noted as `tags[1].key`.
    pub(crate) fn tags(&mut self, tags: &[TagView]) -> Tags {
        let mut parsed = Tags::new();
        for (index, tag) in tags.iter().enumerate() {
            let key: Option<TagKey> = self.parse(&tag.key, &format!("tags[{index}].key"));
            let value: Option<TagValue> = self.parse(&tag.value, &format!("tags[{index}].value"));
            if let (Some(key), Some(value)) = (key, value) {
                if parsed.keys().any(|held| held.same_name(&key)) {
                    self.wrong(
                        &format!("tags[{index}].key"),
                        &format!(
                            "the tag key `{key}` is given twice, and AWS compares without case"
                        ),
                        "keep one of them",
                    );
                } else {
                    parsed.insert(key, value);
                }
            }
        }
        parsed
    }

    /// A text that AWS keeps as a tag's value, such as an access key's description.
    pub(crate) fn tag_value(&mut self, text: &str, field: &str) -> String {
        self.parse::<TagValue>(text, field)
            .map_or_else(String::new, |value| value.to_string())
    }
}
