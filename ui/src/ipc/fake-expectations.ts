// Expectations, told and not asked: what is kept, and that one cure breaks one.
import type { BrokenView, Commands, ExpectationView, NewExpectation, Proposal } from './contract';

const principal = 'arn:aws:iam::111122223333:user/alice';

export const expectations: readonly ExpectationView[] = [
  {
    id: 'expectation-0',
    name: 'Nobody deletes reports',
    principal,
    action: 's3:DeleteObject',
    resource: 'arn:aws:s3:::example-reports/2026.csv',
    context: [],
    expected: 'denied',
    found: 'allowed',
    holds: false,
    sentence: 'statement `All` of PowerUserAccess allows it.',
    note: 'The auditors count them.',
  },
  {
    id: 'expectation-1',
    name: 'alice can read reports',
    principal,
    action: 's3:GetObject',
    resource: '',
    context: [{ key: 'aws:SourceIp', values: ['203.0.113.7'], multi_valued: false }],
    expected: 'allowed',
    found: 'allowed',
    holds: true,
    sentence: 'statement `ReadReports` of ReportsReader allows it.',
    note: '',
  },
  {
    id: 'expectation-2',
    name: 'the intern reads nothing',
    principal: 'arn:aws:iam::111122223333:user/intern',
    action: 's3:GetObject',
    resource: '',
    context: [],
    expected: 'denied',
    found: null,
    holds: false,
    sentence: 'It cannot be asked: there is no principal of that name.',
    note: '',
  },
];

/** With those saved over what was kept by the same name. */
export function merged(
  kept: readonly ExpectationView[],
  more: readonly NewExpectation[],
): readonly ExpectationView[] {
  const fresh = more.map(
    (one): ExpectationView => ({
      ...one,
      id: one.id || `expectation-${one.name}`,
      found: one.expected === 'allowed' ? 'allowed' : 'implicitly_denied',
      holds: true,
      sentence: 'it is as it shall be.',
    }),
  );
  return [...kept.filter(({ name }) => !fresh.some((one) => one.name === name)), ...fresh];
}

export function deleted(
  kept: readonly ExpectationView[],
  ids: readonly string[],
): readonly ExpectationView[] {
  return kept.filter(({ id }) => !ids.includes(id));
}

/** Deleting the policy that is attached to nobody breaks one: so a dialog can be looked at. */
export function breaksOf(proposal: Proposal): BrokenView[] {
  return proposal.kind === 'cure' &&
    proposal.findings.some(({ code }) => code === 'policy-unattached')
    ? [
        {
          name: 'alice can read reports',
          sentence: 'Expected Allowed, would be ImplicitlyDenied. No statement allows it.',
        },
      ]
    : [];
}

type Name = 'expectations' | 'read_expectations' | 'save_expectations';

export function makeExpectationHandlers(kept: () => readonly ExpectationView[]): {
  [One in Name]: (request: Commands[One]['request']) => Commands[One]['response'];
} {
  return {
    expectations: () => {
      const results = [...kept()].sort((one, other) => Number(one.holds) - Number(other.holds));
      const held = results.filter(({ holds }) => holds).length;
      return { held, failed: results.length - held, results };
    },
    read_expectations: () => ({
      file_name: 'expectations.json',
      expectations: [
        {
          id: '',
          name: 'interns read no salaries',
          principal: 'arn:aws:iam::111122223333:user/dave',
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::example-salaries/2026.csv',
          context: [],
          expected: 'denied',
          note: '',
        },
      ],
    }),
    save_expectations: () => ({
      file_name: 'example-team-expectations.json',
      notes: ['`bailiwick expect` asks them on the command line.'],
    }),
  };
}
