import { DocketError } from '@docket/contracts/errors';

/** Every zone of the hall needs a price, and nothing else has one. @throws DocketError `invalid_request` */
export function checkPrices(prices: Readonly<Record<string, number>>, zones: readonly string[], path: string): void {
  const missing = zones.filter((zone) => prices[zone] === undefined);
  const unknown = Object.keys(prices).filter((zone) => !zones.includes(zone));
  const fields = [
    ...missing.map((zone) => ({ path: `${path}.${zone}`, message: 'the zone has no price' })),
    ...unknown.map((zone) => ({
      path: `${path}.${zone}`,
      message: `the hall has no such zone; it has ${zones.join(', ')}`,
    })),
  ];
  if (fields.length === 0) return;
  const said = fields.map((field) => `${field.path}: ${field.message}`);
  throw new DocketError('invalid_request', `${said.join('; ')}.`, { fields });
}
