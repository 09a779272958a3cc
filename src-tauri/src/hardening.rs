//! What the process does to itself before anything else: no core dumps, no foreign debugger, and
//! the one `WebKitGTK` setting without which many Linux machines show an empty window.

/// Everything that Rust gives back is wiped first. The vault's own types do it by themselves; this is
/// for what passes through others' hands, such as an answer on its way to the page.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Keeps memory out of core files, and other processes of the same user out of our memory.
///
/// A failure is not fatal: the vault is then as safe as the machine's own settings make it.
#[cfg(unix)]
pub(crate) fn keep_memory_private() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let nothing = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, nothing);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Windows writes no core files of its own accord.
#[cfg(not(unix))]
pub(crate) fn keep_memory_private() {}

/// Starts the program once more with `WEBKIT_DISABLE_DMABUF_RENDERER=1` where the variable is
/// unset: with NVIDIA drivers, and under some Wayland compositors, the window stays blank without
/// it.
///
/// The process replaces itself, because setting a variable in a running process is not safe once
/// libraries may read the environment. Returns only when there was nothing to do, or when the
/// replacement failed and the window has to try its luck.
#[cfg(target_os = "linux")]
pub(crate) fn avoid_blank_window() {
    use std::os::unix::process::CommandExt as _;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let _ = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(VARIABLE, "1")
        .exec();
}

/// Only `WebKitGTK` needs it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn avoid_blank_window() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::unix::fs::MetadataExt as _;
    use std::process::Command;

    #[test]
    fn memory_that_is_given_back_is_wiped() {
        use std::os::unix::fs::FileExt as _;

        // Small enough that the allocator keeps it, and does not hand it to the system.
        let secret = vec![0xa5_u8; 4096];
        let place = secret.as_ptr().addr() as u64;
        let memory = std::fs::File::open("/proc/self/mem").unwrap();
        let mut seen = vec![0; 2048];
        memory.read_exact_at(&mut seen, place + 1024).unwrap();
        assert!(seen.iter().all(|byte| *byte == 0xa5));
        drop(secret);
        memory.read_exact_at(&mut seen, place + 1024).unwrap();
        assert!(seen.iter().all(|byte| *byte != 0xa5));
    }

    const CHILD: &str = "BAILIWICK_TEST_HARDENED";

    /// What the kernel says of a process that has hardened itself: a child of this test, because
    /// it can not be taken back.
    #[test]
    fn no_core_file_is_written_and_nobody_reads_our_memory() {
        if std::env::var_os(CHILD).is_some() {
            super::keep_memory_private();
            let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
            let core = limits
                .lines()
                .find(|line| line.starts_with("Max core file size"));
            let numbers: Vec<&str> = core.unwrap().split_whitespace().skip(4).collect();
            assert_eq!(numbers[..2], ["0", "0"]);
            let dumpable = rustix::process::dumpable_behavior().unwrap();
            assert_eq!(dumpable, rustix::process::DumpableBehavior::NotDumpable);
            // Files of a process that is not dumpable belong to root: nobody attaches.
            assert_eq!(std::fs::metadata("/proc/self/mem").unwrap().uid(), 0);
            return;
        }
        let child = Command::new(std::env::current_exe().unwrap())
            .args([
                "hardening::tests::no_core_file_is_written_and_nobody_reads_our_memory",
                "--exact",
            ])
            .env(CHILD, "1")
            .status()
            .unwrap();
        assert!(child.success());
    }
}
