/**
 * The tokens that private requests carry: made here, and judged here. Knows no connection but as a holder of tokens, and
 * reads no clock. https://docs.kraken.com/api/docs/guides/spot-ws-auth
 */
import type { Account, Permissions } from '../account/account.js';
import type { Random } from '../random.js';

/** Whom a token speaks for, and what it may do. */
export interface Session {
  readonly account: Account;
  readonly permissions: Permissions;
}

/** How long a token can be used for the first time, in seconds. */
export const TOKEN_SECONDS = 900;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Base64 of 32 bytes without its padding. */
const LENGTH = 43;

interface Issued {
  readonly session: Session;
  /** Microseconds since 1970. */
  readonly until: number;
  /** Connections on which a private subscription was made with it, and is not over. */
  readonly holders: Set<object>;
}

export class Tokens {
  readonly #random: Random;
  readonly #issued = new Map<string, Issued>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** `micros`: the time, in microseconds since 1970. */
  issue(session: Session, micros: number): string {
    for (const [token, { until, holders }] of this.#issued) {
      if (until <= micros && holders.size === 0) this.#issued.delete(token);
    }
    const token = this.#text();
    this.#issued.set(token, { session, until: micros + TOKEN_SECONDS * 1_000_000, holders: new Set() });
    return token;
  }

  /** Whom a token speaks for at this time on a connection; undefined when it is none, or not valid there any more. */
  find(token: string | undefined, micros: number, connection: object): Session | undefined {
    const issued = token === undefined ? undefined : this.#issued.get(token);
    return issued !== undefined && (micros < issued.until || issued.holders.has(connection))
      ? issued.session
      : undefined;
  }

  /** A subscription was made with it: it stays valid on this connection until it is released there. */
  hold(token: string, connection: object): void {
    this.#issued.get(token)?.holders.add(connection);
  }

  release(token: string, connection: object): void {
    this.#issued.get(token)?.holders.delete(connection);
  }

  /** No token issued so far is valid any more, on any connection. */
  expire(): void {
    this.#issued.clear();
  }

  #text(): string {
    let text = '';
    while (text.length < LENGTH - 1) text += ALPHABET.charAt(this.#random.int(64));
    // Of the last character two bits lie behind the end of the bytes.
    return text + ALPHABET.charAt(4 * this.#random.int(16));
  }
}
