import { JVM_COMPILER, jvmLanguage } from './family/jvm.ts';

const STDLIB = '/usr/share/java/kotlin-stdlib.jar';
/**
 * Debian's link to the jar named last but one is broken, so the compiler's own manifest does not lead to it; and it does not name the last, with
 * which the compiler marks whatever may not be null.
 */
const COMPILER = [
  'kotlin-compiler',
  'kotlin-stdlib',
  'kotlin-reflect',
  'kotlin-script-runtime',
  'libtrove-intellij',
  'org.jetbrains.annotations-common',
]
  .map((name) => `/usr/share/java/${name}.jar`)
  .join(':');

export const language = jvmLanguage({
  id: 'kotlin',
  name: 'Kotlin',
  extensions: ['.kt'],
  // The file's link names the version; starting the compiler takes a second.
  probe: { argv: ['/usr/bin/readlink', '/usr/share/java/kotlin-compiler.jar'], pattern: /kotlin-compiler-(\S+)\.jar/ },
  packages: ['kotlin', 'libjetbrains-annotations-java', 'default-jdk-headless'],
  sourceName: () => 'main.kt',
  compile: (sources) => ({
    argv: [
      '/usr/bin/java',
      ...JVM_COMPILER,
      '-cp',
      COMPILER,
      'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler',
      '-no-stdlib',
      '-no-reflect',
      '-cp',
      STDLIB,
      '-jvm-target',
      '1.8',
      '-nowarn',
      '-d',
      'out',
      ...sources.map(({ name }) => `./${name}`),
    ],
  }),
  libraries: [STDLIB],
  editorMode: 'kotlin',
  template: 'fun main() {\n    \n}\n',
  hello: 'fun main() {\n    println("hello")\n}\n',
  samples: {
    sum: 'fun main() {\n    println(readLine()!!.split(" ").map { it.toLong() }.sum())\n}\n',
    broken: 'fun main() {\n    val x: Int = "no"\n}\n',
    crash: 'fun main() {\n    error("no")\n}\n',
  },
});
