//! Who could be given something: people of the account, and people on a pasted list.

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{Account, HandOff, User};
use iam_exchange::email_draft::EmailAddress;
use iam_exchange::instructions::{Language, Placeholder, Template};
use iam_exchange::people_list::{self, PeopleList};
use iam_names::{EntityId, Timestamp};

use super::plan::{access_key, mfa_seed, password, ssh_key};
use super::record::{status, status_word};
use crate::App;
use crate::contract::Nothing;
use crate::contract::change::FieldErrorView;
use crate::contract::handoff::{
    HandOffLanguageView, HandOffPeopleRequest, HandOffPersonView, HandOffTextsView,
    ListedPersonView, PeopleListView, ReadPeopleRequest,
};
use crate::error::{Code, CommandError};
use crate::session::{Session, account};

/// The largest list that is read: 5,000 people with everything take about a tenth of it.
const LARGEST: usize = 8 << 20;

impl App {
    /// What people could be given, by name.
    pub fn hand_off_people(
        &self,
        request: &HandOffPeopleRequest,
    ) -> Result<Vec<HandOffPersonView>, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let mut wanted = BTreeSet::new();
        for id in &request.users {
            let id: EntityId = id.parse().map_err(|_| CommandError::not_found("user"))?;
            wanted.insert(id);
        }
        if !request.group.is_empty() {
            let group: EntityId = request
                .group
                .parse()
                .map_err(|_| CommandError::not_found("group"))?;
            wanted.extend(account.planned().members(group).map(|user| user.id));
        }
        let mut last: BTreeMap<EntityId, &HandOff> = BTreeMap::new();
        for hand_off in account.planned().hand_offs() {
            let held = last.entry(hand_off.user).or_insert(hand_off);
            if held.drafted < hand_off.drafted {
                *held = hand_off;
            }
        }
        let mut people: Vec<_> = wanted
            .into_iter()
            .filter_map(|id| account.planned().user(id))
            .map(|user| person(&session, user, last.get(&user.id).copied(), now))
            .collect();
        people.sort_by_key(|it| it.user_name.to_lowercase());
        Ok(people)
    }

    /// Reads a pasted list of people. Nothing is made.
    pub fn read_people(&self, request: &ReadPeopleRequest) -> Result<PeopleListView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        if request.text.len() > LARGEST {
            return Err(too_large());
        }
        Ok(listed(account, people_list::read(&request.text)))
    }

    /// Reads a file with a list of people. Nothing is made.
    pub fn read_people_file(
        &self,
        account_id: &str,
        path: &std::path::Path,
    ) -> Result<PeopleListView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, account_id)?;
        let not_read = |error: std::io::Error| {
            CommandError::new(Code::FileNotRead, format!("the file was not read: {error}"))
                .help("choose a text file with one person a line")
                .at(path.display().to_string())
        };
        let size = std::fs::metadata(path).map_err(not_read)?.len();
        if size > LARGEST as u64 {
            return Err(too_large().at(path.display().to_string()));
        }
        let bytes = std::fs::read(path).map_err(not_read)?;
        Ok(listed(account, people_list::read_bytes(&bytes)))
    }

    /// The letters of each language, to be edited.
    pub fn hand_off_texts(&self, _: &Nothing) -> Result<HandOffTextsView, CommandError> {
        Ok(HandOffTextsView {
            languages: Language::ALL
                .into_iter()
                .map(|language| {
                    let (subject, body) = Template::text_of(language);
                    HandOffLanguageView {
                        tag: language.tag().to_owned(),
                        name: language.own_name().to_owned(),
                        subject: subject.to_owned(),
                        body: body.to_owned(),
                    }
                })
                .collect(),
            placeholders: Placeholder::ALL
                .iter()
                .map(|it| it.word().to_owned())
                .collect(),
        })
    }
}

fn too_large() -> CommandError {
    CommandError::new(Code::InvalidField, "the list is larger than 8 MiB")
        .help("5,000 users are AWS's quota for an account: split the list")
        .at("text")
}

fn person(
    session: &Session,
    user: &User,
    last: Option<&HandOff>,
    now: Timestamp,
) -> HandOffPersonView {
    let contact = user.contact.clone().unwrap_or_default();
    let text = |it: Option<String>| it.unwrap_or_default();
    HandOffPersonView {
        user: user.id.to_string(),
        user_name: user.name.to_string(),
        email: text(
            contact
                .email
                .map(|it| it.to_string())
                .or_else(|| known_address(user)),
        ),
        language: text(contact.language),
        recipient: text(contact.recipient),
        console: user.login_profile.is_some(),
        password: text(password(session, user).map(|id| id.to_string())),
        reset_required: user
            .login_profile
            .as_ref()
            .is_some_and(|it| it.reset_required),
        access_key: text(access_key(session, user).map(|key| key.id.to_string())),
        mfa_seed: mfa_seed(session, user).is_some(),
        mfa_enabled: user.has_mfa(),
        ssh_key: ssh_key(user).is_some(),
        last: last.map_or_else(String::new, |it| status_word(status(it, now)).to_owned()),
    }
}

/// An address that the directory tells: a tag by which teams keep it, or a user name that is one.
fn known_address(user: &User) -> Option<String> {
    let is_address = |text: &str| text.parse::<EmailAddress>().is_ok();
    let tag = user.tags.iter().find(|(key, value)| {
        let key = key
            .as_str()
            .to_lowercase()
            .replace(['-', '_', ' ', ':'], "");
        ["email", "mail", "emailaddress"].contains(&key.as_str()) && is_address(value.as_str())
    });
    let tag = tag.map(|(_, value)| value.to_string());
    tag.or_else(|| is_address(user.name.as_str()).then(|| user.name.to_string()))
}

fn listed(account: &Account, list: PeopleList) -> PeopleListView {
    let mut problems: Vec<FieldErrorView> = list
        .problems
        .iter()
        .map(|problem| FieldErrorView {
            field: problem.at(),
            code: Code::InvalidField.as_str().to_owned(),
            message: problem.fault.to_string(),
            help: problem.fault.help().to_owned(),
        })
        .collect();
    let mut people = Vec::with_capacity(list.people.len());
    for person in list.people {
        let mut groups = Vec::new();
        for name in &person.groups {
            match account.planned().group_named(name) {
                Some(group) => groups.push(group.id.to_string()),
                None => problems.push(FieldErrorView {
                    field: format!("line {}", person.line),
                    code: "NoSuchEntity".to_owned(),
                    message: format!("there is no group `{name}`"),
                    help: "make the group first, or leave it out".to_owned(),
                }),
            }
        }
        let user = account.planned().user_named(person.user_name.as_str());
        let text = |it: Option<String>| it.unwrap_or_default();
        people.push(ListedPersonView {
            line: crate::view::count(person.line),
            user_name: person.user_name.to_string(),
            made: person.made,
            name: text(person.person.map(|it| it.to_string())),
            email: text(person.email.map(|it| it.to_string())),
            language: text(person.language.map(|it| it.tag().to_owned())),
            recipient: text(person.recipient),
            groups,
            user: user.map_or_else(String::new, |it| it.id.to_string()),
        });
    }
    PeopleListView {
        people,
        problems,
        ignored_columns: list.ignored_columns,
    }
}
