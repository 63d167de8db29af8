/** A built copy of the page opens without a network from the second time on: a service worker keeps its files. */
import { ownScript } from './own-script.js';

export function openOffline(): void {
  // Browsers have none where a page came over plain http from elsewhere.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // What keeps the page must not be in the way of the page.
  addEventListener('load', () => void keep());
}

/** Left to itself, the browser looks for a newer copy when it likes. */
async function keep(): Promise<void> {
  try {
    const options = { updateViaCache: 'none' } as const;
    const registration = await navigator.serviceWorker.register(ownScript('./service-worker.js'), options);
    // What is being installed for the first time is the newest.
    if (registration.active !== null) await registration.update();
  } catch {
    // Without it, or without a network to ask, the page is as good as it was.
  }
}
