//! People from a pasted list become users and are handed over to at once: letters in their own
//! languages, sheets to print, records that are confirmed, files that are deleted.

use std::fs;

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{
    DOWN, ENTER, PASSWORD, add_local_account, assert_no_faults, make_vault, tab_back_to, tab_to,
};

const LIST: &str = "alice, Alice Smith, alice@example.com\nbruno, Bruno, bruno@example.com\n";

#[tokio::test]
async fn a_pasted_list_is_handed_over() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("hand-off", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    window.go("/hand-off").await?;
    window.read("Nothing has been handed over yet").await?;
    window.click("hand-off-start").await?;
    window.click("people-from-list").await?;
    window
        .press("[data-testid='people-list'] textarea", "the list")
        .await?;
    // A driver types a line end as the key Enter.
    window.keys(&LIST.replace('\n', ENTER)).await?;
    window.see("people-table").await?;
    window.picture("list").await?;
    window.click("create-people").await?;
    window.read("2 people chosen").await?;
    window.click_text("Next").await?;
    window.see("hand-off-letter").await?;
    window.picture("what").await?;
    window.click_text("Next").await?;
    window.see("letter-preview").await?;
    window.click("way-sheet").await?;
    window.picture("how").await?;
    window.click_text("Next").await?;
    window.see("hand-off-plan").await?;
    window.read("hand-off-sheets.html").await?;
    window.picture("review").await?;
    window
        .press(
            "[data-testid='hand-off-wizard'] button[class*='variant-primary']",
            "Hand over",
        )
        .await?;
    enter_the_password_if_asked(&window).await?;
    window.see("hand-off-written").await?;
    window.picture("done").await?;

    let folder = fs::read_dir(place.saved())?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.is_dir())
        .ok_or("no folder was written")?;
    let sheets = fs::read_to_string(folder.join("hand-off-sheets.html"))?;
    assert_eq!(sheets.matches("<section lang=").count(), 2);
    let letter = fs::read_to_string(folder.join("alice.eml"))?;
    assert!(letter.contains("alice@example.com"), "{letter}");
    let canaries: Vec<String> = boxed(&sheets);
    assert_eq!(canaries.len(), 2);
    for password in &canaries {
        assert!(!letter.contains(password), "a letter holds a password");
    }

    window.click("to-hand-offs").await?;
    window.see("hand-offs-table").await?;
    window.see("files-to-delete").await?;
    window.picture("records").await?;
    window.click("delete-file-alice").await?;
    window.gone("delete-file-alice").await?;
    window.go("/").await?;
    window.see("hand-off-reminders").await?;
    window.picture("reminders").await?;
    assert_no_faults(&window).await?;
    window.close().await?;

    let mut secrets: Vec<&str> = canaries.iter().map(String::as_str).collect();
    secrets.push(PASSWORD);
    let found = place.search(&secrets)?;
    assert!(found.is_empty(), "{found:#?}");
    Ok(())
}

/// The wizard's own button: *Next*, and *Hand over* in the end.
const FORWARD: &str = "[data-testid='hand-off-wizard'] button[class*='variant-primary']";
const SPACE: &str = " ";

#[tokio::test]
async fn a_hand_off_is_made_and_recorded_by_keyboard() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("hand-off-keyboard", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    window.go("/hand-off").await?;
    tab_to(&window, "[data-testid='hand-off-start']").await?;
    window.keys(ENTER).await?;
    choose_next_tile(&window).await?;
    tab_to(&window, "[data-testid='people-list'] textarea").await?;
    window.keys("alice, Alice Smith, alice@example.com").await?;
    tab_to(&window, "[data-testid='create-people']").await?;
    window.keys(ENTER).await?;
    window.read("1 person chosen").await?;
    forward(&window).await?;
    tab_to(&window, "[data-testid='hand-off-mfa_alone']").await?;
    window.keys(SPACE).await?;
    forward(&window).await?;
    window.see("letter-preview").await?;
    choose_next_tile(&window).await?;
    tab_to(&window, "[data-testid='letter-subject'] input").await?;
    window.keys(" – welcome").await?;
    window.read("– welcome").await?;
    window.picture("how").await?;
    forward(&window).await?;
    window.see("hand-off-plan").await?;
    forward(&window).await?;
    enter_the_password_if_asked(&window).await?;
    window.see("hand-off-written").await?;
    tab_to(&window, "[data-testid='to-hand-offs']").await?;
    window.keys(ENTER).await?;

    window.see("hand-offs-table").await?;
    // The table is one stop; the arrows go about in it.
    tab_to(&window, "[data-testid='hand-offs-table'] table").await?;
    window.keys(DOWN).await?;
    window.keys(SPACE).await?;
    tab_back_to(&window, "[data-testid='hand-off-actions'] button").await?;
    window.keys(ENTER).await?;
    window
        .find("[role='menuitem']", "what can be noted")
        .await?;
    window.keys(ENTER).await?;
    window.read("Sent").await?;
    tab_to(&window, "[data-testid='delete-file-alice']").await?;
    window.keys(ENTER).await?;
    window.gone("delete-file-alice").await?;
    window.picture("records").await?;
    assert_no_faults(&window).await?;
    window.close().await
}

async fn forward(window: &Window) -> Outcome {
    tab_to(window, FORWARD).await?;
    window.keys(ENTER).await
}

/// From the first of the tiles to the second.
async fn choose_next_tile(window: &Window) -> Outcome {
    let tile = "[data-testid='hand-off-wizard'] [role='radiogroup']";
    tab_to(window, tile).await?;
    window.keys(DOWN).await
}

/// Several people's secrets need the password entered within two minutes: a busy machine may have
/// taken longer to get here.
async fn enter_the_password_if_asked(window: &Window) -> Outcome {
    window
        .find(
            "[data-testid='confirm-password'], [data-testid='hand-off-written']",
            "the files, or the question for the password",
        )
        .await?;
    let asked = window
        .run("return document.querySelector(\"[data-testid='confirm-password']\") !== null")
        .await?;
    if asked.as_bool() == Some(true) {
        window.fill("confirm-password", PASSWORD).await?;
        window.click("confirm-password-submit").await?;
    }
    Ok(())
}

/// The passwords in a sheet's boxes.
fn boxed(sheets: &str) -> Vec<String> {
    sheets
        .split("<p class=\"boxes\">")
        .skip(1)
        .filter_map(|part| part.split("</p>").next())
        .map(|boxes| {
            boxes
                .split("<span class=\"")
                .skip(1)
                .filter_map(|one| one.split_once('>')?.1.strip_suffix("</span>"))
                .map(|character| {
                    character
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&")
                })
                .collect()
        })
        .collect()
}
