import { request as http } from "node:http";
import { request as https } from "node:https";
import { TLSSocket } from "node:tls";

/** One request over HTTP from the outside, as a user would make it. */
export interface ProbeRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the whole answer may take before it is given up. */
  readonly maxSeconds: number;
}

/** What came back; that nothing did is an answer too. */
export type ProbeAnswer =
  | {
      readonly answered: true;
      /** Of this address: a redirect is not followed. */
      readonly status: number;
      /** By lower-case name. */
      readonly headers: Readonly<Record<string, string>>;
      /** The first 64 KiB. */
      readonly body: string;
      readonly seconds: number;
      /** Whole days until the certificate ends, over https. */
      readonly certificateDays?: number;
    }
  | {
      readonly answered: false;
      readonly says: string;
      /** It never left this machine's network, so nothing is known of the address. */
      readonly isHere?: true;
    };

const mostBodyBytes = 64 * 1024;
const millisecondsADay = 24 * 60 * 60 * 1000;

export interface ProbeOptions {
  /** Certificates, as PEM, that are trusted instead of the usual ones. */
  readonly ca?: string;
  readonly now?: () => Date;
}

type Answered = Extract<ProbeAnswer, { answered: true }>;

/**
 * Asks an address once, and follows no redirect: what a check says of `/` must not be true of another address alone.
 * That nothing answers is an answer.
 */
export function probe(wanted: ProbeRequest, { ca, now = () => new Date() }: ProbeOptions = {}): Promise<ProbeAnswer> {
  const { url, method, headers, maxSeconds } = wanted;
  const began = performance.now();
  const isSecure = new URL(url).protocol === "https:";
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ answered: false, ...failureOf(error, wanted) });
    const signal = AbortSignal.timeout(maxSeconds * 1000);
    // A connection of its own: the certificate of a kept one would not be asked for again.
    const options = { method, headers, signal, agent: false, ...(isSecure && ca !== undefined && { ca }) };
    const sent = (isSecure ? https : http)(url, options, (response) => {
      const certificateDays = daysLeft(response.socket, now());
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = () =>
        resolve({
          answered: true,
          status: response.statusCode ?? 0,
          headers: plainHeaders(response.headers),
          body: Buffer.concat(chunks).subarray(0, mostBodyBytes).toString("utf8"),
          seconds: (performance.now() - began) / 1000,
          ...(certificateDays !== undefined && { certificateDays }),
        });
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= mostBodyBytes) {
          done();
          sent.destroy();
        }
      });
      response.on("end", done);
      response.on("error", (error) => fail(error));
    });
    sent.on("error", fail);
    sent.end();
  });
}

/** As it was shown in this connection, which is what a browser sees. */
function daysLeft(socket: unknown, now: Date): number | undefined {
  if (!(socket instanceof TLSSocket)) {
    return undefined;
  }
  const ends = Date.parse(socket.getPeerCertificate().valid_to);
  return Number.isNaN(ends) ? undefined : Math.floor((ends - now.getTime()) / millisecondsADay);
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Answered["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

/** What is wrong on this side, and says nothing of the other one. */
const faultsHere: ReadonlySet<string> = new Set([
  "EADDRNOTAVAIL",
  "EAI_AGAIN",
  "EMFILE",
  "ENETDOWN",
  "ENETUNREACH",
  "ENFILE",
  "ENOBUFS",
]);

function failureOf(error: Error, wanted: ProbeRequest): { readonly says: string; readonly isHere?: true } {
  const codes = codesOf(error);
  const there = codes.find((code) => !faultsHere.has(code));
  const { host } = new URL(wanted.url);
  return there === undefined && codes[0] !== undefined
    ? { says: `${host} cannot be asked from here: ${codes[0]}`, isHere: true }
    : { says: sentenceOf(error, there, wanted) };
}

/** Of a host with several addresses each has failed in its own way. */
function codesOf(error: Error): readonly string[] {
  const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return all.flatMap((one) =>
    one instanceof Error && "code" in one && typeof one.code === "string" ? [one.code] : [],
  );
}

function sentenceOf(error: Error, code: string | undefined, { url, maxSeconds }: ProbeRequest): string {
  const { host } = new URL(url);
  if (error.name === "AbortError" || error.name === "TimeoutError") {
    return `${host} did not answer within ${maxSeconds} seconds`;
  }
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: `there is no DNS record of ${host}`,
    ECONNREFUSED: `${host} refuses the connection`,
    ECONNRESET: `${host} closed the connection before it had answered`,
    CERT_HAS_EXPIRED: `the certificate of ${host} has expired`,
    ERR_TLS_CERT_ALTNAME_INVALID: `the certificate of ${host} is of another name`,
    DEPTH_ZERO_SELF_SIGNED_CERT: `nobody has signed the certificate of ${host}`,
  };
  return known[code ?? ""] ?? `${host} cannot be asked: ${error.message || code}`;
}
