// After the hand-off: where the files are, what is told by voice, and the way to the records.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { HandOffDoneView, HandOffTellView } from '@/ipc/contract';
import { Page } from '@/shared/page';
import { href, routes, useGo } from '@/shared/routes';
import { SecretValue } from '@/shared/secret-value';
import { handOff, handOffWizard as s } from '@/shared/strings/hand-off';
import { help } from '@/shared/strings/help';

export function DoneStep({ done, onAgain }: { done: HandOffDoneView; onAgain: () => void }) {
  const go = useGo();
  return (
    <Page
      title={s.doneTitle}
      testId="hand-off-done"
      help={help.handOff}
      crumbs={[{ text: handOff.title, href: href(routes.handOffs) }]}
    >
      <SpaceBetween size="l">
        <Alert type="success">{s.doneText(done.recorded)}</Alert>
        {done.tell.length === 0 ? null : (
          <Table<HandOffTellView>
            variant="container"
            data-testid="hand-off-tell"
            items={done.tell}
            trackBy={(one) => one.credential}
            ariaLabels={{ tableLabel: s.tell }}
            header={
              <Header variant="h2" description={s.tellText} counter={`(${done.tell.length})`}>
                {s.tell}
              </Header>
            }
            columnDefinitions={[
              { id: 'user', header: s.userName, isRowHeader: true, cell: (one) => one.user_name },
              { id: 'kind', header: handOff.items, cell: (one) => s.tellKinds[one.kind] },
              {
                id: 'secret',
                header: s.secret,
                cell: (one) => (
                  <SecretValue
                    credential={one.credential}
                    what={`${s.tellKinds[one.kind]} ${one.user_name}`}
                    testId={`tell-${one.kind}-${one.user_name}`}
                  />
                ),
              },
            ]}
          />
        )}
        {done.files.length === 0 ? null : (
          <Container header={<Header variant="h2">{s.doneFiles(done.folder)}</Header>}>
            <ul data-testid="hand-off-written">
              {done.files.map((file) => (
                <li key={file}>{file}</li>
              ))}
            </ul>
          </Container>
        )}
        {done.notes.length === 0 ? null : (
          <Alert type="info" header={s.worthKnowing}>
            {done.notes.map((note) => (
              <Box key={note}>{note}</Box>
            ))}
          </Alert>
        )}
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" data-testid="to-hand-offs" onClick={() => go(routes.handOffs)}>
            {s.toList}
          </Button>
          <Button onClick={onAgain}>{s.again}</Button>
        </SpaceBetween>
      </SpaceBetween>
    </Page>
  );
}
