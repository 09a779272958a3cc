//! Temporary credentials, planned: who asks, for what, how long; the command and the profile that
//! get them. Nothing is got here.

use iam_directory::{
    Account, AccountSettings, DocumentKind, PolicyDocument, Role, SessionCall, User,
};
use iam_exchange::aws_profile::ProfileName;
use iam_names::{EntityId, ExternalId, MfaSerial, SessionName};

use crate::App;
use crate::contract::change::FieldErrorView;
use crate::contract::posture::{PlanSessionRequest, SessionKind, SessionView};
use crate::error::CommandError;
use crate::propose::Fields;
use crate::session::account;

/// The longest session policy, in characters.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
const LONGEST_POLICY: usize = 2_048;

impl App {
    /// What a plan for temporary credentials comes to.
    pub fn plan_session(&self, request: &PlanSessionRequest) -> Result<SessionView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let missing = || CommandError::not_found("user");
        let id: EntityId = request.user.parse().map_err(|_| missing())?;
        let user = account.planned().user(id).ok_or_else(missing)?;
        let mut plan = Plan::default();
        match request.kind {
            SessionKind::AssumeRole => plan.assume_role(account, user, request)?,
            SessionKind::GetSessionToken => plan.session_token(account.settings(), user, request),
            SessionKind::GetFederationToken => {
                plan.federation_token(account.settings(), user, request);
            }
        }
        Ok(plan.finish())
    }
}

#[derive(Default)]
struct Plan {
    fields: Fields,
    duration: u32,
    longest: String,
    limits: Vec<String>,
    words: Vec<String>,
    profile: Vec<String>,
    session_arn: String,
}

impl Plan {
    fn assume_role(
        &mut self,
        account: &Account,
        user: &User,
        request: &PlanSessionRequest,
    ) -> Result<(), CommandError> {
        let missing = || CommandError::not_found("role");
        if request.role.is_empty() {
            self.refuse("role", "choose the role to assume", "");
            return Ok(());
        }
        let id: EntityId = request.role.parse().map_err(|_| missing())?;
        let role: &Role = account.planned().role(id).ok_or_else(missing)?;
        let settings = account.settings();
        let call = SessionCall::AssumeRole {
            max_session: role.max_session,
            chained: false,
        };
        self.longest = format!("{}: the role's longest session", words_for(call.longest()));
        self.duration(call, request.duration_seconds);
        let arn = settings.arn("role", &role.path, role.name.as_str());
        let wanted = or(&request.session_name, user.name.as_str());
        let name: Option<SessionName> = self.fields.parse(wanted, "session_name");
        self.words = vec!["aws sts assume-role".into(), format!("--role-arn={arn}")];
        self.profile = vec![
            format!("role_arn = {arn}"),
            format!("duration_seconds = {}", self.duration),
        ];
        if let Some(name) = name {
            self.words.push(format!("--role-session-name={name}"));
            self.profile.push(format!("role_session_name = {name}"));
            self.session_arn = format!(
                "arn:{}:sts::{}:assumed-role/{}/{name}",
                settings.partition, settings.account_id, role.name
            );
        }
        self.words
            .push(format!("--duration-seconds={}", self.duration));
        if !request.external_id.is_empty()
            && let Some(id) = self
                .fields
                .parse::<ExternalId>(&request.external_id, "external_id")
        {
            self.words.push(format!("--external-id={id}"));
            self.profile.push(format!("external_id = {id}"));
        }
        self.mfa(request);
        self.policy(request, DocumentKind::Inline);
        if !request.policy.trim().is_empty() {
            self.limits
                .push("The session may do what the role and the session policy both allow.".into());
            self.limits
                .push("A profile can not carry a session policy: use the command.".into());
            self.profile.clear();
        }
        self.limits.push(
            "Whoever assumes another role with this session has it for an hour at most.".into(),
        );
        self.source_profile(request, user);
        Ok(())
    }

    fn session_token(
        &mut self,
        settings: &AccountSettings,
        user: &User,
        request: &PlanSessionRequest,
    ) {
        let call = SessionCall::GetSessionToken;
        self.longest = format!("{}: STS's longest session", words_for(call.longest()));
        self.duration(call, request.duration_seconds);
        self.words = vec![
            "aws sts get-session-token".into(),
            format!("--duration-seconds={}", self.duration),
        ];
        self.mfa(request);
        if request.mfa_serial.is_empty() {
            self.limits
                .push("Without MFA the session can not call IAM.".into());
        }
        self.limits
            .push("Of STS it can call AssumeRole and GetCallerIdentity only.".into());
        self.limits
            .push("It may do what the user may, and changes with the user's policies.".into());
        if !request.policy.trim().is_empty() {
            self.refuse(
                "policy",
                "GetSessionToken takes no session policy",
                "plan GetFederationToken or a role instead",
            );
        }
        self.session_arn = settings
            .arn("user", &user.path, user.name.as_str())
            .to_string();
    }

    fn federation_token(
        &mut self,
        settings: &AccountSettings,
        user: &User,
        request: &PlanSessionRequest,
    ) {
        let call = SessionCall::GetFederationToken;
        self.longest = format!("{}: STS's longest session", words_for(call.longest()));
        self.duration(call, request.duration_seconds);
        let wanted = or(&request.session_name, user.name.as_str());
        let name: Option<SessionName> = self.fields.parse(wanted, "session_name");
        self.words = vec!["aws sts get-federation-token".into()];
        if let Some(name) = name {
            // <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
            if name.as_str().chars().count() > 32 {
                self.refuse(
                    "session_name",
                    "the name of a federated person has at most 32 characters",
                    "shorten it",
                );
            }
            self.words.push(format!("--name={name}"));
            self.session_arn = format!(
                "arn:{}:sts::{}:federated-user/{name}",
                settings.partition, settings.account_id
            );
        }
        self.words
            .push(format!("--duration-seconds={}", self.duration));
        if !request.mfa_serial.is_empty() {
            self.refuse(
                "mfa_serial",
                "GetFederationToken takes no MFA code",
                "plan GetSessionToken or a role instead",
            );
        }
        self.policy(request, DocumentKind::Inline);
        if request.policy.trim().is_empty() {
            self.limits.push(
                "Without a session policy it may do nothing but what resource policies grant it."
                    .into(),
            );
        } else {
            self.limits
                .push("The session may do what the user and the session policy both allow.".into());
        }
        self.limits
            .push("It can not call IAM, and of STS GetCallerIdentity only.".into());
    }

    fn duration(&mut self, call: SessionCall, wanted: u32) {
        self.duration = if wanted == 0 { call.usual() } else { wanted };
        if !call.allows(self.duration) {
            let help = format!(
                "from {} to {}",
                words_for(call.shortest()),
                words_for(call.longest())
            );
            self.refuse(
                "duration_seconds",
                &format!("{} is no duration for this call", words_for(self.duration)),
                &help,
            );
        }
    }

    fn mfa(&mut self, request: &PlanSessionRequest) {
        if request.mfa_serial.is_empty() {
            return;
        }
        if let Some(serial) = self
            .fields
            .parse::<MfaSerial>(&request.mfa_serial, "mfa_serial")
        {
            self.words.push(format!("--serial-number={serial}"));
            // The shell asks for it: a code stands in no script.
            self.words.push("--token-code=\"$MFA_CODE\"".into());
            self.profile.push(format!("mfa_serial = {serial}"));
        }
    }

    fn policy(&mut self, request: &PlanSessionRequest, kind: DocumentKind) {
        let text = request.policy.trim();
        if text.is_empty() {
            return;
        }
        let document = PolicyDocument::new(text);
        if let Err(refusal) = iam_directory::check_document(&document, kind) {
            self.refuse("policy", &refusal.message, &refusal.help);
        } else if text.chars().count() > LONGEST_POLICY {
            self.refuse(
                "policy",
                "a session policy has at most 2,048 characters",
                "shorten it, or name managed policies with `--policy-arns`",
            );
        } else {
            self.words
                .push(format!("--policy='{}'", text.replace('\'', r"'\''")));
        }
    }

    fn source_profile(&mut self, request: &PlanSessionRequest, user: &User) {
        if self.profile.is_empty() {
            return;
        }
        let wanted = or(&request.profile, user.name.as_str());
        match wanted.parse::<ProfileName>() {
            Ok(name) => {
                self.profile
                    .insert(0, format!("[profile {}]", name.as_str()));
                self.profile.insert(1, "source_profile = default".into());
            }
            Err(error) => self.refuse("profile", &error.to_string(), error.help()),
        }
    }

    fn refuse(&mut self, field: &str, message: &str, help: &str) {
        self.fields.wrong(field, message, help);
    }

    fn finish(self) -> SessionView {
        let errors: Vec<FieldErrorView> = self.fields.finish();
        let whole = errors.is_empty();
        SessionView {
            duration_seconds: self.duration,
            longest: self.longest,
            limits: self.limits,
            command: if whole {
                self.words.join(" ")
            } else {
                String::new()
            },
            profile: if whole && !self.profile.is_empty() {
                self.profile.join("\n") + "\n"
            } else {
                String::new()
            },
            session_arn: self.session_arn,
            errors,
        }
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    let text = text.trim();
    if text.is_empty() { otherwise } else { text }
}

/// `15 minutes`, `12 hours`, `1 hour and 30 minutes`.
fn words_for(seconds: u32) -> String {
    let unit = |count: u32, what: &str| crate::propose::counted(count as usize, what);
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let mut parts = Vec::new();
    for (count, what) in [(hours, "hour"), (minutes, "minute"), (rest, "second")] {
        if count > 0 {
            parts.push(unit(count, what));
        }
    }
    parts.join(" and ")
}
