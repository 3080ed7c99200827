import assert from "node:assert/strict";

/** Asserts that some work is refused with exactly this message. */
export async function refuses(work: () => unknown, message: string): Promise<void> {
  await assert.rejects(async () => await work(), { message });
}
