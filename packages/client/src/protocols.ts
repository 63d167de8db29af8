/**
 * The protocols that a client speaks, as values: what is not imported is in no bundle. Everything else is given a codec.
 */
import {
  type ClientCodec,
  type Request,
  UsageError,
  v1Client,
  v1Market,
  v2Client,
  v2Market,
} from '@kraken-stream/core';
import { Listings } from './listings.js';
import type { PoolOptions } from './pool.js';

/** `v2` tells more, and is the newer; `v1` is what older programs speak. */
export type ProtocolVersion = 'v2' | 'v1';

/** A version of Kraken's protocol: `v2` or `v1`, as they are imported. */
export interface Protocol {
  /** What it says and reads. */
  readonly codec: ClientCodec;
  /** Lists instruments by REST, where the protocol has no channel for them. */
  readonly listings?: (made: PoolOptions) => Listings;
}

const byRest: Protocol['listings'] = (made) => new Listings(made);

/** Protocol v2, for a client of markets. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
export const v2: Protocol = { codec: v2Market };

/** Protocol v1, for a client of markets. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
export const v1: Protocol = { codec: v1Market, listings: byRest };

/** All versions with what they say of accounts, by their names. */
export const WHOLE: Readonly<Record<ProtocolVersion, Protocol>> = {
  v2: { codec: v2Client },
  v1: { codec: v1Client, listings: byRest },
};

/** Throws a `UsageError` for a request that cannot be said in a protocol; it names the one in which it can. */
export function mustBeSayable(codec: ClientCodec, request: Request): void {
  const objection = codec.objection(request);
  if (objection !== undefined) throw new UsageError(objection.field, objection.message);
}

/** Whether a request can only be said once the type of its order is known. */
export function needsType(codec: ClientCodec, request: Request): boolean {
  return codec.objection(request)?.unlessTyped === true;
}
