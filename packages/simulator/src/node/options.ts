/** Reads the command line. Knows nothing of servers. */
import { parseArgs } from 'node:util';
import { UsageError } from '@kraken-stream/core';
import type { Fault } from '../faults.js';
import type { ServerOptions } from './server.js';

export const HELP = `kraken-stream-simulator: a local exchange that speaks Kraken's WebSocket protocol

  --port N        port to listen at; any free one when left out
  --host ADDRESS  address to listen at; 127.0.0.1 when left out
  --seed N        same seed, same market; 1 when left out
  --symbols A,B   what to trade, for example BTC/USD,ETH/USD; everything when left out
  --rate N        market events a second in each symbol, 0 to 100000; 20 when left out
  --levels N      levels a side of a book; 60 when left out
  --fault F@S     what goes wrong S seconds after the start; may be given several times
                  drop[:CODE]              all sockets close
                  wrong-checksum[:SYMBOL]  the next book frame has a wrong checksum
                  lose[:SYMBOL]            the next book update is lost
                  mute:SECONDS             nothing is sent or heard
  --help          this text
`;

export interface CommandOptions {
  readonly help: boolean;
  readonly server: ServerOptions;
  readonly faults: readonly { readonly fault: Fault; readonly afterMs: number }[];
}

/** Throws `UsageError` that says what was expected. */
export function readOptions(argv: readonly string[]): CommandOptions {
  const values = parse(argv);
  return {
    help: values.help === true,
    server: {
      port: integer('port', values.port, 0, 65535),
      host: values.host,
      seed: integer('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
      symbols: values.symbols?.split(',').map((symbol) => symbol.trim()),
      rate: number('rate', values.rate, 0, 100_000),
      levels: integer('levels', values.levels, 1, 100_000),
    },
    faults: (values.fault ?? []).map(readFault),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        seed: { type: 'string' },
        symbols: { type: 'string' },
        rate: { type: 'string' },
        levels: { type: 'string' },
        fault: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError('argv', error instanceof Error ? error.message : String(error));
  }
}

function number(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new UsageError(name, `--${name}: expected a number from ${least} to ${most}, received ${text}`);
  }
  return value;
}

function integer(name: string, text: string | undefined, least: number, most: number): number | undefined {
  const value = number(name, text, least, most);
  if (value !== undefined && !Number.isSafeInteger(value)) {
    throw new UsageError(name, `--${name}: expected an integer from ${least} to ${most}, received ${text}`);
  }
  return value;
}

function readFault(text: string): CommandOptions['faults'][number] {
  const match = /^([a-z-]+)(?::([^@]+))?(?:@(\d+(?:\.\d+)?))?$/.exec(text);
  const fault = match === null ? undefined : faultOf(match[1] ?? '', match[2]);
  if (fault === undefined) {
    throw new UsageError(
      'fault',
      `--fault: expected drop, drop:CODE, wrong-checksum:SYMBOL, lose:SYMBOL or mute:SECONDS, each with @SECONDS, received ${text}`,
    );
  }
  return { fault, afterMs: Number(match?.[3] ?? 0) * 1000 };
}

function faultOf(type: string, detail: string | undefined): Fault | undefined {
  const value = Number(detail);
  if (type === 'drop') {
    if (detail === undefined) return { type };
    return Number.isInteger(value) && value >= 1000 && value <= 4999 ? { type, code: value } : undefined;
  }
  if (type === 'mute') return value > 0 ? { type, ms: value * 1000 } : undefined;
  if (type === 'wrong-checksum' || type === 'lose') return { type, symbol: detail };
  return undefined;
}
