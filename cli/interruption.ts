/** Ctrl-C, or whoever reads the pipe has had enough, as `head` does. A second Ctrl-C ends this program at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  // The bin would end this program at once, before what is under way has ended in order.
  process.stdout.removeAllListeners("error").on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    controller.abort();
  });
  return controller.signal;
}
