import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FolderView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { firstRun as s } from '@/shared/strings/first-run';
import { TextField } from '@/shared/text-field';

interface PlaceStepProps {
  name: string;
  /** Where the vault goes when no folder is chosen. */
  usual: string;
  folder: FolderView | null;
  onName: (name: string) => void;
  onFolder: (folder: FolderView) => void;
  onCancel: () => void;
  onNext: () => void;
}

export function PlaceStep({
  name,
  usual,
  folder,
  onName,
  onFolder,
  onCancel,
  onNext,
}: PlaceStepProps) {
  const [tried, setTried] = useState(false);
  const choose = useAction('choose_vault_folder');
  const nameless = name.trim() === '';

  const chooseFolder = async () => {
    const view = await choose.run({ purpose: 'create' });
    if (view !== null) {
      onFolder(view);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!nameless) {
          onNext();
        }
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              {common.cancel}
            </Button>
            <Button variant="primary" formAction="submit" data-testid="set-up-next">
              {s.next}
            </Button>
          </SpaceBetween>
        }
      >
        <Container
          header={
            <Header variant="h1" description={s.vaultText}>
              {s.vaultTitle}
            </Header>
          }
        >
          <SpaceBetween size="l">
            <FailureAlert failure={choose.failure} />
            <TextField
              label={s.vaultName}
              help={s.vaultNameHelp}
              error={tried && nameless ? s.vaultNameNeeded : null}
              value={name}
              autoFocus
              prose
              testId="vault-name"
              onChange={onName}
            />
            <FormField label={s.folder}>
              <SpaceBetween direction="horizontal" size="s" alignItems="center">
                <Button
                  formAction="none"
                  iconName="folder-open"
                  loading={choose.busy}
                  data-testid="choose-folder"
                  onClick={() => void chooseFolder()}
                >
                  {s.chooseFolder}
                </Button>
                <Box color="text-body-secondary">{folder?.folder ?? usual}</Box>
              </SpaceBetween>
            </FormField>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
