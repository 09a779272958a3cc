// A policy document to read: CodeMirror, with the statements that matter lit. Loaded when first
// needed; the editor is a large part of the page.
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense } from 'react';
import type { LitRange } from '@/shared/json-editor';

const JsonEditor = lazy(() =>
  import('@/shared/json-editor').then((module) => ({ default: module.JsonEditor })),
);

interface JsonViewProps {
  text: string;
  label: string;
  lit?: readonly LitRange[];
  testId?: string;
}

export function JsonView(props: JsonViewProps) {
  return (
    <div data-testid={props.testId ?? 'json-view'}>
      <Suspense fallback={<Spinner />}>
        <JsonEditor {...props} lit={props.lit ?? none} />
      </Suspense>
    </div>
  );
}

const none: readonly LitRange[] = [];
