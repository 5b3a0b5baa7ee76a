import type { TableFile } from '@docket/contracts/http/venue';

const ENCODINGS: Record<TableFile['encoding'], string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252',
};
const DELIMITERS: Record<TableFile['delimiter'], string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

/** How a table from a spreadsheet was read, so that whoever imports it sees at once when it was read wrongly. */
export function TableFacts({ table }: { readonly table: TableFile }) {
  const facts = [
    ENCODINGS[table.encoding],
    `columns between ${DELIMITERS[table.delimiter]}`,
    ...(table.decimalComma ? ['decimals after a comma'] : []),
    ...(table.emptyColumns > 0 ? [`${table.emptyColumns} empty at the right left out`] : []),
  ];
  return (
    <section aria-label="How the file was read" className="grid gap-2" data-testid="table-facts">
      <p className="text-sm text-muted">Read as {facts.join(', ')}.</p>
      {/* A keyboard can scroll it where it is wider than the page. */}
      <div className="overflow-x-auto box" tabIndex={0} role="region" aria-label="First lines of the file">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-left">
              <th scope="col" className="px-3 py-2 font-normal text-muted">
                Line
              </th>
              {table.columns.map(({ column, name, field }) => (
                <th key={column} scope="col" className="px-3 py-2 font-medium">
                  {name || column}
                  {field !== null && field !== name.toLowerCase() && (
                    <span className="block font-normal text-muted">as {field}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ line, cells }) => (
              <tr key={line} className="border-b border-line/60 last:border-0">
                <td className="px-3 py-1 text-muted tabular-nums">{line}</td>
                {table.columns.map(({ column }, at) => (
                  <td key={column} className="px-3 py-1 font-mono">
                    {cells[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
