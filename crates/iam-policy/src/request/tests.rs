use super::*;

#[test]
fn cuts_actions() {
    let action = Action::parse("S3:GetObject").unwrap();
    assert_eq!((action.service(), action.name()), ("s3", "getobject"));
    for wrong in ["", "s3", ":x", "s3:", "s3:Get*", " s3:GetObject"] {
        assert!(Action::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn cuts_resources() {
    let resource = Resource::new("arn:aws:lambda:us-east-1:111122223333:function:f:v1");
    assert_eq!(
        resource.parts(),
        Some([
            "arn",
            "aws",
            "lambda",
            "us-east-1",
            "111122223333",
            "function:f:v1"
        ])
    );
    assert_eq!(resource.account(), Some("111122223333"));
    assert_eq!(Resource::new("*").parts(), None);
    assert_eq!(Resource::new("arn:aws:s3:::b").account(), None);
}

#[test]
fn tells_principals_apart() {
    let kind = |text: &str| Principal::parse(text).unwrap().kind().clone();
    assert_eq!(kind("arn:aws:iam::111122223333:root"), PrincipalKind::Root);
    assert_eq!(
        kind("arn:aws:iam::111122223333:user/a/b"),
        PrincipalKind::User
    );
    assert_eq!(
        kind("arn:aws:iam::111122223333:role/path/app"),
        PrincipalKind::Role { name: "app".into() }
    );
    assert_eq!(
        kind("arn:aws:sts::111122223333:assumed-role/app/one"),
        PrincipalKind::RoleSession { role: "app".into() }
    );
    assert_eq!(kind("ec2.amazonaws.com"), PrincipalKind::Service);
    assert_eq!(kind("accounts.google.com"), PrincipalKind::Federated);
    for wrong in [
        "alice",
        "arn:aws:s3:::b",
        "arn:aws:iam::111122223333:user/",
        "",
    ] {
        assert!(Principal::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn knows_service_linked_roles() {
    let is = |text: &str| Principal::parse(text).unwrap().is_service_linked_role();
    assert!(is(
        "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
    ));
    assert!(is(
        "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s"
    ));
    assert!(!is("arn:aws:iam::111122223333:role/AWSServiceRoleForX"));
    assert!(!is("arn:aws:sts::111122223333:assumed-role/app/s"));
}
