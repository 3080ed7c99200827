import assert from "node:assert/strict";
import { contains, overlap, parseCidr, spanOf, usableAddresses, zoneBlocks } from "../../lib/cidr.ts";

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
      message:
        "cannot lay out zone 9 in 10.0.0.0/16: it has room for 8 zones of 8,192 addresses each, 8 × 8,192 = 65,536",
    });
  });

  it("refuses a block whose public subnets would be too small for a load balancer", () => {
    assert.throws(() => zoneBlocks("10.0.0.0/23", 0), {
      message:
        "cannot lay out subnets in 10.0.0.0/23, which has 512 addresses: use a block from /16 (65,536, AWS's largest) to /22 (1,024: an eighth of it for a zone, and a quarter of that for its load balancer, is 32, AWS's least)",
    });
  });

  it("refuses a block larger than a VPC may be", () => {
    assert.throws(() => zoneBlocks("10.0.0.0/15", 0), /cannot lay out subnets in 10\.0\.0\.0\/15/);
  });
});

describe("overlap", () => {
  it("is there where one block is inside the other, whichever is named first", () => {
    for (const [a, b] of [
      ["10.0.0.0/16", "10.0.128.0/20"],
      ["10.0.0.0/16", "10.0.0.0/16"],
      ["172.16.0.0/12", "172.17.0.0/16"],
      ["0.0.0.0/0", "255.255.255.255/32"],
    ] as const) {
      assert.equal(overlap(a, b), true, `${a} ${b}`);
      assert.equal(overlap(b, a), true, `${b} ${a}`);
    }
  });

  it("is not there between neighbours", () => {
    for (const [a, b] of [
      ["10.0.0.0/16", "10.1.0.0/16"],
      ["10.0.0.0/17", "10.0.128.0/17"],
      ["172.16.0.0/16", "172.17.0.0/16"],
    ] as const) {
      assert.equal(overlap(a, b), false, `${a} ${b}`);
    }
  });
});

describe("contains", () => {
  it("has a direction: the wide block holds the narrow one", () => {
    assert.equal(contains("10.0.0.0/8", "10.20.0.0/16"), true);
    assert.equal(contains("10.20.0.0/16", "10.0.0.0/8"), false);
    assert.equal(contains("10.0.0.0/16", "10.0.0.0/8"), false);
  });
});

describe("spanOf", () => {
  it("names the first and the last address, for people who do not count in bits", () => {
    assert.equal(spanOf("10.20.64.0/18"), "10.20.64.0 to 10.20.127.255");
  });
});

describe("usableAddresses", () => {
  it("leaves out the five that AWS keeps in every subnet", () => {
    assert.equal(usableAddresses("10.0.0.0/26"), 59);
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
