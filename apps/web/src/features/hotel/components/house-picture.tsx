import type { PropertyKind } from '@docket/contracts/hotel/stay';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { houseArt, type HouseArt } from '../house-art.ts';

type HousePictureProps = {
  readonly property: { readonly slug: string; readonly kind: PropertyKind; readonly stars: number };
  /** Sets its width; it is four wide and three high unless that says otherwise. */
  readonly className?: string;
};

type Light = {
  readonly sky: readonly [string, string];
  readonly ground: string;
  readonly lit: number;
  readonly dim: number;
};

const LIGHTS: Readonly<Record<HouseArt['time'], Light>> = {
  morning: { sky: ['oklch(0.86 0.06 60)', 'oklch(0.9 0.04 220)'], ground: 'oklch(0.74 0.06 120)', lit: 0.15, dim: 1 },
  day: { sky: ['oklch(0.9 0.03 220)', 'oklch(0.78 0.07 235)'], ground: 'oklch(0.76 0.08 125)', lit: 0.05, dim: 1 },
  evening: { sky: ['oklch(0.78 0.12 50)', 'oklch(0.5 0.09 300)'], ground: 'oklch(0.46 0.05 120)', lit: 0.5, dim: 0.82 },
  night: { sky: ['oklch(0.38 0.06 275)', 'oklch(0.24 0.05 275)'], ground: 'oklch(0.3 0.03 150)', lit: 0.65, dim: 0.6 },
};

/** There are no photographs: a quiet drawing of a house of its kind, the same every time. What it says stands beside it. */
export function HousePicture({ property, className }: HousePictureProps) {
  const art = houseArt(property.slug, property.kind, property.stars);
  const light = LIGHTS[art.time];
  const id = `sky-${property.slug}`;
  return (
    <svg
      viewBox="0 0 160 120"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      className={cx('aspect-4/3 shrink-0 overflow-hidden rounded-lg', className)}
    >
      <defs>
        <linearGradient id={id} x1="0" y1="1" x2="0" y2="0">
          <stop offset="0.15" stopColor={light.sky[0]} />
          <stop offset="1" stopColor={light.sky[1]} />
        </linearGradient>
      </defs>
      <rect width="160" height="120" fill={`url(#${id})`} />
      <Sky art={art} />
      <Hills art={art} light={light} />
      <rect y="98" width="160" height="22" fill={light.ground} />
      {drawHouse(art, light)}
      <Garden art={art} light={light} />
    </svg>
  );
}

type Drawn = { readonly art: HouseArt; readonly light: Light };

const at = ({ dice }: HouseArt, index: number) => dice[index % dice.length] ?? 0;
const tone = (lightness: number, chroma: number, hue: number, { dim }: Light) =>
  `oklch(${(lightness * dim).toFixed(3)} ${chroma} ${hue})`;

function Sky({ art }: Pick<Drawn, 'art'>) {
  const x = 20 + at(art, 0) * 120;
  switch (art.time) {
    case 'night':
      return (
        <g fill="oklch(0.95 0.03 90)">
          <circle cx={x} cy={24} r={8} />
          {[1, 2, 3, 4, 5, 6, 7].map((star) => (
            <circle key={star} cx={at(art, star) * 160} cy={at(art, star + 9) * 55} r={0.5 + at(art, star + 4) * 0.6} />
          ))}
        </g>
      );
    case 'evening':
      return <circle cx={x} cy={72} r={13} fill="oklch(0.88 0.12 65)" />;
    case 'morning':
    case 'day':
      return (
        <g fill="oklch(0.98 0.01 220)">
          <circle cx={x} cy={26} r={9} fill="oklch(0.95 0.09 90)" />
          {[0, 1].map((cloud) => (
            <g
              key={cloud}
              transform={`translate(${at(art, cloud + 1) * 130} ${14 + at(art, cloud + 3) * 26})`}
              opacity="0.8"
            >
              <rect width="30" height="6" rx="3" />
              <rect x="7" y="-4" width="15" height="8" rx="4" />
            </g>
          ))}
        </g>
      );
    default:
      return art.time satisfies never;
  }
}

function Hills({ art, light }: Drawn) {
  const rise = (index: number) => 74 + at(art, index) * 18;
  return (
    <path
      d={`M0 ${rise(12)}Q30 ${rise(13) - 14} 70 ${rise(14)}T160 ${rise(15)}V100H0Z`}
      fill={tone(0.66, 0.05, art.green + 30, light)}
    />
  );
}

/** Windows in rows, some of them lit. */
function windows(
  { art, light }: Drawn,
  {
    x,
    y,
    columns,
    rows,
    width,
    height,
    gapX,
    gapY,
  }: Record<'x' | 'y' | 'columns' | 'rows' | 'width' | 'height' | 'gapX' | 'gapY', number>,
): ReactNode {
  return Array.from({ length: columns * rows }, (_, index) => {
    const column = index % columns;
    const row = Math.floor(index / columns);
    const isLit = at(art, index * 7 + 3) < light.lit;
    return (
      <rect
        key={index}
        x={x + column * (width + gapX)}
        y={y + row * (height + gapY)}
        width={width}
        height={height}
        rx="0.6"
        fill={isLit ? 'oklch(0.9 0.13 88)' : tone(0.52, 0.03, 240, light)}
      />
    );
  });
}

function drawHouse(art: HouseArt, light: Light): ReactNode {
  const wall = tone(0.9, 0.035, art.wall, light);
  const shade = tone(0.78, 0.05, art.wall, light);
  const roof = tone(0.55, 0.1, art.wall - 5, light);
  const door = tone(0.4, 0.06, art.wall, light);
  const both = { art, light };
  switch (art.kind) {
    case 'hotel': {
      const height = art.floors * 9 + 14;
      const width = art.columns * 9 + 5;
      const x = 80 - width / 2;
      const y = 102 - height;
      return (
        <>
          <rect x={x - 22} y={102 - height * 0.55} width="24" height={height * 0.55} fill={shade} />
          {windows(both, {
            x: x - 19,
            y: 105 - height * 0.55,
            columns: 2,
            rows: Math.floor((height * 0.55 - 8) / 9),
            width: 5,
            height: 5,
            gapX: 4,
            gapY: 4,
          })}
          <rect x={x} y={y} width={width} height={height} fill={wall} />
          <rect x={x - 2} y={y - 3} width={width + 4} height="4" fill={roof} />
          {windows(both, {
            x: x + 5,
            y: y + 5,
            columns: art.columns,
            rows: art.floors,
            width: 5,
            height: 5,
            gapX: 4,
            gapY: 4,
          })}
          <rect x={80 - 11} y="92" width="22" height="2.500" fill={roof} />
          <rect x={80 - 5} y="94" width="10" height="8" fill={door} />
        </>
      );
    }
    case 'apartment': {
      const height = art.floors * 10 + 8;
      const y = 102 - height;
      return (
        <>
          <rect x="50" y={y} width="60" height={height} fill={wall} />
          <rect x="50" y={y} width="14" height={height} fill={shade} />
          {windows(both, { x: 69, y: y + 5, columns: 3, rows: art.floors, width: 9, height: 5, gapX: 4, gapY: 5 })}
          {Array.from({ length: art.floors }, (_, floor) => (
            <rect key={floor} x="67" y={y + 10.5 + floor * 10} width="39" height="1.4" fill={roof} />
          ))}
          <rect x="54" y="93" width="6" height="9" fill={door} />
        </>
      );
    }
    case 'resort':
      return (
        <>
          {[18, 94].map((x, index) => (
            <g key={x}>
              <rect
                x={x}
                y={102 - art.floors * 12}
                width="48"
                height={art.floors * 12}
                fill={index === 0 ? shade : wall}
              />
              <path
                d={`M${x - 4} ${102 - art.floors * 12}L${x + 24} ${86 - art.floors * 12}L${x + 52} ${102 - art.floors * 12}Z`}
                fill={roof}
              />
              {windows(both, {
                x: x + 5,
                y: 106 - art.floors * 12,
                columns: 4,
                rows: art.floors,
                width: 6,
                height: 5,
                gapX: 4.6,
                gapY: 7,
              })}
            </g>
          ))}
          <rect x="62" y="84" width="36" height="18" fill={wall} />
          <path d="M58 85L80 72L102 85Z" fill={roof} />
          <rect x="75" y="91" width="10" height="11" fill={door} />
          <ellipse cx="80" cy="110" rx="34" ry="5.500" fill={tone(0.74, 0.09, 215, light)} />
        </>
      );
    case 'hostel':
      return (
        <>
          {[0, 1, 2].map((house) => {
            const x = 36 + house * 30;
            const height = art.floors * 11 + at(art, house + 20) * 8;
            return (
              <g key={house}>
                <rect
                  x={x}
                  y={102 - height}
                  width="29"
                  height={height}
                  fill={tone(0.84, 0.07, art.wall + house * 55, light)}
                />
                <path
                  d={`M${x - 1} ${102 - height}L${x + 14.5} ${88 - height}L${x + 30} ${102 - height}Z`}
                  fill={roof}
                />
                {windows(both, {
                  x: x + 5,
                  y: 107 - height,
                  columns: 2,
                  rows: art.floors - 1,
                  width: 6,
                  height: 6,
                  gapX: 7,
                  gapY: 5,
                })}
                <rect x={x + 11} y="92" width="7" height="10" fill={door} />
              </g>
            );
          })}
        </>
      );
    case 'guesthouse':
      return (
        <>
          <rect x="52" y="70" width="56" height="32" fill={wall} />
          <path d="M46 72L80 46L114 72Z" fill={roof} />
          <rect x="98" y="50" width="6" height="14" fill={shade} />
          {windows(both, { x: 59, y: 78, columns: 2, rows: 1, width: 9, height: 9, gapX: 24, gapY: 0 })}
          {windows(both, { x: 76, y: 58, columns: 1, rows: 1, width: 8, height: 8, gapX: 0, gapY: 0 })}
          <rect x="75" y="84" width="10" height="18" rx="1" fill={door} />
          <path d="M70 84L80 78L90 84Z" fill={shade} />
        </>
      );
    case 'villa':
      return (
        <>
          {art.floors > 1 && (
            <>
              <rect x="58" y="62" width="50" height="20" fill={shade} />
              <rect x="54" y="60" width="58" height="3" fill={roof} />
              {windows(both, { x: 63, y: 67, columns: 3, rows: 1, width: 11, height: 10, gapX: 4, gapY: 0 })}
            </>
          )}
          <rect x="40" y="82" width="84" height="20" fill={wall} />
          <rect x="35" y="80" width="94" height="3" fill={roof} />
          {windows(both, { x: 46, y: 87, columns: 2, rows: 1, width: 15, height: 11, gapX: 4, gapY: 0 })}
          <rect x="86" y="87" width="9" height="15" fill={door} />
          {windows(both, { x: 101, y: 87, columns: 1, rows: 1, width: 15, height: 11, gapX: 0, gapY: 0 })}
        </>
      );
    default:
      return art.kind satisfies never;
  }
}

/** Trees at both sides: palms where people bathe. */
function Garden({ art, light }: Drawn) {
  const leaf = tone(0.56, 0.1, art.green, light);
  const trunk = tone(0.45, 0.05, 60, light);
  return [12, 28, 134, 150].map((x, index) => {
    const foot = 103 + at(art, index + 30) * 6;
    const height = 16 + at(art, index + 25) * 14;
    if (at(art, index + 35) < 0.25) return null;
    if (art.kind === 'resort')
      return (
        <g key={x} fill="none" stroke={trunk} strokeWidth="1.800" strokeLinecap="round">
          <path d={`M${x} ${foot}Q${x + 3} ${foot - height / 2} ${x + 1} ${foot - height}`} />
          {[-1, -0.5, 0.5, 1].map((way) => (
            <path
              key={way}
              stroke={leaf}
              strokeWidth="2.200"
              d={`M${x + 1} ${foot - height}q${way * 7} ${-7 + Math.abs(way) * 3} ${way * 12} ${Math.abs(way) * 6}`}
            />
          ))}
        </g>
      );
    return (
      <g key={x}>
        <rect x={x - 0.9} y={foot - 8} width="1.800" height="8" fill={trunk} />
        <ellipse cx={x} cy={foot - 6 - height / 2} rx={height / 3.2} ry={height / 2} fill={leaf} />
      </g>
    );
  });
}
