//! The password is forgotten and the recovery key opens; meanwhile a second window is refused.

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{PASSWORD, add_local_account, make_vault};

#[tokio::test]
async fn the_recovery_key_opens_and_a_second_window_is_refused() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("recovery", &place, &[]).await?;
    let recovery_key = make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;

    // The same vault in a second window, with the right password.
    let mut second = Window::open("second-window", &place, &[]).await?;
    second.see("unlock-screen").await?;
    second.fill("unlock-password", PASSWORD).await?;
    second.click("unlock-submit").await?;
    second
        .find(
            "[data-testid='failure'][data-code='vault-window-taken']",
            "the refusal of a second window",
        )
        .await?;
    second.picture("refused").await?;
    second.close().await?;
    window.read("rehearsal").await?;

    window.click_text("Lock").await?;
    window.see("unlock-screen").await?;
    window.click("unlock-swap").await?;
    window
        .fill(
            "unlock-recovery-key",
            "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH",
        )
        .await?;
    window.click("unlock-submit").await?;
    window.see("failure").await?;
    window.picture("wrong-key").await?;
    window.run("location.reload()").await?;
    window.see("unlock-screen").await?;
    window.click("unlock-swap").await?;
    window.fill("unlock-recovery-key", &recovery_key).await?;
    window.click("unlock-submit").await?;
    window.see("dashboard-page").await?;
    window.close().await?;

    assert_eq!(
        place.search(&[PASSWORD, &recovery_key])?,
        Vec::<String>::new()
    );
    Ok(())
}
