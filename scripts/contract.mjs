/**
 * The table of what Kraken.Net offers, and how each of its rows fares here: read of the results of the contract's tests
 * (packages/client/test/contract), which name the rows. A mark is a ✓ when the cell was tested on every way to an exchange
 * and nothing failed, a – when the protocol refuses it as it should, and a ✗ for all else, a cell without a test included.
 */

/** How an exchange is reached: transports.test.ts and transports.page.test.ts. */
const WAYS = ['in memory', 'over sockets', 'in memory, in a page', "over the browser's WebSocket"];
const PROTOCOLS = ['v1', 'v2'];
const CASES = ['one', 'many', 'signal'];

/** Kraken.Net's name, ours, for what there is a cell, and the protocol that refuses it. */
const ROWS = [
  ['SubscribeToSystemStatusUpdatesAsync', 'subscribeStatus', 'one signal'],
  ['SubscribeToTickerUpdatesAsync', 'subscribeTicker', 'one many signal'],
  ['', "subscribeTicker: eventTrigger 'bbo'", 'one', 'v1'],
  ['SubscribeToKlineUpdatesAsync', 'subscribeOhlc', 'one many signal'],
  ['SubscribeToTradeUpdatesAsync', 'subscribeTrades', 'one many signal'],
  ['SubscribeToSpreadUpdatesAsync', 'subscribeSpread', 'one many signal'],
  ['SubscribeToOrderBookUpdatesAsync', 'book', 'one signal'],
  ['', 'subscribeBook', 'one many signal'],
  ['SubscribeToOrderUpdatesAsync', 'subscribeOpenOrders', 'one signal'],
  ['', 'subscribeExecutions', 'one signal'],
  ['SubscribeToUserTradeUpdatesAsync', 'subscribeOwnTrades', 'one signal'],
  ['PlaceOrderAsync', 'addOrder: symbol, type, side, quantity, price', 'one many signal'],
  ['', 'addOrder: clientOrderId', 'one'],
  ['', 'addOrder: secondaryPrice', 'one'],
  ['', 'addOrder: leverage', 'one', 'v2'],
  ['', 'addOrder: startTime', 'one'],
  ['', 'addOrder: expireTime', 'one'],
  ['', 'addOrder: validateOnly', 'one'],
  ['', 'addOrder: closeOrderType, closePrice, secondaryClosePrice', 'one'],
  ['', 'addOrder: flags', 'one'],
  ['', 'addOrder: reduceOnly', 'one'],
  ['', "addOrder: timeInForce 'ioc'", 'one'],
  ['', "addOrder: timeInForce 'fok', iceberg", 'one', 'v1'],
  ['CancelOrderAsync, CancelOrdersAsync', 'cancelOrder', 'one many signal'],
  ['CancelAllOrdersAsync', 'cancelAll', 'one signal'],
  ['CancelAllOrdersAfterAsync', 'cancelAllOrdersAfter', 'one signal'],
  ['', 'deadMansSwitch', 'one'],
  ['EditOrderAsync', 'amendOrder', 'one signal'],
  ['ReplaceOrderAsync', 'editOrder', 'one signal'],
  ['SubscribeToInstrumentUpdatesAsync', 'subscribeInstruments', 'one signal'],
  ['SubscribeToBalanceUpdatesAsync', 'subscribeBalances', 'one signal', 'v1'],
  ['PlaceMultipleOrdersAsync', 'batchAdd, batchCancel', 'many signal', 'v1'],
];

/** The table as text, and how many cells have no test. `report` is what Vitest's JSON reporter wrote. */
export function contractTable(report) {
  const results = resultsOf(report);
  let untested = 0;
  const mark = (row, protocol, each) => {
    const [, ours, cases, refusedBy] = row;
    if (!cases.split(' ').includes(each)) return ' ';
    const column = refusedBy === protocol ? 'refused' : each;
    const perWay = WAYS.map((way) => results.get([way, protocol, ours, column].join('\n')) ?? []);
    if (perWay.some((statuses) => statuses.length === 0)) untested++;
    const all = perWay.every((statuses) => statuses.length > 0 && statuses.every((status) => status === 'passed'));
    return all ? (column === 'refused' ? '–' : '✓') : '✗';
  };
  const marks = (row) => PROTOCOLS.map((protocol) => CASES.map((each) => mark(row, protocol, each)));
  const lines = [
    line(
      'Kraken.Net',
      'here',
      PROTOCOLS.map((protocol) => CASES.map((each) => `${protocol} ${each}`)),
    ),
    ...ROWS.map((row) => line(row[0], row[1], marks(row))),
  ];
  return { text: `${lines.join('\n')}\n\nOn each of: ${WAYS.join(' · ')}. – is refused, as it should be.\n`, untested };
}

/** The statuses of the tests of each cell, by way, protocol, row and column. */
function resultsOf({ testResults }) {
  const results = new Map();
  for (const { ancestorTitles, title, status } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
    const column = /^(one|many|signal|refused): /.exec(title)?.[1];
    if (ancestorTitles.length !== 3 || column === undefined) continue;
    const key = [...ancestorTitles, column].join('\n');
    results.set(key, [...(results.get(key) ?? []), status]);
  }
  return results;
}

function line(theirs, ours, groups) {
  const cells = groups.map((group) => group.map((cell, i) => cell.padEnd(CASES[i].length + 3)).join(' '));
  return `${theirs.padEnd(widest(0))}  ${ours.padEnd(widest(1))}  ${cells.join('  ')}`.trimEnd();
}

function widest(column) {
  return Math.max(...ROWS.map((row) => row[column].length));
}
