//! The policy editor and the proposals for policies, groups and roles, through the boundary that the
//! window talks to.

use std::ops::Deref;

use bailiwick_app::contract::change::{
    DoneView, InlineText, NewGroup, NewPolicy, NewRole, PolicyEdition, PreviewView, Proposal,
};
use bailiwick_app::contract::directory::{PolicyHandle, PolicyRequest, PolicyView, TagView};
use bailiwick_app::contract::editor::{
    CompletionsRequest, DocumentUse, EditPolicyRequest, LintSeverityView, PolicyEditorView,
    PolicyText, PolicyWish, ServiceActionsRequest, StatementChoicesRequest, TextDiffRequest,
    TrustPolicyRequest, TrustedEntity,
};
use bailiwick_app::contract::journal::UndoRequest;
use bailiwick_app::contract::{AccountRequest, EntityRequest, Nothing};

use super::support::{Team, s3_read_only};

/// An account with alice in the group `readers`, which has no policy.
struct House {
    team: Team,
    alice: String,
    readers: String,
}

impl Deref for House {
    type Target = Team;

    fn deref(&self) -> &Team {
        &self.team
    }
}

fn house() -> House {
    let team = Team::new();
    let alice = team.person("alice", Vec::new());
    let readers = team.made(Proposal::CreateGroup(NewGroup {
        name: "readers".into(),
        path: "/people/".into(),
        members: vec![alice.clone()],
        ..NewGroup::default()
    }));
    House {
        team,
        alice,
        readers,
    }
}

impl House {
    fn change(&self, proposal: Proposal) -> DoneView {
        self.app.change(&self.request(proposal)).unwrap()
    }

    fn preview(&self, proposal: Proposal) -> PreviewView {
        self.app.preview(&self.request(proposal)).unwrap()
    }

    /// The codes and fields of what stands against a proposal.
    fn refused(&self, proposal: Proposal) -> Vec<(String, String)> {
        let preview = self.preview(proposal);
        assert!(!preview.possible);
        let errors = preview.errors.into_iter();
        errors.map(|error| (error.code, error.field)).collect()
    }

    fn undo(&self, done: &DoneView) {
        let request = UndoRequest {
            sequence: done.sequence,
            reason: String::new(),
        };
        self.app.undo(&request).unwrap();
    }

    fn policy(&self, policy: &PolicyHandle) -> PolicyView {
        self.app
            .policy(&PolicyRequest {
                account: self.account.clone(),
                policy: policy.clone(),
            })
            .unwrap()
    }

    fn text(&self, text: &str) -> PolicyText {
        PolicyText {
            account: self.account.clone(),
            used_as: DocumentUse::Managed,
            text: text.into(),
        }
    }

    fn wish(&self, text: &str, edit: PolicyWish) -> (String, PolicyEditorView) {
        let edited = self
            .app
            .edit_policy(&EditPolicyRequest {
                policy: self.text(text),
                edit,
            })
            .unwrap();
        (edited.text, edited.view)
    }
}

fn document(actions: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{actions},"Resource":"*"}}}}"#
    )
}

fn new_policy(name: &str) -> NewPolicy {
    NewPolicy {
        name: name.into(),
        path: String::new(),
        description: "what the team reads".into(),
        document: document("\"s3:GetObject\""),
        tags: vec![TagView {
            key: "team".into(),
            value: "a".into(),
        }],
        holders: Vec::new(),
    }
}

fn customer(id: &str) -> PolicyHandle {
    PolicyHandle::Customer { id: id.into() }
}

#[test]
fn a_blank_text_becomes_a_policy_by_wishes() {
    let house = house();
    let (text, view) = house.wish(
        "",
        PolicyWish::AddStatement {
            effect: "Allow".into(),
        },
    );
    assert_eq!(view.statements.len(), 1);
    let level = house
        .app
        .service_actions(&ServiceActionsRequest {
            service: "s3".into(),
            patterns: vec!["s3:GetObject*".into()],
            filter: "object tagging".into(),
        })
        .unwrap();
    let named: Vec<(&str, &str)> = level
        .levels
        .iter()
        .flat_map(|level| &level.actions)
        .map(|action| (action.name.as_str(), action.named_by.as_str()))
        .collect();
    assert!(
        named.contains(&("s3:GetObjectTagging", "s3:GetObject*")),
        "{named:?}"
    );
    assert!(named.contains(&("s3:PutObjectTagging", "")), "{named:?}");

    let (text, _) = house.wish(
        &text,
        PolicyWish::ToggleActions {
            statement: 0,
            actions: vec!["s3:GetObject".into(), "s3:ListBucket".into()],
            on: true,
        },
    );
    let (text, _) = house.wish(
        &text,
        PolicyWish::SetResources {
            statement: 0,
            not: false,
            values: vec![" arn:aws:s3:::example-bucket ".into(), String::new()],
        },
    );
    let (text, view) = house.wish(
        &text,
        PolicyWish::SetCondition {
            statement: 0,
            condition: None,
            operator: "IpAddress".into(),
            key: "aws:SourceIp".into(),
            values: vec!["203.0.113.0/24".into()],
        },
    );
    let card = &view.statements[0];
    assert_eq!(
        card.sentence,
        "Allows `s3:GetObject` and `s3:ListBucket` on `arn:aws:s3:::example-bucket`, only if \
         `aws:SourceIp` is in `203.0.113.0/24`."
    );
    assert_eq!(card.services[0].name, "Amazon S3");
    assert_eq!(view.size.quota, Some(6_144));
    assert!(view.findings.is_empty(), "{:?}", view.findings);
    let (text, _) = house.wish(
        &text,
        PolicyWish::ToggleActions {
            statement: 0,
            actions: vec!["s3:GetObject".into()],
            on: false,
        },
    );
    // What is listed takes a bucket and no user: lint says so at its statement.
    let (_, view) = house.wish(
        &text,
        PolicyWish::SetResources {
            statement: 0,
            not: false,
            values: vec!["arn:aws:iam::111122223333:user/alice".into()],
        },
    );
    let finding = &view.findings[0];
    assert_eq!(finding.code, "RESOURCE_TYPE_UNSUPPORTED_BY_ACTION");
    assert_eq!(finding.statement, Some(0));
    assert!(!text.contains("GetObject"), "{text}");
}

#[test]
fn a_quick_fix_replaces_only_its_place_even_behind_other_scripts() {
    let house = house();
    let text = document("[\"s3:GetObjct\"]").replace("{\"Effect\"", "{\"Sid\":\"Ü𐍈\",\"Effect\"");
    let view = house.app.policy_editor(&house.text(&text)).unwrap();
    let finding = view
        .findings
        .iter()
        .find(|finding| finding.code == "INVALID_ACTION")
        .unwrap();
    assert_eq!(finding.severity, LintSeverityView::Error);
    let fix = finding.fix.clone().unwrap();
    let (fixed, _) = house.wish(&text, PolicyWish::Replace { edits: fix.edits });
    assert_eq!(fixed, text.replace("GetObjct", "GetObject"));
}

#[test]
fn completions_fit_the_place() {
    let house = house();
    let ask = |text: &str| -> Vec<String> {
        let cursor = text.find('|').unwrap();
        let view = house
            .app
            .policy_completions(&CompletionsRequest {
                policy: house.text(&text.replacen('|', "", 1)),
                cursor: u32::try_from(cursor).unwrap(),
            })
            .unwrap();
        view.options
            .into_iter()
            .map(|option| option.insert)
            .collect()
    };
    assert_eq!(
        ask(r#"{"Statement":{"Action":"s3:GetObjectTa|"#),
        ["s3:GetObjectTagging"]
    );
    assert!(ask(r#"{"Statement":{"Action":"dynamo|"}}"#).contains(&"dynamodb:".to_owned()));
    let arns = ask(r#"{"Statement":{"Action":"iam:GetUser","Resource":"|"}}"#);
    assert_eq!(arns, ["*", "arn:aws:iam::111122223333:user/*"]);
    assert_eq!(
        ask(r#"{"Statement":{"Effect":|}}"#),
        ["\"Allow\"", "\"Deny\""]
    );
    let keys =
        ask(r#"{"Statement":{"Action":"s3:ListBucket","Condition":{"StringLike":{"pre|"}}}}"#);
    assert!(keys.contains(&"s3:prefix".to_owned()), "{keys:?}");
    let dates = ask(r#"{"Statement":{"Condition":{"DateLessThan":{"aws:|"}}}}"#);
    assert!(dates.contains(&"aws:CurrentTime".to_owned()), "{dates:?}");
    assert!(!dates.contains(&"aws:SourceIp".to_owned()), "{dates:?}");
}

#[test]
fn a_statement_gets_the_forms_and_keys_of_its_actions() {
    let house = house();
    let choices = house
        .app
        .statement_choices(&StatementChoicesRequest {
            account: house.account.clone(),
            patterns: vec!["iam:GetUser".into(), "s3:ListAllMyBuckets".into()],
            key: String::new(),
        })
        .unwrap();
    let [format] = &choices.formats[..] else {
        panic!("{:?}", choices.formats);
    };
    let arn: String = format
        .parts
        .iter()
        .map(|part| part.filled.as_str())
        .collect();
    assert_eq!(arn, "arn:aws:iam::111122223333:user/*");
    assert_eq!(choices.wildcard_only, ["s3:ListAllMyBuckets"]);
    let key = |name: &str| choices.keys.iter().find(|key| key.name == name).unwrap();
    assert_eq!(key("aws:SourceIp").operators[0], "IpAddress");
    assert_eq!(key("aws:TagKeys").operators[0], "ForAnyValue:StringEquals");
    assert!(house.app.policy_services(&Nothing {}).unwrap().len() > 400);
}

#[test]
fn the_longest_aws_managed_policies_are_shown_whole() {
    let house = house();
    for name in ["ReadOnlyAccess", "SecurityAudit", "AdministratorAccess"] {
        let policy = house.policy(&PolicyHandle::Arn {
            arn: format!("arn:aws:iam::aws:policy/{name}"),
        });
        let begun = std::time::Instant::now();
        let found = bailiwick_app::command_line::lint_policy(&policy.document, "identity");
        let lint = begun.elapsed();
        let view = house
            .app
            .policy_editor(&house.text(&policy.document))
            .unwrap();
        println!(
            "{name}: {} characters, {} findings, lint {lint:?}, all {:?}",
            policy.document.len(),
            found.len(),
            begun.elapsed().saturating_sub(lint),
        );
        assert!(!view.statements.is_empty());
        assert!(view.statements.iter().all(|card| card.kept.is_empty()));
    }
}

#[test]
fn a_policy_is_made_given_versions_attached_and_deleted_with_what_is_in_the_way() {
    let house = house();
    let id = house.made(Proposal::CreatePolicy(new_policy("team-reads")));
    let handle = customer(&id);
    let view = house.policy(&handle);
    assert_eq!((view.name.as_str(), view.tags.len()), ("team-reads", 1));
    assert_eq!(
        house.refused(Proposal::CreatePolicy(new_policy("TEAM-reads"))),
        [("EntityAlreadyExists".into(), "name".into())]
    );
    let broken = NewPolicy {
        document: "{".into(),
        ..new_policy("other")
    };
    assert_eq!(
        house.refused(Proposal::CreatePolicy(broken)),
        [("MalformedPolicyDocument".into(), "document".into())]
    );

    let edition = |actions: &str, delete_version: &str| {
        Proposal::EditPolicy(PolicyEdition {
            policy: id.clone(),
            document: document(actions),
            set_as_default: true,
            delete_version: delete_version.into(),
        })
    };
    for actions in ["\"s3:*\"", "\"s3:Get*\"", "\"s3:List*\"", "\"s3:Put*\""] {
        house.change(edition(actions, ""));
    }
    assert_eq!(
        house.refused(edition("\"ec2:*\"", "")),
        [("LimitExceeded".into(), String::new())]
    );
    house.change(edition("\"ec2:*\"", "v2"));
    let view = house.policy(&handle);
    let ids: Vec<&str> = view
        .versions
        .iter()
        .map(|version| version.id.as_str())
        .collect();
    assert_eq!(ids, ["v6", "v5", "v4", "v3", "v1"]);
    house.change(Proposal::SetDefaultPolicyVersion {
        policy: id.clone(),
        version: "v1".into(),
    });
    assert_eq!(house.policy(&handle).document, document("\"s3:GetObject\""));
    house.change(Proposal::DeletePolicyVersion {
        policy: id.clone(),
        version: "v6".into(),
    });

    let attach = Proposal::AttachToMany {
        policy: handle.clone(),
        holders: vec![house.alice.clone(), house.readers.clone()],
    };
    let effects = house.app.effects(&house.request(attach.clone())).unwrap();
    assert_eq!(effects[0].principal.name, "alice");
    assert_eq!(effects[0].gained, 1);
    house.change(attach.clone());
    // Those who have it already are left out.
    assert!(house.preview(attach).changes.is_empty());
    assert_eq!(house.policy(&handle).attached_to.len(), 2);
    let delete = |take_away| Proposal::DeletePolicy {
        policy: id.clone(),
        take_away,
    };
    assert_eq!(
        house.refused(delete(false)),
        [("DeleteConflict".into(), String::new())]
    );
    let done = house.change(delete(true));
    house.undo(&done);
    let back = house.policy(&handle);
    assert_eq!((back.attached_to.len(), back.versions.len()), (2, 4));
    let detach = Proposal::DetachFromMany {
        policy: handle,
        holders: vec![house.alice.clone(), house.readers.clone()],
    };
    assert_eq!(house.preview(detach).changes.len(), 2);
}

#[test]
fn inline_policies_are_written_renamed_and_not_written_over_by_accident() {
    let house = house();
    let inline = |name: &str, replaces: &str| {
        Proposal::PutInlinePolicy(InlineText {
            holder: house.readers.clone(),
            name: name.into(),
            replaces: replaces.into(),
            document: document("\"s3:GetObject\""),
        })
    };
    house.change(inline("own", ""));
    assert_eq!(
        house.refused(inline("OWN", "")),
        [("EntityAlreadyExists".into(), "name".into())]
    );
    let renamed = house.preview(inline("renamed", "own"));
    let operations: Vec<&str> = renamed
        .changes
        .iter()
        .map(|change| change.operation.as_str())
        .collect();
    assert_eq!(operations, ["DeleteGroupPolicy", "PutGroupPolicy"]);
    house.change(inline("own", "own"));
}

#[test]
fn a_group_is_made_with_members_and_edited() {
    let house = house();
    let view = |id: &str| {
        house
            .app
            .group(&EntityRequest {
                account: house.account.clone(),
                id: id.into(),
            })
            .unwrap()
    };
    let group = view(&house.readers);
    assert_eq!((group.path.as_str(), group.users.len()), ("/people/", 1));
    house.change(Proposal::UpdateGroup {
        group: house.readers.clone(),
        name: "writers".into(),
        path: "/".into(),
    });
    let done = house.change(Proposal::SetMembers {
        group: house.readers.clone(),
        users: Vec::new(),
    });
    assert!(view(&house.readers).users.is_empty());
    house.undo(&done);
    let group = view(&house.readers);
    assert_eq!((group.name.as_str(), group.users.len()), ("writers", 1));
    let bad = Proposal::UpdateGroup {
        group: house.readers.clone(),
        name: "no/name".into(),
        path: "people".into(),
    };
    let fields: Vec<String> = house.refused(bad).into_iter().map(|it| it.1).collect();
    assert_eq!(fields, ["name", "path"]);
}

#[test]
fn a_role_is_made_from_whom_it_trusts() {
    let house = house();
    let trust = house
        .app
        .trust_policy(&TrustPolicyRequest {
            account: house.account.clone(),
            trusted: TrustedEntity::Account {
                accounts: vec!["111122223333".into()],
                external_id: String::new(),
                require_mfa: false,
            },
        })
        .unwrap();
    assert!(trust.errors.is_empty());
    let new = NewRole {
        name: "deploy".into(),
        path: String::new(),
        description: "puts things up".into(),
        trust_policy: trust.text,
        max_session_seconds: 4 * 3_600,
        policies: vec![s3_read_only()],
        boundary: None,
        tags: Vec::new(),
    };
    let long = NewRole {
        max_session_seconds: 13 * 3_600,
        ..new.clone()
    };
    assert_eq!(
        house.refused(Proposal::CreateRole(long)),
        [("invalid-field".into(), "max_session_seconds".into())]
    );
    let preview = house.preview(Proposal::CreateRole(new.clone()));
    assert!(preview.possible);
    assert!(preview.access.unwrap().allowed_actions > 0);
    let id = house.made(Proposal::CreateRole(new));
    let role = house
        .app
        .role(&EntityRequest {
            account: house.account.clone(),
            id: id.clone(),
        })
        .unwrap();
    assert_eq!(role.max_session_seconds, 4 * 3_600);
    assert_eq!(role.trusted, ["Account: 111122223333"]);
    assert_eq!(role.kept_by, "");
    house.change(Proposal::SetBoundary {
        holder: id.clone(),
        boundary: Some(PolicyHandle::Arn {
            arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into(),
        }),
    });
    house.change(Proposal::SetEntityTags {
        entity: id.clone(),
        tags: vec![TagView {
            key: "team".into(),
            value: "b".into(),
        }],
    });
    house.change(Proposal::AttachPolicies {
        holder: id.clone(),
        policies: vec![PolicyHandle::Arn {
            arn: "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess".into(),
        }],
    });
    house.change(Proposal::UpdateRole {
        role: id.clone(),
        description: "takes things down".into(),
        max_session_seconds: 3_600,
    });
    let trust = |document: &str| Proposal::UpdateTrustPolicy {
        role: id.clone(),
        document: document.into(),
    };
    assert_eq!(
        house.refused(trust("{\"Statement\": []")),
        [("MalformedPolicyDocument".into(), "document".into())]
    );
    house.change(trust(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#,
    ));
    let done = house.change(Proposal::DeleteRole { role: id.clone() });
    house.undo(&done);
    house.change(Proposal::SetBoundary {
        holder: id,
        boundary: None,
    });
}

#[test]
fn two_versions_differ_line_by_line() {
    let house = house();
    let diff = house
        .app
        .diff_documents(&TextDiffRequest {
            before: "{\n  \"a\": 1,\n  \"b\": 2\n}\n".into(),
            after: "{\n  \"a\": 1,\n  \"b\": 3\n}\n".into(),
        })
        .unwrap();
    assert_eq!((diff.added, diff.removed, diff.same_value), (1, 1, false));
    let shown: Vec<(Option<u32>, Option<u32>, &str)> = diff
        .lines
        .iter()
        .map(|line| (line.before, line.after, line.text.as_str()))
        .collect();
    assert_eq!(shown[2], (Some(3), None, "  \"b\": 2"));
    assert_eq!(shown[3], (None, Some(3), "  \"b\": 3"));
    let templates = house
        .app
        .policy_templates(&AccountRequest {
            account: house.account.clone(),
        })
        .unwrap();
    assert_eq!(templates.len(), 5);
}
