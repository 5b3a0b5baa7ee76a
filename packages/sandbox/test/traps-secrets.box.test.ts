import { expect } from 'vitest';
import { c, says, declareTraps, type Trap } from './traps.ts';

const TRAPS: readonly Trap[] = [
  {
    name: 'reading /etc/shadow',
    language: 'python3',
    code: 'open("/etc/shadow").read()',
    expect: ({ evidence, stderr }) => {
      expect(evidence).toMatchObject({ exit: { kind: 'exited', code: 1 } });
      expect(stderr).toMatch(/No such file|Permission denied/);
    },
  },
  {
    name: 'descriptors of other processes',
    language: 'python3',
    code: 'import glob, os\nfor fd in glob.glob("/proc/*/fd/*") + glob.glob("/proc/*/task/*/fd/*"):\n  if fd.split("/")[2] not in (str(os.getpid()), "self", "thread-self"): print(fd)\n  elif fd.split("/")[-1] not in ("0", "1", "2"):\n    try: print(fd, os.readlink(fd))\n    except OSError: pass',
    expect: says(''),
  },
  {
    name: 'a clean environment',
    language: 'c',
    code: c('extern char **environ; for (char **e = environ; *e; e++) puts(*e); return 0;'),
    expect: says('PATH=/usr/bin:/bin\nHOME=/tmp\nLANG=C.UTF-8\nLC_ALL=C.UTF-8\n'),
  },
  {
    name: 'the runner cannot be looked into',
    language: 'python3',
    code: 'import os\nfor what in ("environ", "mem", "maps", "fd/0", "cwd", "exe", "root/box"):\n  for read in (os.readlink, lambda p: open(p, "rb").read(1)):\n    try:\n      read("/proc/1/" + what)\n      print("leaked", what)\n    except OSError:\n      pass',
    expect: says(''),
  },
  {
    name: 'the cgroup and home directories are out of reach',
    language: 'python3',
    code: 'import os\nfor d in ("/cg", "/root", "/home", "/var", "/work", "/etc/docket"):\n  try:\n    if os.listdir(d): print(d, os.listdir(d)) if d in ("/cg", "/root", "/work", "/etc/docket") else None\n  except OSError: pass',
    expect: says(''),
  },
  {
    name: 'nothing but /tmp and /dev/shm can be written',
    language: 'python3',
    code: 'import os\nfor d in ("/", "/box", "/usr", "/etc", "/dev", "/proc", "/opt", "/cg"):\n  try:\n    open(d + "/planted", "w"); print("wrote", d)\n  except OSError: pass\nopen("/tmp/x", "w"); open("/dev/shm/x", "w")',
    expect: says(''),
  },
  {
    name: 'its own program cannot be replaced',
    language: 'c',
    code: c(
      'printf("%d %d %d", unlink("/box/program"), open("/box/program", O_WRONLY), chmod("/box/program", 0777)); return 0;',
    ),
    expect: says('-1 -1 -1'),
  },
];

declareTraps('traps: secrets', TRAPS);
