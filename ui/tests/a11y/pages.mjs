// Every page, the fake's state it is looked at in, and what to do before looking.
const user = '#/users/user-0';

async function fill(page, testId, text) {
  await page.locator(`[data-testid="${testId}"] input`).first().fill(text);
}

async function ask(page, ...actions) {
  await page.locator('[data-testid="simulate-principal"] button').first().click();
  await page.getByRole('option').first().click();
  for (const action of actions) {
    const field = page.locator('[data-testid="simulate-action"] input');
    await field.fill(action);
    await field.press('Enter');
  }
  await page.locator('[data-testid="explanation"]').waitFor();
}

async function matrix(page, actions, people = 3) {
  for (let index = 0; index < people; index += 1) {
    const who = page.locator('[data-testid="matrix-principal"] input');
    await who.fill(`user-${index}`);
    await who.press('Enter');
  }
  const field = page.locator('[data-testid="simulate-action"] input');
  for (const action of actions) {
    await field.fill(action);
    await field.press('Enter');
  }
  await page.locator('[data-testid="matrix-grid"]').waitFor();
  await page.locator('[data-testid="matrix-counts"]').waitFor();
}

async function tryChange(page) {
  await page.getByTestId('sandbox-try').click();
  await page.locator('[data-testid="sandbox-kind"] button').click();
  await page.getByRole('option', { name: 'Switch off a group' }).click();
  await page.locator('[data-testid="sandbox-group"] button').click();
  await page.getByRole('option').first().click();
}

async function next(page) {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
}

async function toReview(page) {
  await page.locator('[data-testid="user-name"] input').fill('zhang.wei');
  await page.locator('[data-testid="console-access"] input').check();
  await page.locator('[data-testid="programmatic-access"] input').check();
  await next(page);
  await page.getByRole('heading', { name: 'Set permissions' }).first().waitFor();
  await page.locator('[data-testid="group-row-Analysts"]').click();
  await next(page);
  await page.getByRole('button', { name: 'Add tag', exact: true }).click();
  await fill(page, 'tag-key-0', 'team');
  await next(page);
  await page.locator('[data-testid="review-changes"]').waitFor();
}

async function toHow(page) {
  await page.getByText('2 people chosen').waitFor();
  await next(page);
  await page.getByTestId('hand-off-letter').waitFor();
  await next(page);
  await page.getByTestId('letter-preview').waitFor();
}

async function fromTemplate(page) {
  await page.getByTestId('editor-templates').click();
  await fill(page, 'blank-Bucket', 'example-bucket');
  await page.getByTestId('template-promises').waitFor();
  await page.getByTestId('template-use').click();
  await page.getByTestId('statement-0').waitFor();
}

export const pages = [
  { name: 'welcome', fake: 'state=no_vault' },
  {
    name: 'set-up-place',
    fake: 'state=no_vault',
    act: (page) => page.getByTestId('welcome-create').click(),
  },
  {
    name: 'set-up-recovery',
    fake: 'state=no_vault',
    act: async (page) => {
      await page.getByTestId('welcome-create').click();
      await page.getByTestId('set-up-next').click();
      await fill(page, 'new-password', 'correct horse battery staple');
      await fill(page, 'repeat-password', 'correct horse battery staple');
      await page.getByText('Strong', { exact: true }).first().waitFor();
      await page.getByTestId('set-up-create-vault').click();
      await page.getByTestId('recovery-key').waitFor();
    },
  },
  {
    name: 'set-up-password',
    fake: 'state=no_vault',
    act: async (page) => {
      await page.getByTestId('welcome-create').click();
      await page.getByTestId('set-up-next').click();
      await fill(page, 'new-password', 'short');
      await page.getByText('Weak', { exact: true }).first().waitFor();
      await page.getByTestId('set-up-create-vault').click();
    },
  },
  { name: 'locked', fake: 'state=locked' },
  {
    name: 'wrong-password',
    fake: 'state=locked',
    act: async (page) => {
      await fill(page, 'unlock-password', 'something else');
      await page.getByTestId('unlock-submit').click();
      await page.getByTestId('failure').waitFor();
    },
  },
  { name: 'dashboard', hash: '#/' },
  { name: 'dashboard-empty', hash: '#/', fake: 'kind=local&empty=1' },
  { name: 'users', hash: '#/users' },
  { name: 'users-empty', hash: '#/users', fake: 'empty=1' },
  { name: 'users-failed', hash: '#/users', fake: 'failing=users' },
  {
    name: 'users-no-match',
    hash: '#/users',
    act: async (page) => {
      await page.getByPlaceholder('Find users').fill('nobody of that name');
      await page.getByText('No matches').first().waitFor();
    },
  },
  {
    name: 'users-delete',
    hash: '#/users',
    act: async (page) => {
      await page.getByRole('checkbox', { name: 'Select bob' }).check();
      await page.getByTestId('users-actions').getByRole('button').click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  { name: 'user-permissions', hash: user },
  { name: 'user-groups', hash: `${user}?tab=groups` },
  { name: 'user-tags', hash: `${user}?tab=tags` },
  { name: 'user-credentials', hash: `${user}?tab=credentials` },
  {
    name: 'user-secret-shown',
    hash: `${user}?tab=credentials`,
    act: async (page) => {
      await page.getByTestId('console-password-show').click();
      await fill(page, 'confirm-password', 'correct horse battery staple');
      await page.getByTestId('confirm-password-submit').click();
      await page.getByTestId('console-password-hide').waitFor();
    },
  },
  {
    name: 'user-reset-password',
    hash: `${user}?tab=credentials`,
    act: async (page) => {
      await page.getByTestId('console-reset').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  { name: 'user-history', hash: `${user}?tab=history` },
  { name: 'user-missing', hash: '#/users/nobody' },
  { name: 'create-user-details', hash: '#/users/create' },
  {
    name: 'create-user-errors',
    hash: '#/users/create',
    act: async (page) => {
      await page.locator('[data-testid="user-name"] input').fill('Alice');
      await page.locator('[data-testid="console-access"] input').check();
      await page.getByTestId('password-custom').click();
      await fill(page, 'custom-password', 'a longer password,');
      await page.getByText('A comma would split').waitFor();
    },
  },
  {
    name: 'create-user-group',
    hash: '#/users/create',
    act: async (page) => {
      await page.locator('[data-testid="user-name"] input').fill('zhang.wei');
      await next(page);
      await page.getByTestId('create-group').click();
      await page.locator('[data-testid="group-name"] input').fill('Readers');
      await page.getByTestId('policy-row-ReadOnlyAccess').click();
    },
  },
  { name: 'create-user-review', hash: '#/users/create', act: toReview },
  {
    name: 'create-user-credentials',
    hash: '#/users/create',
    fake: 'kind=local',
    act: async (page) => {
      await toReview(page);
      await page.getByRole('button', { name: 'Create user', exact: true }).last().click();
      await page.getByTestId('credentials-page').waitFor();
    },
  },
  { name: 'create-key', hash: '#/users/user-0/keys/create' },
  {
    name: 'create-key-better-way',
    hash: '#/users/user-0/keys/create',
    act: async (page) => {
      await page.getByText('Third-party service').click();
      await page.getByTestId('better-way').waitFor();
      await next(page);
    },
  },
  {
    name: 'create-key-made',
    hash: '#/users/user-0/keys/create',
    fake: 'kind=local',
    act: async (page) => {
      await page.getByText('Other', { exact: true }).click();
      await next(page);
      await next(page);
      await page.getByTestId('review-changes').waitFor();
      await page.getByRole('button', { name: 'Create access key', exact: true }).last().click();
      await page.getByTestId('made-key-page').waitFor();
    },
  },
  { name: 'rotate-key', hash: '#/users/user-0/keys/key-at-move/rotate' },
  {
    name: 'rotate-key-delete',
    hash: '#/users/user-0/keys/key-at-delete/rotate',
    fake: 'kind=local',
    act: async (page) => {
      await page.getByTestId('rotation-next').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  { name: 'mfa', hash: '#/users/user-0/mfa' },
  {
    name: 'mfa-qr',
    hash: '#/users/user-0/mfa',
    fake: 'kind=local',
    act: async (page) => {
      await next(page);
      await page.getByTestId('mfa-show-qr').click();
      await page.getByTestId('mfa-secret-key').waitFor();
    },
  },
  { name: 'offboard', hash: '#/users/user-0/offboard' },
  {
    name: 'offboard-delete',
    hash: '#/users/user-0/offboard',
    act: async (page) => {
      await page.getByText('Delete the user', { exact: true }).click();
      await page.getByTestId('offboard').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'user-ssh-key',
    hash: `${user}?tab=credentials`,
    act: async (page) => {
      await page.getByTestId('upload-ssh-key').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'user-service-credential',
    hash: `${user}?tab=credentials`,
    act: async (page) => {
      await page.getByTestId('create-service-credential').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  { name: 'account-settings', hash: '#/account-settings' },
  {
    name: 'account-settings-policy',
    hash: '#/account-settings',
    act: async (page) => {
      await page.getByTestId('save-policy').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  { name: 'providers', hash: '#/providers' },
  {
    name: 'providers-add',
    hash: '#/providers',
    act: async (page) => {
      await page.getByTestId('add-provider').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'providers-oidc',
    hash: '#/providers',
    act: async (page) => {
      await page.getByRole('button', { name: /^Edit https/ }).click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'providers-saml',
    hash: '#/providers',
    act: async (page) => {
      await page.getByRole('button', { name: 'Edit Directory' }).click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'organization',
    hash: '#/organization',
    act: async (page) => {
      await page.getByText('OnlyFrankfurt', { exact: true }).click();
      await page.getByText('Work stays in one region').waitFor();
    },
  },
  {
    name: 'organization-level',
    hash: '#/organization',
    act: async (page) => {
      await page.getByRole('button', { name: 'Edit Workloads' }).click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'organization-policy',
    hash: '#/organization',
    act: async (page) => {
      await page.getByTestId('add-organization-policy').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'resource',
    hash: '#/organization',
    act: async (page) => {
      await page.getByRole('button', { name: /^Edit arn:aws:s3/ }).click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'sessions',
    hash: '#/sessions',
    act: async (page) => {
      for (const one of ['session-user', 'session-role']) {
        await page.locator(`[data-testid="${one}"] button`).first().click();
        await page.getByRole('option').first().click();
      }
      await page.getByTestId('session-command').waitFor();
      await fill(page, 'session-action', 's3:GetObject');
      await page.getByTestId('session-answers').waitFor();
    },
  },
  { name: 'credential-report', hash: '#/credential-report' },
  { name: 'credential-report-local', hash: '#/credential-report', fake: 'kind=local' },
  { name: 'groups', hash: '#/groups' },
  { name: 'group', hash: '#/groups/group-0' },
  { name: 'roles', hash: '#/roles' },
  { name: 'role', hash: '#/roles/role-0' },
  { name: 'policies', hash: '#/policies' },
  {
    name: 'policy',
    hash: `#/policies/view?policy=${encodeURIComponent('{"kind":"customer","id":"policy-reports"}')}`,
    act: (page) => page.locator('.cm-content').waitFor(),
  },
  { name: 'simulator-empty', hash: '#/simulator' },
  {
    name: 'simulator-allowed',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:GetObject');
      await page.locator('.cm-line.lit').first().waitFor();
    },
  },
  {
    name: 'simulator-denied',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:DeleteObject', 's3:PutObject', 's3:GetObject');
      await page.locator('.cm-line.lit').first().waitFor();
    },
  },
  {
    name: 'simulator-implicit',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:PutObject');
      await page.getByTestId('near-misses').waitFor();
    },
  },
  { name: 'matrix-empty', hash: '#/matrix' },
  {
    name: 'matrix-many',
    hash: '#/matrix',
    act: async (page) => {
      await matrix(page, ['s3:Get*', 'ec2:*'], 4);
      await page.locator('[data-testid="matrix-grid"]').focus();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'matrix-why',
    hash: '#/matrix',
    act: async (page) => {
      await matrix(page, ['s3:GetObject', 's3:DeleteObject', 's3:PutObject']);
      await page.locator('[data-testid="matrix-grid"]').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('.cm-line.lit').first().waitFor();
    },
  },
  {
    name: 'matrix-what-if-dialog',
    hash: '#/matrix',
    act: async (page) => {
      await matrix(page, ['s3:*']);
      await tryChange(page);
    },
  },
  {
    name: 'matrix-what-if',
    hash: '#/matrix',
    act: async (page) => {
      await matrix(page, ['s3:Get*']);
      await tryChange(page);
      await page.getByTestId('sandbox-add').click();
      await page.getByTestId('sandbox-effects').waitFor();
      await page.getByTestId('count-changes').waitFor();
    },
  },
  {
    name: 'matrix-fix',
    hash: '#/matrix',
    act: async (page) => {
      await matrix(page, ['s3:PutObject'], 2);
      await page.locator('[data-testid="matrix-grid"]').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('fix-open').click();
      await page.getByTestId('fix-way').first().waitFor();
    },
  },
  {
    name: 'simulator-gate',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:DeleteObject');
      await page.getByTestId('gate-0').click();
      await page.getByTestId('gate-detail').locator('.cm-line.lit').first().waitFor();
    },
  },
  {
    name: 'simulator-session',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:GetObject');
      await page.locator('[data-testid="simulate-session"] button').click();
      await page.getByRole('option', { name: 'AssumeRoleWithSAML' }).click();
      await page.getByText('Session policies, tags and source identity').click();
      await page.getByTestId('session-policy').waitFor();
    },
  },
  {
    name: 'matrix-fix-together',
    hash: '#/matrix',
    act: async (page) => {
      await matrix(page, ['s3:PutObject'], 2);
      await page.locator('[data-testid="matrix-grid"]').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('fix-open').click();
      for (const box of await page.getByTestId('fix-choose').locator('input').all()) {
        await box.check();
      }
      await page.getByTestId('fix-together').waitFor();
    },
  },
  {
    name: 'findings-together',
    hash: '#/findings',
    act: async (page) => {
      await page.getByRole('checkbox', { name: /access-key-unused of bob/ }).check();
      await page.getByRole('checkbox', { name: /escalation of alice/ }).check();
      await page.getByTestId('cure-chosen').waitFor();
    },
  },
  {
    name: 'simulator-paste',
    hash: '#/simulator',
    act: async (page) => {
      await page.getByTestId('paste-open').click();
      await page
        .locator('[data-testid="paste-text"] textarea')
        .fill('User: … is not authorized to perform: …');
      await page.getByTestId('paste-found').waitFor();
    },
  },
  {
    name: 'simulator-arn',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:GetObject');
      await page.getByTestId('arn-build').click();
      await page.getByTestId('arn-builder').waitFor();
    },
  },
  {
    name: 'who-can',
    hash: '#/who-can',
    act: async (page) => {
      await fill(page, 'who-can-action', 's3:GetObject');
      await page.keyboard.press('Escape');
      await page.getByTestId('who-can-table').waitFor();
    },
  },
  { name: 'who-can-empty', hash: '#/who-can' },
  {
    name: 'can',
    hash: '#/can?principal=user-0',
    act: async (page) => {
      await page.getByTestId('can-table').waitFor();
      await page.getByText('On some').first().click();
      await page.getByText('only within').first().waitFor();
    },
  },
  { name: 'can-empty', hash: '#/can' },
  {
    name: 'simulator-who-else',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:GetObject');
      await page.getByText('Who else gets access by this statement').click();
      await page.getByText('1 other by the same statement').waitFor();
      await page.getByText('What does not apply, and why').click();
      await page.getByTestId('not-applying-statement').getByRole('button').first().click();
      await page.getByTestId('near-json').waitFor();
    },
  },
  {
    name: 'simulator-expectation',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:GetObject');
      await page.getByTestId('save-expectation').click();
      await page.getByTestId('change-dialog').waitFor();
    },
  },
  {
    name: 'findings',
    hash: '#/findings',
    act: (page) => page.getByTestId('escalations').waitFor(),
  },
  {
    name: 'findings-cure',
    hash: '#/findings',
    act: async (page) => {
      await page.getByTestId('cure-access-key-unused-bob').click();
      await page.getByTestId('change-list').waitFor();
    },
  },
  {
    name: 'findings-breaks',
    hash: '#/findings',
    act: async (page) => {
      await page.getByTestId('cure-policy-unattached-ReportsReader').click();
      await page.getByTestId('change-breaks').waitFor();
    },
  },
  {
    name: 'expectations',
    hash: '#/expectations',
    act: (page) => page.getByTestId('expectations-table').waitFor(),
  },
  { name: 'expectations-empty', hash: '#/expectations', fake: 'empty=1' },
  {
    name: 'expectations-add',
    hash: '#/expectations',
    act: async (page) => {
      await page.getByTestId('expectations-add').click();
      await page.getByTestId('expectation-name').waitFor();
    },
  },
  {
    name: 'map-escalation',
    hash: '#/map?escalation=user-1',
    act: (page) => page.getByTestId('map-goal-administrator').waitFor(),
  },
  {
    name: 'map-path',
    hash: '#/simulator',
    act: async (page) => {
      await ask(page, 's3:GetObject');
      await page.getByTestId('path-on-map').click();
      await page.locator('.map-lit').first().waitFor();
    },
  },
  {
    name: 'compare',
    hash: '#/compare',
    act: (page) => page.getByTestId('compare-table').waitFor(),
  },
  {
    name: 'map',
    hash: '#/map',
    act: (page) => page.getByTestId('map-group-Analysts').waitFor(),
  },
  {
    name: 'map-focus',
    hash: '#/map',
    act: async (page) => {
      await page.getByTestId('map-group-Analysts').click();
      await page.getByTestId('map-whole').waitFor();
      await page.waitForTimeout(200);
    },
  },
  { name: 'hand-offs', hash: '#/hand-off' },
  { name: 'hand-offs-empty', hash: '#/hand-off', fake: 'empty=1' },
  { name: 'hand-off-people', hash: '#/hand-off/new' },
  {
    name: 'hand-off-list',
    hash: '#/hand-off/new',
    act: async (page) => {
      await page.getByText('A list of names and addresses').click();
      const list = 'alice, Alice, alice@example.com\ncarol, Carol Díaz, carol@example.com\n!';
      await page.locator('[data-testid="people-list"] textarea').fill(list);
      await page.getByTestId('create-people').waitFor();
    },
  },
  {
    name: 'hand-off-what',
    hash: '#/hand-off/new?users=user-0,user-1',
    act: async (page) => {
      await page.getByText('2 people chosen').waitFor();
      await next(page);
      await page.getByTestId('hand-off-letter').waitFor();
    },
  },
  { name: 'hand-off-how', hash: '#/hand-off/new?users=user-0,user-1', act: toHow },
  {
    name: 'hand-off-review',
    hash: '#/hand-off/new?users=user-0,user-1',
    act: async (page) => {
      await toHow(page);
      await next(page);
      await page.getByTestId('hand-off-plan').waitFor();
    },
  },
  {
    name: 'hand-off-done',
    hash: '#/hand-off/new?users=user-0,user-1',
    act: async (page) => {
      await toHow(page);
      await next(page);
      await page.getByTestId('hand-off-plan').waitFor();
      await page.getByRole('button', { name: 'Hand over', exact: true }).last().click();
      await page.getByTestId('hand-off-tell').waitFor();
    },
  },
  { name: 'sign-in', hash: '#/sign-in' },
  { name: 'activity', hash: '#/activity' },
  { name: 'import', hash: '#/import' },
  {
    name: 'import-plan',
    hash: '#/import',
    act: async (page) => {
      await page.getByTestId('import-choose').click();
      await page.getByTestId('import-plan').waitFor();
    },
  },
  { name: 'pending', hash: '#/pending' },
  { name: 'add-account', hash: '#/accounts/add' },
  {
    name: 'settings',
    hash: '#/settings',
    act: async (page) => {
      await page.getByTestId('check-vault').click();
      await page.getByText('Every check held').waitFor();
    },
  },
  { name: 'not-found', hash: '#/nothing/here' },
  {
    name: 'help-open',
    hash: '#/users',
    act: async (page) => {
      await page.getByRole('button', { name: 'Open help' }).click();
      await page.getByRole('heading', { name: 'Users' }).last().waitFor();
    },
  },
  {
    name: 'flash-undo',
    hash: `${user}?tab=tags`,
    act: async (page) => {
      await page.getByTestId('edit-tags').click();
      await page.getByTestId('change-confirm').click();
      await page.getByTestId('flash-undo').waitFor();
    },
  },
  { name: 'create-policy', hash: '#/policies/create' },
  {
    name: 'create-policy-template',
    hash: '#/policies/create',
    act: async (page) => {
      await page.getByTestId('editor-templates').click();
      await fill(page, 'blank-Bucket', 'example-bucket');
      await page.getByTestId('template-promises').waitFor();
    },
  },
  {
    name: 'create-policy-import',
    hash: '#/policies/create',
    act: async (page) => {
      await page.getByTestId('editor-import').click();
      await page.getByTestId('policy-row-ReadOnlyAccess').waitFor();
    },
  },
  {
    name: 'create-policy-visual',
    hash: '#/policies/create',
    act: async (page) => {
      await fromTemplate(page);
      await page.getByText('Add actions', { exact: true }).first().click();
      await page.getByTestId('level-Read').waitFor();
      await page.getByText('Add ARN', { exact: true }).first().click();
    },
  },
  {
    name: 'create-policy-condition',
    hash: '#/policies/create',
    act: async (page) => {
      await fromTemplate(page);
      await page.getByTestId('condition-add-0').click();
      await page.getByTestId('condition-dialog').waitFor();
    },
  },
  {
    name: 'create-policy-json',
    hash: '#/policies/create',
    act: async (page) => {
      await fromTemplate(page);
      await page.getByText('JSON', { exact: true }).click();
      await page.locator('.cm-content').waitFor();
    },
  },
  {
    name: 'create-policy-completions',
    hash: '#/policies/create',
    act: async (page) => {
      await page.getByText('JSON', { exact: true }).click();
      await page.locator('.cm-content').fill('{ "Statement": { "Action": "s3:GetObjct" } }');
      await page.getByTestId('fix-INVALID_ACTION').waitFor();
      await page.locator('.cm-content').fill('{ "Statement": { "Action": "');
      await page.locator('.cm-content').pressSequentially('s3:G');
      await page.locator('.completions').waitFor();
    },
  },
  {
    name: 'create-policy-review',
    hash: '#/policies/create',
    act: async (page) => {
      await fromTemplate(page);
      await next(page);
      await fill(page, 'policy-name', 'read-example');
      await next(page);
      await page.getByTestId('review-effects').waitFor();
    },
  },
  {
    name: 'edit-policy-review',
    hash: '#/policies/edit?policy=%7B%22kind%22%3A%22customer%22%2C%22id%22%3A%22policy-1%22%7D',
    act: async (page) => {
      await page.getByTestId('statement-add').click();
      await page.getByTestId('statement-1').waitFor();
      await next(page);
      await page.getByTestId('text-diff').waitFor();
    },
  },
  {
    name: 'policy-versions',
    hash: '#/policies/view?policy=%7B%22kind%22%3A%22customer%22%2C%22id%22%3A%22policy-1%22%7D',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Versions' }).click();
      await page.getByTestId('text-diff').waitFor();
    },
  },
  {
    name: 'policy-attach',
    hash: '#/policies/view?policy=%7B%22kind%22%3A%22customer%22%2C%22id%22%3A%22policy-1%22%7D',
    act: async (page) => {
      await page.getByRole('tab', { name: /Entities attached/ }).click();
      await page.getByTestId('policy-attach').click();
      await page.getByTestId('entity-picker').waitFor();
    },
  },
  { name: 'create-group', hash: '#/groups/create' },
  {
    name: 'create-group-members',
    hash: '#/groups/create',
    act: async (page) => {
      await fill(page, 'group-name', 'Readers');
      await next(page);
      await page.getByTestId('entity-row-alice').click();
    },
  },
  {
    name: 'group-members',
    hash: '#/groups/group-0',
    act: async (page) => {
      await page.getByTestId('group-members').click();
      await page.getByTestId('entity-picker').waitFor();
    },
  },
  { name: 'create-role', hash: '#/roles/create' },
  {
    name: 'create-role-account',
    hash: '#/roles/create',
    act: async (page) => {
      await page.getByText('AWS account', { exact: true }).click();
      await fill(page, 'role-accounts', '444455556666');
      await page.getByTestId('trust-preview').waitFor();
    },
  },
  {
    name: 'create-role-custom',
    hash: '#/roles/create',
    act: async (page) => {
      await page.getByText('Custom trust policy', { exact: true }).click();
      await page.getByTestId('statement-add').click();
      await page.getByTestId('principal-add-0').waitFor();
    },
  },
  {
    name: 'role-who-can-assume',
    hash: '#/roles/role-1',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Who can assume it' }).click();
      await page.getByTestId('who-can-assume').waitFor();
    },
  },
];
