import { useQuery } from '@tanstack/react-query';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { signInQuery, useProvider } from '../../identity/api/sign-in.ts';
import { useUnlink, waysInQuery } from '../api/ways-in.ts';
import { ConfirmYou } from './confirm-you.tsx';
import { Section } from './section.tsx';
import { WhyNot } from './why-not.tsx';

/** Accounts of other sites that log in to this one. Nothing where there are none, and none can be. */
export function LinksSection() {
  const ways = useQuery(waysInQuery());
  const offered = useQuery(signInQuery());
  const provider = useProvider();
  const unlink = useUnlink();
  const links = ways.data?.links ?? [];
  const origin = offered.data?.origin;
  const providers = offered.data?.providers ?? [];
  const open = providers.filter((one) => links.every((link) => link.provider !== one.provider));
  if (ways.data === undefined || (links.length === 0 && providers.length === 0)) return null;
  const begin = (slug: string) => provider.mutate({ provider: slug, purpose: 'link', next: '/account' });
  return (
    <Section title="Linked logins" hint="Log in with an account that you have elsewhere.">
      {links.length > 0 && (
        <ul aria-label="Linked logins" className="grid divide-y divide-line">
          {links.map((link) => (
            <li
              key={link.linkId}
              data-testid="login-link"
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0"
            >
              <div className="min-w-0">
                <p className="font-medium break-words">{link.name}</p>
                <p className="text-sm break-words text-muted">
                  {link.email !== null && <>{link.email}, </>}
                  {link.provider === null ? (
                    'not in use here any more'
                  ) : (
                    <>
                      last used <Ago at={link.usedAt ?? link.createdAt} />
                    </>
                  )}
                </p>
              </div>
              <Button
                size="small"
                variant="danger"
                busy={unlink.isPending && unlink.variables === link.linkId}
                aria-label={`Unlink ${link.name}`}
                onClick={() => unlink.mutate(link.linkId)}
              >
                Unlink
              </Button>
            </li>
          ))}
        </ul>
      )}
      <WhyNot error={unlink.error ?? provider.error} />
      <ConfirmYou
        error={unlink.error}
        onDone={() => unlink.variables !== undefined && unlink.mutate(unlink.variables)}
      />
      <ConfirmYou
        error={provider.error}
        onDone={() => provider.variables !== undefined && begin(provider.variables.provider)}
      />
      {open.map((one) =>
        origin === window.location.origin ? (
          <Button
            key={one.provider}
            className="justify-self-start"
            busy={provider.isPending && provider.variables.provider === one.provider}
            onClick={() => begin(one.provider)}
          >
            Link {one.name}
          </Button>
        ) : (
          <p key={one.provider} className="text-sm text-muted">
            To link {one.name}, open your account at <span className="break-all">{origin}</span>.
          </p>
        ),
      )}
    </Section>
  );
}
