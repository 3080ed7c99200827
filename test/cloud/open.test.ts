import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openCloud } from "../../cloud/open.ts";

describe("an opened cloud", () => {
  it("loads no client of AWS before it is asked, because a plan never asks", async () => {
    const program = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ resolve(name, context, next) { loaded.push(name); return next(name, context); } });
      const { openCloud } = await import(${JSON.stringify(fileURLToPath(new URL("../../cloud/open.ts", import.meta.url)))});
      await import(${JSON.stringify(fileURLToPath(new URL("../../cloud/findable.ts", import.meta.url)))});
      openCloud({ region: "eu-north-1", accountId: "123456789012" });
      console.log(JSON.stringify(loaded.filter((name) => name.includes("aws"))));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
    assert.deepEqual(JSON.parse(stdout), []);
  });

  describe("when SLIPWAY_CLOUD_URL names the sandbox", () => {
    const names = ["SLIPWAY_CLOUD_URL", "PULUMI_DEBUG_PROVIDERS"] as const;
    const original = names.map((name) => [name, process.env[name]] as const);
    const set = (values: Readonly<Partial<Record<(typeof names)[number], string>>>) => {
      for (const name of names) {
        delete process.env[name];
      }
      Object.assign(process.env, values);
    };
    afterEach(() => set(Object.fromEntries(original.filter(([, value]) => value !== undefined))));
    const find = () => openCloud({ region: "eu-north-1", accountId: "123456789012" }).find({ type: "t", inputs: {} });

    it("is the sandbox, whatever the place, while the engine is attached to it too", async () => {
      const server = createServer((_, response) => response.end('"found"')).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      set({ SLIPWAY_CLOUD_URL: `http://127.0.0.1:${port}`, PULUMI_DEBUG_PROVIDERS: "github:1,aws:2" });
      try {
        assert.equal(await find(), "found");
      } finally {
        server.close();
      }
    });

    it("asks the sandbox's GitHub for what is on GitHub, because AWS would know of none of it", async () => {
      const asked: string[] = [];
      const server = createServer(({ url = "" }, response) => {
        asked.push(url.replace(/\?.*/, ""));
        const variables = [{ name: "AWS_REGION", value: "eu-north-1" }];
        response.setHeader("content-type", "application/json").end(JSON.stringify({ total_count: 1, variables }));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      set({ SLIPWAY_CLOUD_URL: `http://127.0.0.1:${port}`, PULUMI_DEBUG_PROVIDERS: "github:1,aws:2" });
      const inputs = { repository: "harbour", variableName: "AWS_REGION" };
      const wanted = { type: "github:index/actionsVariable:ActionsVariable", inputs, owner: "acme" };
      try {
        const cloud = openCloud({ region: "eu-north-1", accountId: "123456789012" });
        assert.equal(await cloud.find(wanted), "harbour:AWS_REGION");
        assert.deepEqual(asked, ["/github/repos/acme/harbour/actions/variables"]);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });

    for (const [which, attached] of [
      ["none", undefined],
      ["another provider", "awsx:1,github:2"],
    ] as const) {
      it(`refuses while the engine is attached to ${which}, because migrations would be recorded that never ran`, async () => {
        set({
          SLIPWAY_CLOUD_URL: "http://127.0.0.1:1",
          ...(attached === undefined ? {} : { PULUMI_DEBUG_PROVIDERS: attached }),
        });
        await assert.rejects(find(), {
          message:
            'SLIPWAY_CLOUD_URL names the sandbox at http://127.0.0.1:1, but PULUMI_DEBUG_PROVIDERS attaches no aws, so resources would go to AWS and tasks to the sandbox: unset SLIPWAY_CLOUD_URL to work on AWS, or run "npx slipway sandbox up"',
        });
      });
    }

    for (const url of ["https://cloud.example.com", "http://127.0.0.1.example.com", "here"]) {
      it(`refuses ${url}, because the sandbox is on this machine alone`, async () => {
        set({ SLIPWAY_CLOUD_URL: url, PULUMI_DEBUG_PROVIDERS: "aws:2" });
        await assert.rejects(find(), {
          message: `SLIPWAY_CLOUD_URL ${url} is not on this machine, where the sandbox is (allowed: 127.0.0.1, ::1, localhost): unset SLIPWAY_CLOUD_URL to work on AWS`,
        });
      });
    }
  });
});
