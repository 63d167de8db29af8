/** The fast way for v1 book frames. */
import type { BookFrame } from '../codec.js';

export function scanBook(_text: string, _frame: BookFrame): boolean {
  return false;
}
