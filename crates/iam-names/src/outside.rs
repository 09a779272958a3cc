//! Names that come from outside of an account: an identity provider's URL, an organization's id.

use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, name};

name! {
    /// The URL of an OpenID Connect provider, as `CreateOpenIDConnectProvider` takes it.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
    OidcUrl, check_url
}

impl OidcUrl {
    /// The URL without `https://`: how the provider is named in its ARN and in condition keys.
    #[must_use]
    pub fn host_and_path(&self) -> &str {
        self.as_str().trim_start_matches("https://")
    }
}

fn check_url(text: &str) -> Result<(), ParseNameError> {
    const SHAPE: Shape = Shape {
        kind: NameKind::OidcUrl,
        min: 1,
        max: 255,
        allows: |character| {
            character.is_ascii_alphanumeric()
                || matches!(character, '.' | '-' | '_' | '~' | '/' | ':' | '%')
        },
    };
    SHAPE.check(text)?;
    let refuse = |expected| {
        Err(ParseNameError::new(
            NameKind::OidcUrl,
            BrokenRule::Shape { expected },
        ))
    };
    let Some(rest) = text.strip_prefix("https://") else {
        return refuse("begins with `https://`");
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.contains(':') {
        return refuse("holds no port");
    }
    if host.is_empty() || host.starts_with('.') || host.ends_with('.') {
        return refuse("has a host behind `https://`");
    }
    if rest.ends_with('/') {
        return refuse("does not end with `/`");
    }
    Ok(())
}

name! {
    /// An organization's id, for example `o-exampleorgid`.
    ///
    /// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html>
    OrganizationId, |text| {
        let kind = NameKind::OrganizationId;
        let allows = |character: char| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
        };
        Shape { kind, min: 12, max: 34, allows }.check(text)?;
        match text.strip_prefix("o-") {
            Some(rest) if !rest.contains('-') => Ok(()),
            _ => Err(ParseNameError::new(kind, BrokenRule::Shape { expected: "begins with `o-`" })),
        }
    }
}

#[cfg(test)]
mod tests;
