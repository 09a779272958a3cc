// What the wizard collects, and the proposal it stands for.
import type { FieldErrorView, Proposal, TagView } from '@/ipc/contract';
import type { ChosenEntity } from '@/shared/entity-picker';
import type { EditorMode } from '@/shared/policy-editor/policy-editor';

export interface Draft {
  text: string;
  mode: EditorMode;
  name: string;
  path: string;
  description: string;
  tags: readonly TagView[];
  holders: readonly ChosenEntity[];
}

export const emptyDraft: Draft = {
  text: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
  mode: 'visual',
  name: '',
  path: '/',
  description: '',
  tags: [],
  holders: [],
};

export function proposalOf(draft: Draft): Proposal {
  return {
    kind: 'create_policy',
    name: draft.name,
    path: draft.path,
    description: draft.description,
    document: draft.text,
    tags: [...draft.tags],
    holders: draft.holders.map(({ id }) => id),
  };
}

/** The step on which a field stands: 0 permissions, 1 details, 2 everything else. */
export function stepOf(error: FieldErrorView): number {
  switch (error.field.split(/[.[]/)[0]) {
    case 'document':
      return 0;
    case 'name':
    case 'path':
    case 'description':
    case 'tags':
      return 1;
    default:
      return 2;
  }
}
