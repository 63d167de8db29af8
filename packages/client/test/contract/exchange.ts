/** What the contract needs of an exchange, however it is reached: from a page it is no object that could be looked into. */
import type { ClientOptions, Endpoints, ProtocolVersion } from '@kraken-stream/client';
import type { Fault, SimulatorOptions } from '@kraken-stream/simulator';

export interface Exchange {
  /** How a client reaches it, and its account. */
  readonly client: ClientOptions;
  /** A URL at which the same host has no endpoint. */
  readonly nowhere: string;
  /** Whether the platform tells the HTTP status with which a connection was refused. Browsers keep it to themselves. */
  readonly tellsStatus: boolean;
  /** Makes something go wrong, from the time that this resolves at the latest. */
  inject(fault: Fault): Promise<void>;
  /** Closes all connections and leaves nothing running. */
  close(): Promise<void>;
}

/** What an exchange is made of; it can be sent from a page to another process. */
export type ExchangeOptions = Pick<SimulatorOptions, 'seed' | 'rate' | 'snapshotDelayMs' | 'accounts'> & {
  readonly symbols: readonly string[];
};

/** Starts an exchange that one test has to itself, to be reached by clients that speak a protocol. */
export type Start = (options: ExchangeOptions, protocol: ProtocolVersion) => Promise<Exchange>;

/** Where an exchange is spoken to in a protocol; `base` is its address without a path. */
export function endpointsAt(base: string, protocol: ProtocolVersion): Partial<Endpoints> {
  const path = protocol === 'v1' ? '' : '/v2';
  const rest = base.startsWith('ws:') ? { rest: base.replace(/^ws/, 'http') } : undefined;
  return { public: `${base}${path}`, private: `${base}/auth${path}`, ...rest };
}
