import { difficulties, type Difficulty } from '@docket/contracts/http/problem';
import { cx } from '../../../lib/class-names.ts';

const TONE: Record<Difficulty, string> = { easy: 'text-ok', medium: 'text-limit', hard: 'text-bad' };

/** One to three bars and the word. */
export function DifficultyLabel({ difficulty }: { readonly difficulty: Difficulty }) {
  const level = difficulties.indexOf(difficulty);
  return (
    <span className="inline-flex items-center gap-1.5 text-sm capitalize">
      <svg viewBox="0 0 14 12" width="14" height="12" aria-hidden="true" className={TONE[difficulty]}>
        {difficulties.map((name, index) => (
          <rect
            key={name}
            x={index * 5}
            y={8 - index * 4}
            width="3.5"
            height={4 + index * 4}
            rx="1"
            fill="currentColor"
            className={cx(index > level && 'opacity-25')}
          />
        ))}
      </svg>
      {difficulty}
    </span>
  );
}
