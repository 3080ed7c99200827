import type { Writable } from "node:stream";

/** Writes as fast as whoever reads takes it; once they have had enough, nothing is waited for any more. */
export async function written(stream: Writable, text: string, ended: AbortSignal): Promise<void> {
  if (stream.write(text) || ended.aborted || stream.destroyed) {
    return;
  }
  await new Promise<void>((resolve) => {
    const go = () => {
      stream.off("drain", go).off("close", go);
      ended.removeEventListener("abort", go);
      resolve();
    };
    stream.once("drain", go).once("close", go);
    ended.addEventListener("abort", go);
  });
}
