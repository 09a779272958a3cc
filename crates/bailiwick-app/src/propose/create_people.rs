//! Many users at once, as a list of people names them: one change set, one undo.

use std::collections::BTreeSet;

use iam_directory::{Contact, Operation, User};
use iam_names::{EmailAddress, ParseEmailAddressError, Path};

use super::{Maker, counted};
use crate::contract::change::{NewPassword, NewPeople, NewPerson};
use crate::error::CommandError;

impl Maker<'_> {
    pub(super) fn create_people(&mut self, new: &NewPeople) -> Result<(), CommandError> {
        let count = counted(new.people.len(), "user");
        self.titled(format!("Create {count}"), format!("{count} created"));
        if new.people.is_empty() {
            let help = "paste a list, or choose people who are there";
            self.fields.wrong("people", "the list names nobody", help);
        }
        for (at, person) in new.people.iter().enumerate() {
            self.create_person(new, person, at)?;
        }
        Ok(())
    }

    fn create_person(
        &mut self,
        new: &NewPeople,
        person: &NewPerson,
        at: usize,
    ) -> Result<(), CommandError> {
        let field = |name: &str| format!("people[{at}].{name}");
        let Some(name) = self.fields.parse(&person.user_name, &field("user_name")) else {
            return Ok(());
        };
        let id = self.environment.new_id()?;
        let user = User::new(id, name, Path::root());
        self.operations.push(Operation::CreateUser {
            user: id,
            name: user.name.clone(),
            path: user.path.clone(),
            created: self.created(),
        });
        let groups: BTreeSet<&String> = person.groups.iter().chain(&new.groups).collect();
        for group in groups {
            let group = self.fields.id(group, "group")?;
            self.operations
                .push(Operation::AddUserToGroup { user: id, group });
        }
        self.attach(id, &new.policies)?;
        let email = match person.email.as_str() {
            "" => None,
            text => self.fields.noted(
                text.parse::<EmailAddress>(),
                &field("email"),
                ParseEmailAddressError::help,
            ),
        };
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let contact = Contact {
            email,
            language: given(&person.language),
            recipient: given(&person.recipient),
        };
        if contact != Contact::default() {
            self.operations.push(Operation::SetContact {
                user: id,
                contact: Some(contact),
            });
        }
        if new.console {
            // Generated for each: nobody is given a password that others were given, too.
            let password = NewPassword::Generated {
                pronounceable: false,
            };
            self.give_password(&user, &password, true, "password")?;
        }
        if new.access_key {
            self.give_access_key(&user, "")?;
        }
        Ok(())
    }
}
