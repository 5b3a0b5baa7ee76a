import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { PreferenceList } from '../../notification/components/preference-list.tsx';
import { accountQuery } from '../api/queries.ts';
import { DeleteSection } from './delete-section.tsx';
import { DetailsForm } from './details-form.tsx';
import { ExportSection } from './export-section.tsx';
import { LinksSection } from './links-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordForm } from './password-form.tsx';
import { PushSection } from './push-section.tsx';
import { Section } from './section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TokensSection } from './tokens-section.tsx';

/** What an account is, and what can be done about it. */
export function AccountPage() {
  useTitle('Your account');
  return (
    <RequireSession>
      <Account />
    </RequireSession>
  );
}

function Account() {
  const account = useQuery(accountQuery());
  return (
    <Page width="narrow" className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle
        aside={
          <Link to="/profile" className="link text-sm">
            Public profile
          </Link>
        }
      >
        Your account
      </PageTitle>
      {account.isPending && <Loading label="Loading your account" />}
      {account.isError && <Failure error={account.error} retry={() => void account.refetch()} />}
      {account.data !== undefined && (
        <>
          <DetailsForm key={account.data.userId} account={account.data} />
          <PasswordForm />
          <PasskeysSection />
          <LinksSection />
          <Section title="What we mail you" hint="In the app you see all of it.">
            <PreferenceList />
          </Section>
          <PushSection />
          <SessionsSection />
          <TokensSection />
          <ExportSection />
          <DeleteSection />
        </>
      )}
    </Page>
  );
}
