/** Files that are dropped anywhere on the page. Knows nothing of what is in them. */
import { make } from '../dom.js';

/** `dropped` is called with the file; of several with the first. */
export function takeDrops(dropped: (file: File) => void): void {
  const veil = make('div', { class: 'drop-veil', hidden: '' }, make('p', {}, 'Drop the recording to play it'));
  document.body.append(veil);
  /** Elements are entered before the one around them is left. */
  let inside = 0;
  const hasFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
  const show = (): void => {
    veil.hidden = inside === 0;
  };
  addEventListener('dragenter', (event) => {
    if (!hasFile(event)) return;
    inside++;
    show();
  });
  addEventListener('dragleave', (event) => {
    if (!hasFile(event)) return;
    inside = Math.max(0, inside - 1);
    show();
  });
  addEventListener('dragover', (event) => {
    // Else the browser would open it in the place of the page.
    if (hasFile(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    inside = 0;
    show();
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) dropped(file);
  });
}
