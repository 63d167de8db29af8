/** What a session can be asked. Types only. */
import type { TradingRequest } from '../protocol/trading.js';
import type { Topic } from '../subscription/topic.js';

/** What a user can want of a session. */
export type Wish =
  | { readonly type: 'want'; readonly topics: readonly Topic[] }
  | { readonly type: 'leave'; readonly topics: readonly Topic[] }
  /** An answer with this number. A connection is made for it where there is none. */
  | { readonly type: 'ping'; readonly id: number }
  /**
   * A request about orders, without token and number. It waits for a connection as long as `timeoutMs`, and then so long
   * for its answers. Told as `outcome`.
   */
  | { readonly type: 'call'; readonly id: number; readonly request: TradingRequest; readonly timeoutMs: number }
  /** The caller wants a call no more: what has not left does not leave. */
  | { readonly type: 'withdraw'; readonly id: number }
  /** The platform says that there is a network, or none. */
  | { readonly type: 'network'; readonly online: boolean }
  /** There is reason to doubt that the connection lives. */
  | { readonly type: 'probe'; readonly reason: string }
  | { readonly type: 'close' };
