import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import { makeLines } from '@/features/simulator/use-matrix';
import type { MatrixRequest } from '@/ipc/contract';

async function ask(person: UserEvent, action: string) {
  for (const who of ['user-0', 'user-1', 'ec2.amazonaws.com']) {
    await fill(person, await screen.findByTestId('matrix-principal'), who);
    await person.keyboard('{Enter}');
  }
  await fill(person, screen.getByTestId('simulate-action'), action);
  await person.keyboard('{Enter}');
  return screen.findByTestId('matrix-grid');
}

test('twenty thousand rows are asked for in windows and drawn where they are seen', async () => {
  const { person, fake } = openWindow('/matrix');
  const grid = await ask(person, '*');
  await waitFor(() => expect(Number(grid.getAttribute('aria-rowcount'))).toBeGreaterThan(20_000));
  expect(within(grid).getAllByRole('row').length).toBeLessThan(60);

  // To the end by keyboard: the window around it is asked for, and nothing else.
  fireEvent.keyDown(grid, { key: 'End', ctrlKey: true });
  await act(async () => fireEvent.scroll(grid));
  await waitFor(() => {
    const windows = fake.requests
      .filter(({ name }) => name === 'matrix')
      .map(({ request }) => (request as MatrixRequest).offset);
    expect(Math.max(...windows)).toBe(19_900);
    expect(new Set(windows).size).toBeLessThan(6);
  });
});

test('a cell opens its explanation by keyboard', async () => {
  const { person, fake } = openWindow('/matrix');
  const grid = await ask(person, 's3:DeleteObject');
  fireEvent.keyDown(grid, { key: 'Enter' });
  const why = await screen.findByTestId('matrix-why');
  expect(await within(why).findByTestId('explanation')).toHaveTextContent('Explicitly denied');
  const asked = fake.requests.findLast(({ name }) => name === 'simulate')?.request;
  expect(asked).toMatchObject({ principal: 'user-0', actions: ['s3:DeleteObject'], what_if: [] });
});

test('a change is tried, shown, and applied as one', async () => {
  const { person, fake } = openWindow('/matrix');
  const grid = await ask(person, 's3:DeleteObject');
  fireEvent.keyDown(grid, { key: 'Enter' });
  const why = await screen.findByTestId('matrix-why');
  await person.click(await within(why).findByText(/Policies that were looked at/));
  await person.click(within(why).getByRole('button', { name: /Switch off ReportsReader/ }));
  expect(await screen.findByTestId('sandbox-effects')).toHaveTextContent('alice');
  expect(await screen.findByTestId('count-changes')).toBeVisible();
  await person.click(screen.getByTestId('sandbox-apply'));
  await person.click(await screen.findByTestId('change-confirm'));
  await waitFor(() => expect(screen.queryByTestId('sandbox-effects')).toBeNull());
  expect(fake.requests.findLast(({ name }) => name === 'change')?.request).toMatchObject({
    proposal: { kind: 'sandbox', changes: [{ kind: 'switch_off_policy' }] },
  });
});

test('lines know where the rows of unfolded groups stand', () => {
  const groups = [
    { service: 's3', name: 'S3', level: 'Read', first: 0, rows: 3 },
    { service: 's3', name: 'S3', level: 'Write', first: 3, rows: 2 },
  ];
  const all = makeLines(groups, new Set());
  expect(all.count).toBe(7);
  expect(all.at(4)).toMatchObject({ kind: 'group', group: { level: 'Write' } });
  expect(all.at(5)).toEqual({ kind: 'row', row: 3 });
  expect(all.of(4)).toBe(6);
  const folded = makeLines(groups, new Set(['s3 Read']));
  expect(folded.count).toBe(4);
  expect(folded.at(2)).toEqual({ kind: 'row', row: 3 });
  expect(folded.of(1)).toBeNull();
});
