/** What plays a recording to a client. Types only. */
import type { ClientOptions } from '@kraken-stream/client';

export interface Player {
  /** What was recorded, as people know it: the name of a file. */
  readonly name: string;
  readonly connect: NonNullable<ClientOptions['connect']>;
  /** The time of what is played. Left out, it is the time of day. */
  readonly clock?: ClientOptions['clock'];
  /** Called when another source is shown. */
  close?(): void;
}
