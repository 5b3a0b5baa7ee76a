import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './code-editor.tsx';

const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

/** The editor, loaded when it is first needed; until then the code as plain text. */
export function LazyEditor(props: CodeEditorProps) {
  return (
    <Suspense
      fallback={
        <pre className="h-full overflow-hidden p-3 pl-10 font-mono text-sm leading-[1.6] text-muted">{props.value}</pre>
      }
    >
      <CodeEditor {...props} />
    </Suspense>
  );
}
