// The policy editor over a wizard's draft.
import { useCallback } from 'react';
import type { DocumentUse } from '@/ipc/contract';
import { type EditorMode, PolicyEditor } from '@/shared/policy-editor/policy-editor';

export interface DocumentDraft {
  text: string;
  mode: EditorMode;
}

interface DraftEditorProps {
  usedAs: DocumentUse;
  draft: DocumentDraft;
  change: (part: Partial<DocumentDraft>) => void;
  bare?: boolean;
}

export function DraftEditor({ usedAs, draft, change, bare = false }: DraftEditorProps) {
  const write = useCallback((text: string) => change({ text }), [change]);
  return (
    <PolicyEditor
      bare={bare}
      usedAs={usedAs}
      text={draft.text}
      onChange={write}
      mode={draft.mode}
      onMode={(mode) => change({ mode })}
    />
  );
}
