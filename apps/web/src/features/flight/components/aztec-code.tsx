import { useMemo } from 'react';
import { aztecOf } from '../../../lib/aztec.ts';
import { modulesPath } from '../../../lib/modules-path.ts';

/** Modules of light around it: the code needs none, a dark page does. */
const MARGIN = 2;

/** A text as an Aztec code, dark on light in every theme: scanners do not look for the opposite. */
export function AztecCode({
  text,
  label,
  className,
}: {
  readonly text: string;
  readonly label: string;
  readonly className?: string;
}) {
  const { size, rows } = useMemo(() => aztecOf(text), [text]);
  const edge = size + 2 * MARGIN;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${edge} ${edge}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect x={-MARGIN} y={-MARGIN} width={edge} height={edge} fill="#fff" />
      <path d={modulesPath(rows)} fill="#000" />
    </svg>
  );
}
