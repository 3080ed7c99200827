import assert from "node:assert/strict";
import { closedPriorities } from "../../lib/listener-priority.ts";
import { answered, at, ofType, paths } from "../support/declare-stack.ts";
import { declareEdge, domain } from "../support/edge.ts";

const answer = (statusCode: string, contentType: string, messageBody: string) => [
  { type: "fixed-response", fixedResponse: { contentType, messageBody, statusCode } },
];

describe("a closed path", () => {
  it("answers 404 on every host before any route, so that no service has to know what is closed here", async () => {
    const declared = await declareEdge({ domain, closed: ["/docs*", "/admin/*"] });
    const { inputs } = at(declared, "edge/edge-closed-/docs*");
    assert.deepEqual(inputs.conditions, [{ pathPattern: { values: ["/docs*"] } }]);
    assert.deepEqual(inputs.actions, answer("404", "text/plain", "not found"));
    assert.equal(inputs.listenerArn, answered(declared, "edge/edge-https").arn);
    assert.equal(inputs.priority, closedPriorities(["/docs*", "/admin/*"]).get("/docs*"));
    assert.deepEqual(paths(ofType(declared, "ListenerRule")), ["edge/edge-closed-/admin/*", "edge/edge-closed-/docs*"]);
  });

  it("is closed without a domain too", async () => {
    const declared = await declareEdge({ closed: ["/docs*"] });
    const { listenerArn } = at(declared, "edge/edge-closed-/docs*").inputs;
    assert.equal(listenerArn, answered(declared, "edge/edge-http").arn);
  });
});

describe("maintenance", () => {
  it("is one rule before all others, and changes nothing else", async () => {
    const own = { domain, closed: ["/docs*"] };
    const [usual, closed] = [
      await declareEdge(own),
      await declareEdge({ ...own, maintenance: { message: "Back at noon." } }),
    ];
    const { inputs } = at(closed, "edge/edge-maintenance");
    assert.equal(inputs.priority, 1);
    assert.deepEqual(inputs.conditions, [{ pathPattern: { values: ["/*"] } }]);
    assert.deepEqual(inputs.actions, answer("503", "text/plain", "Back at noon."));
    assert.deepEqual(
      closed.resources.filter(({ path }) => path !== "edge/edge-maintenance"),
      usual.resources,
    );
  });

  it("shows a page where the message is one", async () => {
    const message = "<!doctype html><title>Back at noon</title>";
    const { actions } = at(await declareEdge({ domain, maintenance: { message } }), "edge/edge-maintenance").inputs;
    assert.deepEqual(actions, answer("503", "text/html", message));
  });
});
