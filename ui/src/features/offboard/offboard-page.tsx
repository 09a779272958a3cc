// Seeing a person off: what there is, what shall happen, what remains. The changes are previewed on
// the page before the button makes them.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OffboardingView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { useDraft } from '@/shared/draft';
import { EntityLink } from '@/shared/entity-link';
import type { ChosenEntity } from '@/shared/entity-picker';
import { EntityMultiselect } from '@/shared/entity-select';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { person as s } from '@/shared/strings/person';
import { users } from '@/shared/strings/users';

export function OffboardPage() {
  const { id } = useParams({ from: '/users/$id/offboard' });
  const { account } = useAccount();
  const query = useAsk('offboarding', { account: account.id, id });
  const name = query.data?.name ?? '';
  return (
    <Page
      title={name === '' ? s.offboard : s.offboardTitle(name)}
      testId="offboard-page"
      crumbs={[
        { text: users.title, href: href(routes.users) },
        ...(name === '' ? [] : [{ text: name, href: href(routes.user(id)) }]),
      ]}
    >
      <Asked query={query}>{(view) => <Offboard id={id} view={view} />}</Asked>
    </Page>
  );
}

interface Draft {
  remove: boolean;
  chosen: readonly ChosenEntity[];
}

const emptyDraft: Draft = { remove: false, chosen: [] };

function Offboard({ id, view }: { id: string; view: OffboardingView }) {
  const go = useGo();
  const { draft, change, forget } = useDraft(`offboard ${id}`, emptyDraft);
  const { remove, chosen } = draft;
  const [open, setOpen] = useState(false);
  return (
    <SpaceBetween size="l">
      <List title={s.has} items={view.credentials} testId="offboard-has" />
      <List title={s.may} items={view.permissions} testId="offboard-may" />
      <Container header={<Header variant="h2">{s.named}</Header>}>
        {view.named_by.length === 0 ? (
          <Box color="text-body-secondary">{s.nothing}</Box>
        ) : (
          <ul className="plain-list" data-testid="offboard-named">
            {view.named_by.map((one) => (
              <li key={one.id}>
                {one.entity === 'role' ? (
                  <EntityLink to={routes.role(one.id)}>{one.name}</EntityLink>
                ) : (
                  <span className="mono">{one.name}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Container>
      <Container>
        <SpaceBetween size="l">
          <FormField label={s.what}>
            <RadioGroup
              value={remove ? 'remove' : 'keep'}
              onChange={({ detail }) => change({ remove: detail.value === 'remove' })}
              items={[
                { value: 'keep', label: s.keep, description: s.keepText },
                { value: 'remove', label: s.remove, description: s.removeText },
              ]}
            />
          </FormField>
          <FormField label={s.roles} constraintText={s.rolesHelp}>
            <EntityMultiselect
              of={['roles']}
              chosen={chosen}
              placeholder={s.rolesPlaceholder}
              testId="offboard-roles"
              onChoose={(chosen) => change({ chosen })}
            />
          </FormField>
          <Button variant="primary" data-testid="offboard" onClick={() => setOpen(true)}>
            {s.confirm}
          </Button>
        </SpaceBetween>
      </Container>
      <List title={s.remaining} items={view.remaining} testId="offboard-remaining" />
      <ChangeDialog
        proposal={
          open
            ? {
                kind: 'person',
                user: id,
                step: {
                  what: 'offboard',
                  delete_user: remove,
                  roles: chosen.map((one) => one.id),
                },
              }
            : null
        }
        title={s.offboardTitle(view.name)}
        confirm={s.confirm}
        {...(remove ? { typed: view.name } : {})}
        onDone={() => {
          forget();
          go(remove ? routes.users : routes.user(id));
        }}
        onClose={() => setOpen(false)}
      />
    </SpaceBetween>
  );
}

function List({
  title,
  items,
  testId,
}: {
  title: string;
  items: readonly string[];
  testId: string;
}) {
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      {items.length === 0 ? (
        <Box color="text-body-secondary">{s.nothing}</Box>
      ) : (
        <ul className="plain-list" data-testid={testId}>
          {items.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </Container>
  );
}
