/** What subscriptions to an account tell. Types, and how views are read of what the exchange reports. */
import type {
  Balances,
  Channel,
  ChannelData,
  ExecutionReport,
  Executions,
  OwnOrder,
  OwnTrade,
} from '@kraken-stream/core';
import type { ChannelEvent } from './data-hub.js';

/**
 * Reports as they came. Snapshot: open orders, oldest first, and the latest fills, newest first, as far as they were asked
 * for. https://docs.kraken.com/api/docs/websocket-v2/executions
 */
export type ExecutionsEvent = ChannelEvent<readonly ExecutionReport[]>;

/**
 * Snapshot: all open orders, at the beginning. Update: those that changed, each whole, what happened in a gap included;
 * those that ended come for the last time, `closed`.
 */
export type OpenOrdersEvent = ChannelEvent<readonly OwnOrder[]>;

/** Snapshot: the latest fills, oldest first, at most fifty. Update: new ones, and what is found of those of a gap. */
export type OwnTradesEvent = ChannelEvent<readonly OwnTrade[]>;

/** https://docs.kraken.com/api/docs/websocket-v2/balances */
export type BalancesEvent = ChannelEvent<Balances>;

/** The reports. */
export function reportsOf(event: ChannelEvent<ChannelData>): ExecutionsEvent | undefined {
  const { data } = event;
  if (!isExecutions(data) || (event.type === 'update' && data.reports.length === 0)) return undefined;
  return { ...event, data: data.reports };
}

/** Reads one part of what is kept, for one who `begins` with all of it. An update that changes nothing is not told. */
export function viewOf<T>(
  channel: Channel | undefined,
  begins: boolean,
  part: (executions: Executions) => readonly T[],
): (event: ChannelEvent<ChannelData>) => ChannelEvent<readonly T[]> | undefined {
  let toBegin = begins;
  return (event) => {
    const { data } = event;
    if (!isExecutions(data)) return undefined;
    if (toBegin) {
      toBegin = false;
      // Behind a gap, a snapshot has only what changed in it.
      const latest = data.first ? data : channel?.latest();
      return { ...event, type: 'snapshot', data: isExecutions(latest) ? part(latest) : [] };
    }
    const changed = part(data);
    return changed.length === 0 ? undefined : { ...event, type: 'update', data: changed };
  };
}

function isExecutions(data: ChannelData | undefined): data is Executions {
  return data !== undefined && 'reports' in data;
}
