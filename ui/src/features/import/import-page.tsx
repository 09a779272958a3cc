// Importing into the account at hand: choose a file, look at the plan, apply it.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { ImportPlan } from '@/shared/import-plan';
import { Page } from '@/shared/page';
import { PasswordDialog } from '@/shared/password-dialog';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { importPlan as s } from '@/shared/strings/import-plan';
import { useImport } from '@/shared/use-import';
import { useSaved } from '@/shared/use-saved';

export function ImportPage() {
  const { account } = useAccount();
  const flash = useFlash();
  const file = useImport();
  const [asking, ask] = useState(false);

  const choose = () => void file.choose({ account: account.id, kind: account.kind });
  const chooseFolder = () => void file.chooseFolder({ account: account.id, kind: account.kind });
  const chooseVault = async (password: string) => {
    if (await file.chooseVault(password)) {
      ask(false);
    }
  };
  const apply = async () => {
    const view = await file.apply();
    if (view !== null) {
      flash.done(view);
    }
  };

  return (
    <Page
      title={s.title}
      description={s.description}
      testId="import-page"
      help={help.import}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant={file.plan === null ? 'primary' : 'normal'}
            loading={file.busy && file.plan === null}
            data-testid="import-choose"
            onClick={choose}
          >
            {file.plan === null ? s.choose : s.otherFile}
          </Button>
          {file.plan === null ? (
            <>
              <Button disabled={file.busy} data-testid="import-vault" onClick={() => ask(true)}>
                {s.chooseVault}
              </Button>
              <Button disabled={file.busy} data-testid="import-folder" onClick={chooseFolder}>
                {s.chooseFolder}
              </Button>
            </>
          ) : (
            <Button
              variant="primary"
              loading={file.busy}
              data-testid="import-apply"
              onClick={() => void apply()}
            >
              {s.apply}
            </Button>
          )}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={file.failure} />
        {asking ? (
          <PasswordDialog
            title={s.vaultTitle}
            text={s.vaultText}
            passwordLabel={s.vaultPassword}
            button={s.vaultButton}
            busy={file.busy}
            failure={file.vaultFailure}
            onClose={() => ask(false)}
            onSubmit={(password) => void chooseVault(password)}
          />
        ) : null}
        {file.percent === null ? null : (
          <ProgressBar value={file.percent} label={s.reading} ariaLabel={s.reading} />
        )}
        {file.plan === null ? (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{s.target(account.name)}</Header>}>
              <SpaceBetween size="s">
                <Box variant="strong">{s.emptyTitle}</Box>
                <Box>{s.emptyText}</Box>
                <Box variant="awsui-key-label">{s.kindsTitle}</Box>
                <ul>
                  {s.kindsList.map((kind) => (
                    <li key={kind}>{kind}</li>
                  ))}
                </ul>
                <div>
                  <Box variant="awsui-key-label">{s.commandLabel}</Box>
                  <CopyToClipboard
                    variant="inline"
                    textToCopy={s.command}
                    copyButtonAriaLabel={s.copyCommand}
                    copySuccessText={s.commandCopied}
                    copyErrorText={common.copyFailed}
                  />
                </div>
              </SpaceBetween>
            </Container>
            <CollectScript />
          </SpaceBetween>
        ) : (
          <ImportPlan plan={file.plan} choices={file.choices} onDecide={file.decide} />
        )}
      </SpaceBetween>
    </Page>
  );
}

/** The script that gathers what an account file leaves out. */
function CollectScript() {
  const save = useAction('save_collect_script');
  const saved = useSaved();
  const run = async (policy: boolean) => saved(await save.run({ policy }));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={s.collectText}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button loading={save.busy} onClick={() => void run(true)}>
                {s.collectPolicy}
              </Button>
              <Button
                loading={save.busy}
                data-testid="import-collect"
                onClick={() => void run(false)}
              >
                {s.collectScript}
              </Button>
            </SpaceBetween>
          }
        >
          {s.collectTitle}
        </Header>
      }
    >
      <FailureAlert failure={save.failure} />
    </Container>
  );
}
