// One policy text with two editors: cards and JSON. Rust reads and alters the text; switching
// changes nothing.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useRef, useState } from 'react';
import type { DocumentUse, LintView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { Checks } from '@/shared/policy-editor/checks';
import { ImportDialog } from '@/shared/policy-editor/import-dialog';
import { TemplateDialog } from '@/shared/policy-editor/template-dialog';
import { usePolicyEditor } from '@/shared/policy-editor/use-policy-editor';
import { VisualEditor } from '@/shared/policy-editor/visual-editor';
import { policyEditor as s } from '@/shared/strings/policy-editor';
import './policy-editor.css';

const TextEditor = lazy(() =>
  import('@/shared/policy-editor/text-editor').then((module) => ({ default: module.TextEditor })),
);

export type EditorMode = 'visual' | 'json';

interface PolicyEditorProps {
  usedAs: DocumentUse;
  text: string;
  onChange: (text: string) => void;
  mode: EditorMode;
  onMode: (mode: EditorMode) => void;
  /** Trust policies have neither templates nor anything to import. */
  bare?: boolean;
}

export function PolicyEditor({
  usedAs,
  text,
  onChange,
  mode,
  onMode,
  bare = false,
}: PolicyEditorProps) {
  const editing = usePolicyEditor(usedAs, text, onChange);
  const [dialog, setDialog] = useState<'import' | 'template' | null>(null);
  const place = useRef<((from: number, to: number) => void) | null>(null);
  const { view } = editing;

  const show = (finding: LintView) => {
    onMode('json');
    // The editor may be drawn only now.
    window.setTimeout(() => place.current?.(finding.from, finding.to), mode === 'json' ? 0 : 250);
  };

  return (
    <div data-testid="policy-editor">
      <SpaceBetween size="m">
        <div className="policy-editor-bar">
          <SegmentedControl
            selectedId={mode}
            label={s.mode}
            options={[
              { id: 'visual', text: s.modes.visual },
              { id: 'json', text: s.modes.json },
            ]}
            onChange={({ detail }) => onMode(detail.selectedId === 'json' ? 'json' : 'visual')}
          />
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            {view === null ? null : <Size size={view.size} />}
            {bare ? null : (
              <Button data-testid="editor-templates" onClick={() => setDialog('template')}>
                {s.templates}
              </Button>
            )}
            {bare ? null : (
              <Button data-testid="editor-import" onClick={() => setDialog('import')}>
                {s.importPolicy}
              </Button>
            )}
            {mode === 'json' ? (
              <Button
                data-testid="editor-format"
                disabled={view?.readable !== true}
                onClick={() => void editing.wish({ kind: 'format' })}
              >
                {s.format_}
              </Button>
            ) : null}
          </SpaceBetween>
        </div>
        <FailureAlert failure={editing.failure} />
        {mode === 'visual' ? (
          <VisualEditor editing={editing} onJson={() => onMode('json')} />
        ) : (
          <Suspense fallback={<Spinner />}>
            <TextEditor editing={editing} place={place} />
          </Suspense>
        )}
        <Checks
          view={view}
          waiting={editing.waiting}
          onShow={show}
          onFix={(edits) => void editing.wish({ kind: 'replace', edits })}
        />
      </SpaceBetween>
      {dialog === 'import' ? (
        <ImportDialog
          onImport={(policy) => {
            setDialog(null);
            void editing.wish({ kind: 'import', policy });
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'template' ? (
        <TemplateDialog
          onUse={(filled) => {
            setDialog(null);
            void editing.wish({ kind: 'import_text', text: filled });
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </div>
  );
}

function Size({
  size,
}: {
  size: { characters: number; others: number; quota: number | null; of: string };
}) {
  const used = size.characters + size.others;
  if (size.quota === null) {
    return <Box color="text-body-secondary">{s.sizeAlone(used)}</Box>;
  }
  const over = used - size.quota;
  return (
    <Box color={over > 0 ? 'text-status-error' : 'text-body-secondary'}>
      <span data-testid="editor-size" title={s.sizeOf(size.of)}>
        {s.size(used, size.quota)}
        {over > 0 ? ` – ${s.tooLong(over)}` : ''}
      </span>
    </Box>
  );
}
