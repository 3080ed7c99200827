import assert from "node:assert/strict";
import { parseCidr, zoneBlocks } from "../../lib/cidr.ts";

/** First and last address of a block. */
function span(cidr: string): [number, number] {
  const { address, prefix } = parseCidr(cidr);
  return [address, address + 2 ** (32 - prefix) - 1];
}

describe("zoneBlocks", () => {
  it("gives tasks half of a zone and the other two tiers a quarter each, since tasks need the addresses", () => {
    assert.deepEqual(zoneBlocks("10.20.0.0/16", 0), {
      private: "10.20.0.0/20",
      public: "10.20.16.0/21",
      data: "10.20.24.0/21",
    });
  });

  it("gives the next zone the next block, whatever other zones there are, so that appending one moves none", () => {
    assert.deepEqual(zoneBlocks("10.20.0.0/16", 1), {
      private: "10.20.32.0/20",
      public: "10.20.48.0/21",
      data: "10.20.56.0/21",
    });
  });

  for (const cidr of ["10.0.0.0/16", "10.20.64.0/18", "192.168.4.0/22"]) {
    it(`lays out eight zones in ${cidr} without overlap and inside it`, () => {
      const [first, last] = span(cidr);
      const spans = Array.from({ length: 8 }, (_, zone) => Object.values(zoneBlocks(cidr, zone)).map(span))
        .flat()
        .sort(([a], [b]) => a - b);
      assert(spans.every(([from, to]) => from >= first && to <= last));
      assert.deepEqual(
        spans.filter(([from], index) => from <= (spans[index - 1]?.[1] ?? -1)),
        [],
      );
    });
  }

  it("refuses a ninth zone, for which there is no room", () => {
    assert.throws(() => zoneBlocks("10.0.0.0/16", 8), {
      message: "cannot lay out zone 9 in 10.0.0.0/16: a network has room for 8 zones",
    });
  });

  it("refuses a block whose public subnets would be too small for a load balancer", () => {
    assert.throws(() => zoneBlocks("10.0.0.0/23", 0), {
      message:
        "cannot lay out subnets in 10.0.0.0/23: use a block from /16 (AWS's largest) to /22 (below it a load balancer's subnet would be smaller than /27)",
    });
  });

  it("refuses a block larger than a VPC may be", () => {
    assert.throws(() => zoneBlocks("10.0.0.0/15", 0), /cannot lay out subnets in 10\.0\.0\.0\/15/);
  });
});

describe("parseCidr", () => {
  it("reads address and prefix", () => {
    assert.deepEqual(parseCidr("10.0.0.0/16"), { address: 10 * 2 ** 24, prefix: 16 });
  });

  it("fails on what is no block, with an example", () => {
    assert.throws(() => parseCidr("10.0.0.0"), {
      message: '"10.0.0.0" is not an IPv4 block: write it like 10.0.0.0/16',
    });
  });

  it("fails on bytes and prefixes that do not exist", () => {
    const message = (cidr: string) => `"${cidr}" is not an IPv4 block: bytes go to 255 and the prefix to 32`;
    for (const cidr of ["10.0.256.0/16", "10.0.0.0/33"]) {
      assert.throws(() => parseCidr(cidr), { message: message(cidr) });
    }
  });

  it("fails on bits after the prefix and says which block was meant", () => {
    assert.throws(() => parseCidr("10.0.1.0/16"), {
      message: '"10.0.1.0/16" has bits set after its prefix: write 10.0.0.0/16',
    });
  });
});
