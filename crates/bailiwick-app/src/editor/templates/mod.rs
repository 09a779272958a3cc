//! Templates for the common wishes: a document with blanks, and the promises it keeps by itself,
//! each asked of the simulator. A template that breaks a promise fails a test.

mod promise;
#[cfg(test)]
mod tests;
mod wishes;

use iam_directory::AccountSettings;

use self::promise::Promise;
use self::wishes::WISHES;
use crate::contract::editor::{
    BlankView, FillTemplateRequest, FilledTemplateView, PromiseView, TemplateView,
};
use crate::error::CommandError;
use crate::propose::Fields;

/// A template.
struct Template {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    blanks: &'static [Blank],
    /// The document, with `<Name>` for blanks, and for what the account knows.
    document: &'static str,
    promises: &'static [Promise],
}

/// A blank of a template.
struct Blank {
    name: &'static str,
    label: &'static str,
    value: &'static str,
    help: &'static str,
    /// What may stand in it.
    kind: BlankKind,
}

/// What may stand in a blank.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BlankKind {
    /// A bucket's name.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
    Bucket,
    /// A tag's key or value, or a policy variable.
    Tag,
    /// Regions, with commas in between.
    Regions,
}

/// Every template, for a list.
pub(super) fn all() -> Vec<TemplateView> {
    WISHES
        .iter()
        .map(|template| TemplateView {
            id: template.id.to_owned(),
            title: template.title.to_owned(),
            text: template.text.to_owned(),
            blanks: template
                .blanks
                .iter()
                .map(|blank| BlankView {
                    name: blank.name.to_owned(),
                    label: blank.label.to_owned(),
                    value: blank.value.to_owned(),
                    help: blank.help.to_owned(),
                })
                .collect(),
        })
        .collect()
}

/// A template filled in for an account, with what became of its promises.
pub(super) fn fill(
    settings: &AccountSettings,
    request: &FillTemplateRequest,
) -> Result<FilledTemplateView, CommandError> {
    let template = WISHES
        .iter()
        .find(|template| template.id == request.template)
        .ok_or_else(|| CommandError::not_found("template"))?;
    let mut fields = Fields::default();
    let mut blanks: Vec<(&str, String)> = Vec::new();
    for blank in template.blanks {
        let given = request.blanks.iter().find(|given| given.name == blank.name);
        let value = given.map_or(blank.value, |given| given.value.trim());
        if let Some((message, help)) = blank.kind.mistake(value) {
            fields.wrong(blank.name, &message, help);
        }
        blanks.push((blank.name, value.to_owned()));
    }
    if !fields.is_empty() {
        return Ok(FilledTemplateView {
            text: String::new(),
            errors: fields.finish(),
            promises: Vec::new(),
        });
    }
    // What a variable stands for when alice calls.
    if let Some((_, value)) = blanks.iter().find(|(name, _)| *name == "TagValue") {
        blanks.push((
            "TagValue.resolved",
            value.replace("${aws:username}", "alice"),
        ));
    }
    blanks.push(("Partition", settings.partition.as_str().to_owned()));
    blanks.push(("Account", settings.account_id.to_string()));
    let text = filled(template.document, &blanks);
    let promises = template
        .promises
        .iter()
        .map(|promise| PromiseView {
            sentence: filled(promise.sentence, &blanks),
            holds: promise.holds(&text, &blanks),
        })
        .collect();
    Ok(FilledTemplateView {
        text,
        errors: fields.finish(),
        promises,
    })
}

/// A text with what stands in its blanks. A list in quotes becomes several strings; `<Name.0>` is
/// its first.
fn filled(text: &str, blanks: &[(&str, String)]) -> String {
    let mut text = text.to_owned();
    for (name, value) in blanks {
        let items: Vec<&str> = value.split(',').map(str::trim).collect();
        text = text.replace(&format!("<{name}.0>"), items.first().unwrap_or(&""));
        let listed: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
        text = text.replace(
            &format!("[\"<{name}>\"]"),
            &format!("[{}]", listed.join(", ")),
        );
        text = text.replace(&format!("<{name}>"), value);
    }
    text
}

impl BlankKind {
    /// What is wrong with a value, and what to do.
    fn mistake(self, value: &str) -> Option<(String, &'static str)> {
        let fits = match self {
            Self::Bucket => {
                let legal = |byte: u8| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte)
                };
                (3..=63).contains(&value.len()) && value.bytes().all(legal)
            }
            Self::Tag => {
                let length = value.chars().count();
                (1..=128).contains(&length) && !value.contains(['"', '\\', ',', '*', '?'])
            }
            Self::Regions => value.split(',').map(str::trim).all(|region| {
                region.contains('-')
                    && region.ends_with(|it: char| it.is_ascii_digit())
                    && region
                        .bytes()
                        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
            }),
        };
        if fits {
            return None;
        }
        let (what, help) = match self {
            Self::Bucket => (
                "a bucket's name",
                "it has 3 to 63 lower-case letters, digits, dots and hyphens",
            ),
            Self::Tag => (
                "part of a tag",
                "it has 1 to 128 characters, and no quotes, commas or wildcards",
            ),
            Self::Regions => (
                "a list of regions",
                "write them with commas in between: `eu-central-1, eu-west-1`",
            ),
        };
        Some(if value.is_empty() {
            (format!("{what} is missing"), help)
        } else {
            (format!("`{value}` is not {what}"), help)
        })
    }
}
