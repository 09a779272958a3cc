//! Ways that several journeys go.

use std::path::Path;

use bailiwick_journeys::{Outcome, Place, Window};

/// A password that is strong enough, and easy to find where it must not be.
pub(crate) const PASSWORD: &str = "otter-lantern-verbatim-quarry-41";

/// From the first screen to a vault whose first account is asked for.
pub(crate) async fn make_vault(window: &mut Window, pictures: bool) -> Outcome<String> {
    window.see("welcome-screen").await?;
    if pictures {
        window.picture("welcome").await?;
    }
    window.click("welcome-create").await?;
    window.click("choose-folder").await?;
    window.read("vaults").await?;
    if pictures {
        window.picture("place").await?;
    }
    window.click("set-up-next").await?;
    window.fill("new-password", PASSWORD).await?;
    window.fill("repeat-password", PASSWORD).await?;
    window
        .find(
            "[data-testid='password-strength'][data-score='4']",
            "the password's strength",
        )
        .await?;
    if pictures {
        window.picture("password").await?;
    }
    window.click("set-up-create-vault").await?;
    window.see("recovery-key").await?;
    let key = window
        .run(
            "return [...document.querySelectorAll(\"[data-testid^='recovery-key-group-']\")]\
             .map((group) => group.textContent.trim()).join('-')",
        )
        .await?;
    let key = key.as_str().unwrap_or_default().to_owned();
    let asked = window
        .run(
            "return [...document.querySelectorAll(\"[data-testid^='recovery-group-']\")]\
             .map((field) => Number(field.dataset.testid.slice('recovery-group-'.length)))",
        )
        .await?;
    let groups: Vec<&str> = key.split('-').collect();
    for number in asked
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_u64)
    {
        let group = groups[usize::try_from(number)? - 1];
        window
            .fill(&format!("recovery-group-{number}"), group)
            .await?;
    }
    // No picture here: it would hold the key.
    window.click("recovery-confirm").await?;
    window.see("account-form").await?;
    Ok(key)
}

/// A local account, and the window behind the gate.
pub(crate) async fn add_local_account(window: &mut Window, pictures: bool) -> Outcome {
    window.click("account-kind-local").await?;
    window.fill("account-id", "123456789012").await?;
    window.fill("account-alias", "rehearsal").await?;
    if pictures {
        window.picture("account").await?;
    }
    window.click("account-submit").await?;
    window.see("dashboard-page").await?;
    Ok(())
}

/// An AWS account, and the window behind the gate.
pub(crate) async fn add_aws_account(window: &Window) -> Outcome {
    window.click("account-kind-aws").await?;
    window.fill("account-id", "111122223333").await?;
    window.fill("account-alias", "acme").await?;
    window.click("account-submit").await?;
    window.see("dashboard-page").await?;
    Ok(())
}

/// A local account made from the file that the dialog opens, and the window behind the gate.
pub(crate) async fn import_local_account(window: &Window) -> Outcome {
    window.click("account-kind-local").await?;
    window.click("account-start-import").await?;
    window.click("account-submit").await?;
    window.see("import-plan").await?;
    window.click("account-submit").await?;
    window.see("dashboard-page").await?;
    Ok(())
}

/// A window behind the gate, with a local account made from a fixture; `None` where no application
/// was named.
pub(crate) async fn in_fixture(
    journey: &'static str,
    fixture: &str,
) -> Outcome<Option<(Place, Window)>> {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(None);
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(fixture);
    let dialogs = [("BAILIWICK_AUTOMATION_OPEN_FILE", file.as_path())];
    let mut window = Window::open(journey, &place, &dialogs).await?;
    make_vault(&mut window, false).await?;
    import_local_account(&window).await?;
    Ok(Some((place, window)))
}

/// From the tags of the *Create user* wizard to its review.
pub(crate) async fn on_to_the_review(window: &Window) -> Outcome {
    window.see("tags-editor").await?;
    window.click_text("Next").await?;
    window.see("review-changes").await?;
    Ok(())
}

/// Confirms a change once its dialog says what it does: until then the button moves.
pub(crate) async fn confirm_change(window: &Window) -> Outcome {
    window.see("change-list").await?;
    window.click("change-confirm").await
}

/// Makes the user that the review shows.
pub(crate) async fn create_what_is_reviewed(window: &Window) -> Outcome {
    window
        .press(
            "[data-testid='create-user-page'] button[class*='variant-primary']",
            "Create user",
        )
        .await
}

/// Nothing was refused by the content security policy and nothing was thrown.
pub(crate) async fn assert_no_faults(window: &Window) -> Outcome {
    let faults = window.faults().await?;
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

/// Goes on by the Tab key until the focus is in what a selector finds.
pub(crate) async fn tab_to(window: &Window, selector: &str) -> Outcome {
    walk_to(window, selector, TAB).await
}

/// Goes back by Shift and Tab until the focus is in what a selector finds.
pub(crate) async fn tab_back_to(window: &Window, selector: &str) -> Outcome {
    // The last one lets go of the Shift key.
    walk_to(window, selector, "\u{e008}\u{e004}\u{e000}").await
}

async fn walk_to(window: &Window, selector: &str, key: &str) -> Outcome {
    window.find(selector, selector).await?;
    for _ in 0..120 {
        let here = window
            .run(&format!(
                "return document.activeElement?.closest(`{selector}`) !== null"
            ))
            .await?;
        if here == serde_json::Value::Bool(true) {
            return Ok(());
        }
        window.keys(key).await?;
    }
    Err(format!("Tab never comes to {selector}").into())
}

/// Presses a button by keyboard alone.
pub(crate) async fn press_key(window: &Window, selector: &str) -> Outcome {
    tab_to(window, selector).await?;
    window.keys(ENTER).await
}

/// Types into a field by keyboard alone.
pub(crate) async fn type_into(window: &Window, testid: &str, words: &str) -> Outcome {
    let selector = format!(
        "[data-testid='{testid}'] input, [data-testid='{testid}'] textarea, \
         input[data-testid='{testid}']"
    );
    tab_to(window, &selector).await?;
    window.keys(words).await
}

/// Presses a wizard's *Next*, or what stands in its place on the last step, by keyboard alone.
pub(crate) async fn on_by_key(window: &Window, page: &str) -> Outcome {
    press_key(
        window,
        &format!("[data-testid='{page}'] button[class*='variant-primary']"),
    )
    .await
}

/// The code before the one of now, and the one of now, as the person's phone shows them.
pub(crate) fn codes(key: &str) -> Outcome<(String, String)> {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)?
        .as_secs();
    let bytes = totp_rs::Secret::Encoded(key.to_owned())
        .to_bytes()
        .map_err(|error| format!("the key is not base32: {error:?}"))?;
    let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 0, 30, bytes);
    Ok((totp.generate(now - 30), totp.generate(now)))
}

/// The Tab key.
pub(crate) const TAB: &str = "\u{e004}";
/// The Enter key.
pub(crate) const ENTER: &str = "\u{e007}";
/// The key of the arrow that points down.
pub(crate) const DOWN: &str = "\u{e015}";
/// The key of the arrow that points right.
pub(crate) const RIGHT: &str = "\u{e014}";
/// The Escape key.
pub(crate) const ESCAPE: &str = "\u{e00c}";
