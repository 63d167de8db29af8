import { describe, expect, it } from 'vitest';
import { exchange, type Wire, wire } from './wire.js';

/** The modes that a connection was told, and when. */
function modes({ heard }: Wire): string[] {
  return heard.flatMap(({ at, text }) => {
    const mode = /^\{"channel":"status".*"system":"(\w+)"/.exec(text)?.[1];
    return mode === undefined ? [] : [`${at} ${mode}`];
  });
}

describe('maintenance', () => {
  it('comes, and goes through cancel_only and post_only', () => {
    const session = wire();
    session.to(1000);
    session.exchange.faults.inject({ type: 'maintenance', ms: 5000, stepMs: 500 });
    session.to(20_000);
    expect(modes(session)).toEqual([
      '0 online',
      '1000 maintenance',
      '6000 cancel_only',
      '6500 post_only',
      '7000 online',
    ]);
    expect(session.closed).toEqual([]);
    expect(session.exchange.faults.pending).toEqual([]);
  });

  it('is told without a connection id, and to whoever connects meanwhile', () => {
    const on = exchange();
    on.faults.inject({ type: 'maintenance', ms: 5000 });
    const session = wire(on);
    expect(session.texts()).toEqual([
      '{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"maintenance","api_version":"v2"}]}',
    ]);
    session.to(5000);
    expect(session.texts()[1]).toMatch(/"system":"cancel_only","api_version":"v2","connection_id":\d+\}/);
  });

  it('closes connections at its beginning when it should, after it is told', () => {
    const session = wire();
    session.exchange.faults.inject({ type: 'maintenance', ms: 5000, drop: true });
    expect(modes(session)).toEqual(['0 online', '0 maintenance']);
    expect(session.closed).toEqual(['1001 ']);
  });

  it('refuses attempts to connect while it lasts when it should', () => {
    const on = exchange();
    const answers: unknown[] = [];
    const knock = () => on.knock('/v2', (refusal) => answers.push(refusal?.status));
    on.faults.inject({ type: 'maintenance', ms: 5000 });
    knock();
    on.faults.inject({ type: 'maintenance', ms: 5000, refuseUpgrades: true });
    knock();
    on.tick(on.now + 4999);
    knock();
    on.tick(on.now + 1);
    knock();
    expect(answers).toEqual([undefined, 503, 503, undefined]);
  });

  it('that begins again lasts from then on', () => {
    const session = wire();
    session.exchange.faults.inject({ type: 'maintenance', ms: 1000 });
    session.to(1500);
    session.exchange.faults.inject({ type: 'maintenance', ms: 2000, stepMs: 100 });
    session.to(9000);
    expect(modes(session)).toEqual([
      '0 online',
      '0 maintenance',
      '1000 cancel_only',
      '1500 maintenance',
      '3500 cancel_only',
      '3600 post_only',
      '3700 online',
    ]);
  });

  it('is over at once when it is taken back', () => {
    const session = wire();
    session.exchange.faults.inject({ type: 'maintenance', ms: 1000 });
    session.to(500);
    session.exchange.faults.clear();
    session.to(9000);
    expect(modes(session)).toEqual(['0 online', '0 maintenance', '500 online']);
  });
});

describe('the mode', () => {
  it('is told to every connection once when it changes', () => {
    const on = exchange();
    const sessions = [wire(on), wire(on)];
    on.setMode('post_only');
    on.setMode('post_only');
    expect(on.mode).toBe('post_only');
    for (const session of sessions) expect(modes(session)).toEqual(['0 online', '0 post_only']);
  });
});
