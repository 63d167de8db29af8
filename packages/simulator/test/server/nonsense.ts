/** What nobody should send: JSON of all kinds, and requests that are right but for some of their members. */
import fc from 'fast-check';

export const numbers = fc.oneof(
  fc.constantFrom('0', '-0', '-1', '1e40', '-1e40', '1e400', '1e-400', '1E+2', '0.1e1', '5e-324', '1e99', '1e20'),
  fc.constantFrom('9007199254740993', '-2147483648', '2147483648', '0.00000000000000000001', '1e12', '1e15'),
  fc.constantFrom('63388.8', '63000', '64000', '1', '0.001', '0.5', '2', '50', '100', '0.00000001'),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
export const names = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '');
const times = fc.constantFrom(
  '2026-01-01T00:00:03Z',
  '2026-01-01T00:00:20.5+00:00',
  '2026-01-20T00:00:00Z',
  '2026-13-45T99:99:99Z',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
);
const words = fc.constantFrom(
  ...[
    'limit',
    'market',
    'iceberg',
    'stop-loss',
    'take-profit-limit',
    'trailing-stop',
    'settle-position',
    'buy',
    'sell',
  ],
  ...['BTC/USD', 'MINA/GBP', 'NO/PE', 'static', 'pct', 'quote', 'base', 'last', 'index', 'gtc', 'gtd', 'ioc', 'fok'],
  ...['cancel_oldest', 'cancel_both', 'executions', 'balances', 'book', 'all', 'x', 'y', '7', '-1', 'ORDER'],
);
export const texts = fc.oneof(words, times, names, fc.string()).map((text) => JSON.stringify(text));

/** JSON, as text: its numbers are such as no program could write. */
export const anything = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    numbers,
    texts,
    fc.constantFrom('null', 'true', 'false', '[]', '{}'),
    tie('array'),
    tie('object'),
  ),
  array: fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values}]`),
  object: fc
    .array(fc.tuple(fc.oneof(names, words), tie('value')), { maxLength: 4 })
    .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`),
})).value;

/** Some members of an object, or of objects in it, are something else. */
export function changed(value: unknown, number = numbers, text = texts): fc.Arbitrary<string> {
  if (Array.isArray(value))
    return fc.tuple(...value.map((each) => changed(each, number, text))).map((elements) => `[${elements}]`);
  if (typeof value !== 'object' || value === null) {
    const other = typeof value === 'number' ? number : text;
    return fc.oneof(
      { weight: 24, arbitrary: fc.constant(JSON.stringify(value)) },
      { weight: 3, arbitrary: other },
      { weight: 1, arbitrary: anything },
    );
  }
  const members = Object.entries(value).map(([name, member]) =>
    changed(member, number, text).map((json) => `${JSON.stringify(name)}:${json}`),
  );
  return fc.tuple(...members).map((all) => `{${all}}`);
}

/** In JSON. */
export const STRING = /"(?:[^"\\]|\\.)*"/g;
/** What fails is made smaller for so long, and no longer. */
export const PATIENCE = { interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };
export const numRuns = Number(process.env['RUNS'] ?? 25);
