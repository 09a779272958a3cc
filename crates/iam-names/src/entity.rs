//! The names of users, groups, roles, policies, instance profiles and MFA devices, and their path.
//!
//! Lengths and patterns are those of the IAM API reference; `\w` in them is ASCII.

use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, compared_without_case, is_name_character, is_word, name};

macro_rules! entity_name {
    ($(#[$meta:meta])* $name:ident, $max:literal) => {
        name! {
            $(#[$meta])*
            $name, |text| {
                let kind = NameKind::$name;
                Shape { kind, min: 1, max: $max, allows: is_name_character }.check(text)
            }
        }
        compared_without_case!($name);
    };
}

entity_name! {
    /// A user's name, unique in its account without regard to case; see `CreateUser`.
    UserName, 64
}
entity_name! {
    /// A group's name; see `CreateGroup`.
    GroupName, 128
}
entity_name! {
    /// A role's name; see `CreateRole`.
    RoleName, 64
}
entity_name! {
    /// The name of a managed or an inline policy; see `CreatePolicy` and `PutUserPolicy`.
    PolicyName, 128
}
entity_name! {
    /// An instance profile's name; see `CreateInstanceProfile`.
    InstanceProfileName, 128
}
entity_name! {
    /// A virtual MFA device's name; see `CreateVirtualMFADevice`.
    ///
    /// The API model states no maximum: 226 is what the user guide's quotas say, and leaves room
    /// for the ARN in a serial number of 256.
    MfaDeviceName, 226
}

name! {
    /// A SAML provider's name; see `CreateSAMLProvider`.
    SamlProviderName, |text| {
        let allows = |character| is_word(character) || matches!(character, '.' | '-');
        Shape { kind: NameKind::SamlProviderName, min: 1, max: 128, allows }.check(text)
    }
}
compared_without_case!(SamlProviderName);

name! {
    /// The folder-like part of an entity's ARN: `/`, or for example `/division_abc/team/`.
    ///
    /// A policy's path has a narrower alphabet: ask [`Path::suits_policies`].
    Path, check_path
}

impl Path {
    /// The path `/`, which entities have when none is given.
    #[must_use]
    pub fn root() -> Self {
        Self("/".into())
    }

    /// Whether this is the path `/`.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.as_str() == "/"
    }

    /// Whether a managed policy may have this path: `((/[A-Za-z0-9.,+@=_-]+)*)/`.
    ///
    /// See `CreatePolicy` in the IAM API reference.
    #[must_use]
    pub fn suits_policies(&self) -> bool {
        let inner = self.as_str().trim_start_matches('/').trim_end_matches('/');
        self.is_root()
            || (self.as_str().len() == inner.len() + 2
                && inner
                    .split('/')
                    .all(|part| !part.is_empty() && part.chars().all(is_name_character)))
    }
}

impl Default for Path {
    fn default() -> Self {
        Self::root()
    }
}

fn check_path(text: &str) -> Result<(), ParseNameError> {
    const SHAPE: Shape = Shape {
        kind: NameKind::Path,
        min: 1,
        max: 512,
        allows: |character| character.is_ascii_graphic(),
    };
    SHAPE.check(text)?;
    let refuse = |expected| {
        Err(ParseNameError::new(
            NameKind::Path,
            BrokenRule::Shape { expected },
        ))
    };
    if !text.starts_with('/') || !text.ends_with('/') {
        return refuse("begins and ends with `/`");
    }
    // The pattern is `/` or `/[!-~]+/`: two slashes have nothing between them.
    if text == "//" {
        return refuse("holds something between its slashes");
    }
    Ok(())
}
