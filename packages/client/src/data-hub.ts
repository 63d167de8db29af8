/** Shares the data of one topic that is not a book among all who subscribed to it. */
import type { Channel, ChannelData, DataEvent, DataTopic } from '@kraken-stream/core';
import { Hub } from './hub.js';

/** Data of a channel as its users are told of it. */
export interface ChannelEvent<D> {
  /** `snapshot`: a whole, which replaces all before. `update`: what follows on it. */
  readonly type: 'snapshot' | 'update';
  /** Undefined for channels without symbols. */
  readonly symbol: string | undefined;
  readonly data: D;
  /** The exchange's time of the data, RFC 3339, where the channel has one. */
  readonly timestamp: string | undefined;
  /** When the frame came, in milliseconds since 1970 by the client's clock. */
  readonly receivedAt: number;
}

export class DataHub extends Hub<DataTopic, ChannelEvent<ChannelData>> {
  readonly #channel: Channel;
  #last: ChannelEvent<ChannelData> | undefined;

  constructor(topic: DataTopic, channel: Channel) {
    super(topic);
    this.#channel = channel;
  }

  told({ topic, snapshot, data, timestamp, receivedAt }: DataEvent): void {
    const symbol = 'symbol' in topic ? topic.symbol : undefined;
    const event = { type: snapshot ? 'snapshot' : 'update', symbol, data, timestamp, receivedAt } as const;
    this.#last = event;
    for (const member of this.members) if (member.wantsData) member.deliver(event);
  }

  protected override latest(): ChannelEvent<ChannelData> | undefined {
    const data = this.#channel.latest();
    return data === undefined || this.#last === undefined ? undefined : { ...this.#last, type: 'snapshot', data };
  }
}
