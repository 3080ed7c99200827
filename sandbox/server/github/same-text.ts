/** Names on GitHub differ not by case. */
export function sameText(one: unknown, other: string): boolean {
  return String(one).toLowerCase() === other.toLowerCase();
}
