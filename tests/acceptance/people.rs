//! The people side of the directory: MFA from the seed to the QR code shown again, credentials of
//! every kind, a person disabled and enabled again, seen off.

use bailiwick_app::contract::change::{
    NewConsoleAccess, NewPassword, NewUser, Proposal, ProposalRequest,
};
use bailiwick_app::contract::credentials::CredentialStep;
use bailiwick_app::contract::directory::UserView;
use bailiwick_app::contract::journal::{JournalRequest, UndoRequest};
use bailiwick_app::contract::matrix::VerdictView;
use bailiwick_app::contract::mfa::{MfaCodesRequest, MfaSetupRequest, StartMfaRequest};
use bailiwick_app::contract::person::PersonStep;
use bailiwick_app::contract::posture::{
    CheckState, PlanSessionRequest, SessionKind, TrySessionRequest,
};
use bailiwick_app::contract::provider::{AccountStep, PasswordPolicyFields};
use bailiwick_app::contract::secret::RevealRequest;
use bailiwick_app::contract::simulate::DecisionView;
use bailiwick_app::contract::{AccountRequest, EntityRequest};

use crate::support::{Desk, aws_managed, named, with_credentials};

/// The seed of RFC 6238 in base32.
const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn page(desk: &Desk, name: &str) -> UserView {
    let id = desk.user(name).id;
    let account = desk.account.clone();
    desk.app.user(&EntityRequest { account, id }).unwrap()
}

fn step(desk: &Desk, name: &str, step: PersonStep) {
    let user = desk.user(name).id;
    desk.change(Proposal::Person { user, step });
}

fn credential(desk: &Desk, name: &str, step: CredentialStep) -> Vec<String> {
    let user = desk.user(name).id;
    let done = desk.change(Proposal::Credential { user, step });
    done.credentials.into_iter().map(|made| made.id).collect()
}

fn begin(desk: &Desk, user: &str, name: &str, seed: &str) -> MfaSetupRequest {
    let request = StartMfaRequest {
        account: desk.account.clone(),
        user: desk.user(user).id,
        name: name.into(),
        seed: seed.into(),
    };
    let setup = desk.app.start_mfa(&request).unwrap().setup;
    MfaSetupRequest { setup }
}

/// The codes of now, as an authenticator app shows them that has scanned the QR code.
fn codes(secret_key: &str) -> (String, String) {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let bytes = totp_rs::Secret::Encoded(secret_key.replace(' ', ""))
        .to_bytes()
        .unwrap();
    let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 0, 30, bytes);
    (totp.generate(now - 30), totp.generate(now))
}

#[test]
fn an_mfa_device_of_a_local_account_from_seed_to_codes() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    let setup = begin(&desk, "alice", "alice-phone", "");
    let shown = desk.app.mfa_qr(&setup).unwrap();
    assert_eq!(shown.label, "alice-phone@acme");
    assert_eq!(shown.secret_key.replace(' ', "").len(), 64);
    assert!(shown.side > 40 && shown.path.starts_with("M4 4h7v1h-7z"));
    // Nothing is recorded before two codes were right.
    assert!(page(&desk, "alice").mfa.is_empty());
    let wrong = MfaCodesRequest {
        setup: setup.setup.clone(),
        first: "000000".into(),
        second: "000001".into(),
    };
    let refused = desk.app.finish_mfa(&wrong).unwrap_err();
    assert_eq!(refused.code, "InvalidAuthenticationCode");
    let (first, second) = codes(&shown.secret_key);
    let right = MfaCodesRequest {
        setup: setup.setup.clone(),
        first,
        second,
    };
    let done = desk.app.finish_mfa(&right).unwrap();
    assert_eq!(done.clock, "The device's clock is right.");
    assert!(done.command.is_none());
    let alice = page(&desk, "alice");
    assert!(alice.has_mfa);
    assert_eq!(
        alice.mfa[0].serial,
        "arn:aws:iam::111122223333:mfa/alice-phone"
    );
    assert_eq!(desk.user("alice").mfa_devices, 1);
    // The set-up is over; the seed comes out of the vault now, and the journal says so.
    assert_eq!(desk.app.mfa_qr(&setup).err().unwrap().code, "stale-plan");
    let again = RevealRequest {
        credential: alice.mfa[0].seed.clone(),
    };
    let shown_again = desk.app.mfa_device_qr(&again).unwrap();
    assert_eq!(shown_again.secret_key, shown.secret_key);
    assert_eq!(shown_again.path, shown.path);
    let journal = desk
        .app
        .journal(&JournalRequest {
            entity: String::new(),
            offset: 0,
            limit: 5,
        })
        .unwrap();
    assert_eq!(journal.rows[0].sentence, "Showed an MFA seed of user alice");
    // Undo takes the device back, and its seed with it.
    desk.app
        .undo(&UndoRequest {
            sequence: done.done.sequence,
            reason: String::new(),
        })
        .unwrap();
    assert!(page(&desk, "alice").mfa.is_empty());
    assert_eq!(
        desk.app.mfa_device_qr(&again).err().unwrap().code,
        "not-found"
    );
}

#[test]
fn a_seed_of_aws_never_counts_before_aws_has_the_device() {
    let desk = Desk::aws();
    desk.change(Proposal::CreateUser(named("alice")));
    let user = desk.user("alice").id;
    let empty = StartMfaRequest {
        account: desk.account.clone(),
        user,
        name: "alice".into(),
        seed: String::new(),
    };
    assert_eq!(desk.app.start_mfa(&empty).unwrap_err().at, "seed");
    let setup = begin(&desk, "alice", "alice", SEED);
    let (first, second) = codes(SEED);
    let done = desk
        .app
        .finish_mfa(&MfaCodesRequest {
            setup: setup.setup,
            first,
            second,
        })
        .unwrap();
    let command = done.command.unwrap().command;
    let (before, now) = codes(SEED);
    assert!(
        command.starts_with(
            "aws iam enable-mfa-device --user-name=alice --serial-number=arn:aws:iam::111122223333:mfa/alice --authentication-code1="
        ),
        "{command}"
    );
    assert!(
        command.contains(&before) || command.contains(&now),
        "{command}"
    );
    let alice = page(&desk, "alice");
    assert!(!alice.has_mfa && !alice.mfa[0].enabled);
    assert_eq!(desk.user("alice").mfa_devices, 0);
    // A name that is taken is said before anybody scans anything.
    let twice = StartMfaRequest {
        account: desk.account.clone(),
        user: alice.id,
        name: "alice".into(),
        seed: SEED.into(),
    };
    let refused = desk.app.start_mfa(&twice).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.at.as_str()),
        ("EntityAlreadyExists", "name")
    );
}

#[test]
fn a_person_is_disabled_and_given_back_exactly_what_was_active() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(with_credentials("alice")));
    let user = desk.user("alice").id;
    desk.change(Proposal::CreateAccessKey {
        user: user.clone(),
        description: "second".into(),
    });
    let second = page(&desk, "alice").access_keys[1].id.clone();
    desk.change(Proposal::SetAccessKeyActive {
        user: user.clone(),
        credential: second,
        active: false,
    });
    credential(
        &desk,
        "alice",
        CredentialStep::CreateServiceCredential {
            service: "codecommit.amazonaws.com".into(),
            days: 0,
        },
    );
    let before = page(&desk, "alice");
    step(
        &desk,
        "alice",
        PersonStep::Disable {
            reason: "on leave".into(),
        },
    );
    let disabled = page(&desk, "alice");
    assert!(!disabled.disabled.is_empty());
    assert_eq!(disabled.disabled_reason, "on leave");
    assert!(disabled.access_keys.iter().all(|key| !key.active));
    assert!(disabled.service_credentials.iter().all(|held| !held.active));
    assert!(
        disabled
            .permissions
            .iter()
            .any(|held| held.name == "AWSDenyAll")
    );
    assert!(desk.user("alice").disabled);
    let answer = desk.ask(&user, "s3:ListAllMyBuckets", "*");
    assert!(
        matches!(answer.decision, DecisionView::ExplicitlyDenied),
        "{answer:?}"
    );
    step(&desk, "alice", PersonStep::Enable);
    let after = page(&desk, "alice");
    assert_eq!(
        serde_json::to_value(&after).unwrap(),
        serde_json::to_value(&before).unwrap()
    );
    let twice = desk.try_change(Proposal::Person {
        user,
        step: PersonStep::Enable,
    });
    assert_eq!(twice.unwrap_err().code, "nothing-to-do");
}

#[test]
fn a_deny_that_was_there_before_stays_when_a_person_is_enabled() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    let user = desk.user("alice").id;
    desk.change(Proposal::AttachPolicies {
        holder: user,
        policies: vec![aws_managed("AWSDenyAll")],
    });
    let reason = String::new();
    step(&desk, "alice", PersonStep::Disable { reason });
    step(&desk, "alice", PersonStep::Enable);
    let held = page(&desk, "alice").permissions;
    assert!(held.iter().any(|held| held.name == "AWSDenyAll"));
}

#[test]
fn seeing_a_person_off_denies_the_sessions_of_a_role_and_deletes_the_user() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(with_credentials("alice")));
    let request = EntityRequest {
        account: desk.account.clone(),
        id: desk.user("alice").id,
    };
    desk.change(Proposal::Account {
        step: AccountStep::PutResource {
            resource: String::new(),
            arn: "arn:aws:s3:::example-reports".into(),
            policy: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::example-reports/*"}]}"#.into(),
            tags: Vec::new(),
        },
    });
    let plan = desk.app.offboarding(&request).unwrap();
    assert!(plan.credentials.contains(&"a console password".to_owned()));
    assert_eq!(plan.named_by[0].name, "arn:aws:s3:::example-reports");
    step(
        &desk,
        "alice",
        PersonStep::Offboard {
            delete_user: false,
            roles: Vec::new(),
        },
    );
    let alice = page(&desk, "alice");
    assert!(!alice.disabled.is_empty());
    assert!(
        alice
            .permissions
            .iter()
            .any(|held| held.name == "AWSRevokeOlderSessions")
    );
    step(
        &desk,
        "alice",
        PersonStep::Offboard {
            delete_user: true,
            roles: Vec::new(),
        },
    );
    assert!(desk.users().is_empty());
}

#[test]
fn credentials_of_every_kind_come_and_go() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    let user = desk.user("alice").id;
    let refused = |step| {
        desk.try_change(Proposal::Credential {
            user: user.clone(),
            step,
        })
        .unwrap_err()
    };
    let made = credential(
        &desk,
        "alice",
        CredentialStep::CreateServiceCredential {
            service: "codecommit.amazonaws.com".into(),
            days: 30,
        },
    );
    let first = desk.reveal(&made[0]);
    let held = page(&desk, "alice").service_credentials.remove(0);
    assert_eq!(held.service_user_name, "alice-at-111122223333");
    assert!(!held.expires.is_empty() && held.has_secret);
    credential(
        &desk,
        "alice",
        CredentialStep::ResetServiceCredential {
            credential: held.id.clone(),
        },
    );
    assert_ne!(desk.reveal(&held.id), first);
    let error = refused(CredentialStep::CreateServiceCredential {
        service: "s3.amazonaws.com".into(),
        days: 0,
    });
    assert_eq!(error.code, "NotSupportedService");
    let error = refused(CredentialStep::UploadSshKey {
        body: "ssh-ed25519 AAAA".into(),
    });
    assert_eq!(error.at, "body");
    let error = refused(CredentialStep::UploadSigningCertificate {
        body: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----".into(),
    });
    assert_eq!(error.code, "MalformedCertificate");
    credential(
        &desk,
        "alice",
        CredentialStep::SetActive {
            credential: held.id.clone(),
            active: false,
        },
    );
    assert!(!page(&desk, "alice").service_credentials[0].active);
    credential(
        &desk,
        "alice",
        CredentialStep::Delete {
            credential: held.id,
        },
    );
    assert!(page(&desk, "alice").service_credentials.is_empty());
}

#[test]
fn the_account_as_a_whole() {
    let desk = Desk::local();
    let request = AccountRequest {
        account: desk.account.clone(),
    };
    let check = |id: &str| {
        let posture = desk.app.security_checks(&request).unwrap();
        let found = posture.checks.into_iter().find(|check| check.id == id);
        let found = found.unwrap();
        assert_eq!(
            found.step.is_empty(),
            matches!(found.state, CheckState::Passed | CheckState::NotApplicable)
        );
        found.state
    };
    assert_eq!(check("root-mfa"), CheckState::NotApplicable);
    assert_eq!(check("individual-users"), CheckState::Failed);
    assert_eq!(check("password-policy"), CheckState::Failed);
    let policy = PasswordPolicyFields {
        minimum_length: 14,
        require_symbols: true,
        require_numbers: true,
        require_uppercase: true,
        require_lowercase: true,
        allow_users_to_change_password: true,
        max_age_days: 10,
        reuse_prevention: 24,
        hard_expiry: false,
    };
    desk.change(Proposal::Account {
        step: AccountStep::SetPasswordPolicy {
            policy: policy.clone(),
        },
    });
    assert_eq!(check("password-policy"), CheckState::Passed);
    let wrong = PasswordPolicyFields {
        minimum_length: 5,
        ..policy
    };
    let refused = desk.try_change(Proposal::Account {
        step: AccountStep::SetPasswordPolicy { policy: wrong },
    });
    assert_eq!(
        refused.unwrap_err().message,
        "the minimum length is 6 to 128"
    );
    desk.change(Proposal::Account {
        step: AccountStep::SetQuotas {
            quotas: [("groups_per_user".to_owned(), 20)].into(),
        },
    });
    let settings = desk.app.account_settings(&request).unwrap();
    assert!(settings.custom_policy);
    let quota = settings
        .quotas
        .iter()
        .find(|quota| quota.name == "groups_per_user")
        .unwrap();
    assert_eq!((quota.value, quota.default), (20, 10));
    // Where people come in by federation, nobody needs a user.
    desk.change(Proposal::Account {
        step: AccountStep::CreateOidcProvider {
            url: "https://token.actions.githubusercontent.com".into(),
            client_ids: vec!["sts.amazonaws.com".into()],
            thumbprints: Vec::new(),
        },
    });
    assert_eq!(check("individual-users"), CheckState::Passed);
    let providers = desk.app.identity_providers(&request).unwrap();
    assert_eq!(
        providers.oidc[0].arn,
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    );
    // A password set now expires within the 15 days that are named.
    desk.change(Proposal::CreateUser(with_credentials("alice")));
    let posture = desk.app.security_checks(&request).unwrap();
    assert_eq!(posture.console_users, 1);
    assert_eq!(posture.console_users_with_mfa, 0);
    assert_eq!(posture.expiring[0].name, "alice");
    assert_eq!(posture.key_ages.fresh, 1);
}

#[test]
fn a_planned_session_says_what_it_could_do() {
    let desk = Desk::local();
    let mut alice = named("alice");
    alice.policies.push(aws_managed("AmazonS3FullAccess"));
    desk.change(Proposal::CreateUser(alice));
    let ask = |kind, policy: &str, action: &str| {
        desk.app.try_session(&TrySessionRequest {
            plan: PlanSessionRequest {
                account: desk.account.clone(),
                user: desk.user("alice").id,
                kind,
                role: String::new(),
                session_name: String::new(),
                duration_seconds: 0,
                external_id: String::new(),
                mfa_serial: String::new(),
                policy: policy.into(),
                profile: String::new(),
            },
            action: action.into(),
            resource: "arn:aws:s3:::example-reports/x".into(),
        })
    };
    let verdict = |kind, policy: &str, action: &str| {
        let answers = ask(kind, policy, action).unwrap();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert!(!answers[0].sentence.is_empty());
        answers[0].verdict
    };
    let reads = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    // A session of the user's own may what the user may; a federated one, what its policy allows too.
    let (token, federated) = (
        SessionKind::GetSessionToken,
        SessionKind::GetFederationToken,
    );
    assert_eq!(verdict(token, "", "s3:PutObject"), VerdictView::Allowed);
    assert_eq!(
        verdict(federated, reads, "s3:GetObject"),
        VerdictView::Allowed
    );
    assert_eq!(
        verdict(federated, reads, "s3:PutObject"),
        VerdictView::ImplicitlyDenied
    );
    // What is wrong with the plan is said of the plan.
    let refused = ask(SessionKind::AssumeRole, "", "s3:GetObject").unwrap_err();
    assert_eq!(refused.at, "role");
}

#[test]
fn a_session_is_planned_within_the_limits_of_sts() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    let plan = |kind, seconds, policy: &str| {
        desk.app
            .plan_session(&PlanSessionRequest {
                account: desk.account.clone(),
                user: desk.user("alice").id,
                kind,
                role: String::new(),
                session_name: String::new(),
                duration_seconds: seconds,
                external_id: String::new(),
                mfa_serial: String::new(),
                policy: policy.into(),
                profile: String::new(),
            })
            .unwrap()
    };
    let token = plan(SessionKind::GetSessionToken, 0, "");
    assert_eq!(token.duration_seconds, 43_200);
    assert_eq!(
        token.command,
        "aws sts get-session-token --duration-seconds=43200"
    );
    let long = plan(SessionKind::GetSessionToken, 129_601, "");
    assert_eq!(long.errors[0].field, "duration_seconds");
    assert_eq!(long.errors[0].help, "from 15 minutes to 36 hours");
    assert!(long.command.is_empty());
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    let federated = plan(SessionKind::GetFederationToken, 900, policy);
    assert!(federated.errors.is_empty(), "{:?}", federated.errors);
    assert!(federated.command.starts_with(
        "aws sts get-federation-token --name=alice --duration-seconds=900 --policy='{\"Version\""
    ));
    assert_eq!(
        federated.session_arn,
        "arn:aws:sts::111122223333:federated-user/alice"
    );
    let broken = plan(SessionKind::GetFederationToken, 900, "{");
    assert_eq!(broken.errors[0].field, "policy");
    let no_role = plan(SessionKind::AssumeRole, 0, "");
    assert_eq!(no_role.errors[0].field, "role");
}

#[test]
fn a_password_that_the_account_does_not_take_is_refused_by_awss_code() {
    let desk = Desk::local();
    let refused = |password: &str| {
        let request = ProposalRequest {
            account: desk.account.clone(),
            proposal: Proposal::CreateUser(NewUser {
                console: Some(NewConsoleAccess {
                    password: NewPassword::Custom {
                        password: password.into(),
                    },
                    reset_required: true,
                }),
                ..named("alice")
            }),
        };
        let errors = desk.app.preview(&request).unwrap().errors;
        errors
            .into_iter()
            .map(|error| error.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(refused("Sh0rt!")[0], "PasswordPolicyViolation");
    assert_eq!(refused("nothing but letters")[0], "PasswordPolicyViolation");
    assert_eq!(refused("An otter, 1 lantern"), Vec::<String>::new());
}
