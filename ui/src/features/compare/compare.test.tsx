import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openWindow } from '@/app/test-window';
import type { CompareRequest } from '@/ipc/contract';

test('two moments are chosen, AWS against the plan to begin with', async () => {
  const { person, fake } = openWindow('/compare');
  expect(await screen.findByTestId('compare-table')).toHaveTextContent('12 actions');
  const turned = screen.getByTestId('compare-expectations');
  expect(turned).toHaveTextContent('Analysts never delete');
  expect(turned).toHaveTextContent('Fails');
  const asked = () => fake.requests.findLast(({ name }) => name === 'compare_states')?.request;
  expect(asked()).toMatchObject({
    from: { state: 'observed', after: null },
    to: { state: 'planned', after: null },
  });
  await person.click(within(screen.getByTestId('compare-from')).getByRole('button'));
  const options = await screen.findAllByRole('option');
  await person.click(options[options.length - 1] as HTMLElement);
  await waitFor(() => expect(asked()).toMatchObject({ from: { state: 'planned' } }));
  expect((asked() as CompareRequest).from.after).toBeGreaterThan(0);
  expect(await screen.findByTestId('compare-table')).toBeVisible();
});
