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

test('who can is asked once the action is one, in windows, and tells by what', async () => {
  const { person, fake } = openWindow('/who-can');
  await fill(person, await screen.findByTestId('who-can-action'), 's3:GetObject');
  const table = await screen.findByTestId('who-can-table');
  expect(table).toHaveTextContent('ReportsReader (group Analysts)');
  expect(table).not.toHaveTextContent('bob');
  // Who can by becoming a role is among them, with the roles in between.
  const through = within(table).getByTestId('who-can-through');
  expect(within(through).getByRole('link', { name: 'Deploy' })).toBeVisible();
  await person.click(within(table).getByText('Who cannot'));
  await waitFor(() => expect(table).toHaveTextContent('bob'));
  expect(fake.requests.findLast(({ name }) => name === 'who_can')?.request).toMatchObject({
    filter: 'cannot',
    offset: 0,
    limit: 25,
  });
  // The simulator takes the question over.
  await person.click(within(table).getAllByText('Open in the simulator')[0] as HTMLElement);
  await screen.findByTestId('simulator-page');
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'simulate')?.request).toMatchObject({
      actions: ['s3:GetObject'],
      resources: [],
    }),
  );
});

test('what one can do is asked in windows, and says on which resources', async () => {
  const { person, fake } = openWindow('/can?principal=user-0');
  const table = await screen.findByTestId('can-table');
  expect(table).toHaveTextContent('What alice can do');
  expect(table).toHaveTextContent('70 actions on every resource, 40 on some, in 1 service');
  expect(screen.getByTestId('unknown-banner')).toBeVisible();
  expect(screen.getByTestId('can-resources')).toHaveTextContent('sqs:SendMessage');
  await person.click(within(table).getByText('On some'));
  await waitFor(() => expect(table).toHaveTextContent('arn:aws:s3:::example-0/*'));
  expect(table).toHaveTextContent('only within');
  await fill(person, screen.getByTestId('can-find'), 'thing7');
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'principal_can')?.request).toMatchObject({
      principal: 'user-0',
      text: 'thing7',
      filter: 'some',
      offset: 0,
      limit: 50,
    }),
  );
});

test('the reason says who else, what does not apply, and lights the way on the map', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  await fill(person, await screen.findByTestId('simulate-action'), 's3:GetObject');
  await person.keyboard('{Enter}');
  const why = await screen.findByTestId('explanation');
  expect(screen.getByTestId('unknown-banner')).toBeVisible();

  // Others are asked only once somebody wants to know.
  expect(fake.asked).not.toContain('policy_holders');
  await person.click(within(why).getByText(/Who else gets access by this statement/));
  const others = await within(why).findByText('1 other by the same statement');
  expect(others).toBeVisible();
  expect(screen.getByTestId('also-grants')).toHaveTextContent('`NoDeleting`'.replaceAll('`', ''));

  await person.click(within(why).getByText(/What does not apply, and why/));
  const other = await screen.findByTestId('not-applying-statement');
  await person.click(within(other).getByRole('button'));
  expect(await within(other).findByTestId('near-json')).toBeVisible();

  await person.click(screen.getByTestId('path-on-map'));
  expect(await screen.findByTestId('map-user-alice')).toHaveAttribute('data-light', 'lit');
  expect(screen.getByTestId('map-policy-ReportsReader')).toHaveAttribute('data-light', 'lit');
  expect(screen.getByTestId('map-role-Audit')).toHaveAttribute('data-light', 'dim');
});

test('a call on several resources says what it comes to together', async () => {
  const { person } = openWindow('/simulator?principal=user-0');
  await fill(person, await screen.findByTestId('simulate-action'), 's3:GetObject');
  await person.keyboard('{Enter}');
  for (const name of ['a', 'b']) {
    await fill(person, screen.getByTestId('simulate-resource'), `arn:aws:s3:::example-${name}`);
    await person.keyboard('{Enter}');
  }
  const together = await screen.findByTestId('together');
  expect(together).toHaveTextContent('arn:aws:s3:::example-b');
});

test('a change can be tried from the page of one principal', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  await fill(person, await screen.findByTestId('simulate-action'), 's3:GetObject');
  await person.keyboard('{Enter}');
  const why = await screen.findByTestId('explanation');
  await person.click(within(why).getByText(/Policies that were looked at/));
  await person.click(
    await within(why).findByRole('button', { name: /Switch off .*ReportsReader/ }),
  );
  expect(await screen.findByTestId('sandbox-effects')).toBeVisible();
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'simulate')?.request).toMatchObject({
      what_if: [{ kind: 'switch_off_policy' }],
    }),
  );
});

test('whom no list holds is offered by what it is', async () => {
  const { person, fake } = openWindow('/matrix');
  const root = 'root user of this account';
  await fill(person, await screen.findByTestId('matrix-principal'), root);
  await waitFor(() =>
    expect(fake.requests).toContainEqual({
      name: 'search_principals',
      request: expect.objectContaining({ text: root, others: true }),
    }),
  );
  await person.keyboard('{Enter}');
  await fill(person, screen.getByTestId('simulate-action'), 's3:PutObject');
  await person.keyboard('{Enter}');
  await waitFor(() =>
    expect(fake.requests.findLast(({ name }) => name === 'matrix')?.request).toMatchObject({
      question: { principals: ['arn:aws:iam::111122223333:root'] },
    }),
  );
  await person.click(screen.getByRole('button', { name: 'Members of a group' }));
  await person.click(await screen.findByRole('menuitem', { name: 'Analysts' }));
  expect(fake.asked).toContain('group');
});
