import { describe, expect, it } from 'vitest';
import { readable, withId } from '../../src/server/request-id.js';

/** What is read, and what an answer to it has in the place of its id. */
function round(id: string, protocol: 'v1' | 'v2'): string {
  const name = protocol === 'v1' ? 'reqid' : 'req_id';
  const { text, id: kept } = readable(`{"event":"ping","${name}":${id}}`, protocol);
  const [, read = ''] = /":(\d+)\}$/.exec(text) ?? [];
  const answer = `{"event":"pong","${name}":${read}}`;
  return kept === undefined ? answer : withId(answer, kept, protocol);
}

describe('the id of a request', () => {
  it('comes back digit for digit where a double does not hold it', () => {
    for (const id of ['12870497960778414923', '18446744073709551615', '9007199254740993', '-7']) {
      expect(round(id, 'v1')).toBe(`{"event":"pong","reqid":${id}}`);
      expect(round(id, 'v2')).toBe(`{"event":"pong","req_id":${id}}`);
    }
  });

  it('is left alone where a double holds it, and where it is more than the exchange takes', () => {
    for (const id of ['1', '9007199254740991', '18446744073709551616']) {
      expect(readable(`{"reqid":${id}}`, 'v1')).toEqual({ text: `{"reqid":${id}}` });
    }
  });

  it('comes back as a text on v1, whatever is in it', () => {
    for (const id of ['"42"', '""', '"a\\"b"', '"$&"']) {
      expect(round(id, 'v1')).toBe(`{"event":"pong","reqid":${id}}`);
    }
    expect(readable('{"req_id":"42"}', 'v2')).toEqual({ text: '{"req_id":"42"}' });
  });

  it('is found by its name in the protocol, and not inside of a text', () => {
    expect(readable('{"req_id":12870497960778414923}', 'v1').id).toBeUndefined();
    expect(readable('{"token":"\\"reqid\\":12870497960778414923}"}', 'v1').id).toBeUndefined();
  });
});
