/** What plays a recording to a client. Types only. */
import type { ClientOptions } from '@kraken-stream/client';

export interface Player {
  /** What was recorded, as people know it: the name of a file. */
  readonly name: string;
  readonly connect: NonNullable<ClientOptions['connect']>;
}
