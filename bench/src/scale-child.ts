/**
 * The entry of the processes that are started for a measurement at scale: the server's, or a contestant's. It runs when
 * it is loaded, and ends with whoever started it.
 */
import process from 'node:process';

import type { Borne, ContestantName, Load, Plan } from './scale.js';
import { bare } from './scale-bare.js';
import { type Bearer, watch } from './scale-bearer.js';
import { client } from './scale-client.js';
import { scaleInstruments } from './scale-instruments.js';
import { serve } from './scale-server.js';

/** What a process is told on its command line. */
export type Task =
  | { readonly role: 'server'; readonly load: Load }
  | {
      readonly role: 'contestant';
      readonly contestant: ContestantName;
      readonly load: Load;
      readonly plan: Plan;
      readonly url: string;
    };

/** What a contestant's process says. */
export type Told = { readonly type: 'begins' } | { readonly type: 'borne'; readonly borne: Borne };

function bearerOf(contestant: ContestantName, url: string, load: Load): Bearer {
  const symbols = scaleInstruments(load.books).map(({ pair }) => pair.symbol);
  switch (contestant) {
    case 'receive':
      return bare(url, symbols, load, false);
    case 'parse':
      return bare(url, symbols, load, true);
    case 'client':
      return client(url, symbols, load, false);
    case 'listener':
      return client(url, symbols, load, true);
  }
}

async function perform(task: Task): Promise<void> {
  if (task.role === 'server') return serve(task.load);
  const tell = (told: Told) => void process.send!(told);
  const bearer = bearerOf(task.contestant, task.url, task.load);
  tell({ type: 'borne', borne: await watch(bearer, task.plan, () => tell({ type: 'begins' })) });
}

process.on('disconnect', () => process.exit());
await perform(JSON.parse(process.argv[2]!) as Task);
