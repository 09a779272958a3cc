import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openWindow } from '@/app/test-window';
import type { SimulationRequest } from '@/ipc/contract';

test('the answer comes while the question is put together', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  const action = await screen.findByTestId('simulate-action');
  expect(screen.queryByTestId('answers')).toBeNull();
  await fill(person, action, 's3:DeleteObject');
  await person.keyboard('{Enter}');
  const decision = await screen.findByTestId('explanation');
  expect(decision).toHaveTextContent('Explicitly denied');
  expect(screen.getByTestId('explanation-sentence')).toHaveTextContent('a Deny always wins');
  // One Enter, one action: the suggestion and the typed text are the same.
  expect(screen.getAllByLabelText('Remove s3:DeleteObject')).toHaveLength(1);

  // A condition goes into the next question; nothing has to be run.
  await fill(person, await screen.findByTestId('context-aws:SourceIp'), '203.0.113.7');
  await waitFor(() => {
    const last = fake.requests.findLast(({ name }) => name === 'simulate');
    const request = last?.request as SimulationRequest | undefined;
    expect(request?.context).toEqual([
      { key: 'aws:SourceIp', values: ['203.0.113.7'], multi_valued: false },
    ]);
  });
  expect(field(screen.getByTestId('context-aws:SourceIp'))).toHaveValue('203.0.113.7');
});
