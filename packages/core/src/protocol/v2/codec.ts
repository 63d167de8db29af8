/** Protocol v2: object frames, numbers with significant zeros. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import type { ClientCodec, Codec } from '../codec.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { encodeRequest } from './encode-request.js';
import { decodeRequest } from './request.js';
import { scanBook } from './scan.js';

/** What a client needs: nothing of how the exchange speaks gets into its bundle. */
export const v2Client: ClientCodec = { protocol: 'v2', decode, scanBook, encodeRequest };

export const v2: Codec = { protocol: 'v2', decode, scanBook, encodeRequest, decodeRequest, encode };
