/** Every fault that the page offers: the trouble is told in the log, and so is the recovery. */
import type { Page } from '@playwright/test';
import { allLive, moves, quietPlayground } from './playground.page.js';
import { expect, test } from './test.js';

interface Expected {
  /** What is entered in place of what is offered. */
  readonly entered?: Readonly<Record<string, string>>;
  /** Told in the log, in this order, after the fault was made; `SYMBOL` is that of the book. None: nothing goes wrong. */
  readonly told: readonly RegExp[];
}

const BOOKS = ['BTC/USD', 'ETH/USD', 'SOL/USD'];
const WELL = 'All is well on the exchange’s side.';
const MISMATCH = /SYMBOL: ChecksumError, expected \d+, actual \d+/;
const LIVE = /SYMBOL.*: live again after/;
const CUT = /connection closed: closed with code 1006/;
const PLACED = /you placed an order: buy [\d.]+ BTC\/USD/;
const ACCEPTED = /order accepted after \d+ ms/;
const CANCELED = /order canceled again/;
/** Enough that what is lost cannot be made good by what follows; a book may be started over for each, every time later. */
const MANY = { count: '12' };
const FEW = { count: '3' };

const FAULTS: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  Frames: {
    'Wrong checksum': { told: [MISMATCH, LIVE] },
    'Lost frames': { entered: MANY, told: [MISMATCH, LIVE] },
    'Frames twice': { told: [] },
    'Late frames': { entered: MANY, told: [MISMATCH, LIVE] },
    'Frames out of order': { entered: MANY, told: [MISMATCH, LIVE] },
    'Frames cut short': { entered: FEW, told: [/ProtocolError: frame: expected JSON/, LIVE] },
    'Corrupted frames': { entered: FEW, told: [/ProtocolError: frame: expected JSON/, LIVE] },
  },
  Subscriptions: {
    'Silent subscription': { told: [CUT, /SYMBOL: live again after [5-9]\d{3} ms/] },
    'Late acknowledgement': { told: [MISMATCH, /SYMBOL: live again after [2-9]\d{3} ms/] },
    'Lost acknowledgement': { told: [MISMATCH, /SYMBOL: live again after 1\d{4} ms/] },
    'Late snapshot': { told: [MISMATCH, /SYMBOL: live again after [3-9]\d{3} ms/] },
    'Lost snapshot': { told: [MISMATCH, /SYMBOL: live again after [5-9]\d{3} ms/] },
    'Refused symbol': { told: [/RequestError: the exchange refused subscribe SYMBOL: Currency pair not/, LIVE] },
    'Exceeded msg rate': { told: [MISMATCH, LIVE] },
  },
  Connections: {
    'Drop the socket': { told: [CUT, /connection live: frames arrive/, LIVE] },
    Mute: { told: [/connection stale: silent for/, /connection closed: silent for/, LIVE] },
    'Refused connections': { told: [CUT, /connection closed: the exchange refused the connection: 503/, LIVE] },
    'Hanging connections': { told: [CUT, /SYMBOL.*: live again after (?:[2-9]|\d{2})\d{3}/] },
    'Slow bytes': { told: [/connection stale: silent for/, /connection live: frames arrive/] },
  },
  'Orders, Account, Exchange': {
    'Late answer': { told: [PLACED, /order accepted after 3\d{3} ms/, CANCELED] },
    'Answer twice': { told: [PLACED, ACCEPTED, CANCELED] },
    'Lost answer': { told: [PLACED, /order accepted after 1\d{4} ms/, CANCELED] },
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

/** What was told since the latest fault was made, oldest first. */
function told(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const entries = [...document.querySelectorAll('#log li')].map((entry) => entry.textContent);
    const made = entries.findIndex((text) => text.includes('you broke it'));
    return entries.slice(0, made === -1 ? 0 : made).reverse();
  });
}

/** How many of these were told, in this order. */
async function toldInOrder(page: Page, expected: readonly RegExp[], symbol: string): Promise<number> {
  let found = 0;
  for (const text of await told(page)) {
    const next = expected[found];
    if (next !== undefined && new RegExp(next.source.replace('SYMBOL', symbol)).test(text)) found++;
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
        await page.getByLabel('Any fault').selectOption(name);
        await expect(page.locator('#fault-says')).not.toBeEmpty();
        for (const [field, value] of Object.entries(entered))
          await page.locator(`#fault-fields [name="${field}"]`).fill(value);
        const entries = await page.locator('#log li').count();
        await page.getByRole('button', { name: 'Do it' }).click();
        await expect.poll(() => page.locator('#log li').count()).toBeGreaterThan(entries);
        await expect
          .poll(() => toldInOrder(page, expected, symbol), { message: name, timeout: 120_000 })
          .toBe(expected.length);
        await expect(page.locator('#fault-status')).toHaveText(WELL);
        await allLive(page);
        await moves(page, number + 1);
        if (expected.length === 0) expect(await told(page)).toEqual([]);
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
  await page.getByLabel('Any fault').selectOption('Lost frames');
  await page.getByLabel('times').fill('1000');
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect(page.locator('#fault-status')).toContainText(
    /data frames are lost \((1000|9\d\d) times, book, BTC\/USD\)/,
  );
  await mend.click();
  await expect(page.locator('#fault-status')).toHaveText(WELL);
  await expect(mend).toBeDisabled();
});

test('what is entered wrong is refused with a reason, and nothing is broken', async ({ page }) => {
  await playground.open(page, '', BOOKS.length);
  await page.getByLabel('Any fault').selectOption('Drop the socket');
  const code = page.getByRole('spinbutton', { name: 'code' });
  await code.fill('1005');
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect(page.locator('#fault-problem')).toContainText('drop: code: expected a close code');
  await expect(page.locator('#connection b')).toHaveText('live');
  await code.fill('3000');
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect(page.locator('#fault-problem')).toBeEmpty();
  await expect(page.locator('#log')).toContainText('connection closed: closed with code 3000');
});
