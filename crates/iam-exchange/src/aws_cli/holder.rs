//! What users, groups and roles have in common: they hold policies.

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{InlinePolicy, PolicyRef, Tags};
use iam_names::{Arn, NameKey};

use super::Way;
use super::shell::{Pen, document, option};
use crate::reference;

/// A user, group or role, as far as policies go.
pub(super) struct Holder<'a> {
    /// `user`, `group` or `role`.
    pub(super) word: &'static str,
    pub(super) name: &'a str,
    pub(super) attached: &'a BTreeSet<PolicyRef>,
    pub(super) inline: &'a BTreeMap<NameKey, InlinePolicy>,
    pub(super) boundary: Option<&'a PolicyRef>,
    pub(super) tags: Option<&'a Tags>,
}

impl Holder<'_> {
    fn named(&self) -> String {
        option(&format!("{}-name", self.word), self.name)
    }

    fn attached_in(&self, way: &Way<'_>, before: bool) -> BTreeSet<Arn> {
        let directory = if before { way.from } else { way.to };
        let arn = |policy| reference::arn(way.settings, directory, policy);
        self.attached.iter().filter_map(arn).collect()
    }

    /// Takes away what the holder has had and shall not have.
    pub(super) fn take(&self, before: &Holder<'_>, way: &Way<'_>, pen: &mut Pen) {
        let (word, named) = (self.word, self.named());
        let keep = self.attached_in(way, false);
        for arn in before.attached_in(way, true).difference(&keep) {
            let arn = option("policy-arn", arn.as_str());
            pen.remove(&format!("detach-{word}-policy {named} {arn}"));
        }
        for (key, policy) in before.inline {
            if !self.inline.contains_key(key) {
                let policy = option("policy-name", policy.name.as_str());
                pen.remove(&format!("delete-{word}-policy {named} {policy}"));
            }
        }
        if before.boundary.is_some() && self.boundary.is_none() {
            pen.remove(&format!("delete-{word}-permissions-boundary {named}"));
        }
        if let (Some(had), Some(tags)) = (before.tags, self.tags) {
            untag(word, &named, had, tags, pen);
        }
    }

    /// Gives the holder what it shall have and has not.
    pub(super) fn give(&self, before: Option<&Holder<'_>>, way: &Way<'_>, pen: &mut Pen) {
        let (word, named) = (self.word, self.named());
        let arn_before = |policy| reference::arn(way.settings, way.from, policy);
        let boundary = self
            .boundary
            .and_then(|policy| reference::arn(way.settings, way.to, policy));
        // With `create-user` and `create-role` it is there from the first moment on.
        if let (Some(before), Some(arn)) = (before, &boundary)
            && before.boundary.and_then(arn_before).as_ref() != Some(arn)
        {
            let arn = option("permissions-boundary", arn.as_str());
            pen.run(&format!("put-{word}-permissions-boundary {named} {arn}"));
        }
        for (key, policy) in self.inline {
            let had = before.and_then(|before| before.inline.get(key));
            if had.is_some_and(|had| had.document.same_value(&policy.document)) {
                continue;
            }
            pen.run(&format!(
                "put-{word}-policy {named} {} {}",
                option("policy-name", policy.name.as_str()),
                document("policy-document", policy.document.text())
            ));
        }
        let had = before.map(|before| before.attached_in(way, true));
        for arn in self.attached_in(way, false) {
            if had.as_ref().is_some_and(|had| had.contains(&arn)) {
                continue;
            }
            let arn = option("policy-arn", arn.as_str());
            pen.run(&format!("attach-{word}-policy {named} {arn}"));
        }
        if let (Some(before), Some(tags)) = (before, self.tags) {
            tag(word, &named, before.tags, tags, pen);
        }
    }

    /// The options that `create-user` and `create-role` take.
    pub(super) fn creation(&self, way: &Way<'_>) -> String {
        let mut options = String::new();
        if let Some(arn) = self
            .boundary
            .and_then(|policy| reference::arn(way.settings, way.to, policy))
        {
            options.push(' ');
            options.push_str(&option("permissions-boundary", arn.as_str()));
        }
        if let Some(tags) = self.tags.filter(|tags| !tags.is_empty()) {
            options.push(' ');
            options.push_str(&tags_option(tags));
        }
        options
    }
}

/// Takes away the tags that something shall not have any more.
pub(super) fn untag(word: &str, named: &str, had: &Tags, tags: &Tags, pen: &mut Pen) {
    let gone: Vec<&str> = had
        .keys()
        .filter(|key| !tags.contains_key(*key))
        .map(AsRef::as_ref)
        .collect();
    if !gone.is_empty() {
        let keys = option("tag-keys", &serde_json::json!(gone).to_string());
        pen.remove(&format!("untag-{word} {named} {keys}"));
    }
}

/// Gives the tags that are new or have another value.
pub(super) fn tag(word: &str, named: &str, had: Option<&Tags>, tags: &Tags, pen: &mut Pen) {
    let new: Tags = tags
        .iter()
        .filter(|(key, value)| had.and_then(|had| had.get(*key)) != Some(*value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !new.is_empty() {
        pen.run(&format!("tag-{word} {named} {}", tags_option(&new)));
    }
}

/// Tags as the AWS CLI takes them without a word of shorthand.
pub(super) fn tags_option(tags: &Tags) -> String {
    let list: Vec<_> = tags
        .iter()
        .map(|(key, value)| serde_json::json!({ "Key": key.as_str(), "Value": value.as_str() }))
        .collect();
    option("tags", &serde_json::Value::from(list).to_string())
}
