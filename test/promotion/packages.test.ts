import assert from "node:assert/strict";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installLike } from "../../promotion/rollback/packages.ts";

describe("packages of a working tree", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-packages-"));
  const [here, there] = [join(folder, "here"), join(folder, "there")];
  before(() => {
    for (const root of [here, there]) {
      mkdirSync(root);
      writeFileSync(join(root, "package-lock.json"), "{}");
    }
    mkdirSync(join(here, "node_modules", "pg", "lib"), { recursive: true });
    mkdirSync(join(here, "node_modules", ".bin"));
    writeFileSync(join(here, "node_modules", "pg", "lib", "index.js"), "export {}");
    symlinkSync("../pg/lib/index.js", join(here, "node_modules", ".bin", "pg"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are those that are here, in folders of their own: a function is packed from them, and its archive follows no link", async () => {
    await installLike(here, there, assert.fail);
    const at = (...path: string[]) => join(there, "node_modules", ...path);
    assert.equal(lstatSync(at("pg")).isDirectory(), true);
    assert.equal(lstatSync(at("pg", "lib", "index.js")).isFile(), true);
    assert.equal(readFileSync(at(".bin", "pg"), "utf8"), "export {}");
  });

  it("are installed where the lock file is another one, and none of them runs a script with the rights that deploy", async () => {
    const other = join(folder, "other");
    const bin = join(folder, "bin");
    for (const made of [other, bin]) mkdirSync(made);
    writeFileSync(join(other, "package-lock.json"), '{"name": "other"}');
    writeFileSync(join(bin, "npm"), '#!/bin/sh\necho "$@" > asked\n', { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = `${bin}:${PATH}`;
    try {
      await installLike(here, other, () => {});
    } finally {
      process.env.PATH = PATH;
    }
    assert.equal(readFileSync(join(other, "asked"), "utf8"), "ci --ignore-scripts --no-audit --no-fund\n");
  });

  it("that cannot be installed are told with what to do, with npm and without it", async () => {
    const other = join(folder, "other-again");
    const bin = join(folder, "failing-bin");
    for (const made of [other, bin]) mkdirSync(made);
    writeFileSync(join(other, "package-lock.json"), '{"name": "other-again"}');
    const { PATH } = process.env;
    process.env.PATH = bin;
    try {
      await assert.rejects(
        installLike(here, other, () => {}),
        { message: "there is no npm on PATH: it comes with Node, put its folder there" },
      );
      writeFileSync(join(bin, "npm"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
      await assert.rejects(
        installLike(here, other, () => {}),
        { message: `npm ci failed in ${other}: mend what it says above, and run this again` },
      );
    } finally {
      process.env.PATH = PATH;
    }
  });
});
