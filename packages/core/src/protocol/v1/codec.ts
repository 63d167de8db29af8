/** Protocol v1: array frames, numbers as text. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import { type AccountPart, type ClientCodec, type Codec, NO_ACCOUNT, wholeCodec } from '../codec.js';
import { isPrivate } from '../request.js';
import { accountPart } from './account-part.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { nameOf } from './names.js';
import { objection } from './objection.js';
import { decodeRequest } from './read-request.js';
import { encodeRequest } from './request.js';
import { bookTime, scanBook } from './scan.js';
import { timeOf } from './times.js';

function client(account: AccountPart<readonly unknown[]>): ClientCodec {
  return {
    protocol: 'v1',
    endpoints: { public: 'wss://ws.kraken.com', private: 'wss://ws-auth.kraken.com' },
    channels: new Set(['book', 'ticker', 'spread', 'trade', 'ohlc', 'status', ...account.channels]),
    // A candle comes at once only where there was ever a trade; what is never traded is asked for again, ever more seldom.
    prompt: new Set(['book', 'ticker', 'ohlc', 'status', ...account.channels]),
    executionParts: ['orders', 'trades'],
    decode: (text) => decode(text, account),
    scanBook,
    bookTime,
    encodeRequest: (request) => (isPrivate(request) ? account.encode(request) : encodeRequest(request)),
    objection: (request) => (isPrivate(request) ? account.objection(request) : objection(request)),
    nameOf,
    timeOf,
  };
}

/** What a client of markets needs: who imports this alone carries nothing of accounts and orders. */
export const v1Market: ClientCodec = /* @__PURE__ */ client(NO_ACCOUNT);

/** All that a client needs: who imports this alone does not carry the exchange's half. */
export const v1Client: ClientCodec = /* @__PURE__ */ client(accountPart);

/** Protocol v1, from both sides of the wire. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
export const v1: Codec = /* @__PURE__ */ wholeCodec(v1Client, { decodeRequest, encode });
