/** Shares the data of one topic that is not a book among all who subscribed to it. */
import { type Channel, type ChannelData, type DataEvent, type DataTopic, symbolOf } from '@kraken-stream/core';
import { Hub } from './hub.js';

/** Data of a channel as its users are told of it. */
export interface ChannelEvent<D> {
  /** `snapshot`: a whole, which replaces all before. `update`: what follows on it. */
  readonly type: 'snapshot' | 'update';
  /** Undefined for channels without symbols. */
  readonly symbol: string | undefined;
  /** What the channel tells, in v2’s words. */
  readonly data: D;
  /** The exchange's time of the data, RFC 3339, where the channel has one. */
  readonly timestamp: string | undefined;
  /** When the frame came, in milliseconds since 1970 by the client's clock. */
  readonly receivedAt: number;
}

export class DataHub extends Hub<ChannelEvent<ChannelData>> {
  /** What keeps the topic's data. */
  readonly channel: Channel;
  #last: DataEvent | undefined;

  constructor(topic: DataTopic, channel: Channel) {
    super(topic);
    this.channel = channel;
  }

  override told(event: DataEvent): void {
    this.#last = event;
    super.told(event);
  }

  protected override make({ topic, snapshot, data, timestamp, receivedAt }: DataEvent): ChannelEvent<ChannelData> {
    return { type: snapshot ? 'snapshot' : 'update', symbol: symbolOf(topic), data, timestamp, receivedAt };
  }

  protected override latest(): ChannelEvent<ChannelData> | undefined {
    const data = this.channel.latest();
    if (data === undefined || this.#last === undefined) return undefined;
    return { ...this.make(this.#last), type: 'snapshot', data };
  }
}
