/** The account of the built playground: what is entered, what becomes of it, and what a person is told meanwhile. */
import { demoAccount } from '@kraken-stream/simulator';
import { startServer } from '@kraken-stream/simulator/node';
import type { Locator, Page } from '@playwright/test';
import { entry, fault, quietPlayground } from './playground.page.js';
import { expect, test } from './test.js';

const RECOVERY = { timeout: 60_000 };

const playground = quietPlayground();

const account = (page: Page): Locator => page.locator('#account');
const field = (page: Page, label: string): Locator => account(page).getByLabel(label).filter({ visible: true }).first();
const send = (page: Page): Locator => account(page).locator('.ticket-send');
const outcome = (page: Page, text: string | RegExp): Locator =>
  page.locator('.outcomes li').filter({ hasText: text }).first();
const orders = (page: Page): Locator => account(page).getByRole('table', { name: 'Open orders' }).locator('tbody tr');
const fills = (page: Page): Locator => account(page).getByRole('table', { name: 'Own fills' }).locator('tbody tr');
const balance = (page: Page, asset: string): Locator =>
  page.locator('.funds div').filter({ hasText: asset }).locator('b');

async function open(page: Page, query = '?symbols=BTC/USD,ETH/USD'): Promise<void> {
  await playground.open(page, query, 2);
  // The rules of the pair are there.
  await expect(page.locator('#ticket-limitPrice-slot')).toContainText('steps of');
}

async function enter(page: Page, type: string, values: Readonly<Record<string, string>>): Promise<void> {
  await field(page, 'Order type').selectOption(type);
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
}

/** An order that rests far below the market. */
async function rest(page: Page, price = '20000'): Promise<void> {
  const before = await orders(page).count();
  await enter(page, 'limit', { 'Quantity BTC': '0.5', 'Limit price': price });
  await send(page).click();
  await expect(orders(page)).toHaveCount(before + 1);
}

test('a double click, and a key that stays down, send one order', async ({ page }) => {
  await open(page);
  await enter(page, 'limit', { 'Quantity BTC': '0.5', 'Limit price': '20000' });
  await send(page).dblclick();
  await expect(outcome(page, 'buy 0.5 BTC limit at 20000')).toContainText('accepted');
  await field(page, 'Limit price').focus();
  for (let n = 0; n < 4; n++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await send(page).focus();
  for (let n = 0; n < 4; n++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(orders(page)).toHaveCount(3);
  await expect(page.locator('.outcomes li')).toHaveCount(3);
});

for (const protocol of ['v2', 'v1'])
  test(`an order rests, is amended in place and is canceled, in ${protocol}`, async ({ page }) => {
    await open(page, `?symbols=BTC/USD,ETH/USD&protocol=${protocol}`);
    await rest(page);
    await expect(outcome(page, 'buy 0.5 BTC limit at 20000')).toContainText(/accepted O.*now open/);
    const row = orders(page).first();
    await expect(row).toContainText('20,000');
    await row.getByRole('button', { name: /^Amend/ }).click();
    const price = row.getByLabel('New limit price');
    await expect(price).toBeFocused();
    await price.fill('21000.55');
    await price.press('Enter');
    await expect(price).toHaveAttribute('aria-invalid', 'true');
    await row.getByRole('button', { name: 'Take 21000.5' }).click();
    await expect(price).toHaveValue('21000.5');
    await price.press('Enter');
    await expect(row).toContainText('21,000.5');
    await expect(outcome(page, /^\S+ amend O\S+: limit 21000.5/)).toContainText('accepted');
    await expect(row.getByRole('button', { name: /^Amend/ })).toBeFocused();
    await row.getByRole('button', { name: /^Cancel/ }).click();
    await expect(orders(page)).toHaveCount(0);
    await expect(outcome(page, /cancel O/)).toContainText('accepted');
    await expect(outcome(page, 'buy 0.5 BTC limit')).toContainText('now canceled: User requested');
    await expect(page.locator('#outcomes [aria-live]')).toContainText('accepted');
  });

test('a market order fills, and fills and balances tell it', async ({ page }) => {
  await open(page);
  await expect(balance(page, 'BTC')).toHaveText('10');
  await enter(page, 'market', { 'Quantity BTC': '0.25' });
  await expect(page.locator('.estimate')).toContainText('as taker');
  await expect(page.locator('#ticket-limitPrice')).toBeHidden();
  await send(page).click();
  await expect(outcome(page, 'buy 0.25 BTC market')).toContainText(/accepted.*now filled/);
  await expect(fills(page).first()).toContainText('taker');
  await expect(balance(page, 'BTC')).toHaveText('10.25');
  await expect(balance(page, 'USD')).not.toHaveText('100,000');
  await expect(page.locator('.estimate')).toContainText('at the rate of your last fills');
});

test('what is wrong is told beside its field while it is typed, and the nearest value is taken over', async ({
  page,
}) => {
  await open(page);
  const place = () => send(page).evaluate((button) => button.getBoundingClientRect().top + scrollY);
  const before = await place();
  await enter(page, 'limit', { 'Quantity BTC': '0.5', 'Limit price': '20000.12' });
  const price = field(page, 'Limit price');
  await expect(price).toHaveAttribute('aria-invalid', 'true');
  await expect(price).toHaveAccessibleDescription(/expected a multiple of 0.1 for BTC\/USD/);
  expect(await place()).toBe(before);
  await page.getByRole('button', { name: 'Take 20000.2 as limit price' }).click();
  await expect(price).toHaveValue('20000.2');
  await expect(price).not.toHaveAttribute('aria-invalid');
  await expect(price).toBeFocused();
  await price.press('ArrowUp');
  await expect(price).toHaveValue('20000.3');
  await field(page, 'Quantity BTC').fill('');
  await expect(field(page, 'Quantity BTC')).not.toHaveAttribute('aria-invalid');
  await send(page).click();
  await expect(field(page, 'Quantity BTC')).toBeFocused();
  await expect(field(page, 'Quantity BTC')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.outcomes li')).toHaveCount(0);
});

test('the exchange’s own words are told where it refuses, and nothing is placed to be validated', async ({ page }) => {
  await open(page);
  await enter(page, 'limit', { 'Quantity BTC': '1000', 'Limit price': '50000' });
  await send(page).click();
  await expect(outcome(page, 'buy 1000 BTC')).toContainText('rejected “EOrder:Insufficient funds”');
  await field(page, 'Validate only').check();
  await enter(page, 'limit', { 'Quantity BTC': '0.5', 'Limit price': '20000' });
  await send(page).click();
  await expect(outcome(page, 'check: buy 0.5 BTC')).toContainText('valid');
  await expect(orders(page)).toHaveCount(0);
});

test('every order type shows its own fields, and each protocol its own types', async ({ page }) => {
  await open(page);
  const labels = () =>
    account(page)
      .locator('.ticket > .field-grid .field:visible label')
      .evaluateAll((all) => all.map((label) => label.firstChild?.textContent));
  const main = async (type: string) => {
    await field(page, 'Order type').selectOption(type);
    return (await labels()).slice(2);
  };
  expect(await main('limit')).toEqual(['Quantity', 'Limit price', 'Time in force']);
  expect(await main('market')).toEqual(['Quantity', 'Or spend', 'Time in force']);
  expect(await main('iceberg')).toEqual(['Quantity', 'Limit price', 'Display quantity', 'Time in force']);
  expect(await main('trailing-stop-limit')).toEqual([
    'Quantity',
    'Limit price',
    'Limit price is',
    'Trigger price',
    'Trigger price is',
    'Compared with',
    'Time in force',
  ]);
  await field(page, 'Time in force').selectOption('gtd');
  expect((await labels()).slice(-1)).toEqual(['Expires at']);
  await page.getByRole('radio', { name: 'v1' }).check();
  await expect(field(page, 'Order type').locator('option[value="iceberg"]')).toHaveCount(0);
  await expect(page.locator('.account-balances')).toContainText(/No balances: .*not in protocol v1/);
});

test('a stop order with a conditional close waits for its trigger, and all are canceled at once', async ({ page }) => {
  await open(page);
  await rest(page);
  await account(page).getByText('Start, fee, ids').click();
  await field(page, 'Conditional close').selectOption('limit');
  await enter(page, 'stop-loss', {
    'Quantity BTC': '0.1',
    'Trigger price USD': '30000',
    'Limit of the close': '31000',
  });
  await field(page, 'Sell').check();
  await send(page).click();
  await expect(orders(page).first()).toContainText('waits for its trigger');
  await expect(orders(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Cancel all' }).click();
  await expect(orders(page)).toHaveCount(0);
  await expect(outcome(page, 'cancel all orders')).toContainText('accepted');
});

test('a scheduled order with its rare options waits for its time, and what has no field is told with the reason', async ({
  page,
}) => {
  await open(page);
  await account(page).getByText('Start, fee, ids').click();
  await expect(page.locator('.left-out')).toContainText('EOrder:Insufficient margin');
  await expect(page.locator('.left-out')).not.toContainText('v1');
  await field(page, 'Fee taken in').selectOption('base');
  await enter(page, 'limit', {
    'Quantity BTC': '0.5',
    'Limit price': '20000',
    'Not active before': '2030-01-01T12:00',
    Deadline: '90',
    'User reference': '7',
  });
  await expect(field(page, 'Deadline')).toHaveAccessibleDescription('expected a time 0.5 to 60 s ahead');
  await field(page, 'Deadline').fill('5');
  await expect(page.locator('.estimate')).toContainText('taken in BTC');
  await send(page).click();
  await expect(outcome(page, 'buy 0.5 BTC limit at 20000, not before 2030-01-01T')).toContainText('accepted');
  await expect(orders(page).first()).toContainText('waits for its time');
  await page.getByRole('radio', { name: 'v1' }).check();
  await expect(page.locator('.left-out')).toContainText("v1 cannot place 'iceberg' orders; v2 can.");
});

test('a level of a ladder fills the limit price, of the market that it is of', async ({ page }) => {
  await open(page);
  await page.locator('.card[data-number="2"] .bids .row').first().click();
  await expect(field(page, 'Market')).toHaveValue('ETH/USD');
  await expect(field(page, 'Limit price')).toHaveValue(/^\d+(\.\d+)?$/);
  await expect(page).toHaveURL(/market=ETH\/USD/);
  await page.getByRole('button', { name: '25% of what is free' }).click();
  await expect(field(page, 'Quantity ETH')).toHaveValue(/^\d+\.\d+$/);
  await expect(send(page)).toHaveText('Buy ETH');
});

test('what was sent while the connection was cut is told as unknown, then as what it turned out to be', async ({
  page,
}) => {
  await open(page);
  await enter(page, 'limit', { 'Quantity BTC': '0.5', 'Limit price': '20000' });
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    new MutationObserver(() => told.push(document.querySelector('.outcomes .fate b')?.textContent ?? '')).observe(
      document.querySelector('.outcomes') ?? document,
      { subtree: true, childList: true, characterData: true },
    );
    document.querySelector<HTMLElement>('.ticket-send')?.click();
    document.querySelector<HTMLElement>('[data-fault="drop"]')?.click();
  });
  const told = outcome(page, 'buy 0.5 BTC');
  await expect(told).toContainText('settled:', RECOVERY);
  const words = await page.evaluate(() => Reflect.get(globalThis, 'told'));
  expect(words).toContain('unknown');
  const isOpen = (await told.textContent())?.includes('settled: accepted') === true;
  await expect(orders(page)).toHaveCount(isOpen ? 1 : 0);
});

test('the dead man’s switch counts down, is armed again by itself and is disarmed', async ({ page }) => {
  await open(page);
  const clock = page.locator('.switch-clock');
  await field(page, 'Seconds').fill('2');
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await expect(page.locator('.switch-text')).toContainText('expected an integer from 5');
  await expect(field(page, 'Seconds')).toBeFocused();
  await field(page, 'Seconds').fill('5');
  await field(page, 'Seconds').press('Enter');
  await expect(clock).toHaveText(/^[45] s$/);
  await expect(page.locator('.switch-text')).toContainText('2 times so far');
  await expect(clock).toHaveText(/^[345] s$/);
  await page.getByRole('button', { name: 'Disarm' }).click();
  await expect(clock).toHaveText('off');
  await expect(page.locator('.account-switch [aria-live]')).toContainText('is off');
});

test('whoever turns away from an armed switch is told what becomes of it', async ({ page }) => {
  const accounts = [demoAccount([{ id: 'USD', status: 'enabled', precision: 4, precisionDisplay: 2 }])];
  const elsewhere = await startServer({ symbols: ['BTC/USD'], rate: 50, accounts });
  const armed = async () => {
    await page.getByRole('button', { name: 'Arm', exact: true }).click();
    await expect(page.locator('.switch-clock')).toHaveText(/^\d+ s$/);
  };
  await page.goto(`${playground.url}?source=ws&url=${elsewhere.url}&symbols=BTC/USD`);
  await armed();
  await page.getByRole('tab', { name: 'Wires' }).click();
  await expect(entry(page, 'stays armed: this page goes on arming it')).toBeVisible();
  await page.getByRole('tab', { name: 'Account' }).click();
  await page.getByRole('radio', { name: 'In-page exchange' }).check();
  await expect(entry(page, /stays armed at the exchange you left.* soon after \d\d:\d\d:\d\d/)).toBeVisible();
  await expect(page.locator('.switch-clock')).toHaveText('off');
  await armed();
  await page.getByRole('radio', { name: 'v1' }).check();
  await expect(entry(page, 'ended with the exchange in this page')).toBeVisible();
  await page.close();
  await elsewhere.close();
});

test('the exchange cancels all orders when the page falls silent', async ({ page }) => {
  await open(page);
  await rest(page);
  // Enough that a page which stands still for a moment is still heard before it is mute.
  await field(page, 'Seconds').fill('12');
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await expect(page.locator('.switch-clock')).toHaveText(/^\d+ s$/);
  await fault(page, 'Mute').click();
  await expect(page.locator('.account-orders .standing')).toContainText('stale', RECOVERY);
  await expect(outcome(page, 'buy 0.5 BTC')).toContainText('now ended while nothing was seen', RECOVERY);
  await expect(orders(page)).toHaveCount(0);
});

test('a source without an account says why, and never asks for a key', async ({ page }) => {
  // A server that says nothing, and is none.
  await page.routeWebSocket('ws://127.0.0.1:8123/elsewhere', () => {});
  await page.goto(`${playground.url}?source=ws&url=ws://127.0.0.1:8123/elsewhere&symbols=BTC/USD`);
  await expect(account(page)).toContainText('Never enter a key');
  await expect(account(page).locator('input')).toHaveCount(0);
  await page.getByRole('button', { name: 'Trade on the in-page exchange' }).click();
  await expect(send(page)).toHaveText('Buy BTC');
  await rest(page);
});

test('a simulator on this machine is traded on as the one in the page is', async ({ page }) => {
  const accounts = [demoAccount([{ id: 'USD', status: 'enabled', precision: 4, precisionDisplay: 2 }])];
  const elsewhere = await startServer({ symbols: ['BTC/USD'], rate: 50, accounts });
  await page.goto(`${playground.url}?source=ws&url=${elsewhere.url}&symbols=BTC/USD`);
  await rest(page);
  await expect(outcome(page, 'buy 0.5 BTC limit')).toContainText('now open');
  await expect(balance(page, 'USD')).toHaveText('100,000');
  await page.close();
  await elsewhere.close();
});

for (const width of [360, 768, 1440]) {
  test(`an order can be placed and canceled on a screen of ${width} px, which nothing reaches beyond`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await rest(page);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBe(0);
    await orders(page)
      .first()
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await expect(orders(page)).toHaveCount(0);
  });
}
