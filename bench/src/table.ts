/** How figures are shown, whatever they are of. */

/** Columns side by side, the first to the left, all others to the right. */
export function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
