//! A window that nobody uses locks itself and leaves nothing behind: not on the clipboard, not in
//! the application's memory, not in a file, and it has spoken to nobody.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use arboard::Clipboard;
use bailiwick_journeys::{APPLICATION, Bus, Outcome, Place, Window};
use bailiwick_tests::memory;

use crate::steps::{
    PASSWORD, add_local_account, assert_no_faults, create_what_is_reviewed, make_vault,
    on_to_the_review,
};

/// The shortest time after which a window may be told to lock itself.
const IDLE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn an_unused_window_locks_itself_and_leaves_nothing_behind() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let trace = place.saved().join("sockets");
    let watched = watched(&place, &trace)?;
    let lock_ends_the_page = [("BAILIWICK_AUTOMATION_END_PAGE", Path::new("yes"))];
    let mut window = Window::open_through("locking", &place, &lock_ends_the_page, &watched).await?;
    let recovery_key = make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    lock_after_a_minute(&window).await?;
    create_user(&window).await?;
    // The driver's own words go through the application: what is secret is never read through it.
    let password = copy(&window, "credential-password-copy").await?;
    let secret_key = copy(&window, "credential-secret-key-copy").await?;
    let copied = Instant::now();
    assert_eq!(secret_key.len(), 40);
    window.click("credential-password-show").await?;
    window.see("credential-password-hide").await?;

    let secrets = [PASSWORD, &recovery_key, &password, &secret_key];
    let mut sought = vec!["margaret-hamilton".as_bytes()];
    sought.extend(secrets.map(str::as_bytes));
    let (core, pages) = window.processes()?;
    let open = look_into(core, &pages, &sought)?;
    assert!(
        open.core[0] > 0 && open.pages[0] > 0,
        "nothing is found: {open:?}"
    );

    // A dialog is open when the time is up.
    window.click("download-csv").await?;
    window.see("csv-save").await?;
    let last_sign = Instant::now();
    let cleared = when("the clipboard is cleared", || {
        Ok(clipboard() != Some(secret_key.clone()))
    })
    .await?
        - copied;
    println!(
        "the clipboard was cleared after {:.1} s",
        cleared.as_secs_f64()
    );
    assert!(cleared > Duration::from_secs(15), "nobody pastes that fast");

    let locked = when("the page ends", || {
        Ok(window
            .processes()?
            .1
            .iter()
            .all(|page| !pages.contains(page)))
    })
    .await?
        - last_sign;
    println!("locked after {:.2} s", locked.as_secs_f64());
    assert!(locked + Duration::from_secs(3) > IDLE, "somebody was there");
    when("there is a page again", || {
        Ok(!window.processes()?.1.is_empty())
    })
    .await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let (_, pages) = window.processes()?;
    let after = look_into(core, &pages, &sought)?;
    println!("name, master password, recovery key, password, secret key:");
    println!("open   {open:?}\nlocked {after:?}");
    // What was typed came in a message of the page's. WebKit frees its buffer in this process without
    // wiping it, which docs/security.md says.
    assert!(after.core[1] <= 2, "the master password stays");
    assert_eq!(
        after.core[2..],
        [0; 3],
        "a secret stays in the application's memory"
    );
    assert_eq!(
        after.pages, [0; 5],
        "something is still in the page's memory"
    );
    drop(window);

    assert_eq!(place.search(&secrets)?, Vec::<String>::new());
    no_socket_but_the_drivers(&fs::read_to_string(&trace)?);
    Ok(())
}

#[tokio::test]
async fn a_locked_screen_locks_and_keeps_the_draft() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let bus = Bus::start()?;
    let mut window = Window::open("locked-screen", &place, &[bus.variable()]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    window.go("/users/create").await?;
    window.fill("user-name", "grace-hopper").await?;
    window.tick("console-access").await?;
    // Typing is kept once it pauses.
    tokio::time::sleep(Duration::from_secs(1)).await;

    let said = Instant::now();
    bus.lock_screen()?;
    window.see("unlock-screen").await?;
    println!("locked {} ms after the screen", said.elapsed().as_millis());
    window.fill("unlock-password", PASSWORD).await?;
    window.click("unlock-submit").await?;
    window.see("user-name").await?;
    let draft = "return document.querySelector(\"[data-testid='user-name'] input\").value";
    assert_eq!(
        window.run(draft).await?,
        "grace-hopper",
        "the draft went with the lock"
    );
    assert_no_faults(&window).await?;
    window.close().await
}

/// How often each thing sought was found, in the application's process and in those of its page.
#[derive(Debug)]
struct Looked {
    core: Vec<usize>,
    pages: Vec<usize>,
}

fn look_into(core: u32, pages: &[u32], sought: &[&[u8]]) -> Outcome<Looked> {
    let mut found = vec![0; sought.len()];
    for page in pages {
        for (sum, count) in found.iter_mut().zip(memory::count(*page, sought)?) {
            *sum += count;
        }
    }
    Ok(Looked {
        core: memory::count(core, sought)?,
        pages: found,
    })
}

/// Sockets of the Internet's kind: the driver's own, which a build for people does not have, and
/// no other.
fn no_socket_but_the_drivers(calls: &str) {
    let reached: Vec<&str> = calls
        .lines()
        .filter(|call| call.contains("sa_family=AF_INET"))
        .filter(|call| !call.contains("inet_addr(\"127.0.0.1\")"))
        .collect();
    assert!(!calls.is_empty(), "nothing was watched");
    assert!(reached.is_empty(), "{reached:#?}");
}

/// A program that starts the application with every call for a socket written down.
fn watched(place: &Place, trace: &Path) -> Outcome<PathBuf> {
    let application = std::env::var(APPLICATION)?;
    let script = place.saved().join("watched");
    fs::write(
        &script,
        format!(
            "#!/bin/sh\nexec strace -f -qq --seccomp-bpf -e trace=socket,connect,bind,sendto -o '{}' '{application}' \"$@\"\n",
            trace.display()
        ),
    )?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o700))?;
    Ok(script)
}

async fn lock_after_a_minute(window: &Window) -> Outcome {
    window.go("/settings").await?;
    window
        .press("[data-testid='idle-minutes'] button", "the minutes")
        .await?;
    window.click_text("1 minute").await?;
    window.click("machine-settings-submit").await?;
    window.read("have been saved").await
}

async fn create_user(window: &Window) -> Outcome {
    window.go("/users/create").await?;
    window.fill("user-name", "margaret-hamilton").await?;
    window.tick("console-access").await?;
    window.tick("programmatic-access").await?;
    window.click_text("Next").await?;
    window.see("create-group").await?;
    window.click_text("Next").await?;
    on_to_the_review(window).await?;
    create_what_is_reviewed(window).await?;
    window.see("credentials-page").await?;
    Ok(())
}

/// What another program finds on the clipboard.
fn clipboard() -> Option<String> {
    Clipboard::new().ok()?.get_text().ok()
}

/// Copies a secret, and says what another program then finds.
async fn copy(window: &Window, button: &str) -> Outcome<String> {
    let before = clipboard();
    window.click(button).await?;
    when("something is copied", || Ok(clipboard() != before)).await?;
    clipboard().ok_or_else(|| "nothing was copied".into())
}

/// When something was so.
async fn when(what: &str, is_so: impl Fn() -> Outcome<bool>) -> Outcome<Instant> {
    let start = Instant::now();
    while start.elapsed() < IDLE + Duration::from_secs(20) {
        if is_so()? {
            return Ok(Instant::now());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("waited in vain: {what}").into())
}
