import { jvmArgv } from './family/jvm.ts';
import { mainByEnding } from './family/sources.ts';
import type { LanguageSpec } from './language.ts';

const LIBRARIES = ['clojure', 'spec.alpha', 'core.specs.alpha'].map((name) => `/usr/share/java/${name}.jar`);

export const language: LanguageSpec = {
  id: 'clojure',
  name: 'Clojure',
  extensions: ['.clj'],
  probe: { argv: ['/usr/bin/readlink', '-f', '/usr/share/java/clojure.jar'], pattern: /clojure-(\d[\d.]*\d)/ },
  packages: ['clojure', 'default-jdk-headless'],
  sourceName: () => 'main.clj',
  // Compiled when it is loaded: what is wrong with it is told by the first run.
  entry: mainByEnding(['.clj']),
  run: ({ entry, memoryBytes }) => ({
    argv: jvmArgv(memoryBytes, ['/box', ...LIBRARIES], 'clojure.main', `/box/${entry}`),
  }),
  processes: 128,
  editorMode: 'clojure',
  template: '(let [line (read-line)]\n  )\n',
  hello: '(println "hello")\n',
  samples: {
    sum: '(println (apply + (map #(Long/parseLong %) (.split (read-line) " "))))\n',
    crash: '(throw (Exception. "no"))\n',
  },
};
