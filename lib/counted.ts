/** `1 replica`, `2 replicas`: a number and what there are so many of. */
export function counted(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}
