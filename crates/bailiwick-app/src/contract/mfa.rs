//! Setting up a virtual MFA device, and showing its QR code again.
//!
//! [`MfaQrView`] holds a secret: it is asked for by itself, hides itself, and is kept nowhere.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::change::DoneView;

/// Begins to set up a device.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StartMfaRequest {
    /// The account.
    pub account: String,
    /// The user.
    pub user: String,
    /// The device's name.
    pub name: String,
    /// In an AWS account: the secret key or the `otpauth://` address that AWS showed. Empty in a
    /// local account, which makes its own.
    #[serde(default)]
    pub seed: String,
}

/// A device being set up. Its seed waits in the application's memory, not in the page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaSetupView {
    /// What the next steps name.
    pub setup: String,
    /// The user name.
    pub user_name: String,
    /// The device's ARN, which is its serial number.
    pub serial: String,
}

/// Names a device being set up.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaSetupRequest {
    /// The set-up.
    pub setup: String,
}

/// The QR code of a seed, with the seed as text.
#[derive(Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaQrView {
    /// The width and height of the drawing, its light border included.
    pub side: u32,
    /// The dark modules as the `d` of an SVG path.
    pub path: String,
    /// The secret key in groups of four, for apps without a camera.
    pub secret_key: String,
    /// What the app will show: `alice@acme`.
    pub label: String,
    /// Seconds until it hides itself.
    pub hide_after_seconds: u32,
}

/// Two consecutive codes of a device being set up.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaCodesRequest {
    /// The set-up.
    pub setup: String,
    /// The first code.
    pub first: String,
    /// The one after it.
    pub second: String,
}

/// A device was set up.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaDoneView {
    /// The recorded change.
    pub done: DoneView,
    /// What the device's clock says of itself, in a sentence.
    pub clock: String,
    /// The id under which the vault keeps the seed.
    pub credential: String,
    /// In an AWS account, how to enable the device there; none in a local account.
    pub command: Option<MfaCommandView>,
}

/// The command that enables a device in AWS, with two fresh codes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaCommandView {
    /// `aws iam enable-mfa-device …`.
    pub command: String,
    /// Seconds until its codes are stale.
    pub valid_seconds: u32,
}
