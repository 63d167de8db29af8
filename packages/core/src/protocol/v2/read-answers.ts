/**
 * What the exchange says of itself and of requests, as messages. What comes in has its shape in frames.ts; nothing is
 * checked here.
 */
import type { Message } from '../message.js';
import { identifierOf, integerOf, maybe, type WireObject } from '../shape.js';

export function statusOf(frame: WireObject): Message {
  const data = (frame['data'] as WireObject[])[0]!;
  return {
    type: 'status',
    system: data['system'] as string,
    version: data['version'] as string,
    apiVersion: data['api_version'] as string,
    connectionId: maybe(data['connection_id'], identifierOf),
  };
}

export function pongOf(frame: WireObject): Message {
  return { type: 'pong', reqId: maybe(frame['req_id'], integerOf), ...timesOf(frame) };
}

export function acknowledgedOf(frame: WireObject): Message {
  const result = frame['result'] as WireObject;
  return {
    type: frame['method'] === 'subscribe' ? 'subscribed' : 'unsubscribed',
    reqId: maybe(frame['req_id'], integerOf),
    result: {
      channel: result['channel'] as string,
      symbol: result['symbol'] as string | undefined,
      depth: maybe(result['depth'], integerOf),
      eventTrigger: result['event_trigger'] as string | undefined,
      interval: maybe(result['interval'], integerOf),
      snapshot: result['snapshot'] as boolean | undefined,
      snapOrders: result['snap_orders'] as boolean | undefined,
      snapTrades: result['snap_trades'] as boolean | undefined,
      maxratecount: maybe(result['maxratecount'], integerOf),
      warnings: result['warnings'] as string[] | undefined,
    },
    ...timesOf(frame),
  };
}

export function refusedOf(frame: WireObject): Message {
  return {
    type: 'refused',
    method: frame['method'] as string,
    error: frame['error'] as string,
    reqId: maybe(frame['req_id'], integerOf),
    symbol: frame['symbol'] as string | undefined,
    ...timesOf(frame),
  };
}

function timesOf(frame: WireObject): { timeIn: string; timeOut: string } {
  return { timeIn: frame['time_in'] as string, timeOut: frame['time_out'] as string };
}
