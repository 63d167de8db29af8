import { ConnectBudget } from '@kraken-stream/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { sharedLog, type TextStorage } from '../src/attempts.js';

const KEY = 'kraken-stream:connects:ws.kraken.com';
const NOW = 1_700_000_000_000;

class Storage implements TextStorage {
  readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

class FullStorage extends Storage {
  override setItem(): void {
    throw new Error('QuotaExceededError');
  }
}

class ForbiddenStorage extends FullStorage {
  override getItem(): string | null {
    throw new Error('SecurityError');
  }
}

const FEW = { attempts: 2, windowMs: 1000 };

describe('a log of attempts', () => {
  it('is shared by all tabs, host by host', () => {
    const storage = new Storage();
    const [one, other] = [sharedLog('ws.kraken.com', storage), sharedLog('ws.kraken.com', storage)];
    one.write([1, 2]);
    expect(other.read()).toEqual([1, 2]);
    other.write([1, 2, 3]);
    expect(one.read()).toEqual([1, 2, 3]);
    expect(sharedLog('ws-auth.kraken.com', storage).read()).toEqual([]);
    expect([...storage.items.keys()]).toEqual([KEY]);
  });

  it('makes a budget one budget, and outlives a tab', () => {
    const storage = new Storage();
    const tab = () => new ConnectBudget(sharedLog('ws.kraken.com', storage), FEW);
    expect([tab().take(NOW), tab().take(NOW + 1), tab().take(NOW + 2)]).toEqual([NOW, NOW + 1, NOW + 1000]);
  });

  it.each([
    ['missing', null],
    ['full', new FullStorage()],
    ['forbidden', new ForbiddenStorage()],
  ])('goes by what it knows itself where storage is %s', (_, storage) => {
    const budget = new ConnectBudget(sharedLog('ws.kraken.com', storage), FEW);
    expect([budget.take(NOW), budget.take(NOW), budget.take(NOW)]).toEqual([NOW, NOW, NOW + 1000]);
    expect(budget.take(NOW + 1000)).toBe(NOW + 1000);
  });

  it('is not blocked for ever by what full storage holds of the future', () => {
    const storage = new FullStorage();
    storage.items.set(KEY, `${NOW + 1e9},${NOW + 1e9}`);
    const budget = new ConnectBudget(sharedLog('ws.kraken.com', storage), FEW);
    expect(budget.take(NOW)).toBe(NOW + 1000);
    expect(budget.take(NOW + 1000)).toBe(NOW + 1000);
  });

  it.each(['', 'garbage', '[1,2]', '1;2', '{"a":1}', 'NaN', '1,Infinity', 'null'])(
    'goes by what it knows itself where storage holds %j, and repairs that',
    (garbage) => {
      const storage = new Storage();
      const log = sharedLog('ws.kraken.com', storage);
      expect(log.read()).toEqual([]);
      log.write([1]);
      storage.items.set(KEY, garbage);
      expect(log.read()).toEqual([1]);
      log.write([1, 2]);
      expect(sharedLog('ws.kraken.com', storage).read()).toEqual([1, 2]);
    },
  );

  it('never throws, and never blocks for more than a window, whatever storage holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(fc.double()).map(String)), (text) => {
        const storage = new Storage();
        storage.items.set(KEY, text);
        const at = new ConnectBudget(sharedLog('ws.kraken.com', storage), FEW).take(NOW);
        expect(at - NOW).toBeLessThanOrEqual(1000);
      }),
    );
  });
});

describe('the storage of the platform', () => {
  const names = ['document', 'localStorage'] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

  function platform(localStorage: () => unknown, document: object | undefined = {}): void {
    Object.defineProperty(globalThis, 'document', { value: document, configurable: true });
    Object.defineProperty(globalThis, 'localStorage', { get: localStorage, configurable: true });
  }

  afterEach(() => {
    names.forEach((name, n) => {
      Reflect.deleteProperty(globalThis, name);
      if (before[n] !== undefined) Object.defineProperty(globalThis, name, before[n]);
    });
  });

  it('is a page’s localStorage', () => {
    const storage = new Storage();
    platform(() => storage);
    sharedLog('ws.kraken.com').write([1, 2]);
    expect([...storage.items]).toEqual([[KEY, '1,2']]);
  });

  it('may refuse to be looked at, or be none', () => {
    const refused = () => {
      throw new Error('SecurityError: the document is sandboxed');
    };
    for (const localStorage of [refused, () => null, () => undefined]) {
      platform(localStorage);
      const log = sharedLog('ws.kraken.com');
      log.write([1]);
      expect(log.read()).toEqual([1]);
    }
  });

  it('is not looked at where there is no page', () => {
    let looked = 0;
    platform(() => looked++, undefined);
    Reflect.deleteProperty(globalThis, 'document');
    sharedLog('ws.kraken.com').write([1]);
    expect(looked).toBe(0);
  });
});
