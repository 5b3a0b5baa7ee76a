import type { LoginProvider } from '@docket/domain/identity/provider/port';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';

/** The providers of log-ins that are set up. Their library is loaded where there is one. */
export async function createLoginProviders({
  loginProviders,
}: Pick<SignInSettings, 'loginProviders'>): Promise<readonly LoginProvider[]> {
  if (loginProviders.length === 0) return [];
  const { createOidcProvider } = await import('./provider.ts');
  return loginProviders.map(createOidcProvider);
}
