import { holdStrictly } from '@docket/contracts/strict';

// vitest's setup of every test file: events, payloads and answers of this process are held to their contracts to the letter.
holdStrictly();
