import { DocketError } from '@docket/contracts/errors';
import { ConfigError } from '@docket/runtime/config';
import { StartError } from '@docket/runtime/start-error';
import { CommandError, note, print } from './output.ts';

type Command = {
  readonly words: string;
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<void>;
};

/** Each command loads its own code, so that a small one does not pay for the large ones. */
const COMMANDS: readonly Command[] = [
  {
    words: 'start',
    help: 'run all services in the foreground (npm start)',
    run: async (args) => (await import('./start.ts')).start(args),
  },
  {
    words: 'demo',
    help: 'judge a sample in every language, sell seats and hold a contest of bots, all of it live (npm run demo [-- --exit])',
    run: async (args) => (await import('./demo/demo.ts')).demo(args),
  },
  {
    words: 'migrate',
    help: 'bring the database to the newest schema',
    run: async () => (await import('./migrate.ts')).migrateCommand(),
  },
  {
    words: 'migration new',
    help: '<what>: write what prisma/functions and prisma/schema have and the migrations have not (docs/sql.md)',
    run: async (args) => (await import('./migration/new.ts')).migrationNew(args),
  },
  {
    words: 'statements',
    help: 'generate the types of all prepared statements after one was added or changed (docs/sql.md)',
    run: async () => (await import('./statements.ts')).statements(),
  },
  {
    words: 'sql',
    help: '"SELECT …" [--plans] [--keep]: try SQL on the database; rolled back unless kept (docs/sql.md)',
    run: async (args) => (await import('./sql.ts')).sql(args),
  },
  {
    words: 'problem import',
    help: '<folder or zip>... [--slug name]: import ICPC/Kattis problem packages',
    run: async (args) => (await import('./problem/import.ts')).problemImport(args),
  },
  {
    words: 'problem seed',
    help: 'import the worked problems into an empty database',
    run: async () => (await import('./problem/seed-command.ts')).problemSeed(),
  },
  {
    words: 'hall import',
    help: '<file.json or file.csv> [--venue slug] [--name name]: import a hall with its seats (docs/halls.md)',
    run: async (args) => (await import('./hall/import.ts')).hallImport(args),
  },
  {
    words: 'catalog seed',
    help: 'put a small city with shows into a database that has none',
    run: async () => (await import('./catalog/seed-command.ts')).catalogSeed(),
  },
  {
    words: 'world seed',
    help: '[--properties 2000]: cities of the world and invented places to stay in them; adds what is not there yet',
    run: async (args) => (await import('./world/seed-command.ts')).worldSeed(args),
  },
  {
    words: 'shows load',
    help: '[--shows 50000] [--seats 200]: fill the database with made-up shows, for load tests',
    run: async (args) => (await import('./shows/load.ts')).showsLoad(args),
  },
  {
    words: 'user role',
    help: '<username> <user|setter|manager|admin>: change what a user may do',
    run: async (args) => (await import('./user/role.ts')).userRole(args),
  },
  {
    words: 'user password',
    help: '<username>: set a password, read from standard input, and end the logins of the user',
    run: async (args) => (await import('./user/password.ts')).userPassword(args),
  },
  {
    words: 'room verify',
    help: '<showId> [--url …] [--commitment …] [--entrant …]: recompute the draw of a waiting room',
    run: async (args) => (await import('./waiting-room/verify.ts')).roomVerify(args),
  },
  {
    words: 'languages install',
    help: '[id...|all]: install the Debian packages of languages (--no-install only lists them)',
    run: async (args) => (await import('./languages.ts')).languagesInstalled(args),
  },
  {
    words: 'languages',
    help: 'list what can be judged here',
    run: async () => (await import('./languages.ts')).languages(),
  },
];

function help(): void {
  print('npm run docket -- <command>\n');
  for (const command of COMMANDS) print(`  ${command.words.padEnd(16)} ${command.help}`);
}

async function main(words: readonly string[]): Promise<void> {
  const command = COMMANDS.find(({ words: name }) => name.split(' ').every((word, at) => words[at] === word));
  if (command !== undefined && words.some((word) => word === '--help' || word === '-h')) {
    print(`npm run docket -- ${command.words}\n\n  ${command.help}`);
    return undefined;
  }
  if (command !== undefined) return command.run(words.slice(command.words.split(' ').length));
  help();
  if (words.length > 0 && words[0] !== 'help' && words[0] !== '--help')
    throw new CommandError(`There is no command "${words.join(' ')}".`);
}

function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

try {
  await main(process.argv.slice(2));
  process.exit(process.exitCode ?? 0);
} catch (error) {
  if (
    error instanceof CommandError ||
    error instanceof DocketError ||
    error instanceof ConfigError ||
    error instanceof StartError ||
    isArgumentError(error)
  ) {
    note(error instanceof Error ? error.message : String(error));
  } else if (error instanceof Error && error.message.startsWith('stopped by')) {
    note('stopped before it was ready');
  } else {
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  process.exit(error instanceof CommandError ? error.status : 1);
}
