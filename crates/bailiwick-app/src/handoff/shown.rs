//! What a hand-off says of itself before and after: who is given what, the letter, what to tell.

use iam_directory::AccountKind;
use iam_names::EntityId;

use super::plan::{Plan, Receiver};
use crate::contract::handoff::{
    HandOffLetterView, HandOffPlanView, HandOffTellKind, HandOffTellView, SecretsWay,
};

/// What is told by voice: secrets that go by no file.
pub(super) fn tell(plan: &Plan<'_>) -> Vec<HandOffTellView> {
    if plan.way != SecretsWay::Screen {
        return Vec::new();
    }
    plan.people
        .iter()
        .flat_map(|receiver| {
            let of_kind = |id: Option<EntityId>, kind| {
                id.map(|id| HandOffTellView {
                    credential: id.to_string(),
                    kind,
                    user: receiver.user.id.to_string(),
                    user_name: receiver.user.name.to_string(),
                })
            };
            let password = of_kind(receiver.password, HandOffTellKind::Password);
            let key = of_kind(
                receiver.access_key.map(|key| key.id),
                HandOffTellKind::AccessKey,
            );
            password.into_iter().chain(key)
        })
        .collect()
}

pub(super) fn told(plan: &Plan<'_>, receiver: &Receiver<'_>) -> HandOffPlanView {
    let way = match plan.way {
        SecretsWay::Screen => "told by you",
        SecretsWay::Sheet => "on a printed sheet",
        SecretsWay::Csv => "in a CSV file",
        SecretsWay::Encrypted if receiver.recipient.is_some() => "encrypted to the own key",
        SecretsWay::Encrypted => "encrypted with a passphrase",
    };
    let letter = plan.letter.then(|| match &receiver.email {
        Some(to) => format!("instructions by e-mail to {to}"),
        None => "instructions as an e-mail draft without an address".to_owned(),
    });
    let secrets = [
        (receiver.password.is_some(), "password"),
        (receiver.access_key.is_some(), "access key"),
        (receiver.mfa.is_some(), "MFA device"),
    ];
    let secrets = secrets
        .into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, what)| format!("{what} {way}"));
    HandOffPlanView {
        user: receiver.user.id.to_string(),
        user_name: receiver.user.name.to_string(),
        gets: letter.into_iter().chain(secrets).collect(),
        missing: receiver.missing.clone(),
    }
}

pub(super) fn letter(plan: &Plan<'_>, receiver: &Receiver<'_>) -> HandOffLetterView {
    let draft = plan.draft(receiver);
    let to = match (&receiver.email, &receiver.name) {
        (Some(address), Some(name)) => format!("{name} <{address}>"),
        (Some(address), None) => address.to_string(),
        (None, _) => String::new(),
    };
    HandOffLetterView {
        user: receiver.user.id.to_string(),
        to,
        language: receiver.language.tag().to_owned(),
        subject: draft.subject().to_owned(),
        text: draft.text().to_owned(),
        mailto: plan.way != SecretsWay::Encrypted && draft.mailto().is_ok(),
    }
}

/// What a person should know, each once.
pub(super) fn notes(plan: &Plan<'_>) -> Vec<String> {
    let nobody = plan.people.iter().filter(|it| it.email.is_none()).count();
    let writes = plan.writes_secrets();
    let some = |holds: bool, text: &str| holds.then(|| text.to_owned());
    [
        some(
            plan.letter && nobody > 0,
            "Some drafts have no address: fill it in when you send them.",
        ),
        some(
            writes && plan.way == SecretsWay::Sheet,
            "The sheets hold secrets that anybody can read: print them, hand them over, delete the file.",
        ),
        some(
            writes && plan.way == SecretsWay::Csv,
            "The CSV files hold secrets that anybody can read: never send them by e-mail, and delete them after use.",
        ),
        some(
            writes
                && plan.way == SecretsWay::Encrypted
                && plan.people.iter().any(|it| it.recipient.is_none()),
            "Tell each passphrase by another way than e-mail. It is kept until the vault is locked.",
        ),
        some(
            plan.letter,
            "On a Mac, Mail opens a draft for reading: choose Message > Send Again.",
        ),
        some(
            plan.account.settings().kind == AccountKind::Aws,
            "What is planned here is valid once AWS has it: run the script before people sign in.",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
