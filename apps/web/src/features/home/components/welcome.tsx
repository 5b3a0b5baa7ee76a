import { Link } from '@tanstack/react-router';
import { formatVersion } from '../../../lib/format.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { Doors } from './doors.tsx';
import { OnSale } from './on-sale.tsx';
import { ProblemsToTry } from './problems-to-try.tsx';

/** What this is, to who is not logged in. */
export function Welcome() {
  return (
    <Page className="grid grid-cols-[minmax(0,1fr)] gap-10">
      <section className="grid justify-items-start gap-4 pt-2 sm:pt-8">
        <h1 className="max-w-4xl text-3xl font-extrabold sm:text-4xl">
          Submit a program, book a seat, and watch it happen.
        </h1>
        <p className="max-w-2xl text-lg text-muted">
          Docket judges code and sells seats through one fair queue: in order, live on your screen, and nothing lost or
          sold twice.
        </p>
        <div className="flex flex-wrap gap-2">
          <Link to="/signup" className={buttonClass('primary')}>
            Create an account
          </Link>
          <Link to="/login" className={buttonClass('secondary')}>
            Log in
          </Link>
        </div>
      </section>
      <Doors />
      <OnSale />
      <ProblemsToTry loggedIn={false} />
      <LanguageList />
    </Page>
  );
}

function LanguageList() {
  const { languages } = useLanguages();
  if (languages === undefined || languages.length === 0) return null;
  return (
    <section aria-labelledby="languages" className="grid gap-3 pb-6">
      <h2 id="languages" className="text-lg font-bold">
        Languages
      </h2>
      <ul className="flex flex-wrap gap-1.5">
        {languages.map((language) => (
          <li
            key={language.id}
            title={formatVersion(language.version)}
            className="rounded-full border border-line bg-card px-2.5 py-0.5 text-sm"
          >
            {language.name}
          </li>
        ))}
      </ul>
    </section>
  );
}
