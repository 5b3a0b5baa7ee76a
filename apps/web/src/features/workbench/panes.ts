import { localValue } from '../../lib/local-value.ts';

/** How somebody has divided the workbench on this device, in percent; what is missing is as it is by itself. */
export type Panes = {
  /** Width of the statement. */
  readonly statement?: number;
  /** Height of what is below the editor. */
  readonly lower?: number;
};

export const panes = localValue('docket.panes', readPanes);

/** Bounds that leave enough of both sides to work with. */
export const PANE_BOUNDS = { statement: { min: 20, max: 70 }, lower: { min: 15, max: 80 } } as const;

function readPanes(stored: unknown): Panes | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { statement, lower } = stored as Partial<Record<keyof Panes, unknown>>;
  return {
    ...(typeof statement === 'number' ? { statement } : {}),
    ...(typeof lower === 'number' ? { lower } : {}),
  };
}
