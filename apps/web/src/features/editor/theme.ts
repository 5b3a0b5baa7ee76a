import { syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { colours } from './highlight.ts';

/** Drawn in the page's own colours, so that one theme serves light and dark. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--color-card)', color: 'var(--color-ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-fat-cursor': { background: 'var(--color-mark) !important', color: 'var(--color-ink) !important' },
  '&:not(.cm-focused) .cm-fat-cursor': {
    background: 'none !important',
    outline: 'solid 1px var(--color-edge) !important',
  },
  '.cm-vim-panel': { padding: '0 0.75rem', minHeight: '1.6em', fontFamily: 'var(--font-mono)' },
  '.cm-content': { caretColor: 'var(--color-ink)', padding: '0.75rem 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--color-ink)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-card)',
    color: 'var(--color-muted)',
    border: 'none',
    paddingLeft: '0.25rem',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--color-sunken) 55%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--color-mark) 30%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in oklab, var(--color-mark) 30%, transparent)',
    outline: '1px solid var(--color-mark)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    color: 'var(--color-bad)',
  },
  '.cm-unseen': {
    color: 'var(--color-bad)',
    border: '1px solid var(--color-bad)',
    borderRadius: '3px',
    fontSize: '0.7em',
    padding: '0 2px',
    verticalAlign: 'middle',
  },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in oklab, var(--color-mark) 25%, transparent)' },
  '.cm-panels, .cm-tooltip': {
    backgroundColor: 'var(--color-sunken)',
    color: 'var(--color-ink)',
    borderColor: 'var(--color-line)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--color-primary)',
    color: 'var(--color-on-primary)',
  },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--color-card)', borderColor: 'var(--color-edge)' },
  '.cm-textfield': { backgroundColor: 'var(--color-card)', borderColor: 'var(--color-edge)' },
});

export const editorTheme = [look, syntaxHighlighting(colours)];

/** @param px at the browser's usual text size of 16 px */
export function textSize(px: number): Extension {
  return EditorView.theme({ '&': { fontSize: `${px / 16}rem` } });
}
