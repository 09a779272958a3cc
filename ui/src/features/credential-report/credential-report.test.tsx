import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';

test('AWS’s report is shown as AWS’s, and ours beside it as ours', async () => {
  const { person, fake } = openWindow('/credential-report');
  expect(await screen.findByTestId('report-whose')).toHaveTextContent('AWS’s own report');
  expect(screen.getByText('password_enabled')).toBeInTheDocument();
  expect(screen.queryByText('made_by')).toBeNull();
  await person.click(screen.getByText('What is known here', { selector: 'button *' }));
  await waitFor(() =>
    expect(screen.getByTestId('report-whose')).toHaveTextContent('not by AWS: a blank'),
  );
  expect(await screen.findByText('made_by')).toBeInTheDocument();
  await person.click(screen.getByTestId('save-report'));
  await waitFor(() => expect(fake.asked).toContain('save_credential_report'));
  expect(fake.requests.at(-1)?.request).toMatchObject({ own: true });
});

test('a local account’s report is complete, and is found from the dashboard', async () => {
  const { person } = openWindow('/', { kind: 'local' });
  const [link] = await screen.findAllByRole('link', { name: 'Credential report' });
  await person.click(link as HTMLElement);
  expect(await screen.findByTestId('report-whose')).toHaveTextContent('the report is complete');
  await fill(person, screen.getByTestId('report-table'), 'bob');
  await waitFor(() => expect(screen.queryByText('alice')).toBeNull());
  await fill(person, screen.getByTestId('report-table'), 'nobody');
  expect(await screen.findByText('No matches')).toBeInTheDocument();
});
