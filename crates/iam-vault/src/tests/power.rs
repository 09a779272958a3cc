//! The power is cut: what was written and not synced is lost, in part, in any order, torn inside a
//! page.
//!
//! The script's system calls are recorded by `strace`; from the record a model of a disk is built
//! that keeps apart what a sync has made durable and what only the cache holds. At every sync,
//! rename and removal the power is cut, some of the cache reaches the disk, and the vault that is
//! left must open as the last acknowledged state or the one after it. It is SQLite's own method,
//! without a file system of our own in between: what is replayed is what the program really asked
//! of the kernel.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::faults::can_trace;
use super::script::{STEPS, state};
use super::{PASSWORD, made, now, secret, trials};
use crate::LockedVault;

const SECTOR: usize = 512;

/// What the program asked of the kernel, in order.
#[derive(Debug)]
enum Event {
    /// A new, empty file.
    Made(String),
    Wrote {
        path: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        path: String,
        length: usize,
    },
    Synced(String),
    Renamed {
        from: String,
        to: String,
    },
    Removed(String),
    /// The program said a state.
    Said(String),
}

/// Bytes of a call's string argument: `strace -xx` writes every one as `\x..`.
fn bytes(text: &str) -> Vec<u8> {
    text.split("\\x")
        .skip(1)
        .map(|pair| u8::from_str_radix(&pair[..2], 16).unwrap())
        .collect()
}

fn text(escaped: &str) -> String {
    String::from_utf8(bytes(escaped)).unwrap()
}

/// Between the first `open` and the next `close` after it.
fn between<'a>(line: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let (_, rest) = line.split_once(open)?;
    rest.split_once(close)
}

#[expect(clippy::too_many_lines, reason = "one arm per system call: a table")]
fn parse(trace: &str, folder: &str) -> Vec<Event> {
    let mut events = Vec::new();
    for line in trace.lines() {
        assert!(!line.contains("unfinished"), "{line}");
        let Some((_, call)) = line.split_once(' ') else {
            continue;
        };
        let call = call.trim_start();
        let Some((name, _)) = call.split_once('(') else {
            continue;
        };
        if call.contains(" = -1 ") {
            continue;
        }
        // The file of a descriptor, `5<\x2f…>`, and the first string.
        let file = || between(call, "<", ">").map(|(path, _)| text(path));
        let strings: Vec<String> = call
            .split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        let ours = |path: &str| path.starts_with(folder);
        let last_number = || -> usize {
            let arguments = call.rsplit_once(") ").unwrap().0;
            let last = arguments.rsplit([',', '(']).next().unwrap().trim();
            last.parse().unwrap()
        };
        match name {
            "openat" if call.contains("O_CREAT") => {
                let path = text(&strings[0]);
                if ours(&path) {
                    events.push(Event::Made(path));
                }
            }
            "pwrite64" => {
                let path = file().unwrap();
                if ours(&path) {
                    let bytes = bytes(&strings[0]);
                    events.push(Event::Wrote {
                        path,
                        at: last_number(),
                        bytes,
                    });
                }
            }
            "write" => {
                let path = file().unwrap_or_default();
                let bytes = bytes(&strings[0]);
                if ours(&path) {
                    events.push(Event::Wrote {
                        path,
                        at: usize::MAX,
                        bytes,
                    });
                } else if let Some(said) = String::from_utf8_lossy(&bytes)
                    .trim()
                    .strip_prefix("said state ")
                {
                    events.push(Event::Said(said.to_owned()));
                }
            }
            "lseek" => {
                let path = file().unwrap_or_default();
                if ours(&path) {
                    // The position, for the writes that follow.
                    let at = call.rsplit_once(" = ").unwrap().1.trim().parse().unwrap();
                    events.push(Event::Wrote {
                        path,
                        at,
                        bytes: Vec::new(),
                    });
                }
            }
            "ftruncate" => {
                let path = file().unwrap();
                if ours(&path) {
                    events.push(Event::Cut {
                        path,
                        length: last_number(),
                    });
                }
            }
            "fsync" | "fdatasync" => {
                let path = file().unwrap();
                if ours(&path) {
                    events.push(Event::Synced(path));
                }
            }
            "rename" => {
                let (from, to) = (text(&strings[0]), text(&strings[1]));
                if ours(&from) {
                    events.push(Event::Renamed { from, to });
                }
            }
            "unlink" => {
                let path = text(&strings[0]);
                if ours(&path) {
                    events.push(Event::Removed(path));
                }
            }
            _ => {}
        }
    }
    events
}

/// A write that the cache holds.
#[derive(Clone, Debug)]
enum Pending {
    Write { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

impl Pending {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes } => {
                let end = at + bytes.len();
                if content.len() < end {
                    content.resize(end, 0);
                }
                content[*at..end].copy_from_slice(bytes);
            }
            Self::Cut(length) => content.resize(*length, 0),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct File {
    durable: Vec<u8>,
    pending: Vec<Pending>,
    position: usize,
}

/// Names point at files; a change of names is durable once the folder was synced, and names change
/// in the order in which they were changed, as journaling file systems keep them.
#[derive(Clone, Debug, Default)]
struct Disk {
    files: Vec<File>,
    durable_names: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
    pending_names: Vec<BTreeMap<String, usize>>,
}

impl Disk {
    fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let durable = fs::read(&path).unwrap();
                disk.durable_names
                    .insert(path.display().to_string(), disk.files.len());
                disk.files.push(File {
                    durable,
                    ..File::default()
                });
            }
        }
        disk.names.clone_from(&disk.durable_names);
        disk
    }

    fn named(&mut self) {
        self.pending_names.push(self.names.clone());
    }

    fn happens(&mut self, event: &Event) {
        match event {
            Event::Made(path) => {
                if !self.names.contains_key(path) {
                    self.names.insert(path.clone(), self.files.len());
                    self.files.push(File::default());
                    self.named();
                }
            }
            Event::Wrote { path, at, bytes } => {
                if let Some(file) = self.names.get(path).map(|number| &mut self.files[*number]) {
                    let at = if *at == usize::MAX {
                        file.position
                    } else {
                        *at
                    };
                    file.position = at + bytes.len();
                    if !bytes.is_empty() {
                        file.pending.push(Pending::Write {
                            at,
                            bytes: bytes.clone(),
                        });
                    }
                }
            }
            Event::Cut { path, length } => {
                if let Some(file) = self.names.get(path).map(|number| &mut self.files[*number]) {
                    file.pending.push(Pending::Cut(*length));
                }
            }
            Event::Synced(path) => {
                if let Some(file) = self.names.get(path).map(|number| &mut self.files[*number]) {
                    for pending in std::mem::take(&mut file.pending) {
                        pending.apply(&mut file.durable);
                    }
                } else {
                    // A folder: every change of names so far.
                    self.durable_names.clone_from(&self.names);
                    self.pending_names.clear();
                }
            }
            Event::Renamed { from, to } => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                    self.named();
                }
            }
            Event::Removed(path) => {
                self.names.remove(path);
                self.named();
            }
            Event::Said(_) => {}
        }
    }

    /// What is on the disk when the power comes back: of each file's cache some writes, one of them
    /// torn; of the changes of names the first few.
    fn cut_off(&self, dice: &mut Dice) -> BTreeMap<String, Vec<u8>> {
        let reached = dice.below(self.pending_names.len() + 1);
        let names = match reached {
            0 => &self.durable_names,
            reached => &self.pending_names[reached - 1],
        };
        names
            .iter()
            .map(|(path, number)| {
                let file = &self.files[*number];
                let mut content = file.durable.clone();
                for pending in &file.pending {
                    match dice.below(4) {
                        0 => {}
                        1 => torn(pending, dice).apply(&mut content),
                        _ => pending.apply(&mut content),
                    }
                }
                (path.clone(), content)
            })
            .collect()
    }
}

/// A write of which only the first sectors arrived.
fn torn(pending: &Pending, dice: &mut Dice) -> Pending {
    match pending {
        Pending::Write { at, bytes } => {
            let sectors = bytes.len() / SECTOR;
            let kept = dice.below(sectors + 1) * SECTOR;
            Pending::Write {
                at: *at,
                bytes: bytes[..kept].to_vec(),
            }
        }
        Pending::Cut(length) => Pending::Cut(*length),
    }
}

/// Throws the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

fn record(path: &Path) -> String {
    let trace = path.with_file_name("trace");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-y", "-xx", "-s", "10000000", "-e"])
        .arg("trace=openat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,unlink")
        .arg("-o")
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args([
            "tests::script::steps",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("BAILIWICK_TEST_VAULT", path)
        .env("BAILIWICK_TEST_FIRST", "0")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    fs::read_to_string(trace).unwrap()
}

#[test]
fn a_power_cut_at_any_sync_loses_nothing_acknowledged() {
    if !can_trace() {
        println!("skipped: strace can not trace here");
        return;
    }
    let made = made();
    drop(made.vault);
    let mut disk = Disk::of(&made.path);
    let folder = made.path.display().to_string();
    let events = parse(&record(&made.path), &folder);
    let said = events
        .iter()
        .filter(|event| matches!(event, Event::Said(_)))
        .count();
    assert_eq!(said as u64, STEPS + 1, "the whole script was recorded");

    let mut dice = Dice(1);
    let (mut cuts, mut acknowledged) = (0_u64, String::new());
    let every = trials(11, 1);
    for (number, event) in events.iter().enumerate() {
        let is_cut = matches!(
            event,
            Event::Synced(_) | Event::Renamed { .. } | Event::Removed(_) | Event::Said(_)
        );
        if is_cut && !acknowledged.is_empty() {
            cuts += 1;
            if cuts.is_multiple_of(every) {
                // Just before it, and again just after it.
                opens(&disk.cut_off(&mut dice), &made.path, &acknowledged, number);
                let mut after = disk.clone();
                after.happens(event);
                opens(&after.cut_off(&mut dice), &made.path, &acknowledged, number);
            }
        }
        disk.happens(event);
        if let Event::Said(state) = event {
            acknowledged.clone_from(state);
        }
    }
    println!(
        "{cuts} places to cut in {} calls, every {every}th tried, before and after",
        events.len()
    );
    assert!(cuts > 400, "{cuts}");
}

fn opens(files: &BTreeMap<String, Vec<u8>>, of: &Path, acknowledged: &str, place: usize) {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("team.bailiwick");
    fs::create_dir_all(path.join("backups")).unwrap();
    for (name, content) in files {
        let name = Path::new(name).strip_prefix(of).unwrap();
        fs::write(path.join(name), content).unwrap();
    }
    let opened = LockedVault::open(&path)
        .map_err(|error| error.to_string())
        .and_then(|locked| {
            locked
                .unlock_with_password(&secret(PASSWORD), now())
                .map_err(|error| error.to_string())
        });
    let mut vault =
        opened.unwrap_or_else(|error| panic!("call {place} after {acknowledged}: {error}"));
    let found = state(&mut vault);
    let generation = |text: &str| -> u64 { text.split(' ').next().unwrap().parse().unwrap() };
    let ahead = generation(&found).checked_sub(generation(acknowledged));
    assert!(
        found == acknowledged || ahead == Some(1),
        "call {place}: {acknowledged} became {found}"
    );
    let failed: Vec<_> = vault
        .check()
        .checks
        .into_iter()
        .filter(|check| !check.passed && check.name != "files")
        .collect();
    // A database that nobody names may lie about for a moment of a rotation.
    let is_stray = |check: &crate::Check| check.name == "surroundings";
    assert!(failed.iter().all(is_stray), "call {place}: {failed:?}");
}
