// What the wizard collects, the trust policy it asks for and the proposal it stands for.
import type { FieldErrorView, Proposal, TagView, TrustedEntity } from '@/ipc/contract';
import type { EditorMode } from '@/shared/policy-editor/policy-editor';
import type { ChosenPolicy } from '@/shared/policy-picker';

export const trustedKinds = ['service', 'account', 'web_identity', 'saml', 'custom'] as const;
export type TrustedKind = (typeof trustedKinds)[number];

export interface Draft {
  trusted: TrustedKind;
  services: readonly string[];
  otherService: string;
  accounts: string;
  externalId: string;
  requireMfa: boolean;
  provider: string;
  audience: string;
  subjects: string;
  console: boolean;
  custom: string;
  mode: EditorMode;
  /** The trust policy that Rust wrote from the choice above; empty while something is wrong. */
  trust: string;
  policies: readonly ChosenPolicy[];
  useBoundary: boolean;
  boundary: readonly ChosenPolicy[];
  name: string;
  path: string;
  description: string;
  hours: number;
  tags: readonly TagView[];
}

export const emptyDraft: Draft = {
  trusted: 'service',
  services: [],
  otherService: '',
  accounts: '',
  externalId: '',
  requireMfa: false,
  provider: '',
  audience: '',
  subjects: '',
  console: true,
  custom: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
  mode: 'visual',
  trust: '',
  policies: [],
  useBoundary: false,
  boundary: [],
  name: '',
  path: '/',
  description: '',
  hours: 1,
  tags: [],
};

function lines(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Who shall be trusted; nothing when the trust policy is written by hand. */
export function trustedOf(draft: Draft): TrustedEntity | null {
  switch (draft.trusted) {
    case 'service':
      return {
        kind: 'service',
        services: [...draft.services, ...lines(draft.otherService, /,/)],
      };
    case 'account':
      return {
        kind: 'account',
        accounts: lines(draft.accounts, /[,\s]/),
        external_id: draft.externalId,
        require_mfa: draft.requireMfa,
      };
    case 'web_identity':
      return {
        kind: 'web_identity',
        provider: draft.provider.trim(),
        audience: draft.audience.trim(),
        subjects: lines(draft.subjects, /\n/),
      };
    case 'saml':
      return { kind: 'saml', provider: draft.provider.trim(), console: draft.console };
    case 'custom':
      return null;
  }
}

export function proposalOf(draft: Draft): Proposal {
  return {
    kind: 'create_role',
    name: draft.name,
    path: draft.path,
    description: draft.description,
    trust_policy: draft.trusted === 'custom' ? draft.custom : draft.trust,
    max_session_seconds: draft.hours * 3600,
    policies: draft.policies.map(({ policy }) => policy),
    boundary: draft.useBoundary ? (draft.boundary[0]?.policy ?? null) : null,
    tags: [...draft.tags],
  };
}

/** The step on which a field stands: 0 trust, 1 permissions, 2 details, 3 everything else. */
export function stepOf(error: FieldErrorView): number {
  switch (error.field.split(/[.[]/)[0]) {
    case 'document':
    case 'trust_policy':
      return 0;
    case 'policies':
    case 'boundary':
      return 1;
    case 'name':
    case 'path':
    case 'description':
    case 'max_session_seconds':
    case 'tags':
      return 2;
    default:
      return 3;
  }
}
