/**
 * What the channels of an account offer: what acknowledgements say of them, and where their frames come from, each with
 * its number. Knows nothing of connections, tokens and permissions.
 */
import type {
  BalancesRequest,
  ExecutionReport,
  ExecutionsPart,
  ExecutionsRequest,
  ServerMessage,
} from '@kraken-stream/core';
import type { Account, AccountListener } from '../account/account.js';
import { Frame } from '../frame.js';
import type { Notation } from '../notation.js';
import type { ChannelOptions, PrivateRequest, Stream } from './channels.js';

/** What an account's channel is to one subscription. */
export interface Report {
  readonly options: ChannelOptions;
  readonly snapshot: boolean;
  /** What the acknowledgement says besides. */
  readonly echo: { readonly maxratecount?: number; readonly warnings?: readonly string[] };
  readonly stream: Stream;
}

/** https://docs.kraken.com/api/docs/websocket-v2/executions */
const EXECUTIONS_WARNINGS = [
  'cancel_reason is deprecated, use reason',
  'stop_price is deprecated, use triggers.price',
  'trigger is deprecated use triggers.reference',
  'triggered_price is deprecated use triggers.last_price',
];

/** What is told where only the beginning and the end of orders are asked for. Fills always are. */
const TRANSITIONS: ReadonlySet<string> = new Set(['new', 'trade', 'filled', 'canceled', 'expired']);

export function report(request: PrivateRequest, account: Account, notation: Notation): Report {
  if (request.channel === 'balances') return balances(request, account);
  return request.part === undefined
    ? executions(request, account, notation)
    : part(request, request.part, account, notation);
}

/** One of the two streams in which v1 tells executions: what becomes of orders, fills in all among it, or each fill. */
function part(request: ExecutionsRequest, of: ExecutionsPart, account: Account, notation: Notation): Report {
  const { channel, snapTrades = true, ratecounter = false } = request;
  const orders = of === 'orders';
  const shown = (told: ExecutionReport) => (orders && ratecounter ? told : uncounted(told));
  return {
    options: { channel, part: of },
    snapshot: orders || snapTrades,
    echo: orders ? { maxratecount: account.maxratecount } : {},
    stream: numbered((send) => ({
      snapshot: (sequence) => {
        const data = (orders ? account.openOrders(notation) : account.fills(notation)).map(shown);
        return { type: 'executions', part: of, snapshot: true, sequence, data };
      },
      listen: () => {
        const executed = (told: ExecutionReport): void => {
          if (!orders && told.execId === undefined) return;
          send((sequence) => ({ type: 'executions', part: of, snapshot: false, sequence, data: [shown(told)] }));
        };
        return account.listen({ ...DEAF, executed }, notation);
      },
    })),
  };
}

function executions(request: ExecutionsRequest, account: Account, notation: Notation): Report {
  const { channel, snapOrders = true, snapTrades = false, orderStatus = true, ratecounter = false, users } = request;
  const shown = (told: ExecutionReport) => (ratecounter ? told : uncounted(told));
  return {
    options: { channel, snapOrders, snapTrades },
    // With sub-accounts there is none.
    snapshot: users === undefined && (snapOrders || snapTrades),
    echo: { maxratecount: account.maxratecount, warnings: EXECUTIONS_WARNINGS },
    stream: numbered((send) => ({
      snapshot: (sequence) => {
        const orders = snapOrders ? account.openOrders(notation) : [];
        const data = [...orders, ...(snapTrades ? account.fills(notation) : [])];
        return { type: 'executions', snapshot: true, sequence, data: data.map(shown) };
      },
      listen: () =>
        account.listen(
          {
            ...DEAF,
            executed: (told) => {
              if (!orderStatus && !TRANSITIONS.has(told.execType)) return;
              send((sequence) => ({ type: 'executions', snapshot: false, sequence, data: [shown(told)] }));
            },
          },
          notation,
        ),
    })),
  };
}

function balances({ channel, snapshot = true, users }: BalancesRequest, account: Account): Report {
  return {
    options: { channel },
    snapshot: snapshot && users === undefined,
    echo: {},
    stream: numbered((send) => ({
      snapshot: (sequence) => ({ type: 'balances', snapshot: true, sequence, data: account.balances() }),
      listen: () =>
        account.listen({
          ...DEAF,
          ledger: (entry) => send((sequence) => ({ type: 'balances', snapshot: false, sequence, data: [entry] })),
        }),
    })),
  };
}

/** A report for those who did not ask for the rate counter. */
function uncounted({ ratecount: _, ...report }: ExecutionReport): ExecutionReport {
  return report;
}

const DEAF: AccountListener = { executed: () => undefined, ledger: () => undefined };

type Numbered = (sequence: number) => ServerMessage;

interface Source {
  readonly snapshot: Numbered;
  listen(): () => void;
}

/** A stream whose frames are numbered from 1, the snapshot among them. */
function numbered(source: (send: (message: Numbered) => void) => Source): Stream {
  return (listener, snapshot) => {
    let sequence = 0;
    const send = (message: Numbered): void => {
      sequence++;
      listener(new Frame(message(sequence)));
    };
    const { snapshot: first, listen } = source(send);
    if (snapshot) send(first);
    return listen();
  };
}
