import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openWindow } from '@/app/test-window';

test('checks with the step that is missing, findings, cover by MFA, what runs out', async () => {
  const { person } = openWindow('/', { kind: 'aws' });
  const check = await screen.findByTestId('check-password-policy');
  expect(check).toHaveAttribute('data-state', 'failed');
  expect(screen.getByTestId('check-root-access-keys')).toHaveAttribute('data-state', 'passed');
  expect(screen.getByText('1 of 16 with a console password')).toBeInTheDocument();
  expect(screen.getByTestId('expiring')).toHaveTextContent('alice in 3 days');
  expect(await screen.findByTestId('findings-critical')).toHaveTextContent('1');
  expect(screen.getByTestId('findings-high')).toHaveTextContent('None');
  await person.click(screen.getByRole('link', { name: 'View findings' }));
  expect(await screen.findByTestId('findings-page')).toBeInTheDocument();
});

test('findings that can not be counted do not take the rest with them', async () => {
  openWindow('/', { failing: ['finding_counts'] });
  expect(await screen.findByTestId('failure')).toBeInTheDocument();
  expect(await screen.findByTestId('count-users')).toBeInTheDocument();
});
