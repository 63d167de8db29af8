/** What is asked of `npm run faults`. */
import { isProtocol, PROTOCOLS, type Protocol } from './protocol.js';

export interface Arguments {
  /** In this order. */
  readonly protocols: readonly Protocol[];
  /** Whether a scenario of the matrix is wanted, by its name. */
  readonly only: ((name: string) => boolean) | undefined;
  /** The one random script that is wanted. */
  readonly seed: number | undefined;
  /** How many random scripts in each protocol; undefined where it was not said. */
  readonly scripts: number | undefined;
  readonly json: string | undefined;
}

const NAMES = ['--protocol', '--only', '--seed', '--scripts', '--json'];

/** Reads the arguments; what is wrong with them, when something is. */
export function argumentsOf(args: readonly string[]): Arguments | string {
  const given = new Map<string, string>();
  for (let i = 0; i < args.length; i += 2) {
    const [name = '', value] = args.slice(i);
    if (!NAMES.includes(name)) return `expected ${NAMES.join(', ')}, received ${name}; see --help`;
    if (value === undefined || value === '') return `${name}: expected a value, received none; see --help`;
    if (given.has(name)) return `${name}: expected once, received twice`;
    given.set(name, value);
  }
  for (const name of ['--seed', '--scripts']) {
    const value = given.get(name) ?? '0';
    if (!/^\d{1,9}$/.test(value)) return `${name}: expected an integer, received ${value}`;
  }
  const known = Object.keys(PROTOCOLS).filter(isProtocol);
  const protocol = given.get('--protocol');
  const protocols = known.filter((each) => protocol === undefined || each === protocol);
  if (protocols.length === 0) return `--protocol: expected ${known.join(' or ')}, received ${protocol}`;
  const only = given.get('--only');
  const seed = given.get('--seed');
  const scripts = given.get('--scripts');
  return {
    protocols,
    only: only === undefined ? undefined : onlyOf(only),
    seed: seed === undefined ? undefined : Number(seed),
    scripts: scripts === undefined ? undefined : Number(scripts),
    json: given.get('--json'),
  };
}

/** `FAULT × CHANNEL`, one scenario; otherwise a part of the name of a row. */
function onlyOf(wanted: string): (name: string) => boolean {
  return wanted.includes('×') ? (name) => name === wanted : (name) => name.split(' × ')[0]!.includes(wanted);
}
