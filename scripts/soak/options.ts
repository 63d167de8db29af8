/** The command line of `npm run soak`. */
import { isProtocol, PROTOCOLS, type Protocol } from '../faults/protocol.js';

export interface Options {
  /** Virtual hours. */
  readonly hours: number;
  readonly seed: number;
  /** Market events a second in each symbol. */
  readonly rate: number;
  /** How many symbols are traded. */
  readonly symbols: number;
  /** Which protocols are soaked, one after the other. */
  readonly protocols: readonly Protocol[];
  /** Where to write the figures. */
  readonly json: string | undefined;
}

/** Two hundred symbols at this rate make about two thousand frames a second for the soak's consumers. */
const USUAL = { hours: 2, seed: 1, rate: 11, symbols: 200 };

const ALL: readonly Protocol[] = Object.keys(PROTOCOLS).filter(isProtocol);

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

const RANGES: Readonly<Record<keyof typeof USUAL, Range>> = {
  hours: { least: 0.01, most: 1000, whole: false },
  seed: { least: 0, most: Number.MAX_SAFE_INTEGER, whole: true },
  rate: { least: 0.1, most: 1000, whole: false },
  symbols: { least: 30, most: 900, whole: true },
};

/** The options, or what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): Options | string {
  const numbers = { ...USUAL };
  let json: string | undefined;
  let protocols: readonly Protocol[] = ALL;
  for (let i = 0; i < args.length; i += 2) {
    const [arg, value] = [args[i]!, args[i + 1]];
    const name = arg.slice(2);
    if (arg === '--json') {
      if (value === undefined || value.startsWith('--')) return '--json: expected the name of a file behind it';
      json = value;
    } else if (arg === '--protocol') {
      protocols = ALL.filter((each) => value === 'both' || each === value);
      if (protocols.length === 0) return `--protocol: expected ${ALL.join(', ')} or both, received ${value}`;
    } else if (arg.startsWith('--') && isNumber(name)) {
      const { least, most, whole } = RANGES[name];
      const number = Number(value?.trim() || Number.NaN);
      if (!(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
        return `${arg}: expected ${whole ? 'an integer' : 'a number'} from ${least} to ${most}, received ${value}`;
      }
      numbers[name] = number;
    } else
      return `${arg}: expected --hours N, --seed N, --rate N, --symbols N, --protocol NAME or --json FILE; see --help`;
  }
  return { ...numbers, protocols, json };
}

function isNumber(name: string): name is keyof typeof USUAL {
  return Object.hasOwn(RANGES, name);
}
