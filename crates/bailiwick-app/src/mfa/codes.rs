//! One-time codes by time: SHA-1, six digits, 30 seconds, which is what AWS's devices use.
//! <https://www.rfc-editor.org/rfc/rfc6238>

use iam_names::{Secret, Timestamp};
use totp_rs::{Algorithm, TOTP};
use zeroize::Zeroize as _;

use crate::error::{Code, CommandError};

/// Seconds of a step.
const STEP: i64 = 30;
/// How many steps a clock may be off: ten minutes.
const TOLERATED: i64 = 20;
/// How many steps are looked at, so that a clock that is hours off is told from a wrong seed.
const LOOKED_AT: i64 = 2_880;
/// The fewest characters of a seed: 80 bits.
const FEWEST: usize = 16;

/// A device's seed in base32.
pub(crate) struct Seed(Secret<String>);

/// How far a device's clock is from ours, in steps; ahead when positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Drift(i64);

impl Seed {
    /// Takes a seed that is known to be base32.
    pub(super) fn new(text: Secret<String>) -> Self {
        Self(text)
    }

    /// Reads a seed as AWS shows it, with or without blanks, or out of an `otpauth://` address.
    pub(super) fn read(text: &str) -> Result<Self, CommandError> {
        let refuse = |message: &str, help: &str| {
            Err(CommandError::new(Code::InvalidField, message)
                .help(help)
                .at("seed"))
        };
        let text = text.trim();
        if text.is_empty() {
            return refuse(
                "the secret key is missing",
                "paste the secret key or the otpauth address that AWS showed",
            );
        }
        let key = match text.split_once("://") {
            None => text,
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("otpauth") => {
                let (kind, parameters) = rest.split_once('?').unwrap_or((rest, ""));
                if !kind.to_ascii_lowercase().starts_with("totp/") {
                    return refuse(
                        "this address is not of a device that makes codes by time",
                        "AWS's begins with `otpauth://totp/`",
                    );
                }
                let mut key = "";
                for parameter in parameters.split('&') {
                    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
                    let usual = match name {
                        "secret" => {
                            key = value;
                            true
                        }
                        "algorithm" => value.eq_ignore_ascii_case("SHA1"),
                        "digits" => value == "6",
                        "period" => value == "30",
                        _ => true,
                    };
                    if !usual {
                        return refuse(
                            "AWS takes only codes of SHA-1, six digits and 30 seconds",
                            "paste the address that AWS showed for this device",
                        );
                    }
                }
                key
            }
            Some(_) => {
                return refuse(
                    "this is neither a secret key nor an otpauth address",
                    "AWS's address begins with `otpauth://totp/`",
                );
            }
        };
        let mut seed = String::with_capacity(key.len());
        for character in key.chars() {
            match character.to_ascii_uppercase() {
                kept @ ('A'..='Z' | '2'..='7') => seed.push(kept),
                ' ' | '-' | '=' => {}
                _ => {
                    seed.zeroize();
                    return refuse(
                        "a secret key has only the letters A to Z and the digits 2 to 7",
                        "copy it as AWS shows it under `Show secret key`",
                    );
                }
            }
        }
        let seed = Self(Secret::new(seed));
        if seed.text().expose().len() < FEWEST {
            return refuse(
                "the secret key is too short",
                "AWS's have 64 characters: copy the whole of it",
            );
        }
        Ok(seed)
    }

    /// The seed.
    pub(super) fn text(&self) -> &Secret<String> {
        &self.0
    }

    /// A copy for the vault.
    pub(super) fn duplicate(&self) -> Secret<String> {
        self.0.duplicate()
    }

    /// In groups of four, for those who type it.
    pub(super) fn grouped(&self) -> String {
        // The window shows it to the device's owner and keeps it nowhere.
        let seed = self.0.expose();
        let mut text = String::with_capacity(seed.len() + seed.len() / 4);
        for (number, character) in seed.chars().enumerate() {
            if number > 0 && number % 4 == 0 {
                text.push(' ');
            }
            text.push(character);
        }
        text
    }

    /// The code of a step.
    pub(super) fn code(&self, step: i64) -> String {
        let seconds = u64::try_from(step.saturating_mul(STEP)).unwrap_or(0);
        self.totp().generate(seconds)
    }

    fn totp(&self) -> TOTP {
        // The seed's reader is the generator of codes, which wipes its copy.
        let bytes = totp_rs::Secret::Encoded(self.0.expose().clone())
            .to_bytes()
            // INVARIANT: only base32 is let in above.
            .unwrap_or_default();
        // AWS's seeds are longer, a hand-made one may be shorter than RFC 4226 recommends.
        TOTP::new_unchecked(Algorithm::SHA1, 6, 0, STEP.unsigned_abs(), bytes)
    }

    /// The code before the one of now, and the one of now.
    pub(super) fn two_codes(&self, now: Timestamp) -> (String, String) {
        let step = now.unix().div_euclid(STEP);
        (self.code(step - 1), self.code(step))
    }

    /// Whether two codes are two consecutive ones of this seed, and how far the device's clock is
    /// from ours.
    pub(super) fn check(
        &self,
        now: Timestamp,
        first: &str,
        second: &str,
    ) -> Result<Drift, CommandError> {
        let refuse = |field: &str, message: String, help: &str| {
            Err(CommandError::coded("InvalidAuthenticationCode", message)
                .help(help)
                .at(field))
        };
        for (field, code) in [("first", first), ("second", second)] {
            if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
                return refuse(
                    field,
                    "a code has six digits".into(),
                    "type it as the device shows it, without a blank",
                );
            }
        }
        if first == second {
            return refuse(
                "second",
                "both codes are the same".into(),
                "wait until the device shows the next code, at most 30 seconds",
            );
        }
        let today = now.unix().div_euclid(STEP);
        let totp = self.totp();
        let code = |step: i64| {
            let seconds = u64::try_from(step.saturating_mul(STEP)).unwrap_or(0);
            totp.generate(seconds)
        };
        // The nearest place first: a code may come up twice in a day.
        let mut near: Option<i64> = None;
        for distance in 0..=LOOKED_AT {
            for offset in [-distance, distance] {
                let at = today + offset;
                if code(at) == second {
                    if code(at - 1) == first {
                        return self.judged(Drift(offset));
                    }
                    if code(at + 1) == first {
                        return refuse(
                            "first",
                            "the codes are in the wrong order".into(),
                            "type the older one first",
                        );
                    }
                    if distance <= TOLERATED {
                        near = Some(offset);
                    }
                }
            }
        }
        if near.is_some() {
            return refuse(
                "first",
                "the second code is right, and the first is not the one before it".into(),
                "type two codes that the device shows one right after the other",
            );
        }
        let first_is_right = (-TOLERATED..=TOLERATED).any(|offset| code(today + offset) == first);
        if first_is_right {
            return refuse(
                "second",
                "the first code is right, and the second is not the one after it".into(),
                "type two codes that the device shows one right after the other",
            );
        }
        refuse(
            "first",
            "these are not codes of this device".into(),
            "look whether the app shows the codes of this account, or scan the QR code again",
        )
    }

    #[expect(clippy::unused_self, reason = "a step of `check`")]
    fn judged(&self, drift: Drift) -> Result<Drift, CommandError> {
        if drift.off() > TOLERATED {
            return Err(CommandError::coded(
                "InvalidAuthenticationCode",
                format!("the codes are right, but {}", drift.words()),
            )
            .help("let the device set its time by itself, then type two new codes")
            .at("first"));
        }
        Ok(drift)
    }
}

impl Drift {
    /// How many steps the clock is off. Two codes take a minute to type: one that was right when it
    /// was shown is in time.
    fn off(self) -> i64 {
        match self.0 {
            -2..=0 => 0,
            ahead @ 1.. => ahead,
            behind => -(behind + 2),
        }
    }

    fn words(self) -> String {
        let seconds = self.off() * STEP;
        let how = if seconds >= 7_200 {
            format!("{} hours", seconds / 3_600)
        } else if seconds >= 120 {
            format!("{} minutes", seconds / 60)
        } else {
            format!("{seconds} seconds")
        };
        let way = if self.0 > 0 { "ahead of" } else { "behind" };
        format!("the device's clock is about {how} {way} this machine's")
    }

    /// What the clock says of itself.
    pub(super) fn sentence(self) -> String {
        if self.off() == 0 {
            return "The device's clock is right.".to_owned();
        }
        let mut words = self.words();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        format!("{words}: let it set its time by itself, or AWS will refuse its codes one day.")
    }

    /// Seconds until the codes of now are stale.
    pub(super) fn seconds_left(now: Timestamp) -> u32 {
        let left = STEP - now.unix().rem_euclid(STEP);
        // Until the next step the two codes are the newest ones; AWS takes them one step longer.
        u32::try_from(left + STEP).unwrap_or(30)
    }
}
