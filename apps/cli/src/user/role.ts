import { role } from '@docket/contracts/http/identity';
import { setRole } from '@docket/domain/identity/user/set-role';
import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, print } from '../output.ts';

/** `docket user role <username> <role>`: open sessions of the user have it within seconds. */
export async function userRole(args: readonly string[]): Promise<void> {
  const [username, wanted] = args;
  const parsed = role.safeParse(wanted);
  if (username === undefined || !parsed.success || args.length > 2)
    throw new CommandError(`npm run docket -- user role <username> <${role.options.join('|')}>`);
  await withDatabase((url, settings) =>
    asPlatform(url, settings.config, (ctx) => setRole(ctx, { username, role: parsed.data })),
  );
  print(`${username} is ${parsed.data} now`);
}
