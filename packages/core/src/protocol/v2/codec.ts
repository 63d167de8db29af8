/** Protocol v2: object frames, numbers with significant zeros. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import type { ClientCodec, Codec } from '../codec.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { decodeRequest } from './read-request.js';
import { encodeRequest } from './request.js';
import { scanBook } from './scan.js';

/** All that a client needs: who imports this alone does not carry the exchange's half. */
export const v2Client: ClientCodec = { protocol: 'v2', decode, scanBook, encodeRequest };

export const v2: Codec = { protocol: 'v2', decode, scanBook, encodeRequest, decodeRequest, encode };
