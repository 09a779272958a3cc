//! A vault is made, locked, and opened again: with a wrong password first, then the right one.

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{PASSWORD, add_local_account, assert_no_faults, make_vault};

#[tokio::test]
async fn a_vault_is_made_locked_and_opened_again() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("first-run", &place, &[]).await?;
    let recovery_key = make_vault(&mut window, true).await?;
    add_local_account(&mut window, true).await?;
    window.picture("dashboard").await?;

    window.click_text("Lock").await?;
    window.see("unlock-screen").await?;
    window.fill("unlock-password", "not the password").await?;
    window.click("unlock-submit").await?;
    window.see("failure").await?;
    window.picture("wrong-password").await?;
    window.run("location.reload()").await?;
    window.fill("unlock-password", PASSWORD).await?;
    window.click("unlock-submit").await?;
    window.see("dashboard-page").await?;

    // Everything the page may not do, tried from inside it.
    let evaluated = window
        .run("try { return eval('1') } catch (error) { return 'no' }")
        .await?;
    assert_eq!(evaluated, "no", "the page may evaluate text");
    let fetched = window
        .run("return fetch('https://example.com/').then(() => 'yes', () => 'no')")
        .await?;
    assert_eq!(fetched, "no", "the page may reach the network");
    let sealed = window
        .run("return Object.isSealed(Object.prototype)")
        .await?;
    assert_eq!(sealed, true);
    let opened = window
        .run("return window.open('https://example.com/') === null")
        .await?;
    assert_eq!(opened, true, "the page may open windows");
    window.run("location.href = 'https://example.com/'").await?;
    window.see("dashboard-page").await?;
    for command in [
        "plugin:dialog|save",
        "plugin:fs|read_text_file",
        "plugin:window|close",
    ] {
        let said = window
            .run(&format!(
                "return window.__TAURI_INTERNALS__.invoke('{command}', {{}})\
                 .then(() => 'allowed', (error) => String(error))"
            ))
            .await?;
        let said = said.as_str().unwrap_or_default();
        assert!(
            said.contains("not allowed") || said.contains("not found"),
            "{command}: {said}"
        );
    }
    window.close().await?;

    assert_eq!(
        place.search(&[PASSWORD, &recovery_key])?,
        Vec::<String>::new()
    );
    Ok(())
}

#[tokio::test]
async fn every_page_stays_within_the_content_security_policy() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("pages", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    for (page, testid) in [
        ("/users", "users-page"),
        ("/users/create", "create-user-page"),
        ("/groups", "groups-page"),
        ("/roles", "roles-page"),
        ("/policies", "policies-page"),
        ("/simulator", "simulator-page"),
        ("/activity", "activity-page"),
        ("/import", "import-page"),
        ("/settings", "settings-page"),
        ("/", "dashboard-page"),
    ] {
        window.go(page).await?;
        window.see(testid).await?;
        window.picture(testid).await?;
    }
    assert_no_faults(&window).await?;
    window.close().await
}
