import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { carriedOut, field, fill, openAfterLock, openWindow } from '@/app/test-window';

test('a key is made after the better way was shown, and seen once', async () => {
  const { person, fake } = openWindow('/users/user-0/keys/create', { kind: 'local' });
  await screen.findByText('Command line interface (CLI)');
  await person.click(screen.getByText('Next'));
  expect((await screen.findAllByText('Choose what the key is for.')).length).toBeGreaterThan(0);
  await person.click(screen.getByText('Third-party service'));
  expect(await screen.findByTestId('better-way')).toHaveTextContent('external ID');
  await person.click(screen.getByText('Next'));
  expect((await screen.findAllByText(/Tick that you know/)).length).toBeGreaterThan(0);
  await person.click(screen.getByText(/want an access key all the same/));
  await person.click(screen.getByText('Next'));
  await fill(person, await screen.findByTestId('key-description'), 'for the billing tool');
  await person.click(screen.getByText('Next'));
  await screen.findByTestId('review-changes');
  await person.click(screen.getByText('Create access key', { selector: 'button *' }));
  expect(await carriedOut(fake)).toEqual({
    kind: 'create_access_key',
    user: 'user-0',
    description: 'for the billing tool',
  });
  await screen.findByTestId('made-key-page');
  expect(screen.getByTestId('credential-access-key-id')).toHaveTextContent('LKIA');
  expect(screen.getByTestId('credential-secret-key-value')).toHaveTextContent('•');
  await person.click(screen.getByTestId('key-done'));
  expect(await screen.findByTestId('create-access-key')).toBeInTheDocument();
});

test('its draft outlives a lock', async () => {
  const first = openWindow('/users/user-1/keys/create');
  await first.person.click(await screen.findByText('Other'));
  await first.person.click(screen.getByText('Next'));
  await fill(first.person, await screen.findByTestId('key-description'), 'kept');
  await openAfterLock(first);
  expect(field(await screen.findByTestId('key-description'))).toHaveValue('kept');
});

test.each([
  ['make', { kind: 'create_access_key', description: 'nightly report' }],
  ['hand_over', { kind: 'credential', step: { credential: 'key-new', stage: 'handed_over' } }],
  ['move', { kind: 'credential', step: { credential: 'key-new', stage: 'confirmed' } }],
  ['deactivate', { kind: 'set_access_key_active', active: false }],
  ['wait', { kind: 'credential', step: { credential: 'key-at-wait', stage: 'retired' } }],
] as const)('the rotation’s next step at %s', async (stage, proposal) => {
  const { person, fake } = openWindow(`/users/user-0/keys/key-at-${stage}/rotate`);
  const stages = await screen.findByTestId('rotation-stages');
  const current = stages.querySelector('[aria-current="step"]');
  expect(current).toHaveAttribute('data-stage', stage);
  await person.click(screen.getByTestId('rotation-next'));
  await person.click(await screen.findByTestId('change-confirm'));
  expect(await carriedOut(fake)).toMatchObject(proposal);
});

test('nothing is deleted before its id is typed, and it can still be activated again', async () => {
  const { person, fake } = openWindow('/users/user-0/keys/key-at-delete/rotate');
  await person.click(await screen.findByTestId('rotation-back'));
  expect(await screen.findByText(/^Activate AKIA/)).toBeInTheDocument();
  await person.click(screen.getByText('Cancel'));
  await person.click(screen.getByTestId('rotation-next'));
  expect(await screen.findByTestId('change-confirm')).toBeDisabled();
  await fill(person, screen.getByTestId('change-typed'), 'AKIAIOSFODNN7EXAMPLE');
  await waitFor(() => expect(screen.getByTestId('change-confirm')).toBeEnabled());
  await person.click(screen.getByTestId('change-confirm'));
  expect(await carriedOut(fake)).toMatchObject({
    kind: 'delete_access_key',
    credential: 'key-at-delete',
  });
  expect(await screen.findByTestId('create-access-key')).toBeInTheDocument();
});

test('a key that AWS has not issued waits for the script', async () => {
  const { person } = openWindow('/users/user-0/keys/key-at-issue/rotate');
  await person.click(await screen.findByTestId('rotation-next'));
  expect(await screen.findByTestId('pending-page')).toBeInTheDocument();
});
