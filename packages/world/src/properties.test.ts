import { amenity, board, propertyKind } from '@docket/contracts/hotel/stay';
import { uuid } from '@docket/contracts/http/route';
import { minorPlaces } from '@docket/contracts/money/currency';
import { cancellationPolicy, rateRules, restrictions, taxRules } from '@docket/stay/shapes';
import { expect, it } from 'vitest';
import { CITIES } from './cities.ts';
import { distanceMetres } from './distance.ts';
import { NAME_STYLES } from './name-styles.ts';
import { placeId, properties } from './properties.ts';
import { fromEuros } from './rates.ts';

const SOME = [...properties('test', 3_000)];

/** Chains that somebody owns the names of, as words. */
const CHAINS =
  /(?<!\p{L})(hilton|marriott|hyatt|accor|ibis|novotel|mercure|sofitel|radisson|sheraton|westin|ritz|four seasons|taj|oberoi|leela|treebo|oyo|fabhotel|lemon tree|ginger|zostel|motel one|meininger|generator|scandic|nh|riu|iberostar|meli[aá]|barcel[oó]|pestana|premier inn|travelodge|best western|holiday inn|crowne plaza|intercontinental|kempinski|shangri-la|mandarin oriental|peninsula|dusit|centara|anantara|banyan tree|rotana|jumeirah|toyoko|apa|okura|nikko|lotte|shilla|stayokay|stayokee|hoshino|protea|selina|hostelworld|airbnb)(?!\p{L})/iu;

it('the same seed gives the same, another seed others, and more of them the same and more', () => {
  const [again, other] = [[...properties('test', 3_000)], [...properties('other', 3_000)]];
  expect(again).toEqual(SOME);
  const ids = new Set(SOME.map(({ id }) => id));
  expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
  const larger = new Map([...properties('test', 6_000)].map((each) => [each.id, each]));
  expect(larger.size).toBe(6_000);
  for (const each of SOME) expect(larger.get(each.id)).toEqual(each);
});

it('comes one by one, as many as asked', () => {
  expect([...properties('test', 1)]).toHaveLength(1);
  const first = properties('test', 1_000_000).next();
  expect(first.value).toMatchObject({ city: { name: 'London' } });
});

it('has ids and addresses of its own everywhere', () => {
  const ids = [
    ...CITIES.map((city) => placeId('test', city)),
    ...SOME.flatMap(({ id, roomTypes }) => [
      id,
      ...roomTypes.flatMap((type) => [type.id, ...type.plans.map((plan) => plan.id)]),
    ]),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.slice(0, 2_000).filter((id) => !uuid.safeParse(id).success)).toEqual([]);
  expect(new Set(SOME.map(({ slug }) => slug)).size).toBe(SOME.length);
  expect(new Set(SOME.map(({ name, city }) => `${name}, ${city.name}`)).size).toBe(SOME.length);
});

it('is what the contracts and the rules of stays know', () => {
  for (const property of SOME) {
    propertyKind.parse(property.kind);
    amenity.array().parse(property.amenities);
    taxRules.parse(property.taxes);
    expect(property.roomTypes.length).toBeGreaterThan(0);
    for (const type of property.roomTypes) {
      expect(type.maxGuests).toBeGreaterThanOrEqual(type.maxAdults);
      expect(type.maxGuests).toBeLessThanOrEqual(type.maxAdults + type.maxChildren);
      expect(type.baseGuests).toBeLessThanOrEqual(type.maxGuests);
      expect(type.rooms).toBeGreaterThan(0);
      expect(type.plans.length).toBeGreaterThan(0);
      for (const plan of type.plans) {
        board.parse(plan.board);
        rateRules.parse(plan.rules);
        restrictions.strict().parse(plan.restrictions);
        cancellationPolicy.parse(plan.policy);
      }
    }
  }
});

it('costs what such a house may cost there, in whole units of the money', () => {
  for (const { city, roomTypes } of SOME) {
    const { currency } = city.country;
    for (const { baseMinor } of roomTypes.flatMap(({ plans }) => plans)) {
      const euros = baseMinor / fromEuros(1, currency);
      expect(euros).toBeGreaterThan(4);
      expect(euros).toBeLessThan(4_000);
      expect(baseMinor % 10 ** minorPlaces(currency)).toBe(0);
    }
  }
});

it('stands in its town, thicker in the middle of its parts', () => {
  for (const property of SOME) {
    expect(distanceMetres(property, property.city)).toBeLessThan(80_000);
    const area = property.city.areas.find(({ name }) => name === property.area);
    if (area !== undefined) expect(distanceMetres(property, area)).toBeLessThan(13_000);
  }
  const away = SOME.filter(({ city }) => city.areas.length === 0).map((property) =>
    distanceMetres(property, property.city),
  );
  const within = (metres: number): number => away.filter((each) => each < metres).length;
  // Of the rings of a kilometre each, the inner ones have more to the square kilometre.
  expect(within(1_000)).toBeGreaterThan((within(3_000) - within(1_000)) / 8);
});

it('has no name that a chain has', () => {
  for (const style of Object.values(NAME_STYLES))
    for (const each of Object.values(style).flat()) expect(each).not.toMatch(CHAINS);
  for (const { name } of SOME.filter(({ city }) => city.slug !== 'dubai')) {
    expect(name).not.toMatch(CHAINS);
    expect(name).not.toMatch(/[{}]|undefined/);
    expect(name.length).toBeLessThan(60);
  }
});
