import { json } from '@codemirror/lang-json';
import { foldGutter, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import './json-editor.css';

/** A stretch of the document, in UTF-16 units as Rust counts for us. */
export interface LitRange {
  from: number;
  to: number;
  tone: 'allow' | 'deny' | 'near' | 'problem';
}

interface JsonEditorProps {
  text: string;
  label: string;
  lit: readonly LitRange[];
}

/** Room above the first lit line, in pixels: two lines of what comes before it. */
const linesAbove = 42;

const light = StateEffect.define<readonly LitRange[]>();

/** Lights whole lines: a statement is easier to find by its block than by its characters. */
const litField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(light)) {
        return linesOf(transaction.state, effect.value);
      }
    }
    return decorations.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function linesOf(state: EditorState, lit: readonly LitRange[]): DecorationSet {
  const decorations: Range<Decoration>[] = [];
  const length = state.doc.length;
  for (const { from, to, tone } of lit) {
    const first = state.doc.lineAt(Math.min(from, length)).number;
    const last = state.doc.lineAt(Math.min(Math.max(from, to - 1), length)).number;
    for (let line = first; line <= last; line += 1) {
      decorations.push(
        Decoration.line({ class: `lit lit-${tone}` }).range(state.doc.line(line).from),
      );
    }
  }
  return Decoration.set(decorations, true);
}

export const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'json-key' },
  { tag: tags.string, class: 'json-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'json-atom' },
]);

/** Tauri stamps the empty style element of index.html with its nonce; CodeMirror styles under it. */
export function nonce(): string {
  return document.querySelector<HTMLStyleElement>('style[nonce]')?.nonce ?? '';
}

export function JsonEditor({ text, label, lit }: JsonEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // An answer that says the same lights the same: thousands of lines are not lit again for it.
  const stretches = lit.map(({ from, to, tone }) => `${from} ${to} ${tone}`).join();

  useEffect(() => {
    if (place.current === null) {
      return;
    }
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(nonce()),
          lineNumbers(),
          foldGutter(),
          json(),
          syntaxHighlighting(colours),
          litField,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-readonly': 'true',
            tabindex: '0',
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [text, label]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is a new editor, to be lit again
  useEffect(() => {
    const first = lit[0];
    const editor = view.current;
    if (editor === null) {
      return;
    }
    editor.dispatch({ effects: light.of(lit) });
    if (first !== undefined) {
      // The editor's own scroller only: the page must not move while somebody types a question.
      const block = editor.lineBlockAt(Math.min(first.from, editor.state.doc.length));
      editor.scrollDOM.scrollTop = Math.max(0, block.top - linesAbove);
    }
  }, [stretches, text, label]);

  return <div ref={place} className="json-editor" />;
}
