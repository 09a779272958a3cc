//! What a hand-off would do: its request parsed, each mistake beside its field, and for each person
//! what there is to give. No secret is read here.

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{
    AccessKey, Account, CredentialStatus, HandOffChannel, HandOffItem, MfaDevice, User,
};
use iam_exchange::aws_profile::{ProfileName, Region};
use iam_exchange::credentials_csv::{self, CredentialsFormat};
use iam_exchange::email_draft::{EmailAddress, EmailDraft, file_stem};
use iam_exchange::encrypted::{OpensWith, Recipient};
use iam_exchange::instructions::{
    Instructions, Language, MfaTask, PersonName, ProfileSteps, SecretWay, Template,
};
use iam_names::{EntityId, Timestamp};
use iam_vault::SecretKind;

use crate::contract::change::FieldErrorView;
use crate::contract::handoff::{
    HandOffItems, HandOffPersonRequest, HandOffRequest, SecretsWay, TemplateRequest,
};
use crate::contract::secret::CsvFormat;
use crate::error::{Code, CommandError};
use crate::propose::Fields;
use crate::session::Session;

/// The most people of one hand-off: AWS's quota of users in an account.
const MOST: usize = 5_000;

/// A hand-off that could be carried out.
pub(super) struct Plan<'a> {
    pub(super) account: &'a Account,
    pub(super) people: Vec<Receiver<'a>>,
    pub(super) letter: bool,
    pub(super) way: SecretsWay,
    pub(super) csv: CsvFormat,
    pub(super) region: Option<Region>,
    pub(super) expires: Option<Timestamp>,
    pub(super) remember: bool,
    templates: BTreeMap<Language, Template>,
}

/// One person, with what there is to give.
pub(super) struct Receiver<'a> {
    pub(super) user: &'a User,
    pub(super) name: Option<PersonName>,
    pub(super) email: Option<EmailAddress>,
    pub(super) language: Language,
    pub(super) recipient: Option<(Recipient, String)>,
    /// The password in the vault.
    pub(super) password: Option<EntityId>,
    pub(super) access_key: Option<&'a AccessKey>,
    /// A virtual device whose seed is in the vault.
    pub(super) mfa: Option<(EntityId, &'a MfaDevice)>,
    mfa_alone: bool,
    ssh_key: Option<(EntityId, String)>,
    pub(super) profile: Option<ProfileName>,
    pub(super) missing: Vec<String>,
}

impl Receiver<'_> {
    /// The secrets that go with this hand-off.
    pub(super) fn secrets(&self) -> impl Iterator<Item = (EntityId, SecretKind)> + use<'_> {
        let password = self.password.map(|id| (id, SecretKind::Password));
        let key = self
            .access_key
            .map(|key| (key.id, SecretKind::SecretAccessKey));
        let seed = self.mfa.map(|(id, _)| (id, SecretKind::TotpSeed));
        password.into_iter().chain(key).chain(seed)
    }

    /// What the letter alone says.
    pub(super) fn told(&self) -> BTreeSet<HandOffItem> {
        let mut items = BTreeSet::from([HandOffItem::SignInInstructions]);
        if self.profile.is_some() {
            items.insert(HandOffItem::CliProfile);
        }
        items.extend(
            self.ssh_key
                .iter()
                .map(|(credential, _)| HandOffItem::SshKey {
                    credential: *credential,
                }),
        );
        items
    }

    /// What goes as a secret.
    fn given(&self) -> BTreeSet<HandOffItem> {
        let mut items = BTreeSet::new();
        if self.password.is_some() {
            items.insert(HandOffItem::Password);
        }
        items.extend(
            self.access_key
                .map(|key| HandOffItem::AccessKey { credential: key.id }),
        );
        items.extend(
            self.mfa
                .map(|(credential, _)| HandOffItem::MfaDevice { credential }),
        );
        items
    }
}

impl<'a> Plan<'a> {
    /// Reads a request. A plan with errors is shown and never carried out.
    pub(super) fn read(
        session: &Session,
        account: &'a Account,
        request: &HandOffRequest,
        now: Timestamp,
    ) -> Result<(Self, Vec<FieldErrorView>), CommandError> {
        let mut fields = Fields::default();
        if request.people.is_empty() {
            fields.wrong("people", "nobody was chosen", "choose at least one person");
        }
        if request.people.len() > MOST {
            return Err(CommandError::new(
                Code::InvalidField,
                format!("more than {MOST} people can not be given something at once"),
            )
            .help("hand over to one group after the other")
            .at("people"));
        }
        let region = match request.region.trim() {
            "" => None,
            text => fields.noted(text.parse(), "region", |_| "one such as `eu-central-1`"),
        };
        let mut people = Vec::with_capacity(request.people.len());
        let mut seen = BTreeSet::new();
        for (at, person) in request.people.iter().enumerate() {
            let id: EntityId = person
                .user
                .parse()
                .map_err(|_| CommandError::not_found("user"))?;
            let user = account
                .planned()
                .user(id)
                .ok_or_else(|| CommandError::not_found("user"))?;
            if seen.insert(id) {
                people.push(receiver(session, user, request, person, at, &mut fields));
            }
        }
        let plan = Self {
            account,
            people,
            letter: request.letter,
            way: request.secrets,
            csv: request.csv_format,
            region,
            expires: (request.days > 0).then(|| now.plus_days(i64::from(request.days))),
            remember: request.remember,
            templates: templates(&request.templates, &mut fields),
        };
        if fields.is_empty()
            && !plan.letter
            && !plan.people.iter().any(|it| it.secrets().next().is_some())
        {
            fields.wrong(
                "items",
                "there is nothing to hand over",
                "choose the letter, or something that the vault holds for these people",
            );
        }
        Ok((plan, fields.finish()))
    }

    /// Every secret of the hand-off, in the order of the people.
    pub(super) fn secrets(&self) -> Vec<(EntityId, SecretKind)> {
        self.people.iter().flat_map(Receiver::secrets).collect()
    }

    /// Whether secrets go into files.
    pub(super) fn writes_secrets(&self) -> bool {
        self.way != SecretsWay::Screen && !self.secrets().is_empty()
    }

    /// The form of a person's CSV: the wanted one, where there is what it needs.
    pub(super) fn csv_format(&self, receiver: &Receiver<'_>) -> Option<CredentialsFormat> {
        let wanted = CredentialsFormat::from(self.csv);
        match (receiver.password.is_some(), receiver.access_key.is_some()) {
            (false, false) => None,
            (true, false) if wanted == CredentialsFormat::AwsCli => {
                Some(CredentialsFormat::Console)
            }
            (false, true) if wanted == CredentialsFormat::Console => {
                Some(CredentialsFormat::AwsCli)
            }
            // The old form alone has room for both.
            (true, true) if self.way == SecretsWay::Encrypted => Some(CredentialsFormat::Legacy),
            _ => Some(wanted),
        }
    }

    /// The name of a person's credentials file.
    pub(super) fn csv_name(&self, receiver: &Receiver<'_>) -> Option<String> {
        let format = self.csv_format(receiver)?;
        let ending = match format {
            CredentialsFormat::AwsCli => "accessKeys",
            CredentialsFormat::Console | CredentialsFormat::Legacy => "credentials",
        };
        Some(format!("{}_{ending}.csv", file_stem(&receiver.user.name)))
    }

    /// Names of the files that are encrypted for a person, without `.age`.
    pub(super) fn encrypted_names(&self, receiver: &Receiver<'_>) -> Vec<String> {
        let stem = file_stem(&receiver.user.name);
        let profile = receiver.profile.is_some() && receiver.access_key.is_some();
        let sheet = receiver.mfa.is_some();
        self.csv_name(receiver)
            .into_iter()
            .chain(profile.then(|| format!("{stem}_aws-profile.txt")))
            .chain(sheet.then(|| format!("{stem}_sheet.html")))
            .collect()
    }

    /// What opens a person's encrypted files.
    pub(super) fn opens_with(receiver: &Receiver<'_>) -> OpensWith {
        if receiver.recipient.is_some() {
            OpensWith::OwnKey
        } else {
            OpensWith::Passphrase
        }
    }

    /// What a person is told. `on_sheet` is said on the paper that holds the secrets itself.
    pub(super) fn instructions(&self, receiver: &Receiver<'_>) -> Instructions {
        let settings = self.account.settings();
        let mut facts = Instructions::new(settings, receiver.user, receiver.language);
        let way = match self.way {
            SecretsWay::Screen | SecretsWay::Csv => SecretWay::Separately,
            SecretsWay::Sheet => SecretWay::OnPaper,
            SecretsWay::Encrypted => SecretWay::Attached,
        };
        facts.person.clone_from(&receiver.name);
        let reset = receiver
            .user
            .login_profile
            .as_ref()
            .is_some_and(|it| it.reset_required);
        facts.password = receiver.password.map(|_| (way, reset));
        facts.access_key = receiver.access_key.map(|_| way);
        facts.mfa = match receiver.mfa {
            Some(_) => Some(MfaTask::GivenDevice(way)),
            None => receiver.mfa_alone.then_some(MfaTask::EnrolAlone),
        };
        facts.ssh_key_id = receiver.ssh_key.as_ref().map(|(_, id)| id.clone());
        let csv = self.csv_name(receiver).filter(|_| {
            let has_key = receiver.access_key.is_some();
            has_key && matches!(self.way, SecretsWay::Csv | SecretsWay::Encrypted)
        });
        facts.profile = receiver.profile.as_ref().map(|name| ProfileSteps {
            name: name.as_str().to_owned(),
            region: self
                .region
                .as_ref()
                .map_or_else(String::new, |it| it.as_str().to_owned()),
            csv,
        });
        if self.way == SecretsWay::Encrypted {
            let opens_with = Self::opens_with(receiver);
            facts.attachments = self
                .encrypted_names(receiver)
                .into_iter()
                .map(|name| (format!("{name}.age"), opens_with))
                .collect();
        }
        facts.valid_until = self
            .expires
            .map(|it| it.to_string().chars().take(10).collect());
        facts
    }

    /// A person's letter, without attachments yet.
    pub(super) fn draft(&self, receiver: &Receiver<'_>) -> EmailDraft {
        let facts = self.instructions(receiver);
        let own = Template::of(receiver.language);
        let template = self.templates.get(&receiver.language).unwrap_or(&own);
        EmailDraft::new(
            receiver.user.name.clone(),
            receiver.language,
            template.fill(&facts),
            receiver.email.clone().map(|to| (to, receiver.name.clone())),
        )
    }

    /// What is recorded for a person: each way with what goes by it.
    pub(super) fn ways(
        &self,
        receiver: &Receiver<'_>,
    ) -> Vec<(HandOffChannel, BTreeSet<HandOffItem>)> {
        let given = receiver.given();
        let channel = match self.way {
            SecretsWay::Screen => HandOffChannel::Screen,
            SecretsWay::Sheet => HandOffChannel::Sheet,
            SecretsWay::Csv => HandOffChannel::Csv,
            SecretsWay::Encrypted => HandOffChannel::Encrypted,
        };
        match (self.letter, given.is_empty()) {
            // One draft carries both.
            (true, false) if self.way == SecretsWay::Encrypted => {
                vec![(channel, receiver.told().into_iter().chain(given).collect())]
            }
            (true, false) => vec![
                (HandOffChannel::EmailDraft, receiver.told()),
                (channel, given),
            ],
            (true, true) => vec![(HandOffChannel::EmailDraft, receiver.told())],
            (false, false) => vec![(channel, given)],
            (false, true) => Vec::new(),
        }
    }
}

/// One person of the request. What is wanted and not there is said, not refused.
fn receiver<'a>(
    session: &Session,
    user: &'a User,
    request: &HandOffRequest,
    person: &HandOffPersonRequest,
    at: usize,
    fields: &mut Fields,
) -> Receiver<'a> {
    let field = |name: &str| format!("people[{at}].{name}");
    let name = match person.name.trim() {
        "" => None,
        text => fields.noted(
            text.parse::<PersonName>(),
            &field("name"),
            |_| "one line, as in a letter",
        ),
    };
    let email = match person.email.trim() {
        "" => None,
        text => fields.noted(
            text.parse::<EmailAddress>(),
            &field("email"),
            |_| "one plain address such as `alice@example.com`",
        ),
    };
    let language = match person.language.trim() {
        "" => Language::default(),
        tag => fields
            .noted(
                tag.parse(),
                &field("language"),
                |_| "one of `en`, `de`, `fr` and `es`",
            )
            .unwrap_or_default(),
    };
    let recipient = match person.recipient.trim() {
        "" => None,
        text => fields
            .noted(
                text.parse::<Recipient>(),
                &field("recipient"),
                |_| "a key such as `age1…` or `ssh-ed25519 AAAA…`, never a secret one",
            )
            .map(|key| (key, text.to_owned())),
    };
    let mut missing = Vec::new();
    let found = items(session, user, request.items, &mut missing);
    let writes_csv = matches!(request.secrets, SecretsWay::Csv | SecretsWay::Encrypted)
        && (found.password.is_some() || found.access_key.is_some());
    if let Some(refused) = credentials_csv::refusal_of_name(&user.name).filter(|_| writes_csv) {
        fields.wrong(&field("user"), &refused.message(), refused.help());
    }
    let profile = if request.items.cli_profile {
        let steps = "rename the user, or leave the CLI profile out";
        fields.noted(user.name.as_str().parse(), &field("user"), |_| steps)
    } else {
        None
    };
    Receiver {
        user,
        name,
        email,
        language,
        recipient,
        password: found.password,
        access_key: found.access_key,
        mfa: found.mfa,
        mfa_alone: request.items.mfa_alone && user.login_profile.is_some() && !user.has_mfa(),
        ssh_key: found.ssh_key,
        profile,
        missing,
    }
}

struct Found<'a> {
    password: Option<EntityId>,
    access_key: Option<&'a AccessKey>,
    mfa: Option<(EntityId, &'a MfaDevice)>,
    ssh_key: Option<(EntityId, String)>,
}

/// What the vault and the directory have of what is wanted.
fn items<'a>(
    session: &Session,
    user: &'a User,
    wanted: HandOffItems,
    missing: &mut Vec<String>,
) -> Found<'a> {
    let name = &user.name;
    let found = Found {
        password: password(session, user).filter(|_| wanted.password),
        access_key: access_key(session, user).filter(|_| wanted.access_key),
        mfa: mfa_seed(session, user).filter(|_| wanted.mfa_device),
        ssh_key: ssh_key(user).filter(|_| wanted.ssh_key),
    };
    let lacking = [
        (
            wanted.password && found.password.is_none(),
            "the vault has no password",
        ),
        (
            wanted.access_key && found.access_key.is_none(),
            "the vault has no secret of an active access key",
        ),
        (
            wanted.mfa_device && found.mfa.is_none(),
            "the vault has no seed of an MFA device",
        ),
        (
            wanted.ssh_key && found.ssh_key.is_none(),
            "there is no active SSH public key with an id",
        ),
    ];
    let lacking = lacking.into_iter().filter(|(lacks, _)| *lacks);
    missing.extend(lacking.map(|(_, what)| format!("{what} of {name}")));
    found
}

/// The console password that the vault has.
pub(super) fn password(session: &Session, user: &User) -> Option<EntityId> {
    let profile = user.login_profile.as_ref()?;
    session.has_secret(profile.id).then_some(profile.id)
}

/// The newest active access key whose secret the vault has.
pub(super) fn access_key<'a>(session: &Session, user: &'a User) -> Option<&'a AccessKey> {
    let mut keys = user.access_keys.iter().rev();
    keys.find(|key| key.is_active() && key.access_key_id.is_some() && session.has_secret(key.id))
}

/// A device whose seed the vault has.
pub(super) fn mfa_seed<'a>(session: &Session, user: &'a User) -> Option<(EntityId, &'a MfaDevice)> {
    let mut devices = user.mfa_devices.iter().filter_map(|it| Some((it.id?, it)));
    devices.find(|(id, _)| session.secret_kind(*id) == Some(SecretKind::TotpSeed))
}

/// An SSH public key that AWS knows by an id.
pub(super) fn ssh_key(user: &User) -> Option<(EntityId, String)> {
    let mut keys = user
        .ssh_keys
        .iter()
        .filter(|it| it.status == CredentialStatus::Active);
    keys.find_map(|key| Some((key.id, key.key_id.as_ref()?.to_string())))
}

/// The letters that were edited.
fn templates(requests: &[TemplateRequest], fields: &mut Fields) -> BTreeMap<Language, Template> {
    let mut found = BTreeMap::new();
    for request in requests {
        let tag = &request.language;
        let place = format!("templates[{tag}]");
        let Some(language) = fields.noted(
            tag.parse::<Language>(),
            &place,
            |_| "one of `en`, `de`, `fr` and `es`",
        ) else {
            continue;
        };
        match Template::read(language, &request.subject, &request.body) {
            Ok(template) => {
                found.insert(language, template);
            }
            Err((field, error)) => fields.refuse(
                &format!("{place}.{}", field.as_str()),
                error.code(),
                &error.to_string(),
                &error.help(),
            ),
        }
    }
    found
}
