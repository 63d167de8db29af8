import { describe, expect, it } from 'vitest';
import { type EnvironmentSignal, type Platform, platformEnvironment } from '../src/environment.js';

/** An event target that knows who listens to it. */
class Target extends EventTarget {
  readonly listeners = new Set<unknown>();
  visibilityState = 'hidden';

  override addEventListener(type: string, listener: (event: Event) => void): void {
    super.addEventListener(type, listener);
    this.listeners.add(listener);
  }

  override removeEventListener(type: string, listener: (event: Event) => void): void {
    super.removeEventListener(type, listener);
    this.listeners.delete(listener);
  }

  tell(type: string, facts: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), facts));
  }
}

class Page extends Target {
  readonly navigator = { onLine: true };
  readonly document = new Target();
}

class Worker extends Target {
  readonly navigator = { onLine: true };
}

function watched(platform: Platform) {
  const environment = platformEnvironment(platform);
  const signals: EnvironmentSignal[] = [];
  return { environment, signals, unwatch: environment.watch((signal) => signals.push(signal)) };
}

describe('a page', () => {
  it('tells when the network goes and comes', () => {
    const page = new Page();
    const { environment, signals } = watched(page);
    expect(environment.online).toBe(true);
    page.navigator.onLine = false;
    page.tell('offline');
    expect(environment.online).toBe(false);
    page.navigator.onLine = true;
    page.tell('online');
    expect(environment.online).toBe(true);
    expect(signals).toEqual(['offline', 'online']);
  });

  it('tells when it is looked at again, not when it is left', () => {
    const page = new Page();
    const { signals } = watched(page);
    page.document.tell('visibilitychange');
    expect(signals).toEqual([]);
    page.document.visibilityState = 'visible';
    page.document.tell('visibilitychange');
    expect(signals).toEqual(['visible']);
  });

  it('tells when it was frozen and goes on, not when it is first shown', () => {
    const page = new Page();
    const { signals } = watched(page);
    page.tell('pageshow', { persisted: false });
    page.tell('pageshow');
    expect(signals).toEqual([]);
    page.tell('pageshow', { persisted: true });
    page.document.tell('resume');
    expect(signals).toEqual(['resumed', 'resumed']);
  });

  it('has no listener left when nobody watches', () => {
    const page = new Page();
    const [one, other] = [watched(page), watched(page)];
    expect([page.listeners.size, page.document.listeners.size]).toEqual([6, 4]);
    one.unwatch();
    page.tell('online');
    expect([one.signals, other.signals]).toEqual([[], ['online']]);
    one.unwatch();
    other.unwatch();
    expect([page.listeners.size, page.document.listeners.size]).toEqual([0, 0]);
  });

  it('has no listener before anybody watches', () => {
    const page = new Page();
    platformEnvironment(page);
    expect([page.listeners.size, page.document.listeners.size]).toEqual([0, 0]);
  });
});

describe('a worker', () => {
  it('tells of the network only', () => {
    const worker = new Worker();
    const { signals, unwatch } = watched(worker);
    for (const type of ['offline', 'online', 'pageshow', 'resume', 'visibilitychange']) {
      worker.tell(type, { persisted: true });
    }
    expect(signals).toEqual(['offline', 'online']);
    unwatch();
    expect(worker.listeners.size).toBe(0);
  });
});

describe('a platform that cannot tell', () => {
  it('is always online, and never has a signal', () => {
    for (const platform of [{}, { navigator: {} }, { navigator: { onLine: true } }]) {
      const { environment, signals, unwatch } = watched(platform);
      expect(environment.online).toBe(true);
      unwatch();
      expect(signals).toEqual([]);
    }
  });

  it('is not listened to in vain', () => {
    const target = new Target();
    expect(platformEnvironment(target).online).toBe(true);
    platformEnvironment(target).watch(() => {});
    expect(target.listeners.size).toBe(0);
  });

  it('may be the one that runs this test', () => {
    const environment = platformEnvironment();
    expect(environment.online).toBe(true);
    environment.watch(() => {})();
  });
});
