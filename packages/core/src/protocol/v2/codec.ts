/** Protocol v2: object frames, numbers with significant zeros. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import { type ClientCodec, type Codec, wholeCodec } from '../codec.js';
import { decode } from './decode.js';
import { book, encode } from './encode.js';
import { objection } from './objection.js';
import { decodeRequest } from './read-request.js';
import { encodeRequest } from './request.js';
import { bookTime, scanBook } from './scan.js';

const CHANNELS: ClientCodec['channels'] = /* @__PURE__ */ new Set([
  'book',
  'ticker',
  'trade',
  'ohlc',
  'instrument',
  'status',
  'executions',
  'balances',
]);

/** All that a client needs: who imports this alone does not carry the exchange's half. */
export const v2Client: ClientCodec = {
  protocol: 'v2',
  endpoints: { public: 'wss://ws.kraken.com/v2', private: 'wss://ws-auth.kraken.com/v2' },
  channels: CHANNELS,
  // Each begins with a snapshot.
  prompt: CHANNELS,
  executionParts: [undefined],
  decode,
  scanBook,
  bookTime,
  encodeBook: (snapshot) => [book(snapshot)],
  encodeRequest,
  objection,
  nameOf: (symbol) => symbol,
  timeOf: (text) => text,
};

export const v2: Codec = /* @__PURE__ */ wholeCodec(v2Client, { decodeRequest, encode });
