/**
 * What the platform tells about the network and about the user's attention. Hints, not truths: `online` may mean a
 * network without a way out. What to make of them is decided elsewhere.
 */

/**
 * `online`, `offline`: the network came, or went. `visible`: the page is looked at again; its timers ran late while it
 * was not. `resumed`: the page was frozen and goes on, its sockets are probably dead. One cause may give several signals.
 */
export type EnvironmentSignal = 'online' | 'offline' | 'visible' | 'resumed';

/** What a platform can tell of network and attention: `platformEnvironment` is what this one does. */
export interface Environment {
  /** False when the platform is sure that there is no network. True where it cannot tell. */
  readonly online: boolean;
  /** Calls `listener` with each signal from now on. Returns how to stop that. */
  watch(listener: (signal: EnvironmentSignal) => void): () => void;
}

interface Target {
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}

/** What is looked at: a browser's window, a worker's global object, Node's. */
export interface Platform extends Partial<Target> {
  readonly navigator?: { readonly onLine?: boolean | undefined } | undefined;
  readonly document?: (Target & { readonly visibilityState?: string | undefined }) | undefined;
}

/** What this platform tells: a page all of it, a worker about the network, Node nothing, so that it is always online. */
export function platformEnvironment(platform: Platform = globalThis): Environment {
  return {
    get online() {
      return platform.navigator?.onLine !== false;
    },
    watch(listener) {
      const watched: [Partial<Target>, string, (event: Event) => void][] = [];
      const watch = (
        target: Partial<Target>,
        type: string,
        signal: EnvironmentSignal,
        isMeant: (event: Event) => boolean = () => true,
      ) => {
        const told = (event: Event) => {
          if (isMeant(event)) listener(signal);
        };
        target.addEventListener?.(type, told);
        watched.push([target, type, told]);
      };
      const { document } = platform;
      // Where nothing is known of the network, nothing will be told of it.
      if (platform.navigator?.onLine !== undefined) {
        watch(platform, 'online', 'online');
        watch(platform, 'offline', 'offline');
      }
      if (document !== undefined) {
        watch(document, 'visibilitychange', 'visible', () => document.visibilityState === 'visible');
        watch(document, 'resume', 'resumed');
        // Pages are shown when they are loaded, too.
        watch(platform, 'pageshow', 'resumed', (event) => 'persisted' in event && event.persisted === true);
      }
      return () => {
        for (const [target, type, told] of watched.splice(0)) target.removeEventListener?.(type, told);
      };
    },
  };
}
