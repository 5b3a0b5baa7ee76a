import type { Cabin, FareFamily } from '@docket/contracts/flight/flight';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { fareTerms, type FamilyFacts } from '@docket/flight/shapes';

const familiesStatement = prepare(
  'fare_families',
  'SELECT f.cabin, f.code, f.name, f.add_percent, f.add_minor, f.terms FROM fare_families f ORDER BY f.cabin, f.position, f.code',
).rows<{ cabin: Cabin }>();

/** Families by cabin, in their own order: the one that adds least comes first. */
export type Families = ReadonlyMap<Cabin, readonly FamilyFacts[]>;

/** @throws ZodError for terms that are of no known shape: they are sold by nobody */
export async function readFamilies(on: Pool | PoolClient): Promise<Families> {
  const rows = await familiesStatement(on, []);
  return new Map(
    [...Map.groupBy(rows, ({ cabin }) => cabin)].map(([cabin, all]) => [
      cabin,
      all.map(({ code, name, add_percent: addPercent, add_minor: addMinor, terms }) => ({
        code,
        name,
        addPercent,
        addMinor,
        terms: fareTerms.parse(terms),
      })),
    ]),
  );
}

/** As people are told of it. */
export function toFamily({ code, name, terms }: FamilyFacts, cabin: Cabin): FareFamily {
  const { childShare: _child, infantShare: _infant, ...told } = terms;
  return { code, name, cabin, ...told };
}
