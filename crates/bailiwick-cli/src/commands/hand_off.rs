//! `bailiwick hand-off …`

use std::collections::BTreeMap;
use std::path::Path;

use bailiwick_app::contract::RowsRequest;
use bailiwick_app::contract::account::AccountView;
use bailiwick_app::contract::change::{NewPeople, NewPerson, Proposal, ProposalRequest};
use bailiwick_app::contract::handoff::{
    HandOffDoneView, HandOffItems, HandOffMark, HandOffPeopleRequest, HandOffPersonRequest,
    HandOffPreviewView, HandOffRequest, HandOffRowView, HandOffTellKind, ListedPersonView,
    MarkHandOffsRequest, PreviewHandOffRequest, SecretsWay, TemplateRequest,
};
use bailiwick_app::contract::secret::{CsvFormat, RevealRequest};
use bailiwick_app::{App, HandOffPlace};
use serde::Serialize;

use super::{Page, questions};
use crate::arguments::{
    CsvFormatArgument, GiveArguments, HandOffCommand, InAccount, ItemArgument, MarkArgument,
    MarkArguments, SecretsArgument,
};
use crate::failure::{Failure, warn};
use crate::{open, output};

/// What would be handed over.
#[derive(Serialize)]
struct Planned<'a> {
    #[serde(flatten)]
    preview: &'a HandOffPreviewView,
}

/// What was handed over.
#[derive(Serialize)]
struct Given<'a> {
    #[serde(flatten)]
    done: &'a HandOffDoneView,
    /// Passphrases by user name, only with `--show`.
    passphrases: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Listed {
    hand_offs: Vec<HandOffRowView>,
}

pub(super) fn run(command: &HandOffCommand, json: bool) -> Result<(), Failure> {
    match command {
        HandOffCommand::Give(give) => self::give(give, json),
        HandOffCommand::List(place) => list(place, json),
        HandOffCommand::Mark(mark) => self::mark(mark, json),
    }
}

fn give(give: &GiveArguments, json: bool) -> Result<(), Failure> {
    if give.users.is_empty() && give.group.is_none() && give.people.is_none() {
        return Err(Failure::usage(
            "nobody is named",
            "name people with `--user`, `--group` or `--people FILE`",
        ));
    }
    let (app, account) = open::account(&give.place)?;
    let listed = listed(&app, &account, give)?;
    let request = request(&app, &account, give, &listed)?;
    let preview = app.preview_hand_off(&PreviewHandOffRequest {
        hand_off: request.clone(),
        show: String::new(),
    })?;
    for person in &preview.people {
        for missing in &person.missing {
            warn(missing);
        }
    }
    let makes_passphrase = request.secrets == SecretsWay::Encrypted
        && request
            .people
            .iter()
            .any(|person| person.recipient.is_empty());
    if makes_passphrase && !give.show && !give.plan {
        return Err(Failure::usage(
            "nobody could reach the passphrases that would be made",
            "add `--show`, which prints each once, or give every person a public key",
        ));
    }
    let Some(out) = give.out.as_deref().filter(|_| !give.plan) else {
        return planned(&preview, json);
    };
    let done = app.hand_off(&request, place(out, &preview))?;
    given(&app, &done, json)
}

fn place<'a>(out: &'a Path, preview: &HandOffPreviewView) -> HandOffPlace<'a> {
    if preview.files.is_empty() {
        HandOffPlace::Nowhere
    } else {
        HandOffPlace::Folder(out)
    }
}

/// The people of the list, with those made who are no users yet.
fn listed(
    app: &App,
    account: &AccountView,
    give: &GiveArguments,
) -> Result<Vec<ListedPersonView>, Failure> {
    let Some(file) = &give.people else {
        return Ok(Vec::new());
    };
    let read = || app.read_people_file(&account.id, file);
    let list = read()?;
    if let Some(problem) = list.problems.first() {
        let more = list.problems.len() - 1;
        let message = if more == 0 {
            problem.message.clone()
        } else {
            format!("{} (and {more} more)", problem.message)
        };
        let place = format!("{}: {}", file.display(), problem.field);
        return Err(Failure::coded(&problem.code, message, &problem.help).at(place));
    }
    let new: Vec<_> = list
        .people
        .iter()
        .filter(|person| person.user.is_empty())
        .collect();
    let Some(first) = new.first() else {
        return Ok(list.people);
    };
    if !give.create || give.plan {
        return Err(Failure::coded(
            "not-found",
            format!("there is no user `{}`", first.user_name),
            "add `--create` to make users of those who are none yet",
        )
        .at(format!("{}: line {}", file.display(), first.line)));
    }
    let people = new.into_iter().map(|person| NewPerson {
        user_name: person.user_name.clone(),
        email: person.email.clone(),
        language: person.language.clone(),
        recipient: person.recipient.clone(),
        groups: person.groups.clone(),
    });
    let key = give.items.contains(&ItemArgument::AccessKey);
    app.change(&ProposalRequest {
        account: account.id.clone(),
        proposal: Proposal::CreatePeople(NewPeople {
            people: people.collect(),
            console: true,
            access_key: key,
            groups: Vec::new(),
            policies: Vec::new(),
        }),
    })?;
    Ok(read()?.people)
}

fn request(
    app: &App,
    account: &AccountView,
    give: &GiveArguments,
    listed: &[ListedPersonView],
) -> Result<HandOffRequest, Failure> {
    let mut users: Vec<String> = listed.iter().map(|person| person.user.clone()).collect();
    for name in &give.users {
        users.push(questions::user(app, account, name)?.id);
    }
    let group = match &give.group {
        Some(name) => questions::group(app, account, name)?.id,
        None => String::new(),
    };
    let known = app.hand_off_people(&HandOffPeopleRequest {
        account: account.id.clone(),
        users,
        group,
    })?;
    let people = known.into_iter().map(|known| {
        let told = listed.iter().find(|person| person.user == known.user);
        let pick = |told: Option<&String>, known: String, otherwise: &str| {
            let told = told.filter(|it| !it.is_empty()).cloned();
            told.unwrap_or(if known.is_empty() {
                otherwise.to_owned()
            } else {
                known
            })
        };
        HandOffPersonRequest {
            name: told.map_or_else(String::new, |it| it.name.clone()),
            email: pick(told.map(|it| &it.email), known.email, ""),
            language: pick(told.map(|it| &it.language), known.language, &give.language),
            recipient: pick(told.map(|it| &it.recipient), known.recipient, ""),
            user: known.user,
        }
    });
    Ok(HandOffRequest {
        account: account.id.clone(),
        people: people.collect(),
        items: items(&give.items),
        letter: !give.no_letter,
        secrets: match give.secrets {
            SecretsArgument::Told => SecretsWay::Screen,
            SecretsArgument::Sheet => SecretsWay::Sheet,
            SecretsArgument::Csv => SecretsWay::Csv,
            SecretsArgument::Encrypted => SecretsWay::Encrypted,
        },
        csv_format: match give.format {
            CsvFormatArgument::AwsCli => CsvFormat::AwsCli,
            CsvFormatArgument::Console => CsvFormat::Console,
            CsvFormatArgument::Legacy => CsvFormat::Legacy,
        },
        templates: template(give)?.into_iter().collect(),
        region: give.region.clone(),
        days: give.days,
        remember: !give.forget,
    })
}

fn items(wanted: &[ItemArgument]) -> HandOffItems {
    if wanted.is_empty() {
        return HandOffItems {
            password: true,
            mfa_alone: true,
            ..HandOffItems::default()
        };
    }
    HandOffItems {
        password: wanted.contains(&ItemArgument::Password),
        access_key: wanted.contains(&ItemArgument::AccessKey),
        mfa_alone: wanted.contains(&ItemArgument::Mfa),
        mfa_device: wanted.contains(&ItemArgument::MfaDevice),
        ssh_key: wanted.contains(&ItemArgument::SshKey),
        cli_profile: wanted.contains(&ItemArgument::CliProfile),
    }
}

/// A letter from a file: the subject on its first line.
fn template(give: &GiveArguments) -> Result<Option<TemplateRequest>, Failure> {
    let Some(file) = &give.template else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::coded(
            "file-not-read",
            format!("the letter was not read: {error}"),
            "name a text file in UTF-8: the subject on its first line, then the text",
        )
        .at(file.display().to_string())
    })?;
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    Ok(Some(TemplateRequest {
        language: give.language.clone(),
        subject: subject.trim().to_owned(),
        body: body.trim_start_matches(['\r', '\n']).to_owned(),
    }))
}

fn planned(preview: &HandOffPreviewView, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&Planned { preview });
    }
    let mut page = Page::default();
    for person in &preview.people {
        page.field(&person.user_name, &person.gets.join("; "));
    }
    for file in &preview.files {
        page.field("File", file);
    }
    if let Some(letter) = &preview.letter {
        page.line("")
            .field("To", &letter.to)
            .field("Subject", &letter.subject);
        page.line("").line(letter.text.trim_end());
    }
    for error in &preview.errors {
        page.field("Refused", &format!("{}: {}", error.field, error.message));
    }
    for note in &preview.notes {
        page.line(note);
    }
    output::text(&page.text)
}

fn given(app: &App, done: &HandOffDoneView, json: bool) -> Result<(), Failure> {
    let mut passphrases = BTreeMap::new();
    for tell in done
        .tell
        .iter()
        .filter(|tell| tell.kind == HandOffTellKind::Passphrase)
    {
        let revealed = app.reveal(&RevealRequest {
            credential: tell.credential.clone(),
        })?;
        passphrases.insert(tell.user_name.clone(), revealed.value);
    }
    if json {
        return output::json(&Given { done, passphrases });
    }
    let mut page = Page::default();
    for file in &done.files {
        page.field("Written", file);
    }
    for (user, passphrase) in &passphrases {
        page.field("Passphrase", &format!("{passphrase} (for {user})"));
    }
    for note in &done.notes {
        page.line(note);
    }
    output::text(&page.text)
}

fn list(place: &InAccount, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(place)?;
    let mut hand_offs: Vec<HandOffRowView> = Vec::new();
    loop {
        let rows = app.hand_offs(&RowsRequest {
            account: account.id.clone(),
            filter: String::new(),
            sort: "drafted".to_owned(),
            descending: true,
            offset: u32::try_from(hand_offs.len()).unwrap_or(u32::MAX),
            limit: 500,
        })?;
        if rows.rows.is_empty() {
            break;
        }
        hand_offs.extend(rows.rows);
    }
    if json {
        return output::json(&Listed { hand_offs });
    }
    let rows: Vec<Vec<String>> = hand_offs
        .iter()
        .map(|row| {
            vec![
                row.id.clone(),
                row.name.clone(),
                row.items.join(", "),
                row.channel.replace('_', " "),
                row.status.clone(),
                row.reminder.clone(),
            ]
        })
        .collect();
    output::text(&output::table(
        &["id", "user", "what", "how", "status", "to do"],
        &rows,
    ))
}

fn mark(mark: &MarkArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&mark.place)?;
    let done = app.mark_hand_offs(&MarkHandOffsRequest {
        account: account.id,
        hand_offs: mark.hand_offs.clone(),
        mark: match mark.mark {
            MarkArgument::Sent => HandOffMark::Sent,
            MarkArgument::Confirmed => HandOffMark::Confirmed,
            MarkArgument::Expired => HandOffMark::Expired,
            MarkArgument::FileDeleted => HandOffMark::FileDeleted,
            MarkArgument::Forgotten => HandOffMark::Forgotten,
        },
    })?;
    super::done(&done, json)
}
