import { NODE_IN_BOX } from '../../backend.ts';
import { nodeArgv } from '../../node-flags.ts';
import type { LanguageSpec } from '../language.ts';

type Shared = 'probe' | 'packages' | 'run' | 'processes';

/** A language that Node runs: every box has it at the same place. */
export function nodeLanguage(own: Omit<LanguageSpec, Shared>): LanguageSpec {
  return {
    probe: { argv: [NODE_IN_BOX, '--version'], pattern: /^v(\S+)/ },
    core: true,
    packages: [],
    run: ({ entry, memoryBytes }) => ({ argv: nodeArgv(entry, memoryBytes) }),
    processes: 16,
    ...own,
  };
}
