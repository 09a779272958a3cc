import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';

test('a pasted denial becomes the question', async () => {
  const { person, fake } = openWindow('/simulator');
  await person.click(await screen.findByTestId('paste-open'));
  const text = await screen.findByTestId('paste-text');
  await fill(person, text, 'hello');
  await waitFor(() => expect(screen.getByTestId('failure')).toHaveTextContent('CloudTrail'));
  expect(screen.getByTestId('paste-use')).toBeDisabled();
  await fill(person, text, 'User: x is not authorized to perform: y');
  expect(await screen.findByTestId('paste-found')).toHaveTextContent('s3:DeleteObject');
  await person.click(screen.getByTestId('paste-use'));
  expect(await screen.findByTestId('explanation')).toHaveTextContent('Explicitly denied');
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'simulate')?.request).toMatchObject({
      principal: 'arn:aws:iam::111122223333:user/alice',
      resources: ['arn:aws:s3:::example-reports/2026.csv'],
      context: [{ key: 'aws:SourceIp', values: ['203.0.113.7'] }],
    }),
  );

  // A gate shows its statements; a preset fills a key in.
  await person.click(screen.getByTestId('gate-0'));
  expect(screen.getByTestId('gate-detail')).toHaveTextContent('NoDeleting');
  await person.click(screen.getByTestId('preset-away'));
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'simulate')?.request).toMatchObject({
      context: [{ values: ['198.51.100.7'] }],
    }),
  );
});

test('a fix goes into the sandbox and no further', async () => {
  const { person, fake } = openWindow('/matrix');
  await fill(person, await screen.findByTestId('matrix-principal'), 'user-0');
  await person.keyboard('{Enter}');
  await fill(person, screen.getByTestId('simulate-action'), 's3:PutObject');
  await person.keyboard('{Enter}');
  fireEvent.keyDown(await screen.findByTestId('matrix-grid'), { key: 'Enter' });
  await person.click(await screen.findByTestId('fix-open'));
  const [way] = await screen.findAllByTestId('fix-way');
  if (way === undefined) {
    throw new Error('no way is shown');
  }
  expect(way).toHaveTextContent('Changes 1 action of 1 principal');
  await person.click(within(way).getByTestId('fix-try'));
  expect(await screen.findByTestId('sandbox-effects')).toBeVisible();
  expect(fake.asked).not.toContain('change');

  // And the matrix is taken away as a file, without account ids when asked for.
  await person.click(screen.getByRole('button', { name: 'Take away' }));
  await person.click(await screen.findByText('Replace account ids'));
  if (screen.queryByText('Report (HTML)') === null) {
    await person.click(screen.getByRole('button', { name: 'Take away' }));
  }
  await person.click(await screen.findByText('Report (HTML)'));
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'save_matrix')?.request).toMatchObject({
      format: 'html',
      redact: true,
    }),
  );
});

test('who can is asked once the action is one, and tells by what', async () => {
  const { person, fake } = openWindow('/who-can');
  await fill(person, await screen.findByTestId('who-can-action'), 's3:GetObject');
  const table = await screen.findByTestId('who-can-table');
  expect(table).toHaveTextContent('ReportsReader (group Analysts)');
  expect(table).not.toHaveTextContent('bob');
  await person.click(within(table).getByText('Who cannot'));
  expect(table).toHaveTextContent('bob');
  expect(fake.asked.filter((name) => name === 'who_can')).toHaveLength(1);
});
