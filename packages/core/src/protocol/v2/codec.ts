/** Protocol v2: object frames, numbers with significant zeros. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import type { Codec } from '../codec.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { decodeRequest, encodeRequest } from './request.js';
import { scanBook } from './scan.js';

export const v2: Codec = { protocol: 'v2', decode, scanBook, encodeRequest, decodeRequest, encode };
