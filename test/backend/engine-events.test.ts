import assert from "node:assert/strict";
import { parseEngineLog } from "../../backend/engine-events.ts";

const urn = "urn:pulumi:staging::shop::slipway:web-service:WebService$aws:ecs/service:Service::api-service";
const line = (event: object) => JSON.stringify({ sequence: 1, timestamp: 1, ...event });
const said = (message: string, at?: string) =>
  line({ diagnosticEvent: { message, severity: "error", ...(at && { urn: at }) } });

describe("the log of the engine", () => {
  it("tells each step once it has ended, so that an update that stops midway says what it has done", () => {
    const metadata = { op: "update", urn, type: "aws:ecs/service:Service" };
    const { steps } = parseEngineLog(
      [line({ resourcePreEvent: { metadata } }), line({ resOutputsEvent: { metadata } })].join("\n"),
    );
    assert.deepEqual(steps, [metadata]);
  });

  it("tells what went wrong with the name of its resource, without the sums and colours of the engine", () => {
    const { errors } = parseEngineLog(
      [
        said("<{%reset%}>no such image<{%reset%}>\n", urn),
        said("no such image", urn),
        said("update failed"),
        said("the program ended badly", "urn:pulumi:staging::shop::pulumi:pulumi:Stack::shop-staging"),
      ].join("\n"),
    );
    assert.deepEqual(errors, ["api-service: no such image", "the program ended badly"]);
  });

  it("may end in half a line, as of an engine that was killed", () => {
    assert.deepEqual(parseEngineLog('{"sequence": 1, "resOutp'), { steps: [], errors: [] });
  });

  it("in a form that is not known is refused, because nothing shown would look like nothing to change", () => {
    assert.throws(
      () => parseEngineLog(line({ resOutputsEvent: { metadata: { op: 1 } } })),
      /^Error: the engine's log has another form than slipway knows: /,
    );
  });
});
