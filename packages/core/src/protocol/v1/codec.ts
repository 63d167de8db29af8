/** Protocol v1: array frames, numbers as text. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import { type ClientCodec, type Codec, wholeCodec } from '../codec.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { bookAndProof } from './encode-market-data.js';
import { nameOf } from './names.js';
import { objection } from './objection.js';
import { decodeRequest } from './read-request.js';
import { encodeRequest } from './request.js';
import { bookTime, scanBook } from './scan.js';
import { timeOf } from './times.js';

/** All that a client needs: who imports this alone does not carry the exchange's half. */
export const v1Client: ClientCodec = {
  protocol: 'v1',
  endpoints: { public: 'wss://ws.kraken.com', private: 'wss://ws-auth.kraken.com' },
  channels: /* @__PURE__ */ new Set(['book', 'ticker', 'spread', 'trade', 'ohlc', 'status', 'executions']),
  // A candle comes at once only where there was ever a trade; what is never traded is asked for again, ever more seldom.
  prompt: /* @__PURE__ */ new Set(['book', 'ticker', 'ohlc', 'status', 'executions']),
  executionParts: ['orders', 'trades'],
  decode,
  scanBook,
  bookTime,
  encodeBook: bookAndProof,
  encodeRequest,
  objection,
  nameOf,
  timeOf,
};

export const v1: Codec = /* @__PURE__ */ wholeCodec(v1Client, { decodeRequest, encode });
