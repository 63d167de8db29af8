/** The command: starts a server, says where it is and what it serves, stops when asked to. */
import { UsageError } from '@kraken-stream/core';
import type { AccountOptions } from '../account/account.js';
import { demoAccount } from '../account/demo.js';
import { HELP, readOptions } from './options.js';
import { type RunningServer, startServer } from './server.js';

/** What the command needs of the process that runs it. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person is watching: then a live line is kept up. */
  readonly tty: boolean;
  /** Calls back when the command should stop. */
  onStop(stop: () => void): void;
}

/** Runs until it is asked to stop. Resolves to the exit code: 0, 1 when it cannot listen, 2 for a wrong option. */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  let server: RunningServer | undefined;
  let opened: readonly AccountOptions[];
  try {
    const options = readOptions(argv);
    if (options.help) {
      io.out(HELP);
      return 0;
    }
    server = await startServer({ ...options.server, accounts: options.accounts });
    const { faults, exchange } = server.simulator;
    opened = options.accounts ?? [demoAccount(exchange.assets)];
    if (options.accounts === undefined) for (const account of opened) exchange.broker.open(account);
    faults.script(options.faults.map(({ fault, afterMs }) => ({ fault, atMs: afterMs })));
    if (options.chaos !== undefined) {
      faults.chaos({ ...options.chaos, symbols: exchange.pairs.map(({ symbol }) => symbol) });
    }
  } catch (error) {
    await server?.close();
    io.err(`kraken-stream-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    io.err('try kraken-stream-simulator --help\n');
    return 2;
  }
  io.out(`${endpoints(server)}${accounts(opened)}`);
  const hush = io.tty ? liveLine(server, io) : () => undefined;
  await new Promise<void>((resolve) => io.onStop(resolve));
  hush();
  await server.close();
  return 0;
}

function endpoints({ url, privateUrl, v1Url, v1PrivateUrl, restUrl, httpUrl }: RunningServer): string {
  return `v2 public  ${url}
v2 private ${privateUrl}
v1 public  ${v1Url}
v1 private ${v1PrivateUrl}
REST       ${restUrl}/0/
page       ${httpUrl}
faults     ${httpUrl}faults
`;
}

/** Each account with its keys: secrets of a local toy, whose user must know them. */
function accounts(opened: readonly AccountOptions[]): string {
  return opened
    .flatMap(({ name, keys = [], balances = {} }) => [
      `account    ${name}: ${
        Object.entries(balances)
          .map(([asset, amount]) => `${amount} ${asset}`)
          .join(', ') || 'nothing'
      }\n`,
      ...keys.map(({ key, secret }) => `  key      ${key}\n  secret   ${secret}\n`),
    ])
    .join('');
}

/** Keeps a line up to date once a second. Returns how to end it. */
function liveLine(server: RunningServer, io: CommandIo): () => void {
  let before = 0;
  const timer = setInterval(() => {
    const { connections, subscriptions, frames } = server.simulator.exchange.stats;
    io.out(`\r\x1b[K${connections} connections, ${subscriptions} subscriptions, ${frames - before} frames/s`);
    before = frames;
  }, 1000);
  return () => {
    clearInterval(timer);
    io.out('\n');
  };
}
