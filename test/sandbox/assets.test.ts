import assert from "node:assert/strict";
import pb from "google-protobuf/google/protobuf/struct_pb.js";
import { diffInputs } from "../../sandbox/diff.ts";
import { FUNCTION } from "../../sandbox/models/function-tokens.ts";
import { modelOf } from "../../sandbox/models/registry.ts";
import { readProperties, writeProperties } from "../../sandbox/server/wire.ts";
import { specOf } from "../../sandbox/spec/spec.ts";

const mark = "4dabf18193072939515e22adb298388d";
const file = { [mark]: "c44067f5952c0a294b673a41bacd8c17" };
const archive = { [mark]: "0def7320c3a5731c473e5ecbe6d01bc7" };

const code = {
  ...archive,
  hash: "e886",
  assets: {
    "index.mjs": { ...file, hash: "60b8", path: "functions/index.mjs" },
    "node_modules/x": { ...archive, hash: "0651", path: "node_modules/x" },
  },
};

const read = (value: object) =>
  readProperties(pb.Struct.fromJavaScript({ code: JSON.parse(JSON.stringify(value)) })).raw;

describe("an archive that a resource is given", () => {
  it("is read by the paths that the program says, so that a plan shows what goes into it", () => {
    assert.deepEqual(read(code), {
      code: {
        $archive: {
          "index.mjs": { $asset: "functions/index.mjs", hash: "60b8" },
          "node_modules/x": { $archive: "node_modules/x", hash: "0651" },
        },
        hash: "e886",
      },
    });
  });

  it("goes back to the engine as it came, or the state would hold something else than the program gave", () => {
    assert.deepEqual(writeProperties(read(code)).toJavaScript(), { code });
  });

  it("is the same by what is in it, since the engine sends the hash alone of what it has in its state", () => {
    const [model, spec] = [modelOf(FUNCTION), specOf(FUNCTION)];
    assert.ok(model && spec);
    const inState = read({ ...archive, hash: "e886" });
    assert.deepEqual(diffInputs(model, spec, inState, read(code)).differences, []);
    const changed = diffInputs(model, spec, inState, read({ ...code, hash: "f997" }));
    assert.notDeepEqual(changed.differences, []);
    assert.ok(changed.differences.every(({ replaces }) => !replaces));
  });

  it("of text is refused, because nothing here is made of it", () => {
    assert.throws(() => read({ ...file, hash: "0a", text: "export {};" }), /code is an asset of text.*asset\.ts/);
  });
});
