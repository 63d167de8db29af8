import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '../../src/engine/order.js';
import { type Distance, type Trigger, Triggers } from '../../src/engine/triggers.js';

/** The reference at which each of these is set off, going through `references`. */
function fired(trigger: Trigger<string>, ...references: number[]): number | undefined {
  const triggers = new Triggers<string>();
  triggers.add(trigger);
  return references.find((ticks) => triggers.traded(ticks).fired.includes(trigger.id));
}

const trailing = (id: string, side: Side, distance: Distance, reference = 100): Trigger<string> => ({
  id,
  side,
  kind: 'trailing',
  distance,
  reference,
});

describe('a waiting order', () => {
  it('is set off by the first reference at its level or beyond: a stop against its side', () => {
    expect(fired({ id: 'a', side: 'sell', kind: 'stop', ticks: 95 }, 100, 110, 96, 95, 90)).toBe(95);
    expect(fired({ id: 'a', side: 'buy', kind: 'stop', ticks: 105 }, 100, 90, 104, 107)).toBe(107);
  });

  it('and a take-profit with it', () => {
    expect(fired({ id: 'a', side: 'sell', kind: 'take-profit', ticks: 105 }, 100, 90, 104, 105)).toBe(105);
    expect(fired({ id: 'a', side: 'buy', kind: 'take-profit', ticks: 95 }, 100, 110, 96, 93)).toBe(93);
  });

  it('is set off once', () => {
    const triggers = new Triggers<string>();
    triggers.add({ id: 'a', side: 'sell', kind: 'stop', ticks: 95 });
    expect(triggers.traded(95).fired).toEqual(['a']);
    expect([triggers.traded(95).fired, triggers.size]).toEqual([[], 0]);
  });

  it('is set off in the order in which levels were reached, and at one level in the order in which they came', () => {
    const triggers = new Triggers<string>();
    for (const [id, ticks] of [
      ['low', 94],
      ['high', 98],
      ['middle', 96],
      ['high too', 98],
      ['not yet', 90],
    ] as const) {
      triggers.add({ id, side: 'sell', kind: 'stop', ticks });
    }
    triggers.add({ id: 'other side', side: 'buy', kind: 'take-profit', ticks: 96 });
    expect(triggers.traded(93).fired).toEqual(['high', 'high too', 'middle', 'other side', 'low']);
  });

  it('can be removed and moved, and keeps its turn', () => {
    const triggers = new Triggers<string>();
    for (const id of ['a', 'b', 'c']) triggers.add({ id, side: 'buy', kind: 'stop', ticks: 105 });
    expect([triggers.remove('b'), triggers.remove('b'), triggers.move('b', 1)]).toEqual([true, false, false]);
    expect(triggers.move('a', 108)).toBe(true);
    expect(triggers.level('a')).toBe(108);
    expect(triggers.traded(105).fired).toEqual(['c']);
    triggers.add({ id: 'd', side: 'buy', kind: 'stop', ticks: 107 });
    triggers.move('a', 107);
    expect(triggers.traded(107).fired).toEqual(['a', 'd']);
  });

  it('is there once', () => {
    const triggers = new Triggers<string>();
    triggers.add({ id: 'a', side: 'buy', kind: 'stop', ticks: 105 });
    expect(() => triggers.add({ id: 'a', side: 'buy', kind: 'stop', ticks: 106 })).toThrow('expected an id');
  });
});

describe('a trailing stop', () => {
  it('of a sell follows the peak, and is set off when the reference turns back from there', () => {
    const triggers = new Triggers<string>();
    expect(triggers.add(trailing('a', 'sell', { ticks: 5 }))).toBe(95);
    expect(triggers.traded(104)).toEqual({ fired: [], moved: [{ id: 'a', ticks: 99 }] });
    expect(triggers.traded(100)).toEqual({ fired: [], moved: [] });
    expect(triggers.traded(110)).toEqual({ fired: [], moved: [{ id: 'a', ticks: 105 }] });
    expect(triggers.traded(106)).toEqual({ fired: [], moved: [] });
    expect(triggers.traded(105)).toEqual({ fired: ['a'], moved: [] });
  });

  it('of a buy follows the trough', () => {
    const triggers = new Triggers<string>();
    expect(triggers.add(trailing('a', 'buy', { ticks: 5 }))).toBe(105);
    expect(triggers.traded(90).moved).toEqual([{ id: 'a', ticks: 95 }]);
    expect(triggers.traded(94).fired).toEqual([]);
    expect(triggers.traded(96).fired).toEqual(['a']);
  });

  it('by percent is measured anew from each peak, and never set off early', () => {
    const triggers = new Triggers<string>();
    // 2.5 % of 1001 is 25.025, of 2000 it is 50.
    expect(triggers.add(trailing('a', 'sell', { share: 25n, of: 1000n }, 1001))).toBe(975);
    expect(triggers.add(trailing('b', 'buy', { share: 25n, of: 1000n }, 1001))).toBe(1027);
    triggers.remove('b');
    expect(triggers.traded(2000).moved).toEqual([{ id: 'a', ticks: 1950 }]);
    expect(triggers.traded(1951).fired).toEqual([]);
    expect(triggers.traded(1950).fired).toEqual(['a']);
  });

  it('can be given another distance from the same peak', () => {
    const triggers = new Triggers<string>();
    triggers.add(trailing('a', 'sell', { ticks: 5 }));
    triggers.traded(110);
    expect(triggers.trail('a', { ticks: 2 })).toBe(108);
    expect([triggers.move('a', 1), triggers.trail('b', { ticks: 2 })]).toEqual([false, undefined]);
    expect(triggers.traded(108).fired).toEqual(['a']);
  });
});

type Act =
  | { readonly do: 'add'; readonly trigger: Omit<Trigger<number>, 'id'> }
  | { readonly do: 'remove' | 'move' | 'trail'; readonly pick: number; readonly ticks: number }
  | { readonly do: 'traded'; readonly ticks: number };

const ticks = fc.integer({ min: 1, max: 60 });
const side = fc.constantFrom<Side>('buy', 'sell');
const distance: fc.Arbitrary<Distance> = fc.oneof(
  fc.record({ ticks: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ share: fc.bigInt({ min: 1n, max: 300n }), of: fc.constant(1000n) }),
);
const trigger = fc.oneof(
  fc.record({ side, kind: fc.constantFrom('stop' as const, 'take-profit' as const), ticks }),
  fc.record({ side, kind: fc.constant('trailing' as const), distance, reference: ticks }),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), trigger }),
  fc.record({ do: fc.constantFrom('remove' as const, 'move' as const, 'trail' as const), pick: fc.nat(), ticks }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('traded' as const), ticks }) },
);

/** Keeps every reference since each trailing order came, and looks at all of them each time. */
class NaiveTriggers {
  all: { trigger: Trigger<number>; seen: number[] }[] = [];

  level({ trigger, seen }: { trigger: Trigger<number>; seen: number[] }): number {
    if (trigger.kind !== 'trailing') return trigger.ticks;
    const sign = trigger.side === 'sell' ? 1 : -1;
    const peak = sign * Math.max(...seen.map((reference) => sign * reference));
    const away =
      'ticks' in trigger.distance
        ? trigger.distance.ticks
        : Math.ceil((peak * Number(trigger.distance.share)) / Number(trigger.distance.of));
    return peak - sign * away;
  }

  traded(ticks: number): { fired: number[]; moved: { id: number; ticks: number }[] } {
    const moved: { id: number; ticks: number }[] = [];
    for (const each of this.all) {
      const before = this.level(each);
      each.seen.push(ticks);
      if (this.level(each) !== before) moved.push({ id: each.trigger.id, ticks: this.level(each) });
    }
    const due = this.all.filter((each) => {
      const down = each.trigger.kind === 'take-profit' ? each.trigger.side === 'buy' : each.trigger.side === 'sell';
      return down ? ticks <= this.level(each) : ticks >= this.level(each);
    });
    this.all = this.all.filter((each) => !due.includes(each));
    due.sort((a, b) => Math.abs(this.level(b) - ticks) - Math.abs(this.level(a) - ticks));
    return { fired: due.map(({ trigger: { id } }) => id), moved };
  }
}

describe('whatever comes, goes and trades', () => {
  it('sets off what looking at every order each time would', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80, size: 'max' }), (acts) => {
        const triggers = new Triggers<number>();
        const naive = new NaiveTriggers();
        let id = 0;
        for (const each of acts) {
          if (each.do === 'add') {
            const added = { ...each.trigger, id: ++id } as Trigger<number>;
            naive.all.push({ trigger: added, seen: 'reference' in added ? [added.reference] : [] });
            triggers.add(added);
          } else if (each.do === 'traded') {
            expect(triggers.traded(each.ticks)).toEqual(naive.traded(each.ticks));
          } else {
            const target = naive.all[each.pick % Math.max(1, naive.all.length)];
            if (target === undefined) continue;
            const { trigger: old } = target;
            if (each.do === 'remove') {
              naive.all = naive.all.filter((other) => other !== target);
              triggers.remove(old.id);
            } else if (each.do === 'move') {
              if (old.kind !== 'trailing') target.trigger = { ...old, ticks: each.ticks };
              expect(triggers.move(old.id, each.ticks)).toBe(old.kind !== 'trailing');
            } else {
              if (old.kind === 'trailing') target.trigger = { ...old, distance: { ticks: each.ticks } };
              expect(triggers.trail(old.id, { ticks: each.ticks }) !== undefined).toBe(old.kind === 'trailing');
            }
          }
          for (const waiting of naive.all) expect(triggers.level(waiting.trigger.id)).toBe(naive.level(waiting));
        }
        expect(triggers.size).toBe(naive.all.length);
      }),
      { numRuns: 200 },
    );
  });
});
