/**
 * What the channels of an account offer: what acknowledgements say of them, and where their frames come from, each with
 * its number. Knows nothing of connections, tokens and permissions.
 */
import type { BalancesRequest, ExecutionReport, ExecutionsRequest, ServerMessage } from '@kraken-stream/core';
import type { Account, AccountListener } from '../account/account.js';
import { Frame } from '../frame.js';
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

export function report(request: PrivateRequest, account: Account): Report {
  return request.channel === 'executions' ? executions(request, account) : balances(request, account);
}

function executions(request: ExecutionsRequest, account: Account): Report {
  const { channel, snapOrders = true, snapTrades = false, orderStatus = true, ratecounter = false, users } = request;
  const shown = (told: ExecutionReport): ExecutionReport => {
    if (ratecounter) return told;
    const { ratecount: _, ...rest } = told;
    return rest;
  };
  return {
    options: { channel, snapOrders, snapTrades },
    // With sub-accounts there is none.
    snapshot: users === undefined && (snapOrders || snapTrades),
    echo: { maxratecount: account.maxratecount, warnings: EXECUTIONS_WARNINGS },
    stream: numbered((send) => ({
      snapshot: (sequence) => {
        const data = [...(snapOrders ? account.openOrders() : []), ...(snapTrades ? account.fills() : [])];
        return { type: 'executions', snapshot: true, sequence, data: data.map(shown) };
      },
      listen: () =>
        account.listen({
          ...DEAF,
          executed: (told) => {
            if (!orderStatus && !TRANSITIONS.has(told.execType)) return;
            send((sequence) => ({ type: 'executions', snapshot: false, sequence, data: [shown(told)] }));
          },
        }),
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
