//! The hand-off from a pasted list to a confirmed record, and that no secret takes a wrong way.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bailiwick_app::contract::AccountRequest;
use bailiwick_app::contract::change::{NewPeople, NewPerson, Proposal};
use bailiwick_app::contract::handoff::{
    HandOffDoneView, HandOffItems, HandOffMark, HandOffPeopleRequest, HandOffPersonRequest,
    HandOffRequest, HandOffRowView, HandOffTellKind, MailtoRequest, MarkHandOffsRequest,
    PreviewHandOffRequest, ReadPeopleRequest, SecretsWay, TemplateRequest,
};
use bailiwick_app::contract::journal::{JournalRequest, UndoRequest};
use bailiwick_app::contract::secret::CsvFormat;
use bailiwick_app::contract::vault::ConfirmPasswordRequest;
use bailiwick_app::error::CommandError;
use bailiwick_app::{App, Clock, Environment, HandOffPlace, Secret};
use iam_names::Timestamp;

use crate::support::{Desk, PASSWORD, rows};

const LIST: &str = "User name;E-mail;Name;Language\n\
                    alice;alice@example.com;Alice Smith;en\n\
                    bruno;bruno@example.com;Bruno Müller;de\n\
                    chloe;chloe@example.com;Chloé Martin;fr\n\
                    diego;diego@example.com;Diego Díaz;es\n";

/// A desk with the people of the list, who may sign in and have a key each.
struct Office {
    desk: Desk,
    secrets: BTreeMap<String, String>,
}

impl Office {
    fn new(list: &str) -> Self {
        let desk = Desk::local();
        let read = desk
            .app
            .read_people(&ReadPeopleRequest {
                account: desk.account.clone(),
                text: list.into(),
            })
            .unwrap();
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        let people = read.people.into_iter().map(|person| NewPerson {
            user_name: person.user_name,
            email: person.email,
            language: person.language,
            recipient: person.recipient,
            groups: person.groups,
        });
        let done = desk.change(Proposal::CreatePeople(NewPeople {
            people: people.collect(),
            console: true,
            access_key: true,
            groups: Vec::new(),
            policies: Vec::new(),
        }));
        let secrets = done
            .credentials
            .iter()
            .map(|made| {
                let name = format!("{} {:?}", made.user_name, made.kind);
                (name, desk.reveal(&made.id))
            })
            .collect();
        Self { desk, secrets }
    }

    fn request(&self, secrets: SecretsWay) -> HandOffRequest {
        let users = self.desk.users().into_iter().map(|user| user.id).collect();
        let people = self
            .desk
            .app
            .hand_off_people(&HandOffPeopleRequest {
                account: self.desk.account.clone(),
                users,
                group: String::new(),
            })
            .unwrap();
        HandOffRequest {
            account: self.desk.account.clone(),
            people: people
                .into_iter()
                .map(|known| HandOffPersonRequest {
                    name: known.user_name.to_uppercase(),
                    user: known.user,
                    email: known.email,
                    language: known.language,
                    recipient: known.recipient,
                })
                .collect(),
            items: HandOffItems {
                password: true,
                access_key: true,
                mfa_alone: true,
                ..HandOffItems::default()
            },
            letter: true,
            secrets,
            csv_format: CsvFormat::Legacy,
            templates: Vec::new(),
            region: String::new(),
            days: 7,
            remember: false,
        }
    }

    fn out(&self) -> std::path::PathBuf {
        self.desk.scratch.path().join("out")
    }

    fn give(&self, request: &HandOffRequest) -> Result<HandOffDoneView, CommandError> {
        self.desk
            .app
            .hand_off(request, HandOffPlace::Folder(&self.out()))
    }

    fn records(&self) -> Vec<HandOffRowView> {
        self.desk
            .app
            .hand_offs(&rows(&self.desk.account))
            .unwrap()
            .rows
    }

    fn mark(&self, records: &[HandOffRowView], mark: HandOffMark) -> Result<u32, CommandError> {
        let done = self.desk.app.mark_hand_offs(&MarkHandOffsRequest {
            account: self.desk.account.clone(),
            hand_offs: records.iter().map(|it| it.id.clone()).collect(),
            mark,
        })?;
        Ok(done.sequence)
    }

    /// The secrets that a text holds.
    fn leaks(&self, text: &str) -> Vec<&String> {
        let found = self
            .secrets
            .iter()
            .filter(|(_, secret)| text.contains(*secret));
        found.map(|(name, _)| name).collect()
    }
}

fn text(path: &Path) -> String {
    String::from_utf8(fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_pasted_list_becomes_users_with_letters_in_their_languages() {
    let office = Office::new(LIST);
    let done = office.give(&office.request(SecretsWay::Screen)).unwrap();
    assert_eq!(
        done.files,
        ["alice.eml", "bruno.eml", "chloe.eml", "diego.eml"]
    );
    assert_eq!(done.recorded, 8, "a letter and a voice for each");
    assert_eq!(done.tell.len(), 8, "a password and a key for each");
    let hello = [
        ("alice", "Hello ALICE,"),
        ("bruno", "Guten Tag BRUNO,"),
        ("chloe", "Bonjour CHLOE,"),
        ("diego", "Hola, DIEGO:"),
    ];
    for (name, hello) in hello {
        let draft = text(&office.out().join(format!("{name}.eml")));
        assert!(draft.contains(hello), "{draft}");
        assert!(draft.contains(&format!("<{name}@example.com>")), "{draft}");
        assert_eq!(office.leaks(&draft), Vec::<&String>::new());
    }
    let told: Vec<_> = done.tell.iter().map(|it| it.kind).collect();
    assert!(
        told.contains(&HandOffTellKind::Password) && told.contains(&HandOffTellKind::AccessKey)
    );
    for tell in &done.tell {
        assert!(
            office
                .secrets
                .values()
                .any(|it| *it == office.desk.reveal(&tell.credential))
        );
    }
}

#[test]
fn sheets_and_csv_hold_secrets_and_are_to_be_deleted() {
    let office = Office::new(LIST);
    let mut request = office.request(SecretsWay::Sheet);
    request.letter = false;
    let done = office.give(&request).unwrap();
    assert_eq!(done.files, ["hand-off-sheets.html"]);
    let sheets = office.out().join("hand-off-sheets.html");
    assert_eq!(text(&sheets).matches("<section lang=").count(), 4);
    private(&sheets);
    let key = &office.secrets["alice AccessKey"];
    assert!(text(&sheets).contains(key.as_str()));

    request.secrets = SecretsWay::Csv;
    let done = office.give(&request).unwrap();
    assert_eq!(done.files.len(), 4);
    let csv = office.out().join("bruno_credentials.csv");
    let password = &office.secrets["bruno Password"];
    assert!(text(&csv).contains(password.as_str()));
    private(&csv);

    let records = office.records();
    let open: Vec<_> = records.iter().filter(|it| !it.file.is_empty()).collect();
    assert_eq!(open.len(), 8, "every sheet and every CSV file");
    assert!(open.iter().all(|it| it.file_known));
    let of_csv: Vec<_> = records
        .iter()
        .filter(|it| it.file == "bruno_credentials.csv")
        .cloned()
        .collect();
    office.mark(&of_csv, HandOffMark::FileDeleted).unwrap();
    assert!(!csv.exists());
    assert_eq!(
        office
            .records()
            .iter()
            .filter(|it| !it.file.is_empty())
            .count(),
        7
    );
    // One page holds everybody's sheet: deleted for one, it is gone for all.
    let of_sheet: Vec<_> = records
        .iter()
        .filter(|it| it.channel == "sheet")
        .take(1)
        .cloned()
        .collect();
    office.mark(&of_sheet, HandOffMark::FileDeleted).unwrap();
    assert!(!sheets.exists());
    assert_eq!(
        office
            .records()
            .iter()
            .filter(|it| !it.file.is_empty())
            .count(),
        3
    );
    let journal = journal(&office.desk);
    assert!(
        journal.contains("Put on paper 8 secrets of alice, bruno, chloe, diego"),
        "{journal}"
    );
    assert!(journal.contains("Exported 8 secrets"), "{journal}");
    assert_eq!(office.leaks(&journal), Vec::<&String>::new());
}

#[test]
fn attachments_are_encrypted_and_their_passphrases_told_until_the_lock() {
    let office = Office::new(LIST);
    let mut request = office.request(SecretsWay::Encrypted);
    request.items.cli_profile = true;
    request.region = "eu-central-1".into();
    let own = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@rust";
    request.people[0].recipient = own.into();
    request.remember = true;
    let done = office.give(&request).unwrap();
    let passphrases: Vec<_> = done
        .tell
        .iter()
        .filter(|it| it.kind == HandOffTellKind::Passphrase)
        .collect();
    assert_eq!(passphrases.len(), 3, "alice has a key of her own");
    for name in ["alice", "bruno", "chloe", "diego"] {
        let draft = text(&office.out().join(format!("{name}.eml")));
        assert_eq!(office.leaks(&draft), Vec::<&String>::new());
        assert!(
            draft.contains(&format!("{name}_credentials.csv.age")),
            "{draft}"
        );
        assert!(
            draft.contains(&format!("{name}_aws-profile.txt.age")),
            "{draft}"
        );
    }
    let mut all: Vec<_> = passphrases
        .iter()
        .map(|it| office.desk.reveal(&it.credential))
        .collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 3, "each has another one");
    assert!(all.iter().all(|it| it.len() == 24));
    let again = office.request(SecretsWay::Encrypted);
    assert_eq!(again.people[0].recipient, own, "kept for the next time");
    // Another session knows none.
    let later = office.desk.opened_again();
    let gone = later.reveal(&bailiwick_app::contract::secret::RevealRequest {
        credential: passphrases[0].credential.clone(),
    });
    assert_eq!(gone.err().map(|it| it.code), Some("no-secret".into()));
}

#[test]
fn a_record_goes_from_drafted_to_confirmed_and_back_by_undo() {
    let office = Office::new("erin, erin@example.com\n");
    office.give(&office.request(SecretsWay::Screen)).unwrap();
    let records = office.records();
    assert_eq!(statuses(&records), ["drafted", "drafted"]);
    let waiting = office
        .desk
        .app
        .hand_off_reminders(&AccountRequest {
            account: office.desk.account.clone(),
        })
        .unwrap();
    assert_eq!(
        (
            waiting.drafted,
            waiting.sent,
            waiting.expired,
            waiting.files
        ),
        (2, 0, 0, 0)
    );
    office.mark(&records, HandOffMark::Sent).unwrap();
    assert_eq!(statuses(&office.records()), ["sent", "sent"]);
    let user = office.desk.user("erin").id;
    let stage = |office: &Office| {
        let request = bailiwick_app::contract::EntityRequest {
            account: office.desk.account.clone(),
            id: user.clone(),
        };
        office.desk.app.user(&request).unwrap().access_keys[0]
            .stage
            .clone()
    };
    assert_eq!(stage(&office), "handed_over");
    let sequence = office
        .mark(&office.records(), HandOffMark::Confirmed)
        .unwrap();
    assert_eq!(statuses(&office.records()), ["confirmed", "confirmed"]);
    assert_eq!(stage(&office), "confirmed");
    let again = office.mark(&office.records(), HandOffMark::Confirmed);
    assert_eq!(again.err().map(|it| it.code), Some("nothing-to-do".into()));
    office
        .desk
        .app
        .undo(&UndoRequest {
            sequence,
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(statuses(&office.records()), ["sent", "sent"]);
    office
        .mark(&office.records(), HandOffMark::Forgotten)
        .unwrap();
    assert!(office.records().is_empty());
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_nothing_is_read() {
    let office = Office::new("b, b@example.com\nc, c@example.com\n");
    let before = journal(&office.desk);
    let mut request = office.request(SecretsWay::Csv);
    request.people[1].email = "c@example.com\r\nBcc: eve@example.com".into();
    request.people[1].recipient = "AGE-SECRET-KEY-1XYZ".into();
    request.people[1].name = "C\u{202e}".into();
    request.region = "EU".into();
    request.items.cli_profile = true;
    request.templates = vec![TemplateRequest {
        language: "en".into(),
        subject: "Hi".into(),
        body: "your key is wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
    }];
    let preview = office
        .desk
        .app
        .preview_hand_off(&PreviewHandOffRequest {
            hand_off: request.clone(),
            show: String::new(),
        })
        .unwrap();
    let fields: Vec<_> = preview.errors.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "region",
            "people[1].name",
            "people[1].email",
            "people[1].recipient",
            "templates[en].body"
        ]
    );
    assert!(office.give(&request).is_err());
    assert!(!office.out().exists());
    assert_eq!(
        journal(&office.desk),
        before,
        "a refusal leaves no trace of access"
    );
}

#[test]
fn names_that_readers_would_misread_are_refused_before_a_secret_is_read() {
    for name in ["=cmd", "x,y", "@sum"] {
        let office = Office::new(&format!("user name\n\"{name}\"\n"));
        let before = journal(&office.desk);
        let refused = office
            .desk
            .app
            .hand_off_files(&office.request(SecretsWay::Csv));
        assert_eq!(
            refused.err().map(|it| it.at),
            Some("people[0].user".into()),
            "{name}"
        );
        let sheet = office
            .desk
            .app
            .hand_off_files(&office.request(SecretsWay::Sheet));
        assert!(sheet.is_ok(), "paper is not misread");
        assert_eq!(journal(&office.desk), before);
    }
}

#[test]
fn a_letter_for_the_mail_program_is_recorded_and_holds_no_secret() {
    let office = Office::new("erin, Erin Q, erin@example.com\n");
    let request = office.request(SecretsWay::Screen);
    let user = request.people[0].user.clone();
    let address = office
        .desk
        .app
        .hand_off_mailto(&MailtoRequest {
            hand_off: request,
            user,
        })
        .unwrap();
    assert!(
        address.starts_with("mailto:erin@example.com?subject="),
        "{address}"
    );
    assert!(address.len() <= 1_600);
    assert_eq!(office.leaks(&address), Vec::<&String>::new());
    let records = office.records();
    assert_eq!((records.len(), records[0].channel.as_str()), (1, "mailto"));
}

/// A clock that a test turns on.
struct Turned(Arc<AtomicU64>);

impl Clock for Turned {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(1_795_000_000)
            .plus_seconds(self.0.load(Ordering::Relaxed).cast_signed())
    }

    fn elapsed(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

#[test]
fn several_people_need_the_password_anew_and_old_hand_offs_expire() {
    let office = Office::new(LIST);
    let seconds = Arc::new(AtomicU64::new(0));
    let folder = office.desk.scratch.path();
    let mut environment = Environment::of_this_machine("tester".into(), None, folder.into());
    environment.clock = Box::new(Turned(Arc::clone(&seconds)));
    let app = App::new(environment);
    app.choose(&office.desk.vault).unwrap();
    app.unlock_with_password(&Secret::new(PASSWORD.into()))
        .unwrap();
    let many = office.request(SecretsWay::Sheet);
    let mut one = many.clone();
    one.people.truncate(1);
    let files = |request: &HandOffRequest| app.hand_off_files(request).map_err(|it| it.code);
    let needed = Err("password-needed".to_owned());
    assert!(files(&many).is_ok(), "entered a moment ago, by opening");
    seconds.store(5 * 60, Ordering::Relaxed);
    assert!(files(&one).is_ok(), "one person's as any secret");
    assert_eq!(files(&many), needed);
    assert_eq!(
        app.hand_off(&many, HandOffPlace::Nowhere)
            .map_err(|it| it.code)
            .err(),
        needed.clone().err()
    );
    seconds.store(11 * 60, Ordering::Relaxed);
    assert_eq!(files(&one), needed);
    app.confirm_password(&ConfirmPasswordRequest {
        password: PASSWORD.into(),
    })
    .unwrap();
    assert!(files(&many).is_ok());
    let mut letters = many;
    letters.items.password = false;
    letters.items.access_key = false;
    seconds.store(60 * 60, Ordering::Relaxed);
    app.hand_off(&letters, HandOffPlace::NewFolderIn(folder))
        .unwrap();
    let folders = fs::read_dir(folder)
        .unwrap()
        .filter_map(|it| it.unwrap().file_name().into_string().ok());
    assert!(folders.into_iter().any(|it| it.starts_with("hand-off 20")));
    seconds.store(8 * 86_400, Ordering::Relaxed);
    let request = AccountRequest {
        account: office.desk.account.clone(),
    };
    assert_eq!(app.hand_off_reminders(&request).unwrap().expired, 4);
}

fn statuses(records: &[HandOffRowView]) -> Vec<&str> {
    records.iter().map(|it| it.status.as_str()).collect()
}

fn journal(desk: &Desk) -> String {
    let rows = desk
        .app
        .journal(&JournalRequest {
            entity: String::new(),
            offset: 0,
            limit: 200,
        })
        .unwrap();
    serde_json::to_string(&rows.rows).unwrap()
}

#[cfg(unix)]
fn private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(
        fs::metadata(path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[cfg(not(unix))]
fn private(_path: &Path) {}
