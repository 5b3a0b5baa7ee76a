/** What should be returned, which all of these know: the case is a sample. */
export const ANSWER = '[0,1]';

/**
 * Solutions that try to be accepted without returning the right thing, by language: each says or leaves the answer somewhere. None reads the
 * driver's secret out of its memory: who can do that can return the answer as well, and must know it all the same.
 */
export const ATTACKS: readonly (readonly [name: string, language: string, source: string])[] = [
  [
    'prints the answer',
    'python3',
    `class Solution:\n    def pair_for(self, values, target):\n        print('${ANSWER}')\n        return []\n`,
  ],
  [
    'writes it to every descriptor',
    'python3',
    `import os\nclass Solution:\n    def pair_for(self, values, target):\n        for fd in range(256):\n            try:\n                os.write(fd, b'${ANSWER}\\n')\n            except OSError:\n                pass\n        return [0, 1]\n`,
  ],
  [
    'guesses a secret, and leaves',
    'python3',
    `import os\nclass Solution:\n    def pair_for(self, values, target):\n        for fd in range(3, 256):\n            try:\n                os.write(fd, b'0' * 32 + b' ${ANSWER}\\n')\n            except OSError:\n                pass\n        os._exit(0)\n`,
  ],
  [
    'leaves with status 0',
    'python3',
    `import os\nclass Solution:\n    def pair_for(self, values, target):\n        os._exit(0)\n`,
  ],
  ['leaves while it is loaded', 'python3', `import sys\nprint('${ANSWER}')\nsys.exit(0)\n`],
  [
    'writes at its exit',
    'python3',
    `import atexit, os\ndef late():\n    for fd in range(3, 256):\n        try:\n            os.write(fd, b'${ANSWER}\\n')\n        except OSError:\n            pass\n    os._exit(0)\natexit.register(late)\nclass Solution:\n    def pair_for(self, values, target):\n        raise SystemExit(0)\n`,
  ],
  [
    'reads its command line, environment and input again',
    'python3',
    `import os, re\nclass Solution:\n    def pair_for(self, values, target):\n        found = b''\n        for name in ('/proc/self/cmdline', '/proc/self/environ', '/proc/self/fd/0', '/dev/stdin'):\n            try:\n                with open(name, 'rb') as file:\n                    found += file.read()\n            except OSError:\n                pass\n        try:\n            os.lseek(0, 0, 0)\n            found += os.read(0, 4096)\n        except OSError:\n            pass\n        secrets = re.findall(rb'[0-9a-f]{32}', found)\n        for secret in secrets:\n            os.write(200, secret + b' ${ANSWER}\\n')\n        os._exit(0)\n`,
  ],
  [
    'opens the channel by name',
    'javascript',
    `function pairFor() {\n  const fs = require('fs');\n  for (let fd = 1; fd < 64; fd++) {\n    try { fs.writeFileSync('/proc/self/fd/' + fd, '${ANSWER}\\n'); } catch {}\n  }\n  process.exit(0);\n}\n`,
  ],
  [
    'hooks the exit, and puts its own in place of what writes',
    'javascript',
    `const fs = require('fs');\nconst write = fs.writeSync;\nfs.writeSync = (fd, data, ...rest) => write(fd, Buffer.from('${ANSWER}\\n'));\nprocess.on('exit', () => { try { write(3, '${ANSWER}\\n'); } catch {} process.exitCode = 0; });\nfunction pairFor() { process.exit(0); }\n`,
  ],
  [
    'writes from a signal handler',
    'cpp17',
    `#include <csignal>\n#include <unistd.h>\nstatic void late(int) {\n    for (int fd = 3; fd < 256; fd++) if (write(fd, "${ANSWER}\\n", 6)) {}\n    _exit(0);\n}\nclass Solution {\npublic:\n    vector<int> pairFor(vector<int>& values, int target) {\n        signal(SIGALRM, late);\n        raise(SIGALRM);\n        return {};\n    }\n};\n`,
  ],
  [
    'writes before main and after it',
    'cpp17',
    `#include <unistd.h>\nstatic void everywhere() { for (int fd = 3; fd < 256; fd++) if (write(fd, "${ANSWER}\\n", 6)) {} }\nstruct Early { Early() { everywhere(); } ~Early() { everywhere(); } } early;\nclass Solution {\npublic:\n    vector<int> pairFor(vector<int>& values, int target) { atexit(everywhere); exit(0); }\n};\n`,
  ],
  [
    'halts the machine after it wrote',
    'java',
    `import java.io.*;\nclass Solution {\n    public int[] pairFor(int[] values, int target) {\n        for (int fd = 3; fd < 64; fd++) {\n            try (FileOutputStream out = new FileOutputStream("/proc/self/fd/" + fd)) { out.write("${ANSWER}\\n".getBytes()); } catch (IOException e) { }\n        }\n        Runtime.getRuntime().halt(0);\n        return null;\n    }\n}\n`,
  ],
  [
    'leaves a child that writes',
    'ruby',
    `def pair_for(values, target)\n  fork { (3..20).each { |fd| IO.for_fd(fd, 'wb').write("${ANSWER}\\n") rescue nil } }\n  Process.wait\n  exit!(0)\nend\n`,
  ],
];
