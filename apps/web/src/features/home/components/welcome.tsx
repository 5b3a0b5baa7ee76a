import { Link } from '@tanstack/react-router';
import { formatVersion } from '../../../lib/format.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Page } from '../../../ui/page.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { NewestProblems } from './newest-problems.tsx';
import { SampleSlip } from './sample-slip.tsx';

const STEPS = [
  {
    title: 'Write',
    text: 'In the browser, in the language you like. Your draft stays on this device until you submit.',
  },
  {
    title: 'Watch',
    text: 'The program is compiled once and run test by test. Every result is on your screen as it falls.',
  },
  { title: 'Check', text: 'Time, memory, limit and exit of each run are on record, with what measured them.' },
] as const;

/** What this is, to who is not logged in. */
export function Welcome() {
  return (
    <Page className="grid gap-14 sm:gap-20">
      <section className="grid items-center gap-10 pt-4 lg:grid-cols-[1.1fr_1fr] lg:pt-10">
        <div className="grid justify-items-start gap-6">
          <h1 className="text-4xl font-bold tracking-tight sm:text-5xl">Your code gets a fair hearing.</h1>
          <p className="max-w-prose text-lg text-muted">
            Docket judges programs in sealed boxes and shows you the hearing live: queue, compiler, every single test,
            and the verdict with its evidence.
          </p>
          <div className="flex flex-wrap gap-3">
            <Link to="/problems" className={buttonClass('primary')}>
              Browse the problems <Icon name="arrow" />
            </Link>
            <Link to="/signup" className={buttonClass('secondary')}>
              Create an account
            </Link>
          </div>
        </div>
        <SampleSlip />
      </section>
      <ol className="grid gap-6 sm:grid-cols-3">
        {STEPS.map((step, index) => (
          <li key={step.title} className="border-t-2 border-mark pt-3">
            <p className="caption">Step {index + 1}</p>
            <h2 className="mt-1 text-lg font-semibold">{step.title}</h2>
            <p className="mt-1 text-muted">{step.text}</p>
          </li>
        ))}
      </ol>
      <NewestProblems />
      <LanguageList />
    </Page>
  );
}

function LanguageList() {
  const { languages } = useLanguages();
  if (languages === undefined || languages.length === 0) return null;
  return (
    <section aria-labelledby="languages" className="pb-6">
      <h2 id="languages" className="mb-4 text-xl font-semibold">
        Judged here
      </h2>
      <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {languages.map((language) => (
          <li key={language.id} className="min-w-0 border-l-2 border-line pl-3">
            <p className="font-medium">{language.name}</p>
            <p className="truncate font-mono text-xs text-muted" title={language.version}>
              {formatVersion(language.version)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
