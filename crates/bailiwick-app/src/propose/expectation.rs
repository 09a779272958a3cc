//! Saving and deleting expectations.

use std::collections::BTreeMap;

use iam_directory::{Operation, SavedExpectation};
use iam_names::EntityId;

use super::{Maker, counted};
use crate::contract::expect::NewExpectation;
use crate::error::CommandError;
use crate::simulate::expectations::expected;

impl Maker<'_> {
    /// Saves expectations, each over the one of its id or its name.
    pub(super) fn save_expectations(
        &mut self,
        expectations: &[NewExpectation],
    ) -> Result<(), CommandError> {
        for (place, new) in expectations.iter().enumerate() {
            let field = match expectations {
                [_] => String::new(),
                _ => format!("expectations[{place}]."),
            };
            let saved = self.saved(new, &field)?;
            let known = self.account.planned().expectation(saved.id);
            if known.is_none_or(|known| **known != saved) {
                let expectation = Box::new(saved);
                self.operations
                    .push(Operation::PutExpectation { expectation });
            }
        }
        let (title, done) = match expectations {
            [one] => (
                format!("Save the expectation {}", one.name.trim()),
                format!("Expectation {} saved", one.name.trim()),
            ),
            many => {
                let many = counted(many.len(), "expectation");
                (format!("Save {many}"), format!("{many} saved"))
            }
        };
        self.titled(title, done);
        Ok(())
    }

    /// Deletes expectations.
    pub(super) fn delete_expectations(&mut self, ids: &[String]) -> Result<(), CommandError> {
        let mut names = Vec::new();
        for id in ids {
            let id = self.fields.id(id, "expectation")?;
            let held = self.account.planned().expectation(id);
            let held = held.ok_or_else(|| CommandError::not_found("expectation"))?;
            names.push(held.name.clone());
            self.operations
                .push(Operation::DeleteExpectation { expectation: id });
        }
        let (title, done) = match names.as_slice() {
            [name] => (
                format!("Delete the expectation {name}"),
                format!("Expectation {name} deleted"),
            ),
            many => {
                let many = counted(many.len(), "expectation");
                (format!("Delete {many}"), format!("{many} deleted"))
            }
        };
        self.titled(title, done);
        Ok(())
    }

    fn saved(
        &mut self,
        new: &NewExpectation,
        field: &str,
    ) -> Result<SavedExpectation, CommandError> {
        let name = new.name.trim();
        let named = self
            .account
            .planned()
            .expectations()
            .find(|held| held.name.to_lowercase() == name.to_lowercase());
        let id = match (new.id.as_str(), named) {
            ("", Some(held)) => held.id,
            ("", None) => self.environment.new_id()?,
            (id, _) => self.fields.id(id, "expectation")?,
        };
        if self.entity.is_none() {
            self.entity = Some(id);
        }
        for (index, given) in new.context.iter().enumerate() {
            if !given.key.contains(':') {
                self.fields.wrong(
                    &format!("{field}context[{index}].key"),
                    &format!("`{}` is no condition key", given.key),
                    "a key has a prefix: `aws:SourceIp`, `s3:prefix`",
                );
            }
        }
        let resource = new.resource.trim();
        let context: BTreeMap<String, Vec<String>> = new
            .context
            .iter()
            .map(|given| (given.key.trim().to_owned(), given.values.clone()))
            .collect();
        Ok(SavedExpectation {
            id,
            name: name.to_owned(),
            principal: self.principal_arn(new.principal.trim()),
            action: new.action.trim().to_owned(),
            resource: (!resource.is_empty()).then(|| resource.to_owned()),
            context,
            expected: expected(new.expected),
            note: new.note.trim().to_owned(),
        })
    }

    /// The ARN of a user or role named by its local id; whoever is named otherwise stays as typed.
    fn principal_arn(&self, text: &str) -> String {
        let Ok(id) = text.parse::<EntityId>() else {
            return text.to_owned();
        };
        let planned = self.account.planned();
        let settings = self.account.settings();
        let user = planned
            .user(id)
            .map(|it| settings.arn("user", &it.path, it.name.as_str()));
        let role = || {
            let role = planned.role(id)?;
            Some(settings.arn("role", &role.path, role.name.as_str()))
        };
        user.or_else(role)
            .map_or_else(|| text.to_owned(), |arn| arn.to_string())
    }
}
