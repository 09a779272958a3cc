use super::numeric::Decimal;
use super::{binary, date, ip, registry};

#[test]
fn operators_are_found_without_case() {
    let (operator, spelled) = registry::find("ForAllValues:StringNotLikeIfExists").unwrap();
    assert!(spelled && operator.negated && operator.if_exists);
    assert_eq!(operator.to_string(), "ForAllValues:StringNotLikeIfExists");
    let (operator, spelled) = registry::find("stringequals").unwrap();
    assert!(!spelled);
    assert_eq!(operator.to_string(), "StringEquals");
    for wrong in [
        "",
        "StringEqual",
        "ForSome:StringEquals",
        "NullIfExists",
        "IfExists",
        "é",
    ] {
        assert!(registry::find(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn slips_are_recognised() {
    assert_eq!(
        registry::suggestion("StringEqual").as_deref(),
        Some("StringEquals")
    );
    assert_eq!(
        registry::suggestion("ForAnyValues:StringLikes").as_deref(),
        Some("ForAnyValue:StringLike")
    );
    assert_eq!(
        registry::suggestion("NullIfExists").as_deref(),
        Some("Null")
    );
    assert_eq!(registry::suggestion("Frobnicate"), None);
}

#[test]
fn numbers_are_compared_exactly() {
    let read = |text| Decimal::read(text).unwrap();
    assert_eq!(read("10"), read("10.0"));
    assert_eq!(read("-0"), read("0"));
    assert_eq!(read("1e2"), read("100"));
    assert_eq!(read("12.5e-1"), read("1.25"));
    assert!(read("9007199254740993") > read("9007199254740992"));
    assert!(read("-2") < read("-1.5"));
    assert!(read("0.1") < read("0.11"));
    for wrong in ["", "-", ".", "1.2.3", "ten", "0x10", "1e999999999", "1 0"] {
        assert!(Decimal::read(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn dates_of_every_form_are_comparable() {
    let read = |text| date::Instant::read(text).unwrap();
    let same = [
        ["2018-08-10T00:00:00Z", "1533859200"],
        ["2018-08-10", "2018-08-10T02:00:00+02:00"],
        ["2018-08-10T00:00Z", "2018-08-09T19:00:00-0500"],
        ["2018-08-10T00:00:00.5Z", "1533859200.500"],
        ["2020", "2020-01-01"],
        ["2020-03", "2020-03-01T00:00:00z"],
        ["1969-12-31T23:59:59Z", "-1"],
    ];
    for [left, right] in same {
        assert_eq!(read(left), read(right), "{left} {right}");
    }
    for wrong in [
        "",
        "soon",
        "2018-13-01",
        "2018-02-30",
        "2018-1-1",
        "2018-08-10T25:00:00Z",
        "T",
    ] {
        assert!(date::Instant::read(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn ranges_hold_their_own_family() {
    let holds = |range: &str, address: &str| {
        ip::Network::read(range)
            .unwrap()
            .contains(address.parse().unwrap())
    };
    assert!(holds("203.0.113.7/24", "203.0.113.200"));
    assert!(holds("0.0.0.0/0", "255.255.255.255"));
    assert!(holds("::/0", "2001:db8::1"));
    assert!(holds("203.0.113.7", "203.0.113.7"));
    assert!(!holds("203.0.113.7", "203.0.113.8"));
    assert!(!holds("0.0.0.0/0", "::1"));
    assert!(holds("2001:db8::/33", "2001:db8:7fff::1"));
    assert!(!holds("2001:db8::/33", "2001:db8:8000::1"));
    for wrong in [
        "",
        "203.0.113.0/33",
        "203.0.113/24",
        "::/129",
        "203.0.113.0/",
        "203.0.*",
    ] {
        assert!(ip::Network::read(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn base64_is_bytes() {
    assert_eq!(
        binary::read("QmluYXJ5VmFsdWU=").as_deref(),
        Some(&b"BinaryValue"[..])
    );
    assert_eq!(binary::read("QQ"), binary::read("QQ=="));
    assert_eq!(binary::read("").as_deref(), Some(&b""[..]));
    for wrong in ["Q", "QQ===", "Q Q=", "é"] {
        assert_eq!(binary::read(wrong), None, "{wrong}");
    }
}
