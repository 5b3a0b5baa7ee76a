// The first thing every npm script runs (by scripts/run.sh): finds out what this machine lacks, says so, installs it, and then runs the
// real command on the Node that the lockfile brings. Plain JavaScript for Node 18, without dependencies, because it
// starts before there are any.
//
//   node scripts/setup.mjs <command> -- [arguments of the command] [--no-install]
import { COMMANDS } from './setup/commands.mjs';
import { run } from './setup/run.mjs';
import { bold, fail, say } from './setup/say.mjs';
import { explainOtherSystems } from './setup/system.mjs';
import { STEPS } from './setup/steps.mjs';

const [name, ...rest] = process.argv.slice(2);
const given = rest[0] === '--' ? rest.slice(1) : rest;
const noInstall = given.includes('--no-install') || process.env.DOCKET_NO_INSTALL === '1';
const args = given.filter((word) => word !== '--no-install');

const command = COMMANDS[name];
if (command === undefined)
  fail(1, `There is no command ${JSON.stringify(name)}. There are: ${Object.keys(COMMANDS).join(', ')}.`);
if (command.help && given.some((word) => word === '--help' || word === '-h')) {
  process.stdout.write(
    `${command.help.join('\n')}\n\n  --no-install   say what this machine lacks instead of installing it\n`,
  );
  process.exit(0);
}
explainOtherSystems();

for (const step of STEPS.filter(({ id }) => command.needs.includes(id))) step.lacks = step.missing(command, args);
const open = STEPS.filter(({ lacks }) => lacks && lacks.length > 0);

if (open.length > 0) {
  say(bold('Missing for this command:'));
  for (const step of open) for (const line of step.lacks) say(`  - ${line}`);
  if (noInstall)
    fail(2, 'Nothing was installed (--no-install). Run the command without it, or install these yourself.');
  for (const step of open) {
    const obstacle = step.obstacle?.();
    if (obstacle) fail(2, obstacle);
  }
  say(bold('Installing it.'));
  for (const step of open) {
    const started = Date.now();
    step.install(step.lacks);
    say(`${step.title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}
run(command.program(args));
