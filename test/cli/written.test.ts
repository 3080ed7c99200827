import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { written } from "../../cli/written.ts";

const longer = "x".repeat(100);
const narrow = () => new PassThrough({ highWaterMark: 10 });
const never = new AbortController().signal;

describe("what is written as fast as it is read", () => {
  it("waits for a slow reader, because a log may be longer than the memory", async () => {
    const stream = narrow();
    let done = false;
    const writing = written(stream, longer, never).then(() => {
      done = true;
    });
    await new Promise(setImmediate);
    assert.equal(done, false);
    stream.resume();
    await writing;
    assert.equal(stream.listenerCount("close"), new PassThrough().listenerCount("close"));
  });

  it("waits for nobody who has gone, before it is written or meanwhile, because a program that waits for ever ends without tidying up", async () => {
    await written(narrow(), longer, AbortSignal.abort());
    const controller = new AbortController();
    const writing = written(narrow(), longer, controller.signal);
    controller.abort();
    await writing;
    const gone = narrow();
    gone.on("error", () => {});
    const closing = written(gone, longer, never);
    gone.destroy();
    await closing;
    await written(gone, longer, never);
  });
});
