/** Ctrl-C, or whoever reads the pipe has had enough, as `head` does. A second Ctrl-C ends this program at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  // The bin tells of what is worse than a closed pipe; none of it is ever mended while this runs.
  process.stdout.on("error", () => controller.abort());
  return controller.signal;
}
