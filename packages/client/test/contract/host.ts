/** Exchanges in Node for pages, which know them by their URLs. Run by commands.ts. */
import type { Fault } from '@kraken-stream/simulator';
import { type RunningServer, startServer } from '@kraken-stream/simulator/node';
import type { ExchangeOptions } from './exchange.js';

const running = new Map<string, RunningServer>();

/** Starts an exchange at a free port; resolves with the URL of its endpoint. */
export async function startExchange(options: ExchangeOptions): Promise<string> {
  const server = await startServer(options);
  running.set(server.url, server);
  return server.url;
}

/** A token of one of its accounts, as a page gets it from its own server. */
export async function issueToken(url: string, account: string): Promise<string> {
  return serverAt(url).simulator.exchange.issueToken(account);
}

export async function injectFault(url: string, fault: Fault): Promise<void> {
  serverAt(url).simulator.faults.inject(fault);
}

function serverAt(url: string): RunningServer {
  const server = running.get(url);
  if (server === undefined) throw new Error(`no exchange is running at ${url}`);
  return server;
}

export async function closeExchange(url: string): Promise<void> {
  const server = running.get(url);
  running.delete(url);
  await server?.close();
}

/** A page that crashes closes nothing. */
export async function closeAllExchanges(): Promise<void> {
  await Promise.all([...running.keys()].map(closeExchange));
}
