// What the wizard collects, and the proposal it stands for. One value, so that Back loses nothing.
import type { FieldErrorView, NewUser, Proposal, TagView } from '@/ipc/contract';
import type { ChosenPassword } from '@/shared/password-choice';
import { firstPassword, passwordOf } from '@/shared/password-choice';
import type { ChosenPolicy } from '@/shared/policy-picker';

export interface FreshGroup {
  name: string;
  policies: readonly ChosenPolicy[];
}

export interface Draft {
  name: string;
  path: string;
  console: boolean;
  password: ChosenPassword;
  key: boolean;
  keyDescription: string;
  groups: readonly string[];
  freshGroups: readonly FreshGroup[];
  policies: readonly ChosenPolicy[];
  useBoundary: boolean;
  boundary: readonly ChosenPolicy[];
  tags: readonly TagView[];
}

export const emptyDraft: Draft = {
  name: '',
  path: '/',
  console: false,
  password: firstPassword,
  key: false,
  keyDescription: '',
  groups: [],
  freshGroups: [],
  policies: [],
  useBoundary: false,
  boundary: [],
  tags: [],
};

/** The draft as it may be kept while the vault is locked: a password is typed again. */
export function withoutSecret(draft: Draft): Draft {
  return { ...draft, password: { ...draft.password, custom: '' } };
}

export function proposalOf(draft: Draft): Proposal {
  const user: NewUser = {
    name: draft.name,
    path: draft.path,
    console: draft.console
      ? {
          password: passwordOf(draft.password),
          reset_required: draft.password.resetRequired,
        }
      : null,
    access_key: draft.key ? { description: draft.keyDescription } : null,
    groups: [...draft.groups],
    new_groups: draft.freshGroups.map(({ name, policies }) => ({
      name,
      policies: policies.map(({ policy }) => policy),
    })),
    policies: draft.policies.map(({ policy }) => policy),
    boundary: draft.useBoundary ? (draft.boundary[0]?.policy ?? null) : null,
    tags: [...draft.tags],
  };
  return { kind: 'create_user', ...user };
}

/** The step on which a field stands: 0 details, 1 permissions, 2 tags, 3 everything else. */
export function stepOf(error: FieldErrorView): number {
  const field = error.field.split(/[.[]/)[0] ?? '';
  switch (field) {
    case 'name':
    case 'path':
    case 'console':
    case 'access_key':
      return 0;
    case 'groups':
    case 'new_groups':
    case 'policies':
    case 'boundary':
      return 1;
    case 'tags':
      return 2;
    default:
      return 3;
  }
}
