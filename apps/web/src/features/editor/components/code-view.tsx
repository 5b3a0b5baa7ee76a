import { useEffect, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { plainLines, type CodeLine } from '../plain-lines.ts';

type CodeViewProps = { readonly code: string; readonly mode: string; readonly label: string };

/** Code to be read, with the numbers of its lines: plain text that can be searched, selected and printed as a whole. */
export function CodeView({ code, mode, label }: CodeViewProps) {
  const lines = useLines(code, mode);
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={label}
      className="max-h-[40rem] overflow-auto py-3 font-mono text-sm leading-[1.6] -outline-offset-2!"
    >
      <pre className="w-max min-w-full font-[inherit]">
        <code className="grid grid-cols-[auto_1fr] font-[inherit]">
          {lines.map((line, index) => (
            <span key={index} className="contents">
              {/* Drawn by the style sheet, so that copying takes the code alone. */}
              <span
                aria-hidden="true"
                data-line={index + 1}
                className="sticky left-0 bg-card pr-3 pl-4 text-right text-muted select-none before:content-[attr(data-line)]"
              />
              <span className="pr-4">
                {line.map((piece, place) => (
                  <span key={place} className={cx(piece.className)}>
                    {piece.text}
                  </span>
                ))}
                {'\n'}
              </span>
            </span>
          ))}
        </code>
      </pre>
    </div>
  );
}

/** The code without colours until what colours it is loaded, or for good when it cannot be. */
function useLines(code: string, mode: string): readonly CodeLine[] {
  const [coloured, setColoured] = useState<{ code: string; lines: readonly CodeLine[] }>();
  useEffect(() => {
    let current = true;
    import('../code-lines.ts')
      .then(({ colourLines }) => colourLines(code, mode))
      .then(
        (lines) => {
          if (current) setColoured({ code, lines });
        },
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [code, mode]);
  return coloured?.code === code ? coloured.lines : plainLines(code);
}
