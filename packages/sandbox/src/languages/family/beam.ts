/** Erlang's machine with one scheduler that sleeps when it has nothing to do, for a slot of one core. */
export const BEAM = [
  '+S',
  '1:1',
  '+SDcpu',
  '1:1',
  '+SDio',
  '1',
  '+A',
  '1',
  '+sbwt',
  'none',
  '+sbwtdcpu',
  'none',
  '+sbwtdio',
  'none',
] as const;
