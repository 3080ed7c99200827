import assert from "node:assert/strict";
import { nameServers } from "../../cloud/name-servers.ts";

const refusing = (code: string) => ({
  resolveNs: () => Promise.reject(Object.assign(new Error(`queryNs ${code}`), { code })),
});

describe("the name servers of a domain", () => {
  it("are compared as DNS does: lower case, no dot at the end, in any order", async () => {
    const resolver = { resolveNs: async () => ["NS-2.Example.net.", "ns-1.example.net"] };
    assert.deepEqual(await nameServers("shop.example.com", resolver), ["ns-1.example.net", "ns-2.example.net"]);
  });

  it("are none where the internet has no such domain", async () => {
    assert.deepEqual(await nameServers("shop.example.com", refusing("ENOTFOUND")), []);
    assert.deepEqual(await nameServers("shop.example.com", refusing("ENODATA")), []);
  });

  it("are not known where nobody answers, which is no reason to say that there are none", async () => {
    await assert.rejects(nameServers("shop.example.com", refusing("ETIMEOUT")), {
      message: "no name server answers from here (ETIMEOUT): see whether this machine is online",
    });
  });
});
