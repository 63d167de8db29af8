/** What is traded at scale: made-up pairs of which few, as on the real exchange, have quantities beyond 2^53 lots. */
import { type Instrument, syntheticInstruments } from '@kraken-stream/simulator';

/** In base units. Even a level of many large orders of that size stays below 2^53 lots of eight decimals. */
const LARGEST_USUAL = 90_000;
/** From this size on quantities are beyond 2^53 lots all the time. */
const HUGE = 10_000_000;
/** Of the pairs with so large sizes, one of so many keeps them: some 2.5 percent of all pairs. */
const ONE_OF = 9;

export function scaleInstruments(count: number): Instrument[] {
  let huge = 0;
  return syntheticInstruments(count).map((instrument) => {
    if (instrument.size <= LARGEST_USUAL) return instrument;
    if (instrument.size >= HUGE && huge++ % ONE_OF === 0) return instrument;
    return { ...instrument, size: LARGEST_USUAL };
  });
}

/** Whether its quantities are such that the library must keep the book in its slow, exact way. */
export function isHuge({ size }: Instrument): boolean {
  return size >= HUGE;
}
