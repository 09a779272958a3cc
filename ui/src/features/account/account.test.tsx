// The account as a whole: settings, providers, organization, resources, temporary credentials.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { carriedOut, field, fill, openWindow } from '@/app/test-window';

async function confirm(person: ReturnType<typeof openWindow>['person']) {
  const button = await screen.findByTestId('change-confirm');
  await waitFor(() => expect(button).toBeEnabled());
  await person.click(button);
}

function textArea(testId: string): HTMLTextAreaElement {
  const area = screen.getByTestId(testId).querySelector('textarea');
  if (area === null) {
    throw new Error(`no text area in ${testId}`);
  }
  return area;
}

test('alias, password policy and quotas are each a change', async () => {
  const { person, fake } = openWindow('/account-settings');
  await person.click(await screen.findByTestId('edit-alias'));
  await fill(person, await screen.findByTestId('alias'), 'acme');
  await confirm(person);
  expect(await carriedOut(fake)).toEqual({
    kind: 'account',
    step: { what: 'set_alias', alias: 'acme' },
  });

  await fill(person, screen.getByTestId('policy-minimum_length'), '14');
  await person.click(screen.getByTestId('save-policy'));
  await confirm(person);
  expect(await carriedOut(fake, 2)).toMatchObject({
    step: { what: 'set_password_policy', policy: { minimum_length: 14 } },
  });

  const row = screen.getByText('Groups of a user').closest('tr');
  await person.click(within(row as HTMLElement).getByRole('button'));
  await fill(person, await screen.findByTestId('quota-value'), '12');
  await confirm(person);
  expect(await carriedOut(fake, 3)).toMatchObject({
    step: { what: 'set_quotas', quotas: { groups_per_user: 12 } },
  });
});

test('audiences, thumbprints and tags of a web identity provider', async () => {
  const { person, fake } = openWindow('/providers');
  const url = 'https://token.actions.githubusercontent.com';
  await person.click(await screen.findByRole('button', { name: `Edit ${url}` }));
  await screen.findByTestId('edit-audiences');
  expect(textArea('edit-audiences')).toHaveValue('sts.amazonaws.com');
  await person.type(textArea('edit-audiences'), '{Enter}another');
  await person.type(textArea('edit-thumbprints'), 'aa:bb');
  expect(field(screen.getByTestId('tag-key-0'))).toHaveValue('team');
  await confirm(person);
  expect(await carriedOut(fake)).toEqual({
    kind: 'account',
    step: {
      what: 'update_oidc_provider',
      provider: 'oidc-0',
      client_ids: ['sts.amazonaws.com', 'another'],
      thumbprints: ['aa:bb'],
      tags: [{ key: 'team', value: 'build' }],
    },
  });
});

test('the metadata of a corporate directory, whose certificate is about to run out', async () => {
  const { person, fake } = openWindow('/providers');
  const row = (await screen.findByText('Directory')).closest('tr') as HTMLElement;
  expect(row).toHaveTextContent('https://idp.example.com/metadata');
  expect(row).toHaveTextContent('2026');
  await person.click(screen.getByRole('button', { name: 'Edit Directory' }));
  await screen.findByTestId('edit-metadata');
  await person.click(textArea('edit-metadata'));
  await person.paste('<EntityDescriptor/>');
  await confirm(person);
  expect(await carriedOut(fake)).toEqual({
    kind: 'account',
    step: {
      what: 'update_saml_provider',
      provider: 'saml-0',
      metadata: '<EntityDescriptor/>',
      tags: [],
    },
  });
});

test('a provider of a known sort is added with what is known of it', async () => {
  const { person, fake } = openWindow('/providers');
  await person.click(await screen.findByTestId('add-provider'));
  await screen.findByTestId('provider-url');
  await fill(person, screen.getByTestId('provider-url'), 'https://idp.example.com');
  await fill(person, screen.getByTestId('provider-client_ids'), 'app');
  await confirm(person);
  expect(await carriedOut(fake)).toMatchObject({
    step: { what: 'create_oidc_provider', url: 'https://idp.example.com', client_ids: ['app'] },
  });
});

test('levels of the organization: name, place and policies', async () => {
  const { person, fake } = openWindow('/organization');
  const unit = await screen.findByTestId('level-Workloads');
  expect(unit.closest('tr')).toHaveTextContent('FullAWSAccess, OnlyFrankfurt');
  expect(screen.getByRole('button', { name: 'Take out Workloads' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await person.click(screen.getByRole('button', { name: 'Edit Workloads' }));
  await fill(person, await screen.findByTestId('level-name'), 'Production');
  await person.click(
    within(screen.getByTestId('level-policies')).getByRole('button', {
      name: /Remove OnlyFrankfurt/,
    }),
  );
  await confirm(person);
  expect(await carriedOut(fake)).toEqual({
    kind: 'account',
    step: {
      what: 'organization',
      step: {
        what: 'put_node',
        node: 'node-1',
        name: 'Production',
        parent: 'node-0',
        account: '',
        policies: ['scp-0'],
      },
    },
  });

  // A new level gets what AWS attaches everywhere.
  await person.click(screen.getByTestId('add-level'));
  await person.click(await screen.findByRole('radio', { name: 'Account' }));
  await fill(person, screen.getByTestId('level-name'), 'staging');
  await fill(person, screen.getByTestId('level-account'), '444455556666');
  await confirm(person);
  expect(await carriedOut(fake, 2)).toMatchObject({
    step: {
      step: {
        what: 'put_node',
        node: '',
        account: '444455556666',
        parent: 'node-0',
        policies: ['scp-0'],
      },
    },
  });
});

test('a policy of the organization is written, and its management account named', async () => {
  const { person, fake } = openWindow('/organization');
  await person.click(await screen.findByTestId('add-organization-policy'));
  await person.click(await screen.findByRole('radio', { name: /^Resource control policy/ }));
  await fill(person, screen.getByTestId('organization-policy-name'), 'OurOwnOnly');
  await person.click(textArea('organization-policy-document'));
  await person.paste('{}');
  await confirm(person);
  expect(await carriedOut(fake)).toMatchObject({
    step: { step: { what: 'put_policy', policy: '', kind: 'rcp', name: 'OurOwnOnly' } },
  });
  await person.click(screen.getByTestId('edit-organization'));
  await fill(person, await screen.findByTestId('management-account'), '777788889999');
  await confirm(person);
  expect(await carriedOut(fake, 2)).toEqual({
    kind: 'account',
    step: {
      what: 'organization',
      step: {
        what: 'put',
        organization_id: 'o-exampleorgid',
        management_account: '777788889999',
      },
    },
  });
});

test('a resource with its policy and its tags', async () => {
  const { person, fake } = openWindow('/organization');
  await person.click(
    await screen.findByRole('button', { name: 'Edit arn:aws:s3:::example-reports' }),
  );
  await fill(person, await screen.findByTestId('tag-value-0'), 'finance');
  await confirm(person);
  expect(await carriedOut(fake)).toMatchObject({
    step: {
      what: 'put_resource',
      resource: 'resource-0',
      arn: 'arn:aws:s3:::example-reports',
      tags: [{ key: 'team', value: 'finance' }],
    },
  });
});

test('a session is planned, and one that is too long is not', async () => {
  const { person } = openWindow('/sessions');
  const choose = async (testId: string) => {
    const box = await screen.findByTestId(testId);
    await person.click(within(box).getByRole('button'));
    const [first] = await screen.findAllByRole('option');
    await person.click(first as HTMLElement);
  };
  await choose('session-user');
  await choose('session-role');
  expect(await screen.findByTestId('session-command')).toHaveTextContent('aws sts assume-role');
  expect(screen.getByTestId('session-profile')).toHaveTextContent('source_profile');
  await fill(person, screen.getByTestId('session-action'), 's3:GetObject');
  expect(await screen.findByTestId('session-answers')).toHaveTextContent('ReadOnlyAccess');
  await fill(person, screen.getByTestId('session-minutes'), '900');
  expect(await screen.findByText(/no duration for this call/)).toBeInTheDocument();
  expect(screen.queryByTestId('session-command')).toBeNull();
});
