import { describe, expect, it } from 'vitest';
import { Random } from '../../src/random.js';
import { Tokens } from '../../src/server/tokens.js';
import { Paper } from './clerk.js';

const SESSION = { account: new Paper('alice'), permissions: { query: true, trade: true, webSocket: true } };
const LIFE = 900_000_000;
const HERE = {};
const THERE = {};

describe('a token', () => {
  it('is 43 characters of base64, another each time, and the same for the same seed', () => {
    const texts = () => {
      const tokens = new Tokens(new Random(5, 'tokens'));
      return Array.from({ length: 200 }, () => tokens.issue(SESSION, 0));
    };
    const issued = texts();
    expect(new Set(issued).size).toBe(200);
    expect(texts()).toEqual(issued);
    for (const text of issued) {
      expect(text).toMatch(/^[A-Za-z0-9+/]{43}$/);
      expect(Buffer.from(text, 'base64').toString('base64')).toBe(`${text}=`);
    }
  });

  it('speaks for its account for 900 s, on any connection', () => {
    const tokens = new Tokens(new Random(1));
    const token = tokens.issue(SESSION, 50);
    expect(tokens.find(token, 50, HERE)).toBe(SESSION);
    expect(tokens.find(token, 50 + LIFE - 1, THERE)).toBe(SESSION);
    expect(tokens.find(token, 50 + LIFE, HERE)).toBeUndefined();
    expect(tokens.find('nonsense', 50, HERE)).toBeUndefined();
    expect(tokens.find(undefined, 50, HERE)).toBeUndefined();
  });

  it('lives on where a subscription holds it, and nowhere else, until that is released', () => {
    const tokens = new Tokens(new Random(1));
    const token = tokens.issue(SESSION, 0);
    tokens.hold(token, HERE);
    tokens.issue(SESSION, 2 * LIFE);
    expect(tokens.find(token, 3 * LIFE, HERE)).toBe(SESSION);
    expect(tokens.find(token, 3 * LIFE, THERE)).toBeUndefined();
    tokens.release(token, HERE);
    expect(tokens.find(token, 3 * LIFE, HERE)).toBeUndefined();
  });

  it('is valid after its release as long as it would have been', () => {
    const tokens = new Tokens(new Random(1));
    const token = tokens.issue(SESSION, 0);
    tokens.hold(token, HERE);
    tokens.release(token, HERE);
    expect(tokens.find(token, LIFE - 1, THERE)).toBe(SESSION);
  });

  it('dies with all others when they are made to, even where it is held', () => {
    const tokens = new Tokens(new Random(1));
    const token = tokens.issue(SESSION, 0);
    tokens.hold(token, HERE);
    tokens.expire();
    expect(tokens.find(token, 1, HERE)).toBeUndefined();
    expect(tokens.find(tokens.issue(SESSION, 1), 2, HERE)).toBe(SESSION);
  });
});
