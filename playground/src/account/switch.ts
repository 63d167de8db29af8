/** The dead man's switch on the page: armed, counted down, armed again by itself, disarmed. */
import { type DeadMansSwitch, UsageError } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import { clock } from '../journal.js';
import { fateOf } from './fate.js';
import type { AccountFeed } from './feed.js';

const USUAL_SECONDS = '60';
const IDLE =
  'Armed, the client asks the exchange (cancelAllOrdersAfter) to cancel all orders in so many seconds, and asks anew after ' +
  'each third of them. If this page dies or is cut off, nothing asks anew, and the exchange cancels.';

/** What is left: this view alone, an exchange that goes on without this page, or the page's own, which ends. */
export type Leaving = 'view' | 'exchange' | 'own exchange';

export class SwitchView {
  readonly element: HTMLElement;
  readonly #seconds = make('input', { type: 'text', inputmode: 'numeric', id: 'switch-seconds', autocomplete: 'off' });
  readonly #button = make('button', { type: 'submit', class: 'button' }, 'Arm');
  readonly #clock = make('output', { class: 'switch-clock', for: 'switch-seconds' }, 'off');
  readonly #text = make('p', { class: 'switch-text', id: 'switch-text' }, IDLE);
  readonly #live = make('p', { class: 'sr', 'aria-live': 'polite' });
  #feed: AccountFeed | undefined;
  #switch: DeadMansSwitch | undefined;
  #armed = 0;
  /** Why it could not be armed when that was tried last. */
  #failing: string | undefined;

  constructor() {
    this.#seconds.value = USUAL_SECONDS;
    this.#seconds.setAttribute('aria-describedby', this.#text.id);
    const label = make('label', { for: 'switch-seconds' }, 'Seconds');
    const form = make('form', { class: 'switch', novalidate: '' }, label, this.#seconds, this.#button, this.#clock);
    const title = make('h3', {}, 'Dead man’s switch');
    this.element = make('section', { class: 'account-part account-switch' }, title, form, this.#text, this.#live);
    this.#seconds.addEventListener('input', () => this.#complain(''));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#switch === undefined) this.#arm();
      else void this.#disarm(this.#switch);
    });
  }

  follow(feed: AccountFeed | undefined): void {
    this.#feed = feed;
    this.#end('');
  }

  /** What someone has to know who turns away from it, in a sentence; empty when nothing is armed. */
  onLeaving(what: Leaving): string {
    const made = this.#switch;
    if (made === undefined) return '';
    if (what === 'view')
      return 'the dead man’s switch stays armed: this page goes on arming it while you look elsewhere';
    if (what === 'own exchange')
      return 'the dead man’s switch ended with the exchange in this page, as all its orders did';
    const until = made.armedUntil ?? 0;
    return until > Date.now()
      ? `the dead man’s switch stays armed at the exchange you left, which cancels all orders soon after ${clock(until)}`
      : 'the dead man’s switch may be armed yet at the exchange you left, which then cancels all orders';
  }

  draw(now: number): void {
    const made = this.#switch;
    if (made === undefined) return;
    const until = made.armedUntil;
    const left = until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000));
    say(this.#clock, left === undefined ? '…' : left === 0 ? 'over' : `${left} s`);
    this.#clock.dataset['tone'] = left === 0 ? 'bad' : this.#failing === undefined ? 'good' : 'warn';
    if (this.#failing !== undefined) {
      const over = left === 0 ? 'The exchange cancels all orders now.' : 'It is tried again.';
      say(this.#text, `Could not be armed: ${this.#failing}. ${over}`);
    } else if (left !== undefined) {
      const times = this.#armed === 1 ? '' : `, ${this.#armed} times so far`;
      say(this.#text, `Armed${times}. Unless it is armed again by then, the exchange cancels all orders.`);
    }
  }

  #arm(): void {
    const feed = this.#feed;
    if (feed === undefined) return;
    try {
      const made = feed.client.deadMansSwitch({ seconds: Number(this.#seconds.value.trim() || Number.NaN) });
      this.#switch = made;
      made.on('armed', ({ until }) => {
        if (this.#switch !== made) return;
        this.#armed++;
        if (this.#armed === 1 || this.#failing !== undefined)
          say(this.#live, `The dead man’s switch is armed until ${clock(until)}.`);
        this.#failing = undefined;
      });
      made.on('failed', ({ outcome }) => {
        if (this.#switch !== made) return;
        if (this.#failing === undefined) say(this.#live, 'The dead man’s switch could not be armed again.');
        this.#failing = outcome.status === 'unknown' ? outcome.reason : fateOf(outcome).text;
      });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#complain(error.message.replace(/^seconds: /, ''));
      this.#seconds.focus();
      return;
    }
    this.#complain('');
    this.#seconds.disabled = true;
    say(this.#button, 'Disarm');
    say(this.#text, 'Asking the exchange …');
  }

  async #disarm(made: DeadMansSwitch): Promise<void> {
    this.#button.disabled = true;
    const outcome = await made.disarm();
    if (this.#switch !== made) return;
    const off = outcome.status === 'accepted';
    const doubt = `It may be armed yet: ${fateOf(outcome).text}`;
    this.#end(off ? 'The dead man’s switch is off.' : doubt);
    if (!off) say(this.#text, doubt);
  }

  #end(told: string): void {
    this.#switch = undefined;
    this.#failing = undefined;
    this.#armed = 0;
    this.#button.disabled = false;
    this.#seconds.disabled = false;
    say(this.#button, 'Arm');
    say(this.#clock, 'off');
    delete this.#clock.dataset['tone'];
    this.#complain('');
    say(this.#live, told);
  }

  #complain(problem: string): void {
    say(this.#text, problem === '' ? IDLE : problem);
    this.#text.toggleAttribute('data-wrong', problem !== '');
    if (problem === '') this.#seconds.removeAttribute('aria-invalid');
    else this.#seconds.setAttribute('aria-invalid', 'true');
  }
}
