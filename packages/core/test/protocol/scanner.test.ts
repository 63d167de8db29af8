import { describe, expect, it } from 'vitest';
import { SymbolTable } from '../../src/protocol/scanner.js';

describe('a table of symbols', () => {
  it('finds values by a piece of a text', () => {
    const table = new SymbolTable<number>();
    table.set('BTC/USD', 1);
    table.set('ETH/USD', 2);
    const text = '"symbol":"ETH/USD","bids"';
    expect(table.find(text, 10, 17)).toBe(2);
    expect(table.find(text, 10, 17)).toBe(2);
    expect(table.find(text, 10, 16)).toBeUndefined();
    expect(table.find(text, 11, 17)).toBeUndefined();
    expect(table.get('BTC/USD')).toBe(1);
  });

  it('keeps symbols of the same hash apart', () => {
    const table = new SymbolTable<number>();
    table.set('Aa', 1);
    table.set('BB', 2);
    expect([table.get('Aa'), table.get('BB')]).toEqual([1, 2]);
    table.delete('Aa');
    expect([table.get('Aa'), table.get('BB')]).toEqual([undefined, 2]);
  });

  it('holds thousands', () => {
    const table = new SymbolTable<number>();
    const symbols = Array.from({ length: 3000 }, (_, n) => `S${n}/USD`);
    symbols.forEach((symbol, n) => {
      table.set(symbol, n);
    });
    symbols.forEach((symbol, n) => {
      if (n % 3 === 0) table.delete(symbol);
    });
    expect(symbols.map((symbol) => table.get(symbol))).toEqual(symbols.map((_, n) => (n % 3 === 0 ? undefined : n)));
    expect(table.get('S3000/USD')).toBeUndefined();
  });

  it('replaces and forgets, also what was found last', () => {
    const table = new SymbolTable<number>();
    table.set('BTC/USD', 1);
    table.get('BTC/USD');
    table.set('BTC/USD', 2);
    expect(table.get('BTC/USD')).toBe(2);
    table.delete('BTC/USD');
    expect(table.get('BTC/USD')).toBeUndefined();
  });
});
