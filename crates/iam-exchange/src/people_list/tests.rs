//! Lists as people paste them.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

fn told(list: &PeopleList) -> String {
    let mut text = String::new();
    for person in &list.people {
        let or = |it: Option<String>| it.unwrap_or_else(|| "-".into());
        let _ = write!(
            text,
            "{} {}{} {} {} {}",
            person.line,
            person.user_name,
            if person.made { "*" } else { "" },
            or(person.person.as_ref().map(ToString::to_string)),
            or(person.email.as_ref().map(ToString::to_string)),
            or(person.language.map(|it| it.tag().to_owned())),
        );
        if !person.groups.is_empty() {
            let _ = write!(text, " {:?}", person.groups);
        }
        text.push('\n');
    }
    for problem in &list.problems {
        let _ = writeln!(text, "! {}: {}", problem.at(), problem.fault);
    }
    text
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(told(&read(text)), expected);
}

#[test]
fn lines_without_headers() {
    check(
        "alice@example.com\n\n# a comment\nBob Müller, bob@example.com\r\ncarol, Carol Díaz, carol@example.com\ndave\nGünther Øst",
        "1 alice* - alice@example.com -\n\
         4 bob* Bob Müller bob@example.com -\n\
         5 carol Carol Díaz carol@example.com -\n\
         6 dave - - -\n\
         7 gunther.ost* Günther Øst - -\n",
    );
}

#[test]
fn what_mail_programs_copy() {
    check(
        "Alice Smith <alice@example.com>; Bob B. <bob@example.com>, c <carol@example.com>",
        "1 alice* Alice Smith alice@example.com -\n\
         1 bob* Bob B. bob@example.com -\n\
         1 carol* c carol@example.com -\n",
    );
    check(
        "Alice <alice@example.com>,\nBob <bob@example.com>\n",
        "1 alice* Alice alice@example.com -\n2 bob* Bob bob@example.com -\n",
    );
}

#[test]
fn a_spreadsheet_with_headers() {
    let text = "\u{feff}User name;E-mail;Full name;Language;Groups;Desk\r\n\
                alice;alice@example.com;\"Smith; Alice\";de-DE;Ops|Readers;7\r\n\
                ;bob@example.com;Bob;fr;;8\r\n";
    check(
        text,
        "2 alice Smith; Alice alice@example.com de [\"Ops\", \"Readers\"]\n\
         3 bob* Bob bob@example.com fr\n",
    );
    assert_eq!(read(text).ignored_columns, ["Desk"]);
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.trim_start_matches('\u{feff}').encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read_bytes(&wide), read(text));
    assert_eq!(
        told(&read_bytes(b"\xc3\x28")),
        "! : the list is not text in UTF-8\n"
    );
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    check(
        "name,email\nAlice,alice@example.com\nBob,bob@\n,\nALICE,alice@example.org\n名前,\nEve,\"eve@example.com\r\nBcc: x@y\"\n",
        "2 alice* Alice alice@example.com -\n\
         ! line 3: the e-mail address is not of the form `name@domain`\n\
         ! line 5: the user name `alice` stands on line 2 already\n\
         ! line 6: no user name can be made of `名前`\n\
         ! line 7: a double quote stands where a table has none\n\
         ! line 8: a double quote stands where a table has none\n",
    );
    check(
        "alice, a@b.c, AGE-SECRET-KEY-1XYZ",
        "! line 1: this is a secret key, not a public one\n",
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_said(text in "(\\PC|[,;\t\n\r\"<>@]){0,300}") {
        let list = read(&text);
        let mut names: Vec<_> = list.people.iter().map(|it| it.user_name.as_str().to_ascii_lowercase()).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), list.people.len());
    }

    #[test]
    fn plain_people_come_through(people in prop::collection::vec(("[a-z]{1,20}", "[A-Z][a-z]{1,9} [A-Z][a-z]{1,9}"), 0..20)) {
        let mut text = String::from("user name,name,email\n");
        let mut names = std::collections::BTreeSet::new();
        for (name, person) in &people {
            if names.insert(name.clone()) {
                let _ = writeln!(text, "{name},{person},{name}@example.com");
            }
        }
        let list = read(&text);
        prop_assert!(list.problems.is_empty());
        prop_assert_eq!(list.people.len(), names.len());
    }
}
