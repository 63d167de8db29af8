/** The protocol versions that a client speaks. The only place where they have names: everything else is given a codec. */
import { type ClientCodec, givenChoice, type Request, UsageError, v1Client, v2Client } from '@kraken-stream/core';

/** `v2` tells more, and is the newer; `v1` is what older programs speak. */
export type ProtocolVersion = 'v2' | 'v1';

const CODECS: Readonly<Record<ProtocolVersion, ClientCodec>> = { v2: v2Client, v1: v1Client };

/** Throws a `UsageError` for a version that there is not. */
export function codecOf(protocol: ProtocolVersion = 'v2'): ClientCodec {
  return CODECS[givenChoice<ProtocolVersion>('protocol', protocol, ['v2', 'v1'])];
}

/** Throws a `UsageError` for a request that cannot be said in a protocol; it names the one in which it can. */
export function mustBeSayable(codec: ClientCodec, request: Request): void {
  const objection = codec.objection(request);
  if (objection !== undefined) throw new UsageError(objection.field, objection.message);
}

/** Whether a request can only be said once the type of its order is known. */
export function needsType(codec: ClientCodec, request: Request): boolean {
  return codec.objection(request)?.unlessTyped === true;
}
