//! Virtual MFA devices: set up, shown again for their owner, enabled in AWS.
//!
//! In a local account the seed is made here; in an AWS account it is AWS's and is pasted. Either
//! way it waits in the session's memory until two consecutive codes have shown that the owner's
//! app has it, and only then goes into the vault beside `EnableMfaDevice`.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html>

mod codes;
mod picture;
#[cfg(test)]
mod tests;

use iam_directory::{Account, AccountKind, ChangeSet, MfaKind, Operation, apply};
use iam_exchange::{otpauth, qr};
use iam_names::{Arn, EntityId, MfaDeviceName, MfaSerial, Path, Secret, UserName};
use iam_vault::{NewSecret, SecretKind};

use crate::App;
use crate::contract::Nothing;
use crate::contract::change::DoneView;
use crate::contract::mfa::{
    MfaCodesRequest, MfaCommandView, MfaDoneView, MfaQrView, MfaSetupRequest, MfaSetupView,
    StartMfaRequest,
};
use crate::contract::secret::RevealRequest;
use crate::error::{Code, CommandError};
use crate::secrets::{no_secret, password_needed};
use crate::session::account;
use codes::{Drift, Seed};

/// Seconds until a shown QR code hides itself: long enough to take out a phone.
const HIDE_AFTER_SECONDS: u32 = 120;

/// Base32 as in RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The characters of a seed: 64 of base32, 40 bytes, as AWS makes them.
const SEED_CHARACTERS: usize = 64;

/// A device being set up.
pub(crate) struct MfaSetup {
    id: String,
    account: EntityId,
    user: EntityId,
    user_name: UserName,
    device: MfaDeviceName,
    serial: MfaSerial,
    credential: EntityId,
    seed: Seed,
}

impl MfaSetup {
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    fn change(&self, created: Option<iam_names::Timestamp>) -> ChangeSet {
        ChangeSet::of_account(
            format!(
                "Enable the MFA device {} for user {}",
                self.device, self.user_name
            ),
            self.account,
            vec![Operation::EnableMfaDevice {
                user: self.user,
                serial: self.serial.clone(),
                credential: Some(self.credential),
                device: MfaKind::Virtual,
                created,
            }],
        )
    }
}

impl App {
    /// Begins to set up a device. Nothing is recorded.
    pub fn start_mfa(&self, request: &StartMfaRequest) -> Result<MfaSetupView, CommandError> {
        self.begin_mfa(request, || Seed::read(&request.seed))
    }

    /// The same with the seed out of the picture of a QR code, as `aws iam
    /// create-virtual-mfa-device --bootstrap-method QRCodePNG` writes it.
    pub fn start_mfa_from_picture(
        &self,
        request: &StartMfaRequest,
        path: &std::path::Path,
    ) -> Result<MfaSetupView, CommandError> {
        self.begin_mfa(request, || {
            let written = picture::read(path)?;
            // The reader of seeds takes what it needs and keeps nothing else.
            Seed::read(written.expose())
        })
    }

    /// `given` is asked for the seed in an AWS account; a local one makes its own.
    fn begin_mfa(
        &self,
        request: &StartMfaRequest,
        given: impl FnOnce() -> Result<Seed, CommandError>,
    ) -> Result<MfaSetupView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let settings = account.settings();
        let missing = || CommandError::not_found("user");
        let id: EntityId = request.user.parse().map_err(|_| missing())?;
        let user = account.planned().user(id).ok_or_else(missing)?;
        let device: MfaDeviceName = request
            .name
            .trim()
            .parse()
            .map_err(|error| CommandError::field("name", &error))?;
        let arn = Arn::mfa(
            &settings.partition,
            &settings.account_id,
            &Path::root(),
            &device,
        );
        let serial = arn
            .as_str()
            .parse()
            .map_err(|error| CommandError::field("name", &error))?;
        let seed = match settings.kind {
            AccountKind::Local => self.make_seed()?,
            AccountKind::Aws => given()?,
        };
        let setup = MfaSetup {
            id: self.environment.new_id()?.to_string(),
            account: settings.id,
            user: user.id,
            user_name: user.name.clone(),
            device,
            serial,
            credential: self.environment.new_id()?,
            seed,
        };
        // A name that is taken or a quota that is full is said before anybody scans anything.
        apply(&estate, &setup.change(None), &self.managed)?;
        let view = MfaSetupView {
            setup: setup.id.clone(),
            user_name: setup.user_name.to_string(),
            serial: setup.serial.to_string(),
        };
        session.keep_mfa(setup);
        Ok(view)
    }

    /// The QR code of a device being set up, for its owner.
    pub fn mfa_qr(&self, request: &MfaSetupRequest) -> Result<MfaQrView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let setup = session.mfa(&request.setup)?;
        let account = estate
            .account(setup.account)
            .ok_or_else(|| CommandError::not_found("account"))?;
        drawing(account, setup.device.as_str(), &setup.seed)
    }

    /// Forgets a device that was not set up; its seed is wiped.
    pub fn cancel_mfa(&self, request: &MfaSetupRequest) -> Result<Nothing, CommandError> {
        let session = self.session()?;
        // Forgetting what is gone is what was asked for.
        if session.mfa(&request.setup).is_ok() {
            session.forget_mfa();
        }
        Ok(Nothing {})
    }

    /// Checks two consecutive codes and records the device with its seed.
    pub fn finish_mfa(&self, request: &MfaCodesRequest) -> Result<MfaDoneView, CommandError> {
        let session = self.session()?;
        let setup = session.mfa(&request.setup)?;
        let now = self.environment.clock.now();
        let drift = setup
            .seed
            .check(now, request.first.trim(), request.second.trim())?;
        let estate = session.estate();
        let kind = estate
            .account(setup.account)
            .ok_or_else(|| CommandError::not_found("account"))?
            .settings()
            .kind;
        let local = kind == AccountKind::Local;
        let secret = NewSecret {
            credential: setup.credential,
            kind: SecretKind::TotpSeed,
            body: setup.seed.duplicate(),
        };
        let sequence = self.record(&setup.change(local.then_some(now)), &[secret])?;
        session.made([setup.credential]);
        session.forget_mfa();
        Ok(MfaDoneView {
            done: DoneView {
                sequence,
                sentence: if local {
                    format!("MFA device enabled for user {}", setup.user_name)
                } else {
                    format!(
                        "MFA device of user {} noted: AWS does not know it yet",
                        setup.user_name
                    )
                },
                undoable: true,
                entity: Some(setup.user.to_string()),
                credentials: Vec::new(),
            },
            clock: drift.sentence(),
            credential: setup.credential.to_string(),
            command: (!local).then(|| command(&setup.user_name, &setup.serial, &setup.seed, now)),
        })
    }

    /// The QR code of a device whose seed the vault holds, once more for its owner. Journalled.
    pub fn mfa_device_qr(&self, request: &RevealRequest) -> Result<MfaQrView, CommandError> {
        let held = self.held_seed(request, "mfa-qr")?;
        let estate = self.session()?.estate();
        let account = estate
            .account(held.account)
            .ok_or_else(|| CommandError::not_found("account"))?;
        let name = held.serial.as_str().rsplit('/').next().unwrap_or_default();
        drawing(account, name, &held.seed)
    }

    /// The command that enables a device in AWS, with two codes made now. Journalled.
    pub fn mfa_enable_command(
        &self,
        request: &RevealRequest,
    ) -> Result<MfaCommandView, CommandError> {
        let held = self.held_seed(request, "mfa-codes")?;
        let now = self.environment.clock.now();
        Ok(command(&held.user, &held.serial, &held.seed, now))
    }

    fn held_seed(&self, request: &RevealRequest, purpose: &str) -> Result<HeldSeed, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let missing = || CommandError::not_found("MFA device");
        let credential: EntityId = request.credential.parse().map_err(|_| missing())?;
        let (account, user, serial) = estate
            .accounts()
            .find_map(|account| {
                account.planned().users().find_map(|user| {
                    let mut devices = user.mfa_devices.iter();
                    let device = devices.find(|device| device.id == Some(credential))?;
                    let account = account.settings().id;
                    Some((account, user.name.clone(), device.serial.clone()))
                })
            })
            .ok_or_else(missing)?;
        if session.secret_kind(credential) != Some(SecretKind::TotpSeed) {
            return Err(no_secret());
        }
        if !session.may_reveal(credential, self.environment.clock.elapsed()) {
            return Err(password_needed());
        }
        let (who, now) = (&self.operator(), self.environment.clock.now());
        let text = session.with_vault(|vault| {
            vault.reveal(credential, SecretKind::TotpSeed, purpose, who, now)
        })?;
        Ok(HeldSeed {
            account,
            user,
            serial,
            // The seed's reader is our own generator of codes.
            seed: Seed::read(text.expose())?,
        })
    }

    /// A random seed as AWS makes them.
    fn make_seed(&self) -> Result<Seed, CommandError> {
        let mut random = self.environment.random_bytes();
        let mut text = String::with_capacity(SEED_CHARACTERS);
        for _ in 0..SEED_CHARACTERS {
            // 256 is a multiple of 32: every character is as likely as any other.
            text.push(char::from(BASE32[usize::from(random.next() % 32)]));
        }
        random.finish()?;
        Ok(Seed::new(Secret::new(text)))
    }
}

struct HeldSeed {
    account: EntityId,
    user: UserName,
    serial: MfaSerial,
    seed: Seed,
}

/// The QR code of a seed. Only an AWS account's says that it is one.
fn drawing(account: &Account, device: &str, seed: &Seed) -> Result<MfaQrView, CommandError> {
    let settings = account.settings();
    let issuer = match settings.kind {
        AccountKind::Aws => "Amazon Web Services",
        AccountKind::Local => "Bailiwick",
    };
    let name = settings.name();
    let uri = otpauth::uri(issuer, device, &name, seed.text());
    // The drawing's reader is the owner's camera.
    let drawing = qr::drawing(uri.expose())
        .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
    Ok(MfaQrView {
        side: drawing.side,
        path: drawing.path,
        secret_key: seed.grouped(),
        label: format!("{device}@{name}"),
        hide_after_seconds: HIDE_AFTER_SECONDS,
    })
}

/// AWS wants two consecutive codes; the one before and the one of now are taken the longest.
/// <https://docs.aws.amazon.com/cli/latest/reference/iam/enable-mfa-device.html>
fn command(
    user: &UserName,
    serial: &MfaSerial,
    seed: &Seed,
    now: iam_names::Timestamp,
) -> MfaCommandView {
    let (first, second) = seed.two_codes(now);
    MfaCommandView {
        // Names and serials hold no character that a shell takes for its own but `=`, `,` and `@`,
        // which mean nothing inside of a word.
        command: format!(
            "aws iam enable-mfa-device --user-name={user} --serial-number={serial} \
             --authentication-code1={first} --authentication-code2={second}"
        ),
        valid_seconds: Drift::seconds_left(now),
    }
}
