import type { Extension } from '@codemirror/state';

/** Loads an editor mode by the name a language contract gives it; plain text for names this build does not know. */
export async function editorMode(name: string): Promise<Extension> {
  switch (name) {
    case 'c':
    case 'cpp':
    case 'csharp':
      return (await import('@codemirror/lang-cpp')).cpp();
    case 'java':
      return (await import('@codemirror/lang-java')).java();
    case 'javascript':
      return (await import('@codemirror/lang-javascript')).javascript();
    case 'typescript':
      return (await import('@codemirror/lang-javascript')).javascript({ typescript: true });
    case 'python':
      return (await import('@codemirror/lang-python')).python();
    default:
      return [];
  }
}
