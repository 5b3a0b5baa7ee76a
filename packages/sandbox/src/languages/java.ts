import { jdkRelease, JVM, jvmLanguage } from './family/jvm.ts';

export const language = jvmLanguage({
  id: 'java',
  name: 'Java',
  extensions: ['.java'],
  probe: { argv: jdkRelease('/usr/bin/javac'), pattern: /^JAVA_VERSION="([^"]+)"/m },
  core: true,
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
  editorMode: 'java',
  interactiveTemplate:
    'import java.io.*;\n\npublic class Main {\n    static final BufferedReader in = new BufferedReader(new InputStreamReader(System.in));\n\n    static String ask(String question) throws IOException {\n        System.out.println(question);\n        // Without the flush, the judge never sees it.\n        System.out.flush();\n        return in.readLine();\n    }\n\n    public static void main(String[] args) throws IOException {\n        String first = in.readLine();\n        \n    }\n}\n',
  template:
    'import java.util.*;\nimport java.io.*;\n\npublic class Main {\n    public static void main(String[] args) throws IOException {\n        \n    }\n}\n',
  hello: 'public class Greeting {\n  public static void main(String[] args) { System.out.println("hello"); }\n}\n',
  samples: {
    sum: 'import java.util.*;\nclass Adder { static class Inner {} public static void main(String[] x) { Scanner in = new Scanner(System.in); new Inner(); System.out.println(in.nextLong() + in.nextLong()); } }\n',
    broken: 'class Main { void f( }\n',
    crash: 'class Main { public static void main(String[] a) { throw new IllegalStateException(); } }\n',
  },
});

function publicClass(content: string): string | undefined {
  const code = content.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, ' ');
  return /\bpublic\s+(?:(?:final|abstract|strictfp|sealed|non-sealed|static)\s+)*(?:class|interface|enum|record|@interface)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(
    code,
  )?.[1];
}
