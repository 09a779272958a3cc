//! Many answers at once in the real window: the matrix, why a cell says what it says, what a
//! sandbox changes, who can, the map; and how long it takes from the key to the drawn answer.

use bailiwick_journeys::{Outcome, Window};

use crate::steps::{assert_no_faults, confirm_change, in_fixture};

/// Presses Enter in the action field and answers how many milliseconds pass until a cell is drawn.
const KEY_TO_DRAWN: &str = "\
    const field = document.querySelector(\"[data-testid='simulate-action'] input\");\
    return new Promise((done) => {\
      const start = performance.now();\
      new MutationObserver((_, observer) => {\
        if (document.querySelector(\"[data-testid='matrix-grid'][aria-busy='false'] [data-verdict]\")) {\
          observer.disconnect();\
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));\
        }\
      }).observe(document.body, { childList: true, subtree: true, attributes: true });\
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true }));\
    });";

#[tokio::test]
async fn the_matrix_shows_why_and_what_a_sandbox_changes() -> Outcome {
    let Some((place, mut window)) = in_fixture("matrix", "account.json").await? else {
        return Ok(());
    };

    window.go("/matrix").await?;
    window.see("matrix-page").await?;
    window.click("matrix-all-users").await?;
    window.click("matrix-all-roles").await?;

    // The page's first answer brings code and the catalogue with it.
    window.fill("simulate-action", "s3:GetObject").await?;
    let elapsed = window.run(KEY_TO_DRAWN).await?;
    println!("the first answer, from the key to the drawn cell: {elapsed} ms");
    window
        .press("[aria-label='Remove s3:GetObject']", "remove")
        .await?;

    // Everything the catalogue knows, for everybody: what opens is a window of it.
    window.fill("simulate-action", "*").await?;
    let elapsed = window.run(KEY_TO_DRAWN).await?;
    let size = window
        .run(
            "const grid = document.querySelector(\"[data-testid='matrix-grid']\");\
             return `${grid.getAttribute('aria-rowcount')} × ${grid.getAttribute('aria-colcount')}`",
        )
        .await?;
    println!("the whole matrix ({size}), from the key to the drawn cell: {elapsed} ms");
    window.see("matrix-counts").await?;
    window.picture("everything").await?;
    window.press("[aria-label='Remove *']", "remove").await?;

    window.fill("simulate-action", "s3:*").await?;
    let elapsed = window.run(KEY_TO_DRAWN).await?;
    println!("the actions of one service, from the key to the drawn cell: {elapsed} ms");
    window.see("matrix-grid").await?;
    window
        .press(
            "[data-testid='matrix-grid'] [data-verdict='allowed'], \
             [data-testid='matrix-grid'] [data-verdict='some']",
            "an allowed cell",
        )
        .await?;
    window.see("explanation-sentence").await?;
    window.see("gate-0").await?;
    window.picture("why").await?;

    // What would have to go, put into the sandbox, seen in the matrix, applied, taken back.
    window.click("fix-open").await?;
    window.see("fix-way").await?;
    window.picture("fix").await?;
    window.click("fix-try").await?;
    window.see("sandbox-effects").await?;
    window.see("count-changes").await?;
    window.picture("what-if").await?;
    // WebDriver scrolls no further than it must, and leaves the button under the top bar.
    window.run("window.scrollTo(0, 0)").await?;
    window.click("sandbox-apply").await?;
    confirm_change(&window).await?;
    window.see("flash-success").await?;
    window.click("flash-undo").await?;
    window.see("flash-info").await?;

    // Taken away with the reason of each cell.
    window
        .press("[data-testid='matrix-save'] button", "take away")
        .await?;
    window.click_text("Report (HTML)").await?;
    window.read(".html saved").await?;
    let (_, report) = place.saved_file(".html")?;
    let report = String::from_utf8(report)?;
    assert!(
        report.contains("s3:GetObject") && report.contains("is allowed by statement"),
        "the report gives no reason"
    );
    assert!(!report.contains("<script"), "the report runs something");
    members_of_a_group(&window).await?;

    window.go("/who-can").await?;
    window.fill("who-can-action", "s3:GetObject").await?;
    window.see("who-can-table").await?;
    window.picture("who-can").await?;
    window.go("/map").await?;
    window.see("map-drawing").await?;
    window.picture("map").await?;
    compared(&mut window).await?;
    assert_no_faults(&window).await?;
    window.close().await
}

/// The members of a group as the only columns.
async fn members_of_a_group(window: &Window) -> Outcome {
    window.click_text("Clear").await?;
    window.gone("matrix-grid").await?;
    window
        .press("[data-testid='matrix-group'] button", "groups")
        .await?;
    window.click_text("analysts").await?;
    window.see("matrix-grid").await?;
    let columns = window
        .run(
            "return [...document.querySelectorAll(\
             \"[data-testid='matrix-grid'] [role='columnheader'][title]\")]\
             .map((column) => column.title)",
        )
        .await?;
    assert_eq!(columns, serde_json::json!(["alice"]));
    Ok(())
}

/// Before the change that was taken back, and after it.
async fn compared(window: &mut Window) -> Outcome {
    window.go("/compare").await?;
    window.see("compare-page").await?;
    // From before the undo to now: what was taken away has come back.
    window.see("compare-table").await?;
    window.picture("compare").await?;
    window
        .press("[data-testid='compare-from'] button", "from")
        .await?;
    window
        .press("[role='option'][data-test-index='1']", "planned now")
        .await?;
    window.read("No difference").await
}
