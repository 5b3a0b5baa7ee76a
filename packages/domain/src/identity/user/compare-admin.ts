import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { verifyPassword } from './password.ts';

const adminStatement = prepare(
  'admin_by_name',
  `SELECT password_hash FROM users WHERE username = $1::citext AND role = 'admin' AND disabled_at IS NULL`,
);

/**
 * Why a name and password that were meant for the first admin do not log in, for people; undefined where they do. Admins only.
 * @throws DocketError `forbidden`, `unavailable`
 */
export async function compareAdmin(
  ctx: Ctx,
  input: { readonly username: string; readonly password: string },
): Promise<string | undefined> {
  requireRole(ctx, 'admin');
  const { username, password } = input;
  const [admin] = await adminStatement(ctx.db.pool, [username]);
  const only = 'ADMIN_USERNAME and ADMIN_PASSWORD are only used for the first start';
  const change = `To change a password: npm run docket -- user password ${username}`;
  if (admin === undefined)
    return `there is an admin already, and it is not ${username}; ${only}. npm run docket -- user role ${username} admin makes a user an admin.`;
  if (await verifyPassword(admin.password_hash, password)) return undefined;
  return `the admin ${username} exists and has another password; ${only}. ${change}`;
}
