/** Measures at scale: starts a server, and has one contestant after the other bear it, each in a process of its own. */
import { CONTESTANT_NAMES, CONTESTANTS, type ContestantName, type Load, type Plan, type Turn } from './scale.js';
import type { Task, Told } from './scale-child.js';
import { Child } from './scale-process.js';
import { type Listening, type ServerCount, servedBetween } from './scale-server.js';

/** What a process may take longer than planned, before it is given up. */
const PATIENCE_MS = 30_000;

type Server = Child<Listening | ServerCount>;

/** `url` is the address of the bundle of `scale-child.ts`. Throws when a process fails; stops all of them in any case. */
export async function runScale(load: Load, plan: Plan, url: string, say: (line: string) => void): Promise<Turn[]> {
  const task: Task = { role: 'server', load };
  const server: Server = new Child('the server', url, task);
  try {
    const listening = await server.hear(PATIENCE_MS);
    if (listening.type !== 'listening') throw new Error('the server counts before it listens');
    const turns: Turn[] = [];
    for (let round = 0; round < plan.rounds; round++) {
      // A machine that gets slower, or a server that gets warmer, is so for each in turn.
      const order = round % 2 === 0 ? CONTESTANT_NAMES : CONTESTANT_NAMES.toReversed();
      for (const contestant of order) {
        say(`Node: scale, round ${round + 1}, ${CONTESTANTS[contestant]}`);
        turns.push(await turnOf(contestant, server, { load, plan, childUrl: url, serverUrl: listening.url }));
      }
    }
    return turns;
  } finally {
    await server.end();
  }
}

interface Circumstances {
  readonly load: Load;
  readonly plan: Plan;
  readonly childUrl: string;
  readonly serverUrl: string;
}

async function turnOf(
  contestant: ContestantName,
  server: Server,
  { load, plan, childUrl, serverUrl }: Circumstances,
): Promise<Turn> {
  const task: Task = { role: 'contestant', contestant, load, plan, url: serverUrl };
  const child = new Child<Told>(CONTESTANTS[contestant], childUrl, task, ['--expose-gc']);
  try {
    await child.hear(plan.warmUpMs + PATIENCE_MS);
    const before = await countOf(server);
    const told = await child.hear(plan.measureMs + PATIENCE_MS);
    const after = await countOf(server);
    if (told.type !== 'borne') throw new Error(`${CONTESTANTS[contestant]} began twice`);
    return { contestant, borne: told.borne, served: servedBetween(before, after) };
  } finally {
    await child.end();
  }
}

async function countOf(server: Server): Promise<ServerCount> {
  server.ask('count');
  const count = await server.hear(PATIENCE_MS);
  if (count.type !== 'count') throw new Error('the server listens twice');
  return count;
}
