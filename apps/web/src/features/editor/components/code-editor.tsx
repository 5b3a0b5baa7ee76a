import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useLocalValue } from '../../../lib/local-value.ts';
import { editorMode } from '../languages.ts';
import { DEFAULT_SETTINGS, editorSettings } from '../settings.ts';
import { editorTheme, textSize } from '../theme.ts';

export type CodeEditorProps = {
  readonly value: string;
  readonly mode: string;
  /** The name a screen reader gives the text box. */
  readonly label: string;
  readonly describedBy?: string;
  readonly onChange: (value: string) => void;
  /** Ctrl+Enter or Cmd+Enter. */
  readonly onSubmit?: () => void;
};

/** Spaces of other widths than the usual one, and joiners; the editor itself knows of the rest. */
const UNSEEN = /[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000]/g;

const EDITING: Extension = [
  history(),
  closeBrackets(),
  autocompletion(),
  indentOnInput(),
  drawSelection(),
  // What looks like a space or like nothing, and is neither to a compiler.
  highlightSpecialChars({ addSpecialChars: UNSEEN, render: unseenMark }),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, indentWithTab]),
];

/** A character that cannot be seen, as its code point in a box. */
function unseenMark(code: number, description: string | null, placeholder: string): HTMLElement {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const mark = document.createElement('span');
  mark.className = 'cm-unseen';
  mark.textContent = code < 0x20 ? placeholder : name;
  mark.title = `${description ?? 'Invisible character'} (${name})`;
  mark.setAttribute('aria-label', `invisible character ${name}`);
  return mark;
}

/** The one stretch that differs, so that the cursor stays where it is when code comes from elsewhere; undefined for none. */
function changeTo(before: string, after: string) {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

/** CodeMirror as a controlled component, set up as its person likes it. Tab indents; Escape and then Tab leaves. */
export function CodeEditor({ value, mode, label, describedBy, onChange, onSubmit }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const language = useRef(new Compartment());
  const layout = useRef(new Compartment());
  const keys = useRef(new Compartment());
  const { fontSize, tabWidth, keys: keysLike } = useLocalValue(editorSettings) ?? DEFAULT_SETTINGS;
  const callbacks = useRef({ onChange, onSubmit });
  const initial = useRef(value);
  useEffect(() => {
    callbacks.current = { onChange, onSubmit };
  });

  useEffect(() => {
    if (host.current === null) return undefined;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current,
        extensions: [
          // Before every other key: it takes them all while it is on.
          keys.current.of([]),
          Prec.highest(
            keymap.of([
              {
                key: 'Mod-Enter',
                run: () => {
                  callbacks.current.onSubmit?.();
                  return true;
                },
              },
            ]),
          ),
          EDITING,
          keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          lineNumbers(),
          bracketMatching(),
          // Earlier ones win.
          layout.current.of([]),
          editorTheme,
          language.current.of([]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
            spellcheck: 'false',
            autocapitalize: 'off',
            autocorrect: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) callbacks.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      initial.current = editor.state.doc.toString();
      editor.destroy();
      view.current = null;
    };
  }, [label, describedBy]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const changes = changeTo(editor.state.doc.toString(), value);
    if (changes !== undefined) editor.dispatch({ changes });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({
      effects: layout.current.reconfigure([
        textSize(fontSize),
        EditorState.tabSize.of(tabWidth),
        indentUnit.of(' '.repeat(tabWidth)),
      ]),
    });
  }, [fontSize, tabWidth, label, describedBy]);

  useEffect(() => {
    let current = true;
    const set = (extension: Extension) => {
      if (current) view.current?.dispatch({ effects: keys.current.reconfigure(extension) });
    };
    if (keysLike === 'standard') set([]);
    else
      import('@replit/codemirror-vim').then(
        ({ vim }) => set(vim({ status: true })),
        () => undefined, // With the usual keys the code can still be written.
      );
    return () => {
      current = false;
    };
  }, [keysLike, label, describedBy]);

  useEffect(() => {
    let current = true;
    editorMode(mode).then(
      (extension) => {
        if (current) view.current?.dispatch({ effects: language.current.reconfigure(extension) });
      },
      () => undefined, // Without its colours the code can still be written.
    );
    return () => {
      current = false;
    };
  }, [mode, label, describedBy]);

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />;
}
