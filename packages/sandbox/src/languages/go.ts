import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'go',
  name: 'Go',
  extensions: ['.go'],
  probe: { argv: ['/usr/bin/go', 'version'], pattern: /^go version go(\S+)/ },
  packages: ['golang-go'],
  before: ['/usr/bin/go', 'build', '-o', 'program'],
  compileEnv: { GO111MODULE: 'off', GOCACHE: '/tmp/go', GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0', GOPROXY: 'off' },
  compileLimits: { cpuMs: 30_000, wallMs: 60_000, processes: 256 },
  run: ({ memoryBytes }) => ({
    argv: ['/box/program'],
    // The collector works harder before the limit is met instead of meeting it.
    env: { GOMAXPROCS: '1', GOMEMLIMIT: `${Math.floor(memoryBytes * 0.9)}B` },
  }),
  processes: 32,
  editorMode: 'go',
  interactiveTemplate:
    'package main\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"os"\n)\n\nvar in = bufio.NewReader(os.Stdin)\n\n// ask prints without a buffer, so that the judge sees it at once.\nfunc ask(question string) string {\n\tfmt.Println(question)\n\tanswer, _ := in.ReadString(\'\\n\')\n\treturn answer\n}\n\nfunc main() {\n\tfirst, _ := in.ReadString(\'\\n\')\n\t_ = first\n}\n',
  template:
    'package main\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tin := bufio.NewReader(os.Stdin)\n\t\n}\n',
  hello: 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
  samples: {
    sum: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar a, b int64\n\tfmt.Scan(&a, &b)\n\tfmt.Println(a + b)\n}\n',
    broken: 'package main\n\nfunc main() { x := 1 }\n',
    crash: 'package main\n\nfunc main() { panic("no") }\n',
  },
});
