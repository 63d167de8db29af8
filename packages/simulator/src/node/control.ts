/** What the server says at /faults and /stats. Knows nothing of sockets. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { UsageError } from '@kraken-stream/core';
import { readTimedFault } from '../faults/read.js';
import { describeFault, toJson } from '../faults/words.js';
import type { Simulator } from '../simulator.js';
import { readBody } from './body.js';
import { allowsOrigin, answerPreflight } from './origin.js';
import { pathOf } from './upgrade.js';

/** The largest fault that is read, in bytes. */
const LARGEST_FAULT = 16 * 1024;

const METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/faults', ['GET', 'POST', 'DELETE']],
  ['/stats', ['GET']],
]);

/** Answers a request if it is for here. False when it is not. */
export function answerControl(request: IncomingMessage, response: ServerResponse, simulator: Simulator): boolean {
  const path = pathOf(request);
  const methods = METHODS.get(path);
  if (methods === undefined) return false;
  const { method = '' } = request;
  if (!allowsOrigin(request, response)) {
    refuse(response, 403, 'expected a page of this machine: http://127.0.0.1, http://localhost or http://[::1]');
  } else if (method === 'OPTIONS') {
    answerPreflight(response, methods);
  } else if (!methods.includes(method)) {
    response.setHeader('allow', [...methods, 'OPTIONS'].join(', '));
    refuse(response, 405, `${path}: expected ${methods.join(', ')}, received ${method}`);
  } else if (path === '/stats') {
    const { exchange } = simulator.catchUp();
    say(response, 200, { ...exchange.stats, now: exchange.now });
  } else if (method === 'GET') {
    say(response, 200, simulator.faults.pending);
  } else if (method === 'DELETE') {
    simulator.faults.clear();
    response.writeHead(204).end();
  } else {
    inject(request, response, simulator);
  }
  return true;
}

function inject(request: IncomingMessage, response: ServerResponse, simulator: Simulator): void {
  const type = request.headers['content-type'] ?? 'none';
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    refuse(response, 415, `content-type: expected application/json, received ${type}`);
    return;
  }
  readBody(request, LARGEST_FAULT, (body) => {
    if (body === undefined) {
      // What is left of it is not read.
      response.setHeader('connection', 'close');
      refuse(response, 413, `expected a fault of at most ${LARGEST_FAULT} bytes`);
      return;
    }
    try {
      const { fault, afterMs } = readTimedFault(parse(body));
      const { faults, exchange } = simulator;
      faults.inject(fault, exchange.now + afterMs);
      say(response, 202, { fault, inMs: afterMs, text: describeFault(fault, afterMs) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refuse(response, 400, error.message);
    }
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new UsageError(
      'fault',
      `expected JSON such as {"type":"drop"}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function refuse(response: ServerResponse, status: number, error: string): void {
  say(response, status, { error });
}

function say(response: ServerResponse, status: number, value: unknown): void {
  const body = `${toJson(value)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
