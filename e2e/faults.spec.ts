/** Every fault that the page offers: the trouble is told in the log, and so is the recovery. */
import type { Page } from '@playwright/test';
import { allLive, makeFault, moves, quietPlayground } from './playground.page.js';
import { expect, test } from './test.js';

interface Expected {
  /** What is entered in place of what is offered. */
  readonly entered?: Readonly<Record<string, string>>;
  /** Told in the log, in this order, after the fault was made; `SYMBOL` is that of the book. None: nothing goes wrong. */
  readonly told: readonly (RegExp | Taking)[];
}

/** What tells, in its first group, how many milliseconds something took: no fewer than these. How many more is up to the machine. */
interface Taking {
  readonly text: RegExp;
  readonly ms: number;
}

const BOOKS = ['BTC/USD', 'ETH/USD', 'SOL/USD'];
const WELL = 'All is well on the exchange’s side.';
const MISMATCH = /SYMBOL: ChecksumError, expected \d+, actual \d+/;
const CUT = /connection closed: closed with code 1006/;
const PLACED = /you placed an order: buy [\d.]+ BTC\/USD/;
const CANCELED = /order canceled again/;
/** Enough that what is lost cannot be made good by what follows; a book may be started over for each, every time later. */
const MANY = { count: '12' };
const FEW = { count: '3' };
/** An exchange that stood still with its machine sends first what is late by less than that, and nothing has overtaken it. */
const LATE = { ...MANY, delayMs: '10000' };

const liveAfter = (ms: number): Taking => ({ text: /SYMBOL.*: live again after (\d+)/, ms });
const LIVE = liveAfter(0);
const acceptedAfter = (ms: number): Taking => ({ text: /order accepted after (\d+) ms/, ms });
const ACCEPTED = acceptedAfter(0);

const FAULTS: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  Frames: {
    'Wrong checksum': { told: [MISMATCH, LIVE] },
    'Lost frames': { entered: MANY, told: [MISMATCH, LIVE] },
    'Frames twice': { told: [] },
    'Late frames': { entered: LATE, told: [MISMATCH, LIVE] },
    'Frames out of order': { entered: MANY, told: [MISMATCH, LIVE] },
    'Frames cut short': { entered: FEW, told: [/ProtocolError: frame: expected JSON/, LIVE] },
    'Corrupted frames': { entered: FEW, told: [/ProtocolError: frame: expected JSON/, LIVE] },
  },
  Subscriptions: {
    'Silent subscription': { told: [CUT, liveAfter(5000)] },
    'Late acknowledgement': { told: [MISMATCH, liveAfter(2000)] },
    'Lost acknowledgement': { told: [MISMATCH, liveAfter(10_000)] },
    'Late snapshot': { told: [MISMATCH, liveAfter(3000)] },
    'Lost snapshot': { told: [MISMATCH, liveAfter(5000)] },
    'Refused symbol': { told: [/RequestError: the exchange refused subscribe SYMBOL: Currency pair not/, LIVE] },
    'Exceeded msg rate': { told: [MISMATCH, LIVE] },
  },
  Connections: {
    'Drop the socket': { told: [CUT, /connection live: frames arrive/, LIVE] },
    Mute: { told: [/connection stale: silent for/, /connection closed: silent for/, LIVE] },
    'Refused connections': { told: [CUT, /connection closed: the exchange refused the connection: 503/, LIVE] },
    'Hanging connections': { told: [CUT, liveAfter(2000)] },
    'Slow bytes': { told: [/connection stale: silent for/, /connection live: frames arrive/] },
  },
  'Orders, Account, Exchange': {
    'Late answer': { told: [PLACED, acceptedAfter(3000), CANCELED] },
    'Answer twice': { told: [PLACED, ACCEPTED, CANCELED] },
    'Lost answer': { told: [PLACED, acceptedAfter(10_000), CANCELED] },
    'Cut before the answer': {
      told: [PLACED, /order unknown, and not sent again/, /order accepted, told by reports/, CANCELED],
    },
    'Skipped number': { told: [PLACED, /executions: gap of \d+ ms told \(frame \d+ was followed by frame \d+\)/] },
    'Expired token': {
      told: [PLACED, /the exchange refused authorize: ESession:Invalid session/, ACCEPTED, CANCELED],
    },
    Maintenance: { told: [/mode: maintenance/, /connection closed: closed with code 1001/, /mode: online/, LIVE] },
  },
};

const playground = quietPlayground();

test.describe.configure({ mode: 'parallel' });

const BROKE = 'you broke it';

/** The log, newest first. */
function log(page: Page): Promise<string[]> {
  return page.locator('#log li').allTextContents();
}

/** What was broken last, and when, as the log tells it; '' before anything was. */
async function latestBreak(page: Page): Promise<string> {
  return (await log(page)).find((text) => text.includes(BROKE)) ?? '';
}

/** What was told since the latest fault was made, oldest first. */
async function told(page: Page): Promise<string[]> {
  const entries = await log(page);
  const made = entries.findIndex((text) => text.includes(BROKE));
  return entries.slice(0, made === -1 ? 0 : made).reverse();
}

/** How many of these were told, in this order. */
async function toldInOrder(page: Page, expected: Expected['told'], symbol: string): Promise<number> {
  let found = 0;
  for (const entry of await told(page)) {
    const next = expected[found];
    if (next === undefined) break;
    const { text, ms } = next instanceof RegExp ? { text: next, ms: 0 } : next;
    const match = new RegExp(text.source.replace('SYMBOL', symbol)).exec(entry);
    if (match !== null && Number(match[1] ?? 0) >= ms) found++;
  }
  return found;
}

const RUNS = [...Object.keys(FAULTS).map((group) => [group, 'v2'] as const), ['Frames', 'v1'] as const];

for (const [group, protocol] of RUNS) {
  test(`trouble and recovery are told: ${group} of ${protocol}`, async ({ page }) => {
    test.setTimeout(300_000);
    await playground.open(page, `?depth=10&protocol=${protocol}`, BOOKS.length);
    for (const [i, [name, { entered = {}, told: expected }]] of Object.entries(FAULTS[group] ?? {}).entries()) {
      await test.step(name, async () => {
        // One after the other: a book that is started over again and again waits ever longer.
        const number = i % BOOKS.length;
        const symbol = BOOKS[number] ?? '';
        await page.getByLabel('Frames of').selectOption(symbol);
        const earlier = await latestBreak(page);
        await makeFault(page, name, entered);
        await expect.poll(() => latestBreak(page)).not.toBe(earlier);
        await expect
          .poll(() => toldInOrder(page, expected, symbol), { message: name, timeout: 120_000 })
          .toBe(expected.length);
        await expect(page.locator('#fault-status')).toHaveText(WELL);
        await allLive(page);
        await moves(page, number + 1);
        // A machine that stands still for seconds also tells of silence; nothing may be told of what came.
        if (expected.length === 0) expect((await told(page)).filter((text) => text.includes('Error'))).toEqual([]);
      });
    }
  });
}

test('every fault that is offered is among those above', async ({ page }) => {
  await playground.open(page, '?symbols=BTC/USD', 1);
  const offered = await page.locator('#fault-type option').allInnerTexts();
  expect(offered).toEqual(Object.values(FAULTS).flatMap((faults) => Object.keys(faults)));
});

test('what waits to go wrong is listed, and mended at once', async ({ page }) => {
  await playground.open(page, '?rate=1', BOOKS.length);
  const mend = page.getByRole('button', { name: 'Mend all' });
  await expect(mend).toBeDisabled();
  await makeFault(page, 'Lost frames', { count: '1000' });
  await expect(page.locator('#fault-status')).toContainText(
    /data frames are lost \((1000|9\d\d) times, book, BTC\/USD\)/,
  );
  await mend.click();
  await expect(page.locator('#fault-status')).toHaveText(WELL);
  await expect(mend).toBeDisabled();
});

test('what is entered wrong is refused with a reason, and nothing is broken', async ({ page }) => {
  await playground.open(page, '', BOOKS.length);
  await makeFault(page, 'Drop the socket', { code: '1005' });
  await expect(page.locator('#fault-problem')).toContainText('drop: code: expected a close code');
  await expect(page.locator('#connection b')).toHaveText('live');
  await makeFault(page, 'Drop the socket', { code: '3000' });
  await expect(page.locator('#fault-problem')).toBeEmpty();
  await expect(page.locator('#log')).toContainText('connection closed: closed with code 3000');
});
