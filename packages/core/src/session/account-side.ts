/**
 * What a private connection has beside a public one: a token, and a desk for requests about orders. A session that is
 * given none knows nothing of accounts, and a bundle without it contains none of this.
 */
import { createAccountChannel } from '../channel/create-account.js';
import type { Executions } from '../channel/data.js';
import { ExecutionsChannel } from '../channel/executions.js';
import { RequestError } from '../errors.js';
import type { AnsweredMessage } from '../protocol/account.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import { isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { TradingRequest } from '../protocol/trading.js';
import type { Requests } from '../request/requests.js';
import type { CreateChannel, Entry } from '../subscription/entry.js';
import { slotOf } from '../subscription/topic.js';
import { Desk, type DeskOptions } from '../trading/desk.js';
import { accountRequest } from './account-request.js';
import { Authorization, type TokenAnswer } from './authorization.js';
import type { Concern } from './concern.js';
import { CLOSED_BY_USER, errorOf, type Loss } from './loss.js';
import type { Outbox } from './outbox.js';
import type { DataEvent } from './output.js';
import { Parted } from './parted.js';
import type { Subscriptions } from './subscriptions.js';
import type { Wish } from './wish.js';

/** An answer to a request. */
export type Answer = AcknowledgedMessage | RefusedMessage | AnsweredMessage;

/** What of a session its account side works with. */
export interface AccountHost {
  readonly codec: ClientCodec;
  readonly out: Outbox;
  readonly random: () => number;
  readonly requests: Requests<Entry>;
  readonly subscriptions: Subscriptions;
  /** The exchange's mode, where it was told. */
  system(): string | undefined;
}

/** What makes a session that of an account. */
export interface OpenAccount {
  open(host: AccountHost): AccountSide;
  /** Makes what keeps the data of a topic, an account's own among them. */
  readonly createChannel: CreateChannel;
  /** The request about a topic of an account. */
  readonly requestFor: typeof accountRequest;
  /** Makes what minds topics that are asked for in parts. */
  parted(codec: ClientCodec, requests: Requests<Entry>): Parted;
}

/** Makes the account side of a private connection. */
export function openAccount(options: DeskOptions): OpenAccount {
  return {
    open: (host) => new AccountSide(host, options),
    createChannel: createAccountChannel,
    requestFor: accountRequest,
    parted: (codec, requests) => new Parted(codec, requests),
  };
}

/** What those are told whose requests a connection takes with it. */
const UNREACHED = 'no connection';

export class AccountSide implements Concern {
  readonly #host: AccountHost;
  readonly authorization: Authorization;
  readonly desk: Desk;
  /** Requests with smaller numbers were sent with an earlier token than the present one. */
  #since = 0;

  constructor(host: AccountHost, options: DeskOptions) {
    this.#host = host;
    this.authorization = new Authorization(host.out, host.random, (reason, final, now) =>
      this.#unauthorized(reason, final, now),
    );
    const executions = () => this.#executions;
    this.desk = new Desk(options, {
      get watching() {
        const entry = executions();
        return showsAll(entry) && entry.life !== 'refused' && entry.life !== 'leaving';
      },
      send: (request, now) => this.#send(request, now),
      outcome: (id, fates, answer) => host.out.emit({ type: 'outcome', id, fates, answer }),
      settled: (id, part, settlement) => host.out.emit({ type: 'settled', id, part, settlement }),
      refresh: (now) => this.#refresh(now),
    });
  }

  /** What is subscribed to of executions, if anything. */
  get #executions(): Entry | undefined {
    return this.#host.subscriptions.slots.holder(slotOf('executions'));
  }

  get wanted(): boolean {
    return this.desk.wanted;
  }

  nextDue(): number {
    return Math.min(this.authorization.nextDue, this.desk.nextDue);
  }

  /** The caller wants something of the desk, or wants it no more. */
  asked(wish: Extract<Wish, { readonly type: 'call' | 'withdraw' }>, now: number): void {
    if (wish.type === 'withdraw') this.desk.withdraw(wish.id);
    else {
      this.authorization.wanted(now);
      this.desk.ask(wish.id, wish.request, wish.timeoutMs, now);
    }
  }

  authorized(answer: TokenAnswer, now: number): void {
    this.authorization.answered(answer, now);
    this.#since = this.#host.requests.nextId();
  }

  flush(now: number): void {
    if (this.authorization.token !== undefined) this.desk.flush(this.#host.system(), now);
  }

  /** Takes an answer; whether it is one of the desk's. */
  answered(message: Answer, now: number): boolean {
    const { reqId } = message;
    const owned = this.desk.owns(reqId);
    if (message.type !== 'refused') this.authorization.accepted();
    else if (isInvalidSession(message.error)) {
      // Late refusals of the last token say nothing of this one.
      if ((reqId ?? this.#since) >= this.#since) this.authorization.refused(message.error, now);
    } else if (isTooMany(message.error)) {
      // They are counted together, whatever they are about.
      this.desk.pause(now);
      if (owned) this.#host.subscriptions.slow(now);
    }
    if (message.type !== 'refused' && message.type !== 'answered') {
      const { maxratecount } = message.result;
      if (maxratecount !== undefined) this.desk.limited(maxratecount);
      return false;
    }
    if (owned) this.desk.answered(message);
    return owned;
  }

  /** Data came, and its channel has taken it. */
  told(entry: Entry, { data, snapshot }: DataEvent, now: number): void {
    if (!(entry.channel instanceof ExecutionsChannel) || !('reports' in data)) return;
    const asOf = snapshot && showsAll(entry) ? entry.subscribedAt : undefined;
    this.desk.reported(data.reports, entry.channel.orders, { asOf, unseen: unseenOf(data) }, now);
  }

  lose(loss: Loss): void {
    this.authorization.lost();
    this.desk.lost(errorOf(UNREACHED, loss), loss.fault === 'ended');
  }

  stop(): void {
    this.desk.stop(errorOf(UNREACHED, CLOSED_BY_USER));
  }

  woken(now: number): void {
    this.authorization.woken(now);
    this.desk.woken(now);
  }

  #send(request: TradingRequest, now: number): number {
    const reqId = this.#host.requests.nextId();
    this.#host.out.send(this.#host.codec.encodeRequest({ ...request, token: this.authorization.token, reqId }), now);
    return reqId;
  }

  #refresh(now: number): boolean {
    const entry = this.#executions;
    if (!showsAll(entry)) return false;
    switch (entry.life) {
      case 'sent':
      case 'acknowledged':
      case 'live': {
        // As nothing was wrong with it, this does not count as a failure.
        const reason = 'a new snapshot has to tell what became of requests';
        this.#host.subscriptions.move(entry, 'break', now, { reason, retryAt: now });
        return true;
      }
      // These bring one anyway.
      case 'wanted':
      case 'stale':
      case 'resyncing':
        return true;
      default:
        return false;
    }
  }

  #unauthorized(reason: string, final: boolean, now: number): void {
    const error = new RequestError({ method: 'authorize', reason });
    this.#host.out.emit({ type: 'error', error });
    if (!final) return;
    this.desk.unauthorized(error);
    this.#host.subscriptions.refuseUnserved(error, now);
  }
}

/** Why orders may have been there that cannot be found any more. */
function unseenOf({ missedTrades, first, unnamedTrades }: Executions): string | undefined {
  // What happened before the first report is nowhere told.
  if (missedTrades || first) return 'there were more fills since than the exchange still tells';
  return unnamedTrades && 'fills were shown since without the client ids of their orders, of which it may have one';
}

/** Whether it begins with all orders that are open. */
function showsAll(entry: Entry | undefined): entry is Entry {
  return entry?.topic.channel === 'executions' && entry.topic.snapOrders && entry.topic.users === undefined;
}
