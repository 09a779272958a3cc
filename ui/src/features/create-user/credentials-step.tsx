// After the change: the credentials, hidden until asked for, with the ways to hand them over.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { EmailDraftDialog } from '@/features/create-user/email-draft-dialog';
import type { CsvFormat, DoneView } from '@/ipc/contract';
import { CredentialPanel } from '@/shared/credential-panel';
import { Page } from '@/shared/page';
import { href, routes, useGo } from '@/shared/routes';
import { SaveCsvDialog } from '@/shared/save-csv-dialog';
import { createUser as s } from '@/shared/strings/create-user';
import { help } from '@/shared/strings/help';
import { users } from '@/shared/strings/users';

export function CredentialsStep({ done, onAgain }: { done: DoneView; onAgain: () => void }) {
  const go = useGo();
  const [saving, setSaving] = useState(false);
  const [drafting, setDrafting] = useState(false);
  const first = done.credentials[0];
  if (first === undefined) {
    return null;
  }
  const held = done.credentials.some((credential) => credential.has_secret);
  const kinds = done.credentials.map((credential) => credential.kind);
  const format: CsvFormat = !kinds.includes('access_key')
    ? 'console'
    : kinds.includes('password')
      ? 'legacy'
      : 'aws-cli';
  return (
    <Page
      title={s.doneTitle(first.user_name)}
      testId="credentials-page"
      help={help.createUser}
      crumbs={[{ text: users.title, href: href(routes.users) }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            data-testid="credentials-hand-off"
            onClick={() => go(routes.newHandOff([first.user]))}
          >
            {s.handOver}
          </Button>
          <Button data-testid="save-draft" onClick={() => setDrafting(true)}>
            {s.saveDraft}
          </Button>
          <Button
            iconName="download"
            disabled={!held}
            data-testid="download-csv"
            onClick={() => setSaving(true)}
          >
            {s.downloadCsv}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning">{s.doneText}</Alert>
        {done.credentials.map((credential) => (
          <CredentialPanel key={credential.id} credential={credential} />
        ))}
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" data-testid="to-users" onClick={() => go(routes.users)}>
            {s.toList}
          </Button>
          <Button data-testid="open-user" onClick={() => go(routes.user(first.user))}>
            {s.openUser}
          </Button>
          <Button onClick={onAgain}>{s.another}</Button>
        </SpaceBetween>
      </SpaceBetween>
      <SaveCsvDialog
        open={saving}
        users={[first.user]}
        format={format}
        onClose={() => setSaving(false)}
      />
      <EmailDraftDialog open={drafting} user={first.user} onClose={() => setDrafting(false)} />
    </Page>
  );
}
