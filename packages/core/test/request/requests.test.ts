import { describe, expect, it } from 'vitest';
import { Requests } from '../../src/request/requests.js';

describe('requests on their way', () => {
  it('have different ids', () => {
    const requests = new Requests<string>();
    expect(requests.open('ping', 0)).not.toBe(requests.open('ping', 0));
  });

  it('take one answer for each symbol, in any order', () => {
    const requests = new Requests<string>();
    const id = requests.open(
      'subscribe',
      0,
      new Map([
        ['A/B', 'a'],
        ['C/D', 'c'],
      ]),
    );
    expect(requests.answered(id, 'C/D')?.about).toEqual(['c']);
    expect(requests.answered(id, 'A/B')?.about).toEqual(['a']);
    expect(requests.answered(id, 'A/B')).toBeUndefined();
  });

  it('take an answer without a symbol for all that is unanswered', () => {
    const requests = new Requests<string>();
    const id = requests.open(
      'subscribe',
      0,
      new Map([
        ['A/B', 'a'],
        ['C/D', 'c'],
        ['E/F', 'e'],
      ]),
    );
    requests.answered(id, 'A/B');
    expect(requests.answered(id, undefined)?.about).toEqual(['c', 'e']);
    expect(requests.answered(id, undefined)).toBeUndefined();
  });

  it('know nothing of answers to others', () => {
    const requests = new Requests<string>();
    requests.open('subscribe', 0, new Map([['A/B', 'a']]));
    expect(requests.answered(undefined, 'A/B')).toBeUndefined();
    expect(requests.answered(99, 'A/B')).toBeUndefined();
  });

  it('are forgotten with their connection, and when they are too old', () => {
    const requests = new Requests<string>();
    const first = requests.open('ping', 0);
    const second = requests.open('ping', 100);
    requests.expire(50);
    expect(requests.answered(first, undefined)).toBeUndefined();
    expect(requests.answered(second, undefined)?.request.sentAt).toBe(100);
    const third = requests.open('ping', 200);
    requests.clear();
    expect(requests.answered(third, undefined)).toBeUndefined();
  });
});
