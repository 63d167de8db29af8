/** What a channel is subscribed to in, and what all of them see of it. Knows no channel. */
import type { Stimuli } from './stimuli.js';
import type { Complain, Demands } from './watch/watcher.js';
import type { World } from './world.js';

export interface Scene {
  readonly world: World;
  readonly stimuli: Stimuli;
  readonly seed: number;
  readonly demands: Demands;
  /** Is told each lie, and whose it is. */
  readonly complain: (who: string, lie: string) => void;
}

interface Seeing {
  readonly world: World;
  readonly demands: Demands;
  readonly complain: Complain;
  readonly now: () => number;
  readonly name: string;
}

export function seen({ world, demands, complain }: Scene, name: string): Seeing {
  return { world, demands, complain: (lie) => complain(name, lie), now: () => world.clock.now(), name };
}
