import { describe, expect, it } from 'vitest';
import { returnOrigin } from './return-origin.ts';

const HERE = { PUBLIC_URL: 'http://127.0.0.1:3000', PAYMENT_RETURN_ORIGINS: [] };
const SITE = { PUBLIC_URL: 'https://docket.example', PAYMENT_RETURN_ORIGINS: ['https://www.docket.example'] };

describe('a buyer', () => {
  it.each([
    [HERE, 'http://localhost:3000'],
    [HERE, 'http://127.0.0.1:3000'],
    [HERE, 'http://[::1]:3000'],
    [SITE, 'https://docket.example'],
    [SITE, 'https://www.docket.example'],
  ])('of %j who came from %s goes back there', (settings, cameFrom) => {
    expect(returnOrigin(settings, cameFrom)).toBe(cameFrom);
  });

  it.each([
    [HERE, undefined],
    [HERE, 'null'],
    [HERE, 'http://localhost:3001'],
    [HERE, 'https://localhost:3000'],
    [HERE, 'http://localhost:3000.evil.example'],
    [HERE, 'http://localhost:3000@evil.example'],
    [HERE, 'http://localhost:3000/somewhere'],
    [SITE, 'http://localhost'],
    [SITE, 'http://docket.example'],
    [SITE, 'https://docket.example.evil.example'],
    [SITE, 'https://evil.docket.example'],
    [SITE, 'https://docket.example, https://evil.example'],
    [SITE, 'javascript:alert(1)'],
  ])('of %j who came from %s goes to the address that is set', (settings, cameFrom) => {
    expect(returnOrigin(settings, cameFrom)).toBe(settings.PUBLIC_URL);
  });
});
