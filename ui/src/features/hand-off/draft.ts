// What the wizard collects, and the hand-off it stands for. One value, so that Back loses nothing.
import type {
  CsvFormat,
  HandOffItems,
  HandOffPersonView,
  HandOffRequest,
  SecretsWay,
  TemplateRequest,
} from '@/ipc/contract';

export interface Person extends HandOffPersonView {
  name: string;
}

export interface Draft {
  people: readonly Person[];
  letter: boolean;
  items: HandOffItems;
  secrets: SecretsWay;
  csvFormat: CsvFormat;
  templates: readonly TemplateRequest[];
  region: string;
  days: number;
  remember: boolean;
}

/** The simple safe hand-off: instructions by mail, the password by voice, MFA alone. */
export const simple: Draft = {
  people: [],
  letter: true,
  items: {
    password: true,
    access_key: false,
    mfa_device: false,
    mfa_alone: true,
    ssh_key: false,
    cli_profile: false,
  },
  secrets: 'screen',
  csvFormat: 'console',
  templates: [],
  region: '',
  days: 7,
  remember: true,
};

export function requestOf(draft: Draft, account: string): HandOffRequest {
  return {
    account,
    people: draft.people.map(({ user, name, email, language, recipient }) => ({
      user,
      name,
      email,
      language,
      recipient,
    })),
    items: draft.items,
    letter: draft.letter,
    secrets: draft.secrets,
    csv_format: draft.csvFormat,
    templates: draft.letter ? [...draft.templates] : [],
    region: draft.items.cli_profile ? draft.region : '',
    days: draft.days,
    remember: draft.remember,
  };
}

/** Whom the screen knows already keeps what was typed for them. */
export function withPeople(
  draft: Draft,
  people: readonly HandOffPersonView[],
  names: ReadonlyMap<string, Partial<Person>> = new Map(),
): Draft {
  const known = new Map(draft.people.map((person) => [person.user, person]));
  const merged = people.map((person) => ({
    ...(known.get(person.user) ?? { ...person, name: '' }),
    ...names.get(person.user),
  }));
  return { ...draft, people: merged };
}

/** The step on which a field stands: 0 people, 1 what, 2 how. */
export function stepOf(field: string): number {
  if (field === 'people') {
    return 0;
  }
  return field === 'items' ? 1 : 2;
}
