// The JSON of a policy, to write: lint underlined where it stands, completions where the cursor
// stands. Both come from Rust; CodeMirror draws. Its own lint and autocompletion packages are not
// used: their engines filter and rank, which is done already.

import Box from '@cloudscape-design/components/box';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { ask } from '@/ipc/client';
import type { LintView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { colours, nonce } from '@/shared/json-editor';
import { completions } from '@/shared/policy-editor/completions';
import type { PolicyEditing } from '@/shared/policy-editor/use-policy-editor';
import { policyEditor as s } from '@/shared/strings/policy-editor';
import { sentence } from '@/shared/words';

const found = StateEffect.define<readonly LintView[]>();

/** What lint found, as underlines that move with the text until the next answer. */
const findings = StateField.define<{ list: readonly LintView[]; marks: DecorationSet }>({
  create: () => ({ list: [], marks: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(found)) {
        return { list: effect.value, marks: underlines(transaction.state, effect.value) };
      }
    }
    return transaction.docChanged
      ? { list: value.list, marks: value.marks.map(transaction.changes) }
      : value;
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.marks),
});

function underlines(state: EditorState, list: readonly LintView[]): DecorationSet {
  const length = state.doc.length;
  const ranges = list
    .map((finding) => ({
      ...finding,
      to: Math.min(Math.max(finding.to, finding.from + 1), length),
    }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to, severity }) =>
      Decoration.mark({ class: `lint-${severity}` }).range(from, to),
    );
  return Decoration.set(ranges, true);
}

const tips: Extension = hoverTooltip((view, position) => {
  const here = view.state
    .field(findings)
    .list.filter(({ from, to }) => from <= position && position <= to);
  const first = here[0];
  if (first === undefined) {
    return null;
  }
  return {
    pos: first.from,
    end: first.to,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'lint-tip';
      dom.append(
        ...here.map((finding) => {
          const line = document.createElement('div');
          const help = finding.help === '' ? '' : ` – ${finding.help}`;
          line.textContent = `${sentence(finding.message)}${help}`;
          return line;
        }),
      );
      return { dom };
    },
  };
});

interface TextEditorProps {
  editing: PolicyEditing;
  /** Filled with a way to show a place of the text. */
  place: RefObject<((from: number, to: number) => void) | null>;
}

export function TextEditor({ editing, place }: TextEditorProps) {
  const { account } = useAccount();
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(editing);
  latest.current = editing;

  useEffect(() => {
    if (holder.current === null) {
      return;
    }
    const view = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          EditorView.cspNonce.of(nonce()),
          lineNumbers(),
          foldGutter(),
          history(),
          json(),
          bracketMatching(),
          indentOnInput(),
          highlightActiveLine(),
          syntaxHighlighting(colours),
          findings,
          tips,
          completions((text, cursor) =>
            ask('policy_completions', {
              policy: { account: account.id, used_as: latest.current.usedAs, text },
              cursor,
            }),
          ),
          search(),
          // Escape and then Tab leaves the editor, as the help line says; Tab alone indents.
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': s.editorLabel,
            'data-testid': 'text-editor',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const text = update.state.doc.toString();
              if (text !== latest.current.text) {
                latest.current.write(text);
              }
            }
          }),
        ],
      }),
    });
    editor.current = view;
    place.current = (from, to) => {
      const length = view.state.doc.length;
      view.dispatch({
        selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
        scrollIntoView: true,
      });
      view.focus();
    };
    return () => {
      view.destroy();
      editor.current = null;
      place.current = null;
    };
  }, [account.id, place]);

  // A text that came from elsewhere (a quick fix, an import): only what differs is exchanged, so
  // that the cursor and the history stay.
  useEffect(() => {
    const view = editor.current;
    if (view === null) {
      return;
    }
    const held = view.state.doc.toString();
    if (held !== editing.text) {
      view.dispatch({ changes: difference(held, editing.text) });
    }
  }, [editing.text]);

  useEffect(() => {
    const view = editor.current;
    if (view !== null && editing.view !== null && !editing.waiting) {
      view.dispatch({ effects: found.of(editing.view.findings) });
    }
  }, [editing.view, editing.waiting]);

  return (
    <div>
      <div ref={holder} className="json-editor writable" />
      <Box variant="small" color="text-body-secondary">
        {s.keys}
      </Box>
    </div>
  );
}

/** The one stretch in which two texts differ. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) {
    from += 1;
  }
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1;
  }
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
