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
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorMode } from '../languages.ts';
import { editorTheme } from '../theme.ts';

export type CodeEditorProps = {
  readonly value: string;
  readonly mode: string;
  /** The name a screen reader gives the text box. */
  readonly label: string;
  readonly describedBy?: string;
  /** Absent: the code is shown, not edited. */
  readonly onChange?: (value: string) => void;
  /** Ctrl+Enter or Cmd+Enter. */
  readonly onSubmit?: () => void;
};

const EDITING: Extension = [
  history(),
  closeBrackets(),
  autocompletion(),
  indentOnInput(),
  indentUnit.of('    '),
  drawSelection(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, indentWithTab]),
];

/** CodeMirror as a controlled component. Tab indents; Escape and then Tab leaves. */
export function CodeEditor({ value, mode, label, describedBy, onChange, onSubmit }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const language = useRef(new Compartment());
  const callbacks = useRef({ onChange, onSubmit });
  const initial = useRef(value);
  const readOnly = onChange === undefined;
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
          readOnly ? [EditorState.readOnly.of(true)] : EDITING,
          keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          lineNumbers(),
          bracketMatching(),
          editorTheme,
          language.current.of([]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
            // A read-only text that scrolls must be reachable with the keyboard too.
            ...(readOnly ? { tabindex: '0' } : {}),
            spellcheck: 'false',
            autocapitalize: 'off',
            autocorrect: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) callbacks.current.onChange?.(update.state.doc.toString());
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
  }, [label, describedBy, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

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
  }, [mode, label, describedBy, readOnly]);

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />;
}
