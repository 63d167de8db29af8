/** A button that copies. Knows nothing of what. */
import { say } from './dom.js';

const TOLD_MS = 1500;

/**
 * Copies `text` and says so on the button and in `told`, a live region. Without the right to the clipboard `shown` is
 * selected instead: one keystroke is left to the person.
 */
export async function copy(button: HTMLButtonElement, text: string, told: HTMLElement, shown?: Node): Promise<void> {
  const usual = button.textContent;
  let word = 'Copied';
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = 'Copied.';
  } catch {
    word = shown === undefined ? 'Not allowed' : 'Selected';
    if (shown !== undefined) getSelection()?.selectAllChildren(shown);
    told.textContent =
      shown === undefined ? 'The browser does not allow to copy.' : 'Selected: copy it with the keyboard.';
  }
  if (usual === word) return;
  say(button, word);
  setTimeout(() => say(button, usual), TOLD_MS);
}
