import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import { sessionOf } from '@/features/simulator/session-fields';

async function ask(person: UserEvent, action: string) {
  await fill(person, await screen.findByTestId('simulate-action'), action);
  await person.keyboard('{Enter}');
  return screen.findByTestId('explanation');
}

/** Opens a select and chooses by its words. */
async function choose(person: UserEvent, testId: string, words: string) {
  await person.click(within(await screen.findByTestId(testId)).getByRole('button'));
  await person.click(await screen.findByRole('option', { name: new RegExp(words) }));
}

test('a whole layer is switched off from its gate, and from the dialog', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  await ask(person, 's3:GetObject');
  // The gate of a layer that is not there offers nothing.
  await person.click(screen.getByTestId('gate-2'));
  expect(screen.queryByTestId('gate-switch-off')).toBeNull();
  await person.click(screen.getByTestId('gate-1'));
  await person.click(screen.getByTestId('gate-switch-off'));
  expect(await screen.findByTestId('sandbox-effects')).toBeVisible();
  await person.click(screen.getByTestId('sandbox-try'));
  await choose(person, 'sandbox-kind', 'Switch off a whole layer');
  await choose(person, 'sandbox-layer', 'Every permissions boundary');
  await person.click(screen.getByTestId('sandbox-add'));
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'simulate')?.request).toMatchObject({
      what_if: [
        { kind: 'switch_off_layer', layer: 'service_control' },
        { kind: 'switch_off_layer', layer: 'boundary' },
      ],
    }),
  );
});

test('ways that are chosen together go into the sandbox as one', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  await ask(person, 's3:PutObject');
  await person.click(screen.getByTestId('fix-open'));
  const boxes = await screen.findAllByRole('checkbox', { name: /Choose this way with others/ });
  expect(boxes).toHaveLength(2);
  for (const box of boxes) {
    expect(screen.queryByTestId('fix-together')).toBeNull();
    await person.click(box);
  }
  const together = await screen.findByTestId('fix-together');
  await waitFor(() => expect(within(together).getByTestId('fix-try-chosen')).toBeEnabled());
  await person.click(within(together).getByTestId('fix-try-chosen'));
  expect(fake.asked).not.toContain('change');
  await person.click(await screen.findByTestId('sandbox-apply'));
  await person.click(await screen.findByTestId('change-confirm'));
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'change')?.request).toMatchObject({
      proposal: { kind: 'sandbox', changes: [{ kind: 'put_inline' }, { kind: 'add_to_group' }] },
    }),
  );
});

test('a principal asks with temporary credentials', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  await ask(person, 's3:GetObject');
  await choose(person, 'simulate-session', 'GetFederationToken');
  await person.click(screen.getByText('Session policies, tags and source identity'));
  await fill(person, await screen.findByTestId('session-tags'), 'team=blue=green');
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'simulate')?.request).toMatchObject({
      session: {
        by: 'federation_token',
        name: 'session',
        tags: [{ key: 'team', value: 'blue=green' }],
      },
    }),
  );
  // The keys that matter are asked of the same credentials, and nobody is mended as a session.
  expect(fake.requests.findLast(({ name }) => name === 'context_keys')?.request).toMatchObject({
    session: { by: 'federation_token' },
  });
  expect(screen.queryByTestId('fix-open')).toBeNull();
  await choose(person, 'simulate-session', 'Its own credentials');
  expect(await screen.findByTestId('fix-open')).toBeVisible();
});

test('what is typed of a session becomes lists, and what is empty stays out', () => {
  const typed = {
    by: 'assume_role' as const,
    name: ' nightly ',
    provider: '',
    mfa: false,
    policy: ' ',
    managed: 'arn:aws:iam::aws:policy/ReadOnlyAccess\n\n',
    tags: '',
    issued: '',
    sourceIdentity: '',
  };
  expect(sessionOf(null)).toBeNull();
  expect(sessionOf(typed)).toMatchObject({
    name: 'nightly',
    policies: [],
    managed: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    tags: [],
  });
  expect(sessionOf({ ...typed, policy: '{}' })?.policies).toHaveLength(1);
});
