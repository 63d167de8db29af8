import { afterEach, describe, expect, it } from 'vitest';
import { createClientId } from '../src/client-id.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('a client id', () => {
  const platform = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
  afterEach(() => {
    Object.defineProperty(globalThis, 'crypto', platform);
  });

  it('is a UUID of version 4, another each time', () => {
    const ids = Array.from({ length: 100 }, () => createClientId(() => 0.5));
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(ids).size).toBe(100);
  });

  it('is one also where the platform makes none, of the numbers that are given', () => {
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
    let n = 0;
    const random = () => (n++ % 97) / 97;
    const ids = Array.from({ length: 50 }, () => createClientId(random));
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(ids).size).toBe(50);
    expect(createClientId(() => 0)).toBe('00000000-0000-4000-8000-000000000000');
    expect(createClientId(() => 1 - Number.EPSILON)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});
