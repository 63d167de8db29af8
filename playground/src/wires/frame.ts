/** One frame on the wire, and what it is about, read from its text alone. Knows neither connections nor the page. */

export interface About {
  /** A channel's name, or `request` for what is asked and answered. */
  readonly channel: string;
  /** What else is worth a glance: the kind of frame or its method, the symbol. */
  readonly detail: string;
}

/** By which frames can be chosen: both protocols' channels, in v2's words where there are two. */
export const CHANNELS = [
  'book',
  'ticker',
  'trade',
  'ohlc',
  'spread',
  'instrument',
  'executions',
  'balances',
  'status',
  'heartbeat',
  'request',
  'other',
] as const;

export class WireFrame {
  readonly type: 'received' | 'sent';
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Which connection, as the client counts them. */
  readonly connection: number;
  readonly text: string;
  #about: About | undefined;

  constructor(type: WireFrame['type'], at: number, connection: number, text: string) {
    this.type = type;
    this.at = at;
    this.connection = connection;
    this.text = text;
  }

  /** Read when somebody looks, once. */
  get about(): About {
    this.#about ??= aboutOf(this.text);
    return this.#about;
  }
}

/** v1's names of what v2 has under another. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['openOrders', 'executions'],
  ['ownTrades', 'executions'],
  ['systemStatus', 'status'],
]);

/** Members stand at the beginning of a frame, v1's channel and pair at its end. */
const BEGINNING = 240;
const END = 80;

/** Frames are never parsed here: that would cost more than all else that is done with them. */
export function aboutOf(text: string): About {
  const head = text.slice(0, BEGINNING);
  if (head.startsWith('[')) return aboutData(text.slice(-END));
  const channel = member(head, 'channel');
  const symbol = member(head, 'symbol');
  const method = member(head, 'method') ?? member(head, 'event');
  if (method === undefined)
    return { channel: channel === undefined ? 'other' : known(channel), detail: words(member(head, 'type'), symbol) };
  if (SAME.has(method) || method === 'heartbeat')
    return { channel: known(method), detail: member(head, 'status') ?? '' };
  const pair = /"pair":\[?"([^"]+)"/.exec(head)?.[1];
  const name = channel ?? member(head, 'name') ?? member(text.slice(-END), 'name');
  return { channel: 'request', detail: words(method, name, symbol, pair) };
}

/** An array of v1: data, then the channel and what it is of. */
function aboutData(end: string): About {
  const [, name, pair] = /"([A-Za-z]+)(?:-\d+)?","([^"]+)"\]\s*$/.exec(end) ?? [];
  if (name !== undefined) return { channel: known(name), detail: pair ?? '' };
  const [, account] = /"([A-Za-z]+)",\{"sequence":\d+\}\]\s*$/.exec(end) ?? [];
  return account === undefined ? { channel: 'other', detail: '' } : { channel: known(account), detail: account };
}

function known(channel: string): string {
  return SAME.get(channel) ?? CHANNELS.find((each) => each === channel) ?? 'other';
}

function member(text: string, name: string): string | undefined {
  const at = text.indexOf(`"${name}":`);
  if (at === -1) return undefined;
  const from = text.indexOf('"', at + name.length + 3);
  const to = text.indexOf('"', from + 1);
  // Another value than a text may stand there.
  return from === -1 || to === -1 || text.slice(at + name.length + 3, from).trim() !== ''
    ? undefined
    : text.slice(from + 1, to);
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
