/** What goes over the port between the page and its exchange. Types only. */
import type { ConnectFailure } from '@kraken-stream/client';
import type { Fault, PendingFault } from '@kraken-stream/simulator';

/** `id` names a connection or a call: each has its own. */
export type ToExchange =
  | { readonly type: 'connect'; readonly id: number; readonly url: string }
  | { readonly type: 'send'; readonly id: number; readonly text: string }
  | {
      readonly type: 'hang-up';
      readonly id: number;
      readonly code: number | undefined;
      readonly reason: string | undefined;
    }
  | { readonly type: 'fetch'; readonly id: number; readonly url: string }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'token'; readonly id: number }
  | { readonly type: 'inject'; readonly fault: Fault }
  | { readonly type: 'mend' };

export type FromExchange =
  | { readonly type: 'opened'; readonly id: number }
  | { readonly type: 'received'; readonly id: number; readonly text: string }
  | {
      readonly type: 'closed';
      readonly id: number;
      readonly code: number;
      readonly reason: string;
      readonly failure: ConnectFailure | undefined;
    }
  | { readonly type: 'answered'; readonly id: number; readonly status: number; readonly text: string }
  | { readonly type: 'unanswered'; readonly id: number; readonly message: string }
  | { readonly type: 'pending'; readonly faults: readonly PendingFault[] };
