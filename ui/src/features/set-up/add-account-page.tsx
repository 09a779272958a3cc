import Button from '@cloudscape-design/components/button';
import { AccountForm } from '@/features/set-up/account-form';
import { useAccount } from '@/shared/account';
import { useFlash } from '@/shared/flash';
import { Page } from '@/shared/page';
import { routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { firstRun as s } from '@/shared/strings/first-run';
import { help } from '@/shared/strings/help';

/** Another account in a vault that has some. */
export function AddAccountPage() {
  const { choose } = useAccount();
  const flash = useFlash();
  const go = useGo();
  return (
    <Page title={s.addAccountTitle} testId="add-account-page" help={help.account}>
      <AccountForm
        heading="h2"
        cancel={
          <Button variant="link" formAction="none" onClick={() => go(routes.dashboard)}>
            {common.cancel}
          </Button>
        }
        onDone={(view) => {
          flash.done(view);
          if (view.entity !== null) {
            choose(view.entity);
          }
          go(routes.dashboard);
        }}
      />
    </Page>
  );
}
