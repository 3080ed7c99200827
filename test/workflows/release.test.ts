import assert from "node:assert/strict";
import { workflowNamed } from "../support/workflows.ts";

const { build, "hand-over": handOver } = workflowNamed("release").yaml.jobs;
const stepOf = (action: string) => build?.steps?.find(({ uses }) => uses?.startsWith(`${action}@`));

describe("the workflow that builds an image", () => {
  it("signs nothing of a private repository unasked: below Enterprise GitHub fails, and no digest is handed over", () => {
    const { if: condition } = Object(stepOf("actions/attest-build-provenance"));
    assert.equal(condition, "inputs.attested || !github.event.repository.private");
  });

  it("leaves latest and the tag of a commit with what the branch has built, which ECR's cache looks a digest up by", () => {
    const { flavor, tags } = Object(stepOf("docker/metadata-action")?.with);
    assert.equal(flavor, "latest=false");
    assert.match(String(tags), /^type=raw,value=latest,enable=\{\{is_default_branch\}\}$/m);
    assert.match(String(tags), /^type=sha,format=long,enable=\$\{\{ github\.ref_type == 'branch' \}\}$/m);
  });

  it("runs on the platform that it builds for: without an emulator the other one's commands do not start", () => {
    assert.match(String(Object(build)["runs-on"]), /'linux\/arm64' && 'ubuntu-24\.04-arm' \|\| 'ubuntu-24\.04'/);
  });

  it("hands over in one way, by a push or by a pull request that merges itself", () => {
    const bumps = (handOver?.steps ?? []).filter(({ run }) => run?.includes(" bump "));
    assert.deepEqual(
      bumps.map((step) => [Object(step).if, step.run?.replace(/^.* (?=--p)/, "")]),
      [
        ["!inputs.pull-request", "--push"],
        ["inputs.pull-request", "--pr --auto-merge"],
      ],
    );
  });
});
