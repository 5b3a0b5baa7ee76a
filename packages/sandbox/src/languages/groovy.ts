import { JVM_COMPILER, jvmLanguage } from './family/jvm.ts';

const LIBRARY = '/usr/share/java/groovy-all.jar';

export const language = jvmLanguage({
  id: 'groovy',
  name: 'Groovy',
  extensions: ['.groovy'],
  probe: { argv: ['/usr/bin/readlink', LIBRARY], pattern: /groovy-all-(\S+)\.jar/ },
  packages: ['groovy', 'default-jdk-headless'],
  sourceName: () => 'Main.groovy',
  compile: (sources) => ({
    argv: [
      '/usr/bin/java',
      ...JVM_COMPILER,
      '-cp',
      LIBRARY,
      'org.codehaus.groovy.tools.FileSystemCompiler',
      '-d',
      'out',
      ...sources.map(({ name }) => `./${name}`),
    ],
  }),
  libraries: [LIBRARY],
  editorMode: 'groovy',
  template: 'def input = System.in.newReader()\n\n',
  hello: "println 'hello'\n",
  samples: {
    sum: "println System.in.newReader().readLine().split(' ').collect { it as long }.sum()\n",
    broken: 'def f( {\n',
    crash: "throw new RuntimeException('no')\n",
  },
});
