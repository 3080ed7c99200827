/** Several sequences, each in order, as one that is; no more of any is read than the next item. */
export async function* inOrder<T>(
  sequences: readonly AsyncGenerator<T>[],
  compare: (one: T, other: T) => number,
): AsyncGenerator<T> {
  const heads = await Promise.all(sequences.map(async (sequence) => ({ sequence, next: await sequence.next() })));
  for (;;) {
    let first: { sequence: AsyncGenerator<T>; value: T } | undefined;
    for (const { sequence, next } of heads) {
      if (next.done !== true && (first === undefined || compare(next.value, first.value) < 0)) {
        first = { sequence, value: next.value };
      }
    }
    if (first === undefined) return;
    yield first.value;
    const head = heads.find(({ sequence }) => sequence === first.sequence);
    if (head) head.next = await head.sequence.next();
  }
}
