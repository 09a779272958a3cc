//! Names from outside: what is taken, and what is said of the rest.

use crate::{EmailAddress, OidcUrl, OrganizationId, SamlProviderName, SshPublicKey};

#[track_caller]
fn refused<T: std::str::FromStr<Err = crate::ParseNameError> + std::fmt::Debug>(
    text: &str,
) -> String {
    text.parse::<T>().expect_err("it was taken").message()
}

#[test]
fn a_provider_is_named_without_its_scheme() {
    let url: OidcUrl = "https://token.actions.githubusercontent.com"
        .parse()
        .unwrap();
    assert_eq!(url.host_and_path(), "token.actions.githubusercontent.com");
    let path: OidcUrl = "https://login.microsoftonline.com/1234/v2.0"
        .parse()
        .unwrap();
    assert_eq!(path.host_and_path(), "login.microsoftonline.com/1234/v2.0");
    for (wrong, why) in [
        (
            "http://example.com",
            "the provider URL begins with `https://`",
        ),
        ("https://", "the provider URL has a host behind `https://`"),
        ("https://example.com:8443", "the provider URL holds no port"),
        (
            "https://example.com/",
            "the provider URL does not end with `/`",
        ),
        (
            "https://example.com?a=b",
            "the provider URL cannot hold the character `?` at byte 19",
        ),
    ] {
        assert_eq!(refused::<OidcUrl>(wrong), why);
    }
}

#[test]
fn nothing_gets_into_a_header_by_an_address() {
    for right in ["alice@example.com", "a.b+tag@sub.example.com"] {
        assert_eq!(right.parse::<EmailAddress>().unwrap(), right);
    }
    for wrong in [
        "alice",
        "@example.com",
        "alice@",
        "a@b@c",
        "a@b\r\nBcc: c@d",
        "a b@c",
        "\"a\"@b",
        "a@b,c@d",
        "<a@b>",
        // An international address wants its `xn--` form in a header.
        "ünal@example.com",
    ] {
        assert!(wrong.parse::<EmailAddress>().is_err(), "{wrong}");
    }
}

#[test]
fn organizations_and_saml_providers() {
    assert!("o-exampleorgid".parse::<OrganizationId>().is_ok());
    for wrong in [
        "exampleorgid1",
        "o-short",
        "o-exampleOrgid",
        "o-example-orgid",
    ] {
        refused::<OrganizationId>(wrong);
    }
    assert!("corp.idp_1-a".parse::<SamlProviderName>().is_ok());
    refused::<SamlProviderName>("corp idp");
}

#[test]
fn a_key_is_rsa_of_2048_bits_in_one_line() {
    const NOBODY: &str = include_str!("../../tests/nobody.pub");
    let key: SshPublicKey = NOBODY.parse().unwrap();
    assert_eq!(key.comment(), "nobody");
    // What `ssh-keygen -l -E md5` says of it.
    assert_eq!(
        key.fingerprint(),
        "36:7a:86:6b:bb:c5:01:22:7b:f0:49:1a:f1:36:4e:5d"
    );
    let cut = &NOBODY[..100];
    assert_eq!(
        refused::<SshPublicKey>(cut),
        "the SSH public key has no readable body: it may have been cut off"
    );
    assert_eq!(
        refused::<SshPublicKey>("ssh-ed25519 AAAA"),
        "the SSH public key is one line that begins with `ssh-rsa`: IAM takes RSA keys"
    );
    refused::<SshPublicKey>(&format!("{NOBODY}\n{NOBODY}"));
    refused::<SshPublicKey>("");
}
