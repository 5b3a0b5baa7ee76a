import { MIB } from '../backend.ts';
import { findMainClass } from '../java-class.ts';
import type { LanguageSpec } from './language.ts';

/** What the virtual machine needs beside its heap: code, metaspace, threads. */
const OUTSIDE_HEAP = 64 * MIB;
const JVM = ['-XX:+UseSerialGC', '-XX:-UsePerfData', '-Xshare:auto'] as const;

export const language: LanguageSpec = {
  id: 'java',
  name: 'Java',
  extensions: ['.java'],
  probe: { argv: ['/usr/bin/javac', '-version'], pattern: /javac (\S+)/ },
  packages: ['default-jdk-headless'],
  // The compiler wants a public class in a file of its name.
  sourceName: (content) => `${publicClass(content) ?? 'Main'}.java`,
  compile: (sources) => ({
    argv: [
      '/usr/bin/javac',
      ...JVM.map((flag) => `-J${flag}`),
      '-J-XX:TieredStopAtLevel=1',
      '-encoding',
      'UTF-8',
      '-proc:none',
      '-nowarn',
      '-d',
      'out',
      ...sources.map(({ name }) => `./${name}`),
    ],
  }),
  compileLimits: { cpuMs: 20_000, processes: 256 },
  artifact: 'out',
  entry: (files) => findMainClass(files),
  run: ({ entry, memoryBytes }) => {
    const heap = Math.max(16, Math.floor(Math.max(memoryBytes - OUTSIDE_HEAP, memoryBytes / 2) / MIB));
    return {
      argv: [
        '/usr/bin/java',
        ...JVM,
        `-Xmx${heap}m`,
        `-Xss${Math.min(64, heap)}m`,
        '-Dfile.encoding=UTF-8',
        '-cp',
        '/box/out',
        entry,
      ],
    };
  },
  processes: 128,
  editorMode: 'java',
  template:
    'import java.util.*;\nimport java.io.*;\n\npublic class Main {\n    public static void main(String[] args) throws IOException {\n        \n    }\n}\n',
  hello: 'public class Greeting {\n  public static void main(String[] args) { System.out.println("hello"); }\n}\n',
};

function publicClass(content: string): string | undefined {
  const code = content.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, ' ');
  return /\bpublic\s+(?:(?:final|abstract|strictfp|sealed|non-sealed|static)\s+)*(?:class|interface|enum|record|@interface)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(
    code,
  )?.[1];
}
