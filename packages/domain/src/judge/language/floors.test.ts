import { expect, test } from 'vitest';
import { belowFloor, floorWarnings } from './floors.ts';

const MIB = 1024 * 1024;
const java = { name: 'Java', floor: { cpuMs: 80, wallMs: 90, memoryBytes: 40 * MIB } };
const c = { name: 'C', floor: { cpuMs: 1, wallMs: 1, memoryBytes: MIB } };

test('a limit that keeps a language out says so', () => {
  expect(belowFloor({ cpuMs: 1000, memoryBytes: 256 * MIB }, java)).toBeNull();
  expect(belowFloor({ cpuMs: 1000, memoryBytes: 32 * MIB }, java)).toBe(
    "the problem's memory limit of 32 MiB is below what Java needs to start (40 MiB)",
  );
  expect(belowFloor({ cpuMs: 50, memoryBytes: 256 * MIB }, java)).toMatch(/time limit of 50 ms .* \(80 ms\)/);
  expect(belowFloor({ cpuMs: 1, memoryBytes: 1 }, { name: 'D', floor: null })).toBeNull();
  expect(floorWarnings({ cpuMs: 50, memoryBytes: 256 * MIB }, [java, c])).toEqual([
    "The problem's time limit of 50 ms is below what Java needs to start (80 ms): submissions in it are refused.",
  ]);
});
