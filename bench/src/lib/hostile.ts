/** A program that is handed in, and the verdicts it may get. */
export type SoakProgram = {
  readonly label: string;
  readonly language: string;
  readonly code: string;
  readonly verdicts: readonly string[];
};

const c = (body: string): string =>
  `#define _GNU_SOURCE\n#include <fcntl.h>\n#include <pthread.h>\n#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/mman.h>\n#include <sys/socket.h>\n#include <sys/stat.h>\n#include <unistd.h>\n${body}\n`;
const SUM = 'a, b = map(int, input().split())\nprint(a + b)\n';
const C_SUM = 'int a,b;if(scanf("%d%d",&a,&b)!=2)return 1;printf("%d\\n",a+b);';

/** What people send on an ordinary day. */
const NORMAL: readonly SoakProgram[] = [
  { label: 'sum', language: 'python3', code: SUM, verdicts: ['AC'] },
  { label: 'sum', language: 'c', code: c(`int main(void){${C_SUM}return 0;}`), verdicts: ['AC'] },
  { label: 'difference', language: 'python3', code: SUM.replace('+', '-'), verdicts: ['WA'] },
  { label: 'division by zero', language: 'python3', code: 'print(1 // 0)\n', verdicts: ['RE'] },
  { label: 'does not compile', language: 'c', code: 'int main(void) { return nonsense; }\n', verdicts: ['CE'] },
  { label: 'too slow', language: 'python3', code: 'while True:\n    pass\n', verdicts: ['TLE'] },
];

/** What somebody sends who wants something of the judge to stay behind. */
const HOSTILE: readonly SoakProgram[] = [
  {
    label: 'fork bomb',
    language: 'c',
    code: c('int main(void){for(;;)if(fork()==0)setsid();}'),
    verdicts: ['TLE', 'RE', 'MLE'],
  },
  {
    label: 'children that stay',
    language: 'c',
    code: c(
      `int main(void){for(int i=0;i<20;i++)if(fork()==0){setsid();for(int s=1;s<65;s++)signal(s,SIG_IGN);for(;;)pause();}${C_SUM}return 0;}`,
    ),
    verdicts: ['AC', 'RE'],
  },
  {
    label: 'memory hog',
    language: 'c',
    code: c('int main(void){for(;;){char*p=malloc(1<<20);if(p==0)abort();memset(p,1,1<<20);}}'),
    verdicts: ['MLE', 'RE'],
  },
  {
    label: 'output flood',
    language: 'c',
    code: c('static char b[65536];int main(void){while(write(1,b,sizeof b)>0);return 0;}'),
    verdicts: ['OLE', 'RE', 'TLE'],
  },
  {
    label: 'files everywhere',
    language: 'c',
    code: c(
      `int main(void){char n[64];for(int i=0;i<20000;i++){snprintf(n,64,"/tmp/f%d",i);int d=open(n,O_CREAT|O_WRONLY,0600);if(d<0)break;if(write(d,n,64)<0)break;close(d);}${C_SUM}return 0;}`,
    ),
    verdicts: ['AC', 'RE', 'TLE', 'MLE'],
  },
  {
    label: 'shared memory',
    language: 'c',
    code: c(
      `int main(void){int d=shm_open("/left",O_CREAT|O_RDWR,0600);if(d>=0&&ftruncate(d,1<<20)==0){char*p=mmap(0,1<<20,3,MAP_SHARED,d,0);if(p!=MAP_FAILED)memset(p,1,1<<20);}${C_SUM}return 0;}`,
    ),
    verdicts: ['AC', 'RE', 'CE'],
  },
  {
    label: 'threads',
    language: 'c',
    code: c(
      'static void*t(void*x){for(;;)pause();return x;}int main(void){pthread_t p;for(int i=0;i<1000;i++)if(pthread_create(&p,0,t,0))break;for(;;)pause();}',
    ),
    verdicts: ['TLE', 'RE', 'MLE', 'CE'],
  },
  {
    label: 'sleeper',
    language: 'python3',
    code: 'import time\ntime.sleep(1000)\n',
    verdicts: ['TLE'],
  },
  {
    label: 'kills whatever it can',
    language: 'c',
    code: c('int main(void){kill(getppid(),SIGKILL);kill(-1,SIGKILL);kill(1,SIGKILL);for(;;);}'),
    verdicts: ['TLE', 'RE'],
  },
  {
    label: 'open files',
    language: 'python3',
    code: 'import os\nfds = []\ntry:\n    while True:\n        fds.append(os.open("/dev/null", os.O_RDONLY))\nexcept OSError:\n    pass\nos.abort()\n',
    verdicts: ['RE'],
  },
];

/** Hostile and normal ones in turn. */
export const SOAK_PROGRAMS: readonly SoakProgram[] = HOSTILE.flatMap((hostile, index) => [
  NORMAL[index % NORMAL.length] ?? hostile,
  hostile,
]);
