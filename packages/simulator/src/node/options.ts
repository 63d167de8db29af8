/** Reads the command line. Knows nothing of servers. */
import { parseArgs } from 'node:util';
import { UsageError } from '@kraken-stream/core';
import type { AccountOptions } from '../account/account.js';
import { parseFault, type TimedFault } from '../faults/read.js';
import { faultHelp, fieldHelp } from '../faults/words.js';
import { ACCOUNT_FORM, readAccount } from './account-option.js';
import type { ServerOptions } from './server.js';

export const HELP = `kraken-stream-simulator: a local exchange that speaks Kraken's WebSocket protocol, v1 and v2

  --port N          port to listen at; any free one when left out
  --host ADDRESS    address to listen at; 127.0.0.1 when left out
  --seed N          same seed, same market; 1 when left out
  --symbols A,B     what to trade, for example BTC/USD,ETH/USD; everything when left out
  --rate N          market events a second in each symbol, 0 to 100000; 20 when left out
  --levels N        levels a side of a book; 60 when left out
  --request-rate N  requests a second that a connection may make; no limit when left out
  --idle S          seconds without a request or a ping after which a connection is closed; 60 when left out
  --account ${ACCOUNT_FORM}
                    opens an account; may be given several times. SECRET is base64, for example
                    bot:bot-key:c2VjcmV0:USD=5000,BTC=0.5,tier=pro; may=query leaves out trading.
                    The account demo when left out, with a key that is told at the start
  --fault NAME[:VALUE][,KEY=VALUE,...][@SECONDS]
                    what goes wrong, so many seconds after the start; may be given several times
  --chaos SEED      random faults for ever
  --chaos-gap S     seconds from one random fault to the next on average; 5 when left out
  --chaos-private   random faults of private connections and of answers about orders as well
  --help            this text

Faults, with what they take behind the colon, as VALUE or as KEY=VALUE. A ? is for what may be left out.

${faultHelp('  ')}
${fieldHelp('  ')}
Without count a fault happens once; with ms and without count, every time for as long.

  --fault drop:1001@10 --fault lose:BTC/USD,count=3@20 --fault delay:channel=book,delayMs=800,ms=5000@30
`;

/** Seconds from one random fault to the next. */
const CHAOS_GAP = 5;

export interface CommandOptions {
  readonly help: boolean;
  readonly server: ServerOptions;
  /** When left out there is the one for demonstrations. */
  readonly accounts: readonly AccountOptions[] | undefined;
  readonly faults: readonly TimedFault[];
  /** Random faults for ever. */
  readonly chaos: { readonly seed: number; readonly meanGapMs: number; readonly private: boolean } | undefined;
}

/** Throws `UsageError` that says what was expected. */
export function readOptions(argv: readonly string[]): CommandOptions {
  const values = parse(argv);
  const chaosSeed = integer('chaos', values.chaos, 0, Number.MAX_SAFE_INTEGER);
  const idle = number('idle', values.idle, 1, 86_400);
  const chaosGap = number('chaos-gap', values['chaos-gap'], 0.001, 86_400) ?? CHAOS_GAP;
  return {
    help: values.help === true,
    server: {
      port: integer('port', values.port, 0, 65535),
      host: values.host,
      seed: integer('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
      symbols: values.symbols?.split(',').map((symbol) => symbol.trim()),
      rate: number('rate', values.rate, 0, 100_000),
      levels: integer('levels', values.levels, 1, 100_000),
      maxRequestsPerSecond: integer('request-rate', values['request-rate'], 1, 1_000_000),
      idleMs: idle === undefined ? undefined : idle * 1000,
    },
    accounts: values.account?.map(readAccount),
    faults: (values.fault ?? []).map(readFaultOption),
    chaos:
      chaosSeed === undefined
        ? undefined
        : { seed: chaosSeed, meanGapMs: chaosGap * 1000, private: values['chaos-private'] === true },
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
        'request-rate': { type: 'string' },
        idle: { type: 'string' },
        account: { type: 'string', multiple: true },
        fault: { type: 'string', multiple: true },
        chaos: { type: 'string' },
        'chaos-gap': { type: 'string' },
        'chaos-private': { type: 'boolean' },
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

/** Throws `UsageError` that names the option as well. */
function readFaultOption(text: string): TimedFault {
  try {
    return parseFault(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.field, `--fault: ${error.message}`);
  }
}
