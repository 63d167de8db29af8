/** The exchange's mode, told on connecting and when it changes. */
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { Status } from './data.js';

export class StatusChannel implements Channel {
  #last: Status | undefined;

  take(message: ChannelMessage, { live }: Mood): Taken {
    if (message.type !== 'status') return IGNORED;
    const { type: _, ...data } = message;
    this.#last = data;
    return { verdict: 'told', snapshot: !live, data, seamless: live };
  }

  latest(): Status | undefined {
    return this.#last;
  }
}
