import { logisticScale } from './parameters.ts';
import { rootOf, type Sample } from './root.ts';

/** One of the field: what is believed of how they would perform, and where they came. Places that are equal are a tie. */
export type Entrant = { readonly mu: number; readonly deviation: number; readonly place: number };

/** Spacing of the table, in points: a small part of the narrowest curve, so that a cubic between two nodes is off by less than 1e-5 points. */
const SPACING = 8;
/** So many scales away from a mean a logistic curve is flat to the last bit. */
const FAR = 50;

/**
 * Performances of a field, in its order: for each place the rating at which its result is the most likely, the paper's zero of a sum of tanh over all others.
 *
 * All entrants share one curve, the sum over everybody; what differs is by how much it is moved (who was beaten, who was not) and the tie, which counts twice
 * and has every entrant in their own. So the curve is worked out once, at nodes, where it is asked for: n times a few hundred instead of n times n.
 */
export function performances(field: readonly Entrant[]): number[] {
  // Summed in an order that depends on nothing but the values: neither on places nor on how the rows came in.
  const everybody = curveOf(field.toSorted((a, b) => a.mu - b.mu || a.deviation - b.deviation));
  const shared = tabulated(everybody);
  const reach = FAR * logisticScale(Math.max(...field.map(({ deviation }) => deviation)));
  const low = Math.min(...field.map(({ mu }) => mu)) - reach;
  const high = Math.max(...field.map(({ mu }) => mu)) + reach;
  const ties = tiesOf(field);
  let all = 0;
  for (const { strength } of ties) all += strength;
  const byPlace = new Map<number, number>();
  let better = 0;
  let last: number | null = null;
  for (const { place, members, strength } of ties) {
    const worse = all - better - strength;
    const shift = better - worse;
    const own = curveOf(members);
    const slopes = (x: number): Sample => {
      const whole = shared(x);
      const tie = own(x);
      return { value: whole.value + tie.value + shift, slope: whole.slope + tie.slope };
    };
    // One place further down is a little further down.
    last = rootOf(slopes, low, high, last ?? members[0]?.mu ?? 0);
    byPlace.set(place, last);
    better += strength;
  }
  return field.map(({ place }) => byPlace.get(place) ?? 0);
}

type Tie = { readonly place: number; readonly members: readonly Entrant[]; readonly strength: number };

/** Best place first, and members in an order of their own. */
function tiesOf(field: readonly Entrant[]): Tie[] {
  const ties = new Map<number, Entrant[]>();
  for (const one of field.toSorted((a, b) => a.place - b.place || a.mu - b.mu || a.deviation - b.deviation)) {
    const tie = ties.get(one.place);
    if (tie === undefined) ties.set(one.place, [one]);
    else tie.push(one);
  }
  return [...ties].map(([place, members]) => {
    let strength = 0;
    for (const { deviation } of members) strength += 1 / deviation;
    return { place, members, strength };
  });
}

/** Sum of tanh over some of the field, and its slope. */
function curveOf(members: readonly Entrant[]): (x: number) => Sample {
  const means = Float64Array.from(members, ({ mu }) => mu);
  const strengths = Float64Array.from(members, ({ deviation }) => 1 / deviation);
  const widths = Float64Array.from(members, ({ deviation }) => 1 / (2 * logisticScale(deviation)));
  return (x) => {
    let value = 0;
    let slope = 0;
    for (let i = 0; i < means.length; i += 1) {
      const strength = strengths[i] ?? 0;
      const width = widths[i] ?? 0;
      const pull = Math.tanh((x - (means[i] ?? 0)) * width);
      value += strength * pull;
      slope += strength * width * (1 - pull * pull);
    }
    return { value, slope };
  };
}

/** A curve that is worked out at nodes only, and is a cubic with the right values and slopes between them. */
function tabulated(curve: (x: number) => Sample): (x: number) => Sample {
  const nodes = new Map<number, Sample>();
  const node = (index: number): Sample => {
    const known = nodes.get(index);
    if (known !== undefined) return known;
    const sample = curve(index * SPACING);
    nodes.set(index, sample);
    return sample;
  };
  return (x) => {
    const index = Math.floor(x / SPACING);
    const left = node(index);
    const right = node(index + 1);
    const t = x / SPACING - index;
    const rise = right.value - left.value;
    const a = left.slope * SPACING - rise;
    const b = rise - right.slope * SPACING;
    const bend = a * (1 - t) + b * t;
    const value = left.value + t * rise + t * (1 - t) * bend;
    const slope = (rise + (1 - 2 * t) * bend + t * (1 - t) * (b - a)) / SPACING;
    return { value, slope };
  };
}
