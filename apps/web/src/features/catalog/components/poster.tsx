import type { TitleSummary } from '@docket/contracts/http/title';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { posterArt, type PosterArt } from '../poster-art.ts';

type PosterProps = {
  readonly title: Pick<TitleSummary, 'slug' | 'name' | 'kind' | 'poster'>;
  /** Sets its width; it is two wide and three high. */
  readonly className?: string;
};

/** The poster of a title, or for one that has none shapes and colours that follow from its slug. What it says stands beside it. */
export function Poster({ title, className }: PosterProps) {
  if (typeof title.poster === 'string')
    return (
      <img
        src={title.poster}
        alt=""
        width={200}
        height={300}
        loading="lazy"
        decoding="async"
        className={cx('aspect-2/3 h-auto shrink-0 rounded-lg bg-sunken object-cover shadow-card', className)}
      />
    );
  const art = posterArt(title.slug);
  return (
    <div
      aria-hidden="true"
      className={cx(
        '@container relative aspect-2/3 shrink-0 overflow-hidden rounded-lg shadow-card select-none',
        className,
      )}
      style={{ background: `oklch(0.3 0.085 ${art.hue})`, color: `oklch(0.97 0.02 ${art.hue})` }}
    >
      <svg viewBox="0 0 100 150" preserveAspectRatio="xMidYMid slice" className="absolute inset-0 size-full">
        {draw(art)}
        <rect y="92" width="100" height="58" fill={`oklch(0.3 0.085 ${art.hue})`} />
      </svg>
      {/* Smaller than this it could not be read. */}
      <p className="absolute inset-x-[8cqw] bottom-[8cqw] hidden @min-[4rem]:line-clamp-3 text-[length:clamp(0.625rem,12.5cqw,1.5rem)] leading-[1.12] font-extrabold tracking-tight text-balance">
        {title.name}
      </p>
    </div>
  );
}

function draw({ motif, hue, second, dice }: PosterArt): ReactNode {
  const at = (index: number) => dice[index % dice.length] ?? 0;
  const light = `oklch(0.82 0.13 ${second})`;
  const middle = `oklch(0.64 0.16 ${second})`;
  const deep = `oklch(0.45 0.12 ${hue})`;
  const x = 25 + at(0) * 50;
  const y = 25 + at(1) * 30;
  const six = [0, 1, 2, 3, 4, 5];
  switch (motif) {
    case 'rings':
      return (
        <>
          <rect width="100" height="92" fill={deep} />
          {six.map((ring) => (
            <circle key={ring} cx={x} cy={y} r={62 - ring * 11} fill={ring % 2 === 0 ? middle : light} />
          ))}
        </>
      );
    case 'stripes':
      return (
        <g transform={`rotate(${-50 + at(2) * 100} 50 46)`}>
          <rect x="-60" y="-60" width="220" height="220" fill={deep} />
          {six.map((stripe) => (
            <rect
              key={stripe}
              x="-60"
              y={-20 + stripe * 24}
              width="220"
              height={5 + at(stripe) * 14}
              fill={stripe % 2 === 0 ? middle : light}
            />
          ))}
        </g>
      );
    case 'hills':
      return (
        <>
          <rect width="100" height="92" fill={middle} />
          <circle cx={x} cy={y} r={10 + at(3) * 10} fill={light} />
          <path d={`M0 ${60 + at(4) * 15}Q25 ${30 + at(5) * 30} 55 ${62 + at(6) * 10}T100 55V92H0Z`} fill={deep} />
          <path
            d={`M0 ${78 + at(7) * 8}Q35 ${55 + at(8) * 20} 60 78T100 ${72 + at(9) * 8}V92H0Z`}
            fill={`oklch(0.3 0.085 ${hue})`}
          />
        </>
      );
    case 'grid':
      return (
        <>
          <rect width="100" height="92" fill={deep} />
          {Array.from({ length: 20 }, (_, cell) => {
            const left = (cell % 4) * 25;
            const top = Math.floor(cell / 4) * 25 - 16;
            const fill = at(cell + 4) < 0.4 ? light : middle;
            if (at(cell) < 0.34) return <circle key={cell} cx={left + 12.5} cy={top + 12.5} r="10" fill={fill} />;
            if (at(cell) < 0.68) return <path key={cell} d={`M${left} ${top}h25a25 25 0 0 1-25 25Z`} fill={fill} />;
            return <rect key={cell} x={left + 4} y={top + 4} width="17" height="17" fill={fill} />;
          })}
        </>
      );
    case 'rays':
      return (
        <>
          <rect width="100" height="92" fill={deep} />
          {Array.from({ length: 12 }, (_, ray) => (
            <path
              key={ray}
              d="M0 0 160 -14V14Z"
              transform={`translate(${x} ${y + 20}) rotate(${ray * 30 + at(2) * 30})`}
              fill={ray % 2 === 0 ? middle : deep}
            />
          ))}
          <circle cx={x} cy={y + 20} r={12 + at(3) * 8} fill={light} />
        </>
      );
    case 'arches':
      return (
        <>
          <rect width="100" height="92" fill={deep} />
          {six.slice(0, 4).map((arch) => (
            <path
              key={arch}
              d={`M${10 + arch * 10} 92V50a${40 - arch * 10} ${40 - arch * 10} 0 0 1 ${80 - arch * 20} 0V92Z`}
              fill={[middle, light, deep, middle][arch]}
            />
          ))}
        </>
      );
    default:
      return motif satisfies never;
  }
}
