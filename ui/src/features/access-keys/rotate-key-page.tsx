// Replacing an access key, stage by stage. Rust reads off the two keys how far it has come, so that it
// can be left and taken up again; this page shows it and offers the one next step.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type {
  AccessKeyView,
  CredentialView,
  KeyRotationView,
  Proposal,
  RotationStage,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { MadeCredentials } from '@/shared/made-credentials';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { rotation as s } from '@/shared/strings/access-keys';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { credentials, users } from '@/shared/strings/users';
import { Words } from '@/shared/words';

export function RotateKeyPage() {
  const { id, key } = useParams({ from: '/users/$id/keys/$key/rotate' });
  const { account } = useAccount();
  const query = useAsk('key_rotation', { account: account.id, user: id, key });
  const name = query.data?.user_name ?? '';
  return (
    <Page
      title={query.data === undefined ? s.title : s.titleFor(keyName(query.data.old))}
      testId="rotate-key-page"
      help={help.rotateKey}
      crumbs={[
        { text: users.title, href: href(routes.users) },
        ...(name === '' ? [] : [{ text: name, href: href(routes.userKeys(id)) }]),
      ]}
    >
      <Asked query={query}>{(view) => <Rotation user={id} view={view} />}</Asked>
    </Page>
  );
}

function keyName(key: AccessKeyView): string {
  return key.access_key_id || credentials.keyIdRequested;
}

function Rotation({ user, view }: { user: string; view: KeyRotationView }) {
  const [made, setMade] = useState<readonly CredentialView[]>([]);
  return (
    <SpaceBetween size="l">
      {view.warnings.map((warning) => (
        <Alert key={warning} type="info">
          <Words text={warning} />
        </Alert>
      ))}
      <Container header={<Header variant="h2">{s.keys}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: s.old, value: <Key view={view.old} /> },
            { label: s.new, value: view.new === null ? s.notMade : <Key view={view.new} /> },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{s.stages}</Header>}>
        <ol className="plain-list" data-testid="rotation-stages">
          {view.stages.map((one) => (
            <li
              key={one.stage}
              data-stage={one.stage}
              data-state={one.state}
              aria-current={one.state === 'current' ? 'step' : undefined}
            >
              <Box margin={{ bottom: 'm' }}>
                <SpaceBetween size="xxs">
                  <StatusIndicator
                    type={
                      one.state === 'done'
                        ? 'success'
                        : one.state === 'current'
                          ? 'in-progress'
                          : 'pending'
                    }
                  >
                    {s.names[one.stage]}
                  </StatusIndicator>
                  {one.found === '' ? null : (
                    <Box color="text-body-secondary">
                      <Words text={one.found} />
                    </Box>
                  )}
                  {one.state === 'current' ? (
                    <Next user={user} view={view} onMade={setMade} />
                  ) : null}
                </SpaceBetween>
              </Box>
            </li>
          ))}
        </ol>
      </Container>
      <MadeCredentials made={made} onClose={() => setMade([])} />
    </SpaceBetween>
  );
}

function Key({ view }: { view: AccessKeyView }) {
  return (
    <SpaceBetween size="xxs">
      <span className="mono">{keyName(view)}</span>
      <StatusIndicator type={view.active ? 'success' : 'stopped'}>
        {view.active ? credentials.keyActive : credentials.keyInactive}
      </StatusIndicator>
      <Box color="text-body-secondary">
        {[
          view.age_days === null ? '' : s.age(common.day(view.age_days)),
          view.description,
          s.used(view.last_used || common.notKnown),
        ]
          .filter(Boolean)
          .join(', ')}
      </Box>
    </SpaceBetween>
  );
}

interface NextProps {
  user: string;
  view: KeyRotationView;
  onMade: (made: readonly CredentialView[]) => void;
}

/** What the stage asks for: an explanation, the button that does it, and the way back. */
function Next({ user, view, onMade }: NextProps) {
  const go = useGo();
  const [open, setOpen] = useState<RotationStage | 'activate' | null>(null);
  const id = view.new?.id ?? '';
  const stage = (credential: string, to: string): Proposal => ({
    kind: 'credential',
    user,
    step: { what: 'set_access_key_stage', credential, stage: to },
  });
  const switched = (active: boolean): Proposal => ({
    kind: 'set_access_key_active',
    user,
    credential: view.old.id,
    active,
  });
  const proposals: Record<Exclude<RotationStage, 'issue'> | 'activate', Proposal> = {
    make: { kind: 'create_access_key', user, description: view.old.description },
    hand_over: stage(id, 'handed_over'),
    move: stage(id, 'confirmed'),
    deactivate: switched(false),
    activate: switched(true),
    wait: stage(view.old.id, 'retired'),
    delete: { kind: 'delete_access_key', user, credential: view.old.id },
  };
  const { next } = view;
  return (
    <SpaceBetween size="s">
      <Box>{s.texts[next]}</Box>
      <SpaceBetween direction="horizontal" size="xs">
        {next === 'issue' ? (
          <Button variant="primary" data-testid="rotation-next" onClick={() => go(routes.pending)}>
            {s.buttons.issue}
          </Button>
        ) : (
          <Button variant="primary" data-testid="rotation-next" onClick={() => setOpen(next)}>
            {s.buttons[next]}
          </Button>
        )}
        {next === 'hand_over' ? (
          <Button data-testid="rotation-hand-off" onClick={() => go(routes.newHandOff([user]))}>
            {s.handOff}
          </Button>
        ) : null}
        {(next === 'wait' || next === 'delete') && !view.old.active ? (
          <Button data-testid="rotation-back" onClick={() => setOpen('activate')}>
            {s.activate}
          </Button>
        ) : null}
      </SpaceBetween>
      <ChangeDialog
        proposal={open === null || open === 'issue' ? null : proposals[open]}
        title={
          open === null
            ? ''
            : open === 'activate'
              ? credentials.activateTitle(keyName(view.old))
              : s.buttons[open]
        }
        {...(open === 'delete' && view.old.access_key_id !== ''
          ? { text: credentials.deleteKeyText, typed: view.old.access_key_id }
          : {})}
        confirm={open === null ? '' : open === 'activate' ? s.activate : s.buttons[open]}
        onDone={(done) => {
          onMade(done.credentials);
          if (open === 'delete') {
            go(routes.userKeys(user));
          }
        }}
        onClose={() => setOpen(null)}
      />
    </SpaceBetween>
  );
}
