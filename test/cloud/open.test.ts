import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

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
});
