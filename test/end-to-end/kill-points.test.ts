import assert from "node:assert/strict";
import { planStack } from "../../plan/plan-stack.ts";
import { type KillPoint, killPoints, spread } from "../kill-points/points.ts";
import { SideBySide } from "../kill-points/side-by-side.ts";
import type { Tried } from "../kill-points/try-point.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { checkout } from "../support/stack-files.ts";

const { project, stack, resources } = await planStack("staging", checkout);

/** `npm run kill-points` tries all. */
const points = spread(killPoints(resources), 20);

describeOnEngine("staging, whose engine is killed with what runs it while it comes up", () => {
  let sideBySide: SideBySide;
  let started: ReadonlyMap<KillPoint, Promise<Tried>>;
  before(() => {
    sideBySide = new SideBySide({ project, stack }, 2);
    started = sideBySide.start(points);
  });
  after(() => sideBySide.remove());

  for (const point of points) {
    it(`is recovered and comes up with nothing left over: ${point.id}`, async () => {
      const tried = await started.get(point);
      assert.deepEqual(tried?.wrong, []);
    });
  }
});
