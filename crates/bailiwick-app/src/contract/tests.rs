//! Writes `ui/src/ipc/contract.ts` from the declarations, and fails when the file is stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use super::{COMMANDS, command_declarations, command_signatures};

/// Collects the declaration of `T` and of everything it is made of.
pub(super) fn declare<T: TS + 'static + ?Sized>(
    config: &Config,
    found: &mut BTreeMap<String, String>,
) {
    struct Collect<'a> {
        config: &'a Config,
        found: &'a mut BTreeMap<String, String>,
    }
    impl TypeVisitor for Collect<'_> {
        fn visit<T: TS + 'static + ?Sized>(&mut self) {
            declare::<T>(self.config, self.found);
        }
    }
    let Some(_path) = T::output_path() else {
        T::visit_dependencies(&mut Collect { config, found });
        T::visit_generics(&mut Collect { config, found });
        return;
    };
    let ident = T::ident(config);
    if found.contains_key(&ident) {
        T::visit_generics(&mut Collect { config, found });
        return;
    }
    let docs = T::docs()
        .map(|docs| format!("{}\n", docs.trim_end()))
        .unwrap_or_default();
    found.insert(ident, format!("{docs}export {}", T::decl(config)));
    T::visit_dependencies(&mut Collect { config, found });
    T::visit_generics(&mut Collect { config, found });
}

fn contract() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Written from crates/bailiwick-app/src/contract by `cargo test -p bailiwick-app contract`\n\
         // with BAILIWICK_WRITE_CONTRACT=1. Edit the Rust declarations, never this file.\n",
    );
    for declaration in command_declarations(&config).values() {
        let _ = write!(text, "\n{}\n", declaration.trim_end());
    }
    text.push_str("\n/** Every command: what it is asked with and what it answers. */\nexport interface Commands {\n");
    for (name, request, response) in command_signatures(&config) {
        let _ = writeln!(
            text,
            "  {name}: {{ request: {request}; response: {response} }};"
        );
    }
    text.push_str("}\n");
    text
}

#[test]
fn contract_file_is_current() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/contract.ts");
    let expected = contract();
    if std::env::var_os("BAILIWICK_WRITE_CONTRACT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "ui/src/ipc/contract.ts is stale: run BAILIWICK_WRITE_CONTRACT=1 cargo test -p bailiwick-app contract"
    );
}

#[test]
fn command_names_are_distinct() {
    let mut names = COMMANDS.to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), COMMANDS.len());
}
