//! The simulator as its pages ask it: the matrix in windows, the sandbox, what comes of it.

use bailiwick_app::contract::analyse::{
    CompareRequest, FixRequest, HoldersRequest, MapRequest, Moment, ReportFormat,
    SaveMatrixRequest, WhoCanFilter, WhoCanRequest,
};
use bailiwick_app::contract::can::{CanFilter, PrincipalCanRequest, ReachView};
use bailiwick_app::contract::change::{NewUser, Proposal, ProposalRequest};
use bailiwick_app::contract::directory::PolicyHandle;
use bailiwick_app::contract::escalate::EscalationsRequest;
use bailiwick_app::contract::journal::UndoRequest;
use bailiwick_app::contract::matrix::{
    MatrixFilter, MatrixQuestion, MatrixRequest, MatrixView, SandboxChange, SandboxRequest,
    VerdictView,
};
use bailiwick_app::contract::simulate::{
    ContextKeysRequest, SearchPrincipalsRequest, SimulationRequest, StateView,
};

use super::support::{House, s3_read_only};

impl House {
    fn question(&self, actions: &[&str]) -> MatrixQuestion {
        serde_json::from_value(serde_json::json!({
            "account": self.account,
            "principals": [self.alice, self.bob],
            "actions": actions,
        }))
        .unwrap()
    }

    fn window(&self, question: &MatrixQuestion, filter: MatrixFilter) -> MatrixView {
        let request = MatrixRequest {
            question: question.clone(),
            filter,
            offset: 0,
            limit: 500,
        };
        self.app.matrix(&request).unwrap()
    }
}

#[test]
fn a_matrix_comes_in_windows_grouped_by_service_and_level() {
    let house = House::new();
    let question = house.question(&["s3:GetObject", "s3:PutObject", "ec2:Describe*"]);
    let all = house.window(&question, MatrixFilter::All);
    assert_eq!(all.columns.len(), 2);
    assert_eq!(all.columns[0].label, "alice");
    assert_eq!(all.groups[0].service, "ec2");
    assert_eq!(all.groups.iter().map(|it| it.rows).sum::<u32>(), all.total);
    let row = |action: &str| {
        let row = all.rows.iter().find(|row| row.action == action).unwrap();
        row.cells.iter().map(|cell| cell.now).collect::<Vec<_>>()
    };
    let denied = VerdictView::ImplicitlyDenied;
    assert_eq!(row("s3:GetObject"), [VerdictView::Allowed, denied]);
    assert_eq!(row("s3:PutObject"), [denied, denied]);

    let request = MatrixRequest {
        question: question.clone(),
        filter: MatrixFilter::All,
        offset: 10,
        limit: 5,
    };
    let window = house.app.matrix(&request).unwrap();
    assert_eq!((window.offset, window.rows.len()), (10, 5));
    assert_eq!(window.rows[0].action, all.rows[10].action);

    let allowed = house.window(&question, MatrixFilter::Allowed);
    assert_eq!(allowed.matching, 1);
    assert_eq!(allowed.rows[0].action, "s3:GetObject");
    let counts = house.app.matrix_counts(&question).unwrap();
    assert_eq!(counts.cells, all.total * 2);
    assert_eq!(counts.allowed, 1);
}

#[test]
fn a_sandbox_shows_who_gains_and_loses_and_is_applied_as_one_change() {
    let house = House::new();
    let changes = vec![
        SandboxChange::Attach {
            holder: house.bob.clone(),
            policy: s3_read_only(),
        },
        SandboxChange::SwitchOffGroup {
            group: house.readers.clone(),
        },
    ];
    let mut question = house.question(&["s3:GetObject", "s3:PutObject"]);
    question.what_if.clone_from(&changes);
    let different = house.window(&question, MatrixFilter::Changed);
    assert!(different.compared);
    assert_eq!(different.matching, 1);
    let cells = &different.rows[0].cells;
    assert_eq!(cells[0].before, Some(VerdictView::Allowed));
    assert_eq!(cells[0].now, VerdictView::ImplicitlyDenied);
    assert_eq!(cells[1].now, VerdictView::Allowed);
    let counts = house.app.matrix_counts(&question).unwrap();
    assert_eq!((counts.gained, counts.lost, counts.moved), (1, 1, 0));

    let request = SandboxRequest {
        account: house.account.clone(),
        changes: changes.clone(),
    };
    let view = house.app.sandbox(&request).unwrap();
    assert!(view.possible);
    assert_eq!(view.changes.len(), 2);
    let effect = |name: &str| {
        let found = view.effects.iter().find(|it| it.principal.name == name);
        found.unwrap_or_else(|| panic!("nothing changes for {name}"))
    };
    assert!(effect("bob").gained > 10 && effect("bob").lost == 0);
    assert_eq!(effect("alice").lost, effect("bob").gained);

    // Nothing happened yet; then it is one change, and one undo.
    let answer = |what_if: &[SandboxChange]| {
        let request: SimulationRequest = serde_json::from_value(serde_json::json!({
            "account": house.account,
            "principal": house.bob,
            "actions": ["s3:GetObject"],
            "what_if": what_if,
        }))
        .unwrap();
        house.app.simulate(&request).unwrap().answers[0]
            .extent
            .clone()
    };
    assert_eq!(
        (answer(&[]).as_str(), answer(&changes).as_str()),
        ("none", "all")
    );
    let done = house
        .app
        .change(&ProposalRequest {
            account: house.account.clone(),
            proposal: Proposal::Sandbox { changes },
        })
        .unwrap();
    assert_eq!(answer(&[]), "all");
    house
        .app
        .undo(&UndoRequest {
            sequence: done.sequence,
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(answer(&[]), "none");
}

#[test]
fn columns_can_be_values_of_a_key() {
    let house = House::new();
    let mut question = house.question(&["s3:ListAllMyBuckets"]);
    question.what_if = vec![SandboxChange::PutInline {
        holder: house.bob.clone(),
        name: "office".into(),
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
            "Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}"#
            .into(),
    }];
    question.by = bailiwick_app::contract::matrix::MatrixBy::Values;
    question.principals = vec![house.bob.clone()];
    question.key = "aws:SourceIp".into();
    question.values = vec!["203.0.113.7".into(), "198.51.100.7".into(), String::new()];
    let view = house.window(&question, MatrixFilter::All);
    let found: Vec<_> = view.rows[0].cells.iter().map(|cell| cell.now).collect();
    assert_eq!(
        found,
        [
            VerdictView::Allowed,
            VerdictView::ImplicitlyDenied,
            VerdictView::Depends
        ]
    );
}

#[test]
fn what_one_principal_can_do_comes_in_windows() {
    let house = House::new();
    let ask = |principal: &str, change: fn(&mut PrincipalCanRequest)| {
        let mut request = PrincipalCanRequest {
            account: house.account.clone(),
            principal: principal.to_owned(),
            state: StateView::Planned,
            text: String::new(),
            level: String::new(),
            filter: CanFilter::Can,
            offset: 0,
            limit: 25,
        };
        change(&mut request);
        house.app.principal_can(&request)
    };
    let alice = &house.alice;
    let reads = ask(alice, |_| {}).unwrap();
    assert_eq!(reads.principal.name, "alice");
    assert_eq!(reads.matching, reads.all + reads.some);
    assert!(reads.rows.len() <= 25 && !reads.rows.is_empty());
    let one = ask(alice, |it| it.text = "s3:getobject".into()).unwrap();
    assert_eq!(one.rows[0].action, "s3:GetObject");
    assert_eq!(one.rows[0].reach, ReachView::All);
    assert_eq!(one.rows[0].level, "Read");
    // The counts are of everything, whatever is shown.
    assert_eq!((one.all, one.none), (reads.all, reads.none));
    let writes = ask(alice, |it| {
        it.text = "Amazon S3".into();
        it.level = "Write".into();
        it.filter = CanFilter::None;
    })
    .unwrap();
    assert!(writes.rows.iter().any(|it| it.action == "s3:CreateBucket"));
    assert!(writes.rows.iter().all(|it| it.reach == ReachView::None));
    // What no policy can forbid is all that is left to somebody without policies.
    let nothing = ask(&house.bob, |_| {}).unwrap();
    let told: Vec<&str> = nothing.rows.iter().map(|it| &*it.action).collect();
    assert_eq!(told, ["sts:GetCallerIdentity", "sts:GetSessionToken"]);
    assert_eq!((nothing.all, nothing.some, nothing.services), (2, 0, 1));
    let wrong = ask("nobody", |_| {}).unwrap_err();
    assert!(!wrong.help.is_empty(), "{wrong:?}");
}

#[test]
fn who_can_tells_everybody_and_by_what() {
    let house = House::new();
    let view = house
        .app
        .who_can(&WhoCanRequest {
            account: house.account.clone(),
            action: "s3:GetObject".into(),
            resource: "arn:aws:s3:::example-bucket/key".into(),
            context: Vec::new(),
            state: StateView::Planned,
            what_if: Vec::new(),
            filter: WhoCanFilter::All,
            offset: 0,
            limit: 25,
        })
        .unwrap();
    assert_eq!((view.total, view.matching), (2, 2));
    assert!(view.rows[0].sentence.contains("AmazonS3ReadOnlyAccess"));
    let told: Vec<_> = view
        .rows
        .iter()
        .map(|row| (row.principal.name.as_str(), row.verdict))
        .collect();
    assert_eq!(
        told,
        [
            ("alice", VerdictView::Allowed),
            ("bob", VerdictView::ImplicitlyDenied)
        ]
    );
    assert_eq!(view.rows[0].by, ["AmazonS3ReadOnlyAccess (group readers)"]);

    let holders = house
        .app
        .policy_holders(&HoldersRequest {
            account: house.account.clone(),
            policy: s3_read_only(),
            statement: 0,
            action: "s3:GetObject".into(),
            resource: String::new(),
            context: Vec::new(),
            state: StateView::Planned,
            what_if: Vec::new(),
        })
        .unwrap();
    assert_eq!(holders.len(), 1);
    assert_eq!(holders[0].via, "group readers");
    assert!(holders[0].decides && holders[0].verdict == VerdictView::Allowed);

    let map = house
        .app
        .account_map(&MapRequest {
            account: house.account.clone(),
            state: StateView::Planned,
        })
        .unwrap();
    let kinds: Vec<_> = map.nodes.iter().map(|node| node.kind.as_str()).collect();
    assert_eq!(kinds, ["user", "user", "group", "policy"]);
    let lines: Vec<_> = map.edges.iter().map(|edge| edge.kind.as_str()).collect();
    assert_eq!(lines, ["attached", "member"]);
}

#[test]
fn a_denied_cell_is_fixed_by_the_smallest_change_and_an_allowed_one_taken_back() {
    let house = House::new();
    let ask = |principal: &str| {
        house
            .app
            .fix(&FixRequest {
                account: house.account.clone(),
                principal: principal.into(),
                action: "s3:GetObject".into(),
                resource: "arn:aws:s3:::example-bucket/key".into(),
                context: Vec::new(),
                what_if: Vec::new(),
            })
            .unwrap()
    };
    let bob = ask(&house.bob);
    assert!(!bob.allowed);
    let titles: Vec<_> = bob.ways.iter().map(|way| way.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Allow just `s3:GetObject` by an inline policy",
            "Add the user to the group `readers`"
        ]
    );
    assert_eq!(bob.ways[0].effects[0].principal.name, "bob");
    assert!(bob.ways[0].width < bob.ways[1].width);

    let alice = ask(&house.alice);
    assert!(alice.allowed);
    assert!(
        alice
            .ways
            .iter()
            .any(|way| way.title == "Take the user out of the group `readers`")
    );
}

#[test]
fn a_matrix_is_taken_away_without_account_ids() {
    let house = House::new();
    let mut question = house.question(&["s3:Get*"]);
    question.resources = vec!["arn:aws:s3:::bucket-of-444455556666/=key".into()];
    let file = |format, redact| {
        let file = house
            .app
            .matrix_file(&SaveMatrixRequest {
                question: question.clone(),
                filter: MatrixFilter::All,
                format,
                redact,
            })
            .unwrap();
        String::from_utf8(file.bytes.expose().clone()).unwrap()
    };
    let page = file(ReportFormat::Html, true);
    assert!(page.starts_with("<!doctype html>") && !page.contains("<script"));
    assert!(page.contains("s3:GetObject") && page.contains("ACCOUNT-"));
    assert!(!page.contains("111122223333") && !page.contains("444455556666"));
    assert!(file(ReportFormat::Html, false).contains("444455556666"));
    let table = file(ReportFormat::Csv, false);
    assert!(
        table
            .starts_with("\"action\",\"resource\",\"alice\",\"bob\",\"alice why\",\"bob why\"\r\n")
    );
    assert!(table.contains("\"allowed\",\"implicitly denied\""));
    assert!(page.contains("<h2>Reasons</h2>") && page.contains("<b>alice</b>: "));
    let all: serde_json::Value = serde_json::from_str(&file(ReportFormat::Json, false)).unwrap();
    assert_eq!(all["columns"][0]["label"], "alice");
}

#[test]
fn two_moments_of_the_journal_are_compared() {
    let house = House::new();
    let propose = |proposal| {
        house
            .app
            .change(&ProposalRequest {
                account: house.account.clone(),
                proposal,
            })
            .unwrap()
            .sequence
    };
    let attached = propose(Proposal::AttachPolicies {
        holder: house.bob.clone(),
        policies: vec![s3_read_only()],
    });
    propose(Proposal::DeleteUser {
        user: house.alice.clone(),
    });
    let planned = |after| Moment {
        state: StateView::Planned,
        after,
    };
    let compare = |from, to| {
        let view = house
            .app
            .compare_states(&CompareRequest {
                account: house.account.clone(),
                from,
                to,
            })
            .unwrap();
        assert!(view.possible);
        let told = view
            .effects
            .iter()
            .map(|it| (it.principal.name.clone(), it.gained > 0, it.lost > 0));
        told.collect::<Vec<_>>()
    };
    let (alice, bob) = (
        ("alice".to_owned(), false, true),
        ("bob".to_owned(), true, false),
    );
    let before = planned(Some(attached - 1));
    assert_eq!(compare(before, planned(None)), [alice.clone(), bob.clone()]);
    assert_eq!(compare(before, planned(Some(attached))), [bob]);
    assert_eq!(compare(planned(Some(attached)), planned(None)), [alice]);

    // A local account has no state in AWS.
    let request = CompareRequest {
        account: house.account.clone(),
        from: Moment {
            state: StateView::Observed,
            after: None,
        },
        to: planned(None),
    };
    assert!(!house.app.compare_states(&request).unwrap().possible);
}

/// How long everything × 20 takes: the first window, which is what opens the matrix, and the whole
/// of it, which counts and filters. `cargo test --release -p bailiwick-app --test boundary --
/// --ignored --nocapture everything`.
#[test]
#[ignore = "a measurement: it means something in a release build on a quiet machine"]
fn everything_times_twenty() {
    let house = House::new();
    let mut question = house.question(&["*"]);
    question.principals = Vec::new();
    for index in 0..20 {
        let user = house.made(Proposal::CreateUser(NewUser {
            name: format!("user-{index}"),
            groups: vec![house.readers.clone()],
            policies: vec![PolicyHandle::Arn {
                arn: [
                    "arn:aws:iam::aws:policy/ReadOnlyAccess",
                    "arn:aws:iam::aws:policy/PowerUserAccess",
                    "arn:aws:iam::aws:policy/SecurityAudit",
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                ][index % 4]
                    .into(),
            }],
            ..NewUser::default()
        }));
        question.principals.push(user);
    }
    let mut request = MatrixRequest {
        question: question.clone(),
        filter: MatrixFilter::All,
        offset: 0,
        limit: 100,
    };
    let start = std::time::Instant::now();
    let keys = house
        .app
        .context_keys(&ContextKeysRequest {
            account: house.account.clone(),
            principal: question.principals[0].clone(),
            actions: question.actions.clone(),
            session: None,
        })
        .unwrap();
    println!("condition keys: {:?} ({})", start.elapsed(), keys.len());
    for what in ["first window, cold", "first window, warm"] {
        let start = std::time::Instant::now();
        let view = house.app.matrix(&request).unwrap();
        println!("{what}: {:?} ({} rows)", start.elapsed(), view.total);
    }
    let start = std::time::Instant::now();
    let counts = house.app.matrix_counts(&question).unwrap();
    println!("whole: {:?} ({} cells)", start.elapsed(), counts.cells);
    request.offset = 10_000;
    let start = std::time::Instant::now();
    let view = house.app.matrix(&request).unwrap();
    println!("a window of the whole: {:?}", start.elapsed());
    assert_eq!(view.rows.len(), 100);
}

#[test]
fn ways_to_administrator_are_lines_of_the_map() {
    let house = House::new();
    // Alice may grant herself everything; bob may do nothing.
    let allow = SandboxChange::PutInline {
        holder: house.alice.clone(),
        name: "grants".into(),
        document: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow",
            "Action":"iam:AttachUserPolicy","Resource":"*"}}"#
            .into(),
    };
    let proposal = Proposal::Sandbox {
        changes: vec![allow],
    };
    let request = ProposalRequest {
        account: house.account.clone(),
        proposal,
    };
    house.app.change(&request).unwrap();
    let view = house
        .app
        .escalations(&EscalationsRequest {
            account: house.account.clone(),
            state: StateView::Planned,
        })
        .unwrap();
    let [path] = &view.paths[..] else {
        panic!("{:?}", view.paths);
    };
    assert_eq!(
        (path.principal.name.as_str(), path.certain),
        ("alice", true)
    );
    assert!(path.steps[0].sentence.contains("grants everything"));
    let line = &path.edges[0];
    assert_eq!(
        (line.from.as_str(), line.to.as_str(), line.kind.as_str()),
        (house.alice.as_str(), "administrator", "escalates")
    );
}

#[test]
fn an_answer_knows_its_way_on_the_map() {
    let house = House::new();
    let ask = |principal: &str| {
        let request: SimulationRequest = serde_json::from_value(serde_json::json!({
            "account": house.account,
            "principal": principal,
            "actions": ["s3:GetObject"],
        }))
        .unwrap();
        house.app.simulate(&request).unwrap().answers.remove(0).path
    };
    let path = ask(&house.alice);
    let kinds: Vec<_> = path.iter().map(|line| line.kind.as_str()).collect();
    assert_eq!(kinds, ["member", "attached"]);
    assert_eq!((&path[0].from, &path[0].to), (&house.alice, &house.readers));
    assert_eq!(ask(&house.bob), []);
}

#[test]
fn principals_of_every_sort_are_found() {
    let house = House::new();
    let find = |text: &str| {
        let request = SearchPrincipalsRequest {
            account: house.account.clone(),
            text: text.into(),
            limit: 10,
            others: true,
        };
        let found = house.app.search_principals(&request).unwrap();
        let told = found.into_iter().map(|one| (one.entity, one.id));
        told.collect::<Vec<_>>()
    };
    let root = "arn:aws:iam::111122223333:root";
    assert!(find("").contains(&("root".into(), root.into())));
    assert!(find("").contains(&("anyone".into(), "*".into())));
    assert_eq!(
        find("444455556666"),
        [("account".into(), "arn:aws:iam::444455556666:root".into())]
    );
    assert_eq!(find("ali"), [("user".into(), house.alice.clone())]);
    assert_eq!(
        find("ec2.amazonaws.com"),
        [(String::new(), "ec2.amazonaws.com".into())]
    );
}
