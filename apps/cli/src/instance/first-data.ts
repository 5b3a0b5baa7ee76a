import { compareAdmin } from '@docket/domain/identity/user/compare-admin';
import { ensureAdmin } from '@docket/domain/identity/user/ensure-admin';
import { seedCatalog } from '../catalog/seed.ts';
import { asPlatform } from '../database.ts';
import { note } from '../output.ts';
import { seedProblems } from '../problem/seed.ts';
import { seedFirstWorld } from '../world/seed.ts';
import type { Settings } from './settings.ts';

/** What an installation has from its first start on: an admin, problems to solve, shows to book, and places to stay. Does nothing the next time. */
export async function prepareData(settings: Settings, databaseUrl: string): Promise<void> {
  await asPlatform(databaseUrl, settings.config, async (ctx) => {
    const username = settings.config.ADMIN_USERNAME;
    const admin = await ensureAdmin(ctx, {
      username,
      password: settings.config.ADMIN_PASSWORD ?? settings.secrets.adminPassword,
    });
    if (admin.outcome === 'name_taken')
      note(`no admin was made: ${username} is an ordinary user. Set ADMIN_USERNAME to another name.`);
    const given = settings.config.ADMIN_PASSWORD;
    if (admin.outcome === 'present' && given !== undefined) {
      const why = await compareAdmin(ctx, { username, password: given });
      if (why !== undefined) note(why);
    }
    if (admin.outcome === 'created' && settings.config.ADMIN_PASSWORD === undefined) {
      note(
        `first admin: ${username}, password ${settings.secrets.adminPassword} (kept in ${settings.dataDir}/secrets.json; not shown again)`,
      );
    }
    const imported = await seedProblems(ctx);
    if (imported.length > 0) note(`imported the worked problems: ${imported.join(', ')}`);
    const shows = await seedCatalog(ctx);
    if (shows > 0) note(`put ${shows} shows of the example city on sale`);
    const stays = await seedFirstWorld(ctx);
    if (stays > 0) note(`opened ${stays} invented places to stay in the cities of the world`);
  });
}
