/**
 * What the topics of a recording are at one position of it: what is told to whoever subscribes then, and what of a frame is passed
 * on. Knows neither clients nor time.
 */

import type { RecordedTopic } from '@kraken-stream/core';
import { BookKeeper, bookFrames, type Candle, type Codec, createBookFrame, type Trade } from '@kraken-stream/core';
import type { Played, PlayedFrame } from './timeline.js';

/** The state of a topic. */
interface Scene {
  /** The connection that its frames come from; undefined while it is lost. */
  connection: number | undefined;
  /** Takes a frame; whether it is passed on. */
  take(frame: PlayedFrame): boolean;
  /** The frames that a subscription begins with; none where nothing can be told yet. */
  opening(): readonly string[];
}

/** As many as the exchange's own snapshot has. */
const MOST_TRADES = 50;
const MOST_CANDLES = 50;

export class Stage {
  readonly #codec: Codec;
  readonly #scenes = new Map<RecordedTopic, Scene>();

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  /** Takes an event: the topics that are lost with it, and whether it is a frame that is passed on. */
  take(event: Played): { readonly told: boolean; readonly lost: readonly RecordedTopic[] } {
    if (event.type !== 'received') return { told: false, lost: this.#lose(event.connection) };
    const scene = this.#scene(event.topic);
    // Two connections may have the same topic for a while: the one that began last is listened to.
    if (scene.connection !== undefined && scene.connection !== event.connection && !event.snapshot) {
      return { told: false, lost: [] };
    }
    scene.connection = event.connection;
    return { told: scene.take(event), lost: [] };
  }

  /** The frames that a subscription to a topic begins with. */
  opening(topic: RecordedTopic): readonly string[] {
    return this.#scenes.get(topic)?.opening() ?? [];
  }

  #lose(connection: number): RecordedTopic[] {
    const lost: RecordedTopic[] = [];
    for (const [topic, scene] of this.#scenes) {
      if (scene.connection !== connection) continue;
      lost.push(topic);
      this.#scenes.delete(topic);
    }
    return lost;
  }

  #scene(topic: RecordedTopic): Scene {
    let scene = this.#scenes.get(topic);
    if (scene === undefined) {
      scene = this.#create(topic);
      this.#scenes.set(topic, scene);
    }
    return scene;
  }

  #create({ channel, symbol = '', depth = 10 }: RecordedTopic): Scene {
    switch (channel) {
      case 'book':
        return new BookScene(this.#codec, new BookKeeper(symbol, depth));
      case 'trade':
        return new TradeScene(this.#codec);
      case 'ohlc':
        return new CandleScene(this.#codec);
      case 'instrument':
        return new WholeScene();
      default:
        return new LastScene();
    }
  }
}

/** Each frame is a whole. */
class LastScene implements Scene {
  connection: number | undefined;
  #last: string | undefined;

  take({ text }: PlayedFrame): boolean {
    this.#last = text;
    return true;
  }

  opening(): readonly string[] {
    return this.#last === undefined ? [] : [this.#last];
  }
}

/** A snapshot, and all that came behind it. */
class WholeScene implements Scene {
  connection: number | undefined;
  #frames: string[] = [];

  take({ text, snapshot }: PlayedFrame): boolean {
    if (snapshot) this.#frames = [];
    else if (this.#frames.length === 0) return false;
    this.#frames.push(text);
    return true;
  }

  opening(): readonly string[] {
    return this.#frames;
  }
}

/** The latest trades; where the protocol begins without any, none. */
class TradeScene implements Scene {
  connection: number | undefined;
  readonly #codec: Codec;
  #frames: string[] = [];

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  take({ text, snapshot }: PlayedFrame): boolean {
    if (snapshot) this.#frames = [];
    this.#frames.push(text);
    if (this.#frames.length > 2 * MOST_TRADES) this.#frames = this.#frames.slice(-MOST_TRADES);
    return true;
  }

  opening(): readonly string[] {
    if (!this.#codec.prompt.has('trade')) return [];
    const trades: Trade[] = this.#frames.flatMap((text) => {
      const message = this.#codec.decode(text);
      return message.type === 'trade' ? message.data : [];
    });
    if (trades.length === 0) return [];
    return [this.#codec.encode({ type: 'trade', snapshot: true, data: trades.slice(-MOST_TRADES) })];
  }
}

/** The latest candles, each as it was told last. */
class CandleScene implements Scene {
  connection: number | undefined;
  readonly #codec: Codec;
  #candles = new Map<string, Candle>();
  #timestamp: string | undefined;

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  take({ text, snapshot }: PlayedFrame): boolean {
    const message = this.#codec.decode(text);
    if (message.type !== 'ohlc') return false;
    if (snapshot) this.#candles.clear();
    this.#timestamp = message.timestamp;
    for (const candle of message.data) this.#candles.set(candle.intervalBegin, candle);
    for (const begin of this.#candles.keys()) {
      if (this.#candles.size <= MOST_CANDLES) break;
      this.#candles.delete(begin);
    }
    return true;
  }

  opening(): readonly string[] {
    if (this.#candles.size === 0) return [];
    const data = [...this.#candles.values()];
    return [this.#codec.encode({ type: 'ohlc', snapshot: true, timestamp: this.#timestamp, data })];
  }
}

/** A book is kept as a client keeps it: what cannot be proven is no beginning. */
class BookScene implements Scene {
  connection: number | undefined;
  readonly #codec: Codec;
  readonly #keeper: BookKeeper;
  readonly #frame = createBookFrame();

  constructor(codec: Codec, keeper: BookKeeper) {
    this.#codec = codec;
    this.#keeper = keeper;
  }

  take({ text, made, snapshot, at }: PlayedFrame): boolean {
    const keeper = this.#keeper;
    // The exchange never sent it: where it says what is known, nobody hears of it.
    if (made && keeper.state === 'live' && (!snapshot || this.#shows(text))) return false;
    if (!snapshot && keeper.state !== 'live' && keeper.held === undefined) return false;
    if (this.#codec.scanBook(text, this.#frame)) {
      if (snapshot) keeper.load(this.#frame, at, text);
      else keeper.apply(this.#frame, at);
      return true;
    }
    const message = this.#codec.decode(text);
    if (message.type !== 'book') return false;
    const { bids, asks, checksum } = message;
    if (snapshot) keeper.loadText(bids, asks, checksum, at, text);
    else keeper.applyText(bids, asks, checksum, at);
    return true;
  }

  opening(): readonly string[] {
    return bookFrames(this.#codec, this.#keeper);
  }

  /** Whether a snapshot says what the book is. */
  #shows(text: string): boolean {
    const message = this.#codec.decode(text);
    if (message.type !== 'book') return false;
    const { bids, asks } = this.#keeper;
    const same = (side: typeof bids, levels: typeof message.bids) =>
      side.length === levels.length &&
      levels.every(({ price, qty }, rank) => {
        const level = side.levelAt(rank);
        return level.price === price && level.qty === qty;
      });
    return same(bids, message.bids) && same(asks, message.asks);
  }
}
