import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openWindow } from '@/app/test-window';
import type { ProposalRequest } from '@/ipc/contract';

type Person = ReturnType<typeof openWindow>['person'];

async function next(person: Person, heading: string) {
  await person.click(screen.getByText('Next'));
  await screen.findByText(new RegExp(heading), { selector: 'h1 *' });
}

test('from details to credentials, with a group made on the way', async () => {
  const { person, fake } = openWindow('/users/create', { kind: 'local' });
  await fill(person, await screen.findByTestId('user-name'), 'zhang.wei');
  await person.click(field(screen.getByTestId('console-access')));
  await person.click(field(screen.getByTestId('programmatic-access')));
  await next(person, 'Set permissions');

  await person.click(await screen.findByTestId('create-group'));
  await fill(person, await screen.findByTestId('group-name'), 'Readers');
  const dialog = screen.getByTestId('create-group-dialog');
  await person.click(await within(dialog).findByTestId('policy-row-ReadOnlyAccess'));
  await person.click(screen.getByTestId('group-add'));
  expect(await screen.findByTestId('group-row-Readers')).toBeInTheDocument();

  // Back loses nothing.
  await person.click(screen.getByText('Previous'));
  expect(field(await screen.findByTestId('user-name'))).toHaveValue('zhang.wei');
  await next(person, 'Set permissions');
  await next(person, 'Add tags');
  await next(person, 'Review and create');
  expect(await screen.findByTestId('review-changes')).toHaveTextContent('Create the group Readers');
  expect(await screen.findByTestId('access-summary')).toHaveTextContent('Amazon S3');

  await person.click(screen.getByText('Create user', { selector: 'button *' }));
  expect(await screen.findByTestId('credentials-page')).toBeInTheDocument();
  expect(screen.getByTestId('credential-password-value')).toHaveTextContent('••••');
  const request = fake.requests.find(({ name }) => name === 'change')?.request;
  expect((request as ProposalRequest).proposal).toMatchObject({
    kind: 'create_user',
    name: 'zhang.wei',
    console: { password: { kind: 'generated' }, reset_required: true },
    access_key: { description: '' },
    new_groups: [
      {
        name: 'Readers',
        policies: [{ kind: 'arn', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      },
    ],
  });
});

test('a name that is taken stops the first step, beside its field', async () => {
  const { person } = openWindow('/users/create');
  await fill(person, await screen.findByTestId('user-name'), 'ALICE');
  expect(await screen.findByText(/There is a user/)).toBeInTheDocument();
  await person.click(screen.getByText('Next'));
  expect(field(screen.getByTestId('user-name'))).toHaveValue('ALICE');
});

test('in an AWS account it says who makes the credentials', async () => {
  const { person } = openWindow('/users/create', { kind: 'aws' });
  await fill(person, await screen.findByTestId('user-name'), 'zhang.wei');
  await person.click(field(screen.getByTestId('programmatic-access')));
  expect(await screen.findByText(/the access key is made by AWS/)).toBeInTheDocument();
});
