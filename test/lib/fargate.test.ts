import assert from "node:assert/strict";
import { completeFargateSize, fargateCpus, isFargateSize, nearestFargateSizes } from "../../lib/fargate.ts";

const usual = { cpu: 256, memoryMiB: 512 };

describe("isFargateSize", () => {
  for (const [cpu, memoryMiB] of [
    [256, 512],
    [256, 1024],
    [256, 2048],
    [512, 4096],
    [4096, 30_720],
    [8192, 20_480],
    [16_384, 122_880],
  ] as const) {
    it(`knows ${cpu} with ${memoryMiB} MiB`, () => assert.equal(isFargateSize({ cpu, memoryMiB }), true));
  }

  for (const [cpu, memoryMiB, why] of [
    [256, 1536, "which the table skips"],
    [256, 4096, "which is too much"],
    [1024, 1024, "which is too little"],
    [8192, 17_408, "which falls between the steps of 4 GiB"],
    [16_384, 36_864, "which falls between the steps of 8 GiB"],
    [300, 512, "since it is no amount of CPU"],
  ] as const) {
    it(`refuses ${cpu} with ${memoryMiB} MiB, ${why}`, () => assert.equal(isFargateSize({ cpu, memoryMiB }), false));
  }

  it("knows every pair of AWS's table and no other", () => {
    const pairs = (cpu: number) =>
      Array.from({ length: 122_880 / 512 + 8 }, (_, step) => step * 512).filter((memoryMiB) =>
        isFargateSize({ cpu, memoryMiB }),
      );
    const gib = (from: number, to: number, step: number) =>
      Array.from({ length: (to - from) / step + 1 }, (_, index) => 1024 * (from + index * step));
    assert.deepEqual(pairs(256), [512, 1024, 2048]);
    assert.deepEqual(pairs(512), gib(1, 4, 1));
    assert.deepEqual(pairs(1024), gib(2, 8, 1));
    assert.deepEqual(pairs(2048), gib(4, 16, 1));
    assert.deepEqual(pairs(4096), gib(8, 30, 1));
    assert.deepEqual(pairs(8192), gib(16, 60, 4));
    assert.deepEqual(pairs(16_384), gib(32, 120, 8));
  });

  it("knows seven amounts of CPU", () => assert.deepEqual(fargateCpus, [256, 512, 1024, 2048, 4096, 8192, 16_384]));
});

describe("nearestFargateSizes", () => {
  it("counts in factors, so that 300 is nearer to 256 than to 512", () => {
    const nearest = (cpu: number, memoryMiB: number) => nearestFargateSizes({ cpu, memoryMiB });
    assert.deepEqual(nearest(300, 600), [
      { cpu: 256, memoryMiB: 512 },
      { cpu: 256, memoryMiB: 1024 },
    ]);
    assert.deepEqual(nearest(1000, 2000)[0], { cpu: 1024, memoryMiB: 2048 });
    assert.deepEqual(nearest(8192, 16_000)[0], { cpu: 8192, memoryMiB: 16_384 });
  });

  it("gives sizes that exist for anything that is asked", () => {
    for (const cpu of [0, 1, 700, 5000, 99_999]) {
      for (const memoryMiB of [0, 1, 3000, 50_000, 999_999]) {
        assert.ok(nearestFargateSizes({ cpu, memoryMiB }).every(isFargateSize), `${cpu} ${memoryMiB}`);
      }
    }
  });
});

describe("completeFargateSize", () => {
  it("keeps the usual other half where the two pair", () => {
    assert.deepEqual(completeFargateSize({ memoryMiB: 1024 }, usual), { cpu: 256, memoryMiB: 1024 });
  });

  it("takes the least other half where they do not", () => {
    assert.deepEqual(completeFargateSize({ cpu: 2048 }, usual), { cpu: 2048, memoryMiB: 4096 });
    assert.deepEqual(completeFargateSize({ memoryMiB: 8192 }, usual), { cpu: 1024, memoryMiB: 8192 });
  });

  it("leaves what is given whole as it is, for the check to refuse", () => {
    assert.deepEqual(completeFargateSize({ cpu: 256, memoryMiB: 4096 }, usual), { cpu: 256, memoryMiB: 4096 });
  });
});
