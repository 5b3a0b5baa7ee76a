import { JVM_COMPILER, jvmLanguage } from './family/jvm.ts';

const LIBRARY = '/usr/share/java/scala-library.jar';
const COMPILER = ['compiler', 'reflect', 'library', 'parser-combinators', 'xml']
  .map((part) => `/usr/share/java/scala-${part}.jar`)
  .join(':');

export const language = jvmLanguage({
  id: 'scala',
  name: 'Scala',
  extensions: ['.scala'],
  probe: { argv: ['/usr/bin/readlink', '/usr/share/java/scala-compiler.jar'], pattern: /scala-compiler-(\d[\d.]*\d)/ },
  packages: ['scala', 'default-jdk-headless'],
  sourceName: () => 'Main.scala',
  compile: (sources) => ({
    argv: [
      '/bin/sh',
      '-c',
      'mkdir out && exec "$@"',
      'sh',
      '/usr/bin/java',
      ...JVM_COMPILER,
      '-cp',
      COMPILER,
      'scala.tools.nsc.Main',
      '-usejavacp',
      '-nowarn',
      '-d',
      'out',
      ...sources.map(({ name }) => `./${name}`),
    ],
  }),
  libraries: [LIBRARY],
  editorMode: 'scala',
  template: 'object Main extends App {\n  \n}\n',
  hello: 'object Main extends App {\n  println("hello")\n}\n',
  samples: {
    sum: 'object Main extends App {\n  println(scala.io.StdIn.readLine().split(" ").map(_.toLong).sum)\n}\n',
    broken: 'object Main extends App {\n  val x: Int = "no"\n}\n',
    crash: 'object Main extends App {\n  sys.error("no")\n}\n',
  },
});
