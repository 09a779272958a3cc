import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';

test('findings stand by how grave they are, and are filtered', async () => {
  const { person } = openWindow('/findings');
  const critical = await screen.findByTestId('findings-critical');
  expect(critical).toHaveTextContent('can become an administrator in one step');
  expect(screen.getByTestId('findings-low')).toHaveTextContent('policy-unattached');
  expect(within(critical).getByRole('link', { name: 'alice' })).toHaveAttribute(
    'href',
    '#/users/user-0',
  );

  await fill(person, screen.getByTestId('findings-find'), 'access key');
  expect(screen.queryByTestId('findings-critical')).toBeNull();
  expect(screen.getByTestId('findings-medium')).toHaveTextContent('access-key-unused');
  await fill(person, screen.getByTestId('findings-find'), 'nothing of that kind');
  await person.click(screen.getByRole('button', { name: 'Clear filter' }));
  expect(screen.getByTestId('findings-high')).toHaveTextContent('A person has to decide');
});

test('a cure is reviewed, made as one change, and can be undone', async () => {
  const { person, fake } = openWindow('/findings');
  await person.click(await screen.findByTestId('cure-access-key-unused-bob'));
  expect(fake.asked).not.toContain('change');
  await person.click(await screen.findByTestId('change-confirm'));
  expect(await screen.findByTestId('flash-undo')).toBeVisible();
  expect(fake.requests.findLast(({ name }) => name === 'change')?.request).toMatchObject({
    proposal: { kind: 'cure', findings: [{ code: 'access-key-unused', entity: 'user-1' }] },
  });
});

test('cures that are chosen together are one change', async () => {
  const { person, fake } = openWindow('/findings');
  await person.click(await screen.findByRole('checkbox', { name: /access-key-unused of bob/ }));
  expect(screen.queryByTestId('cure-chosen')).toBeNull();
  await person.click(screen.getByRole('checkbox', { name: /escalation of alice/ }));
  // What a person has to decide can not be chosen, and what the filter hides is left out.
  await fill(person, screen.getByTestId('findings-find'), 'access key');
  expect(screen.queryByTestId('cure-chosen')).toBeNull();
  await fill(person, screen.getByTestId('findings-find'), '');
  await person.click(screen.getByTestId('cure-chosen'));
  await person.click(await screen.findByTestId('change-confirm'));
  expect(await screen.findByTestId('flash-undo')).toBeVisible();
  // The gravest first, whichever was chosen first.
  expect(fake.requests.findLast(({ name }) => name === 'change')?.request).toMatchObject({
    proposal: { kind: 'cure', findings: [{ code: 'escalation' }, { code: 'access-key-unused' }] },
  });
});

test('ways to administrator are listed step by step and drawn', async () => {
  const { person } = openWindow('/findings');
  const list = await screen.findByTestId('escalations');
  expect(list).toHaveTextContent('2 steps');
  await person.click(screen.getByTestId('escalation-map-bob'));
  expect(await screen.findByTestId('map-goal-administrator')).toHaveTextContent('Administrator');
  // On the way nobody is folded away.
  expect(screen.getByTestId('map-user-bob')).toHaveAttribute('data-light', 'lit');
  await person.click(screen.getByTestId('map-drop-path'));
  await waitFor(() => expect(screen.queryByTestId('map-goal-administrator')).toBeNull());
});
