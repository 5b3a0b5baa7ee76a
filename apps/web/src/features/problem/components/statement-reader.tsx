import type { ProblemDetail } from '@docket/contracts/http/problem';
import { Loading } from '../../../ui/states.tsx';
import { languageName, type ReadStatement } from '../api/use-statement.ts';
import { Statement } from './statement.tsx';

/** In which languages there is a statement, where there is a choice. */
export function LanguageChoice({ statement }: { readonly statement: ReadStatement }) {
  if (statement.statements.length < 2) return null;
  return (
    <label className="mb-4 flex items-center gap-2 text-sm text-muted">
      Statement in
      <select
        value={statement.language ?? ''}
        onChange={(event) => statement.choose(event.target.value)}
        className="min-h-8 rounded-md border border-edge bg-card px-2 text-ink"
      >
        {statement.statements.map(({ language }) => (
          <option key={language} value={language} lang={language}>
            {languageName(language)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The statement itself: text with its pictures, or the PDF where there is nothing else. */
export function StatementBody({
  statement,
  files,
}: {
  readonly statement: ReadStatement;
  readonly files: NonNullable<ProblemDetail['files']>;
}) {
  const { text, pdf, language, title, loading } = statement;
  if (loading) return <Loading label="Loading the statement" lines={6} />;
  const lang = language === null ? {} : { lang: language };
  if (text === '' && pdf === null)
    return (
      <p className="text-muted">This problem came without a statement. Whoever set it can tell you what is asked.</p>
    );
  if (text === '' && pdf !== null) {
    return (
      <div className="grid gap-2">
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- browsers start no viewer of PDF in a sandbox; the policy of the answer loads nothing */}
        <iframe
          {...lang}
          src={`${pdf}#navpanes=0&view=FitH`}
          title={`Statement of ${title}`}
          className="h-[80vh] min-h-96 w-full rounded-lg border border-line bg-sunken"
        />
        <PdfLink pdf={pdf}>Download the statement (PDF)</PdfLink>
      </div>
    );
  }
  return (
    <>
      <div {...lang}>
        <Statement source={text} files={files} />
      </div>
      {pdf !== null && (
        <p className="mt-4">
          <PdfLink pdf={pdf}>The statement as PDF</PdfLink>
        </p>
      )}
    </>
  );
}

function PdfLink({ pdf, children }: { readonly pdf: string; readonly children: string }) {
  return (
    <a href={pdf} download className="justify-self-start text-sm underline">
      {children}
    </a>
  );
}
