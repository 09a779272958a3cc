// The end of every review: the exact changes, what undo cannot bring back, whose access they change.
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Table from '@cloudscape-design/components/table';
import type { EffectView, PreviewView, Proposal } from '@/ipc/contract';
import { AccessSummary } from '@/shared/access-summary';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { errorText } from '@/shared/field-errors';
import { useLive } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { changeDialog, common } from '@/shared/strings/common';
import { createUser } from '@/shared/strings/create-user';
import { permissions } from '@/shared/strings/permissions';
import { review as s } from '@/shared/strings/wizards';
import { Words } from '@/shared/words';

interface ReviewChangesProps {
  /** Given, it is asked whose access it changes. */
  proposal?: Proposal;
  preview: PreviewView | null;
  waiting: boolean;
}

export function ReviewChanges({ proposal, preview, waiting }: ReviewChangesProps) {
  if (preview === null) {
    return (
      <span role="status">
        <Spinner /> {common.loading}
      </span>
    );
  }
  return (
    <SpaceBetween size="l">
      {preview.warnings.length === 0 ? null : (
        <Alert type="info" header={createUser.warnings}>
          {preview.warnings.map((warning) => (
            <div key={`${warning.field} ${warning.message}`}>{errorText(warning)}</div>
          ))}
        </Alert>
      )}
      <Container
        header={
          <Header variant="h2" description={createUser.changesText(preview.changes.length)}>
            {createUser.changes}
          </Header>
        }
      >
        <ol className="plain-list" data-testid="review-changes" aria-busy={waiting}>
          {preview.changes.map((change) => (
            <li key={`${change.operation} ${change.sentence}`}>
              {change.sentence} <Badge>{change.operation}</Badge>
            </li>
          ))}
        </ol>
      </Container>
      {preview.irreversible.length === 0 ? null : (
        <Alert type="warning" header={changeDialog.irreversible}>
          {preview.irreversible.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      {preview.possible && proposal !== undefined ? <Effects proposal={proposal} /> : null}
      {preview.access === null ? null : (
        <Container header={<Header variant="h2">{permissions.access}</Header>}>
          <AccessSummary access={preview.access} />
        </Container>
      )}
    </SpaceBetween>
  );
}

/** Whose access goes further or less far than before. */
export function Effects({ proposal }: { proposal: Proposal }) {
  const { account } = useAccount();
  const effects = useLive('effects', { account: account.id, proposal }, 150);
  const rows = effects.answer;
  return (
    <div data-testid="review-effects" aria-busy={effects.waiting}>
      <Table<EffectView>
        variant="container"
        wrapLines
        items={(rows ?? []).slice(0, s.mostEffects)}
        loading={rows === null && effects.failure === null}
        loadingText={common.loading}
        trackBy={(row) => row.principal.id}
        header={
          <Header
            variant="h2"
            counter={rows === null ? undefined : `(${rows.length})`}
            description={s.effectsText}
          >
            {s.effects}
          </Header>
        }
        empty={<Box textAlign="center">{s.noEffects}</Box>}
        columnDefinitions={[
          {
            id: 'principal',
            header: common.name,
            isRowHeader: true,
            cell: (row) => (
              <EntityLink
                to={
                  row.principal.entity === 'role'
                    ? routes.role(row.principal.id)
                    : routes.user(row.principal.id)
                }
              >
                {row.principal.name}
              </EntityLink>
            ),
          },
          { id: 'gained', header: s.gained, width: 110, cell: (row) => s.plus(row.gained) },
          { id: 'lost', header: s.lost, width: 110, cell: (row) => s.minus(row.lost) },
          { id: 'moved', header: s.moved, width: 110, cell: (row) => row.moved },
          {
            id: 'examples',
            header: s.examples,
            cell: (row) => <Words text={row.examples.join(', ')} />,
          },
        ]}
      />
    </div>
  );
}
