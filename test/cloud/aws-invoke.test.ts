import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { awsCloud } from "../../cloud/aws.ts";
import { serviceModel } from "../support/service-model.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const model = serviceModel("lambda");

// moto runs functions in Docker, which a test does not ask for.
describeWhereSetUp("moto", model !== undefined, "a call of a function, as AWS's published model has it", () => {
  withCredentials();
  const calls: { method: string | undefined; url: string | undefined; body: string }[] = [];
  let answer: (response: ServerResponse) => void = () => {};
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    if (body.includes("GetCallerIdentity")) {
      response.setHeader("content-type", "text/xml").end(identity);
      return;
    }
    calls.push({ method: request.method, url: request.url, body });
    answer(response);
  });
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  function invoke(answered: (response: ServerResponse) => void): Promise<unknown> {
    answer = answered;
    calls.length = 0;
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return awsCloud({ accountId, region, endpoint }).invoke("shop-staging-sleep", { do: "wake" });
  }

  it("waits for the answer of the function and returns it", async () => {
    assert.deepEqual(await invoke((response) => response.end('{"is":"awake","waiting":[]}')), {
      is: "awake",
      waiting: [],
    });
    assert.deepEqual(calls, [
      { method: "POST", url: "/2015-03-31/functions/shop-staging-sleep/invocations", body: '{"do":"wake"}' },
    ]);
    assert.deepEqual(model?.inRequest("Invoke", { FunctionName: "shop-staging-sleep" }), []);
    assert.deepEqual(model?.inAnswer("Invoke", { StatusCode: 200, FunctionError: "Unhandled" }), []);
  });

  it("knows that there is no such function, which is no failure", async () => {
    const missing = (response: ServerResponse) => {
      response.statusCode = 404;
      response.setHeader("x-amzn-errortype", "ResourceNotFoundException").end('{"Message":"Function not found"}');
    };
    assert.equal(await invoke(missing), undefined);
  });

  it("fails with the function's own words when it failed", async () => {
    const failed = (body: string) => (response: ServerResponse) => {
      response.setHeader("x-amz-function-error", "Unhandled").end(body);
    };
    const says = '{"errorType":"Error","errorMessage":"AccessDenied: rds:StartDBInstance"}';
    await assert.rejects(
      invoke(failed(says)),
      /^Error: function shop-staging-sleep failed: AccessDenied: rds:StartDBInstance \(its log group says more\)$/,
    );
    await assert.rejects(invoke(failed("killed")), /failed: killed/);
  });

  it("has null of a function that answers nothing", async () => {
    assert.equal(await invoke((response) => response.end("null")), null);
  });
});
