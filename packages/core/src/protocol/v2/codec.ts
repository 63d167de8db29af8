/** Protocol v2: object frames, numbers with significant zeros. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import { type AccountPart, type ClientCodec, type Codec, NO_ACCOUNT, wholeCodec } from '../codec.js';
import { isPrivate } from '../request.js';
import type { WireObject } from '../shape.js';
import { accountPart } from './account-part.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { objection } from './objection.js';
import { decodeRequest } from './read-request.js';
import { encodeRequest } from './request.js';
import { bookTime, scanBook } from './scan.js';

function client(account: AccountPart<WireObject>): ClientCodec {
  const channels: ClientCodec['channels'] = new Set([
    ...(['book', 'ticker', 'trade', 'ohlc', 'instrument', 'status'] as const),
    ...account.channels,
  ]);
  return {
    protocol: 'v2',
    endpoints: { public: 'wss://ws.kraken.com/v2', private: 'wss://ws-auth.kraken.com/v2' },
    channels,
    // Each begins with a snapshot.
    prompt: channels,
    executionParts: [undefined],
    decode: (text) => decode(text, account),
    scanBook,
    bookTime,
    encodeRequest: (request) => (isPrivate(request) ? account.encode(request) : encodeRequest(request)),
    objection: (request) => (isPrivate(request) ? account.objection(request) : objection(request)),
    nameOf: (symbol) => symbol,
    timeOf: (text) => text,
  };
}

/** What a client of markets needs: who imports this alone carries nothing of accounts and orders. */
export const v2Market: ClientCodec = /* @__PURE__ */ client(NO_ACCOUNT);

/** All that a client needs: who imports this alone does not carry the exchange's half. */
export const v2Client: ClientCodec = /* @__PURE__ */ client(accountPart);

/** Protocol v2, from both sides of the wire. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
export const v2: Codec = /* @__PURE__ */ wholeCodec(v2Client, { decodeRequest, encode });
