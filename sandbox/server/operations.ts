import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../lib/message-of.ts";
import type { Account } from "../account.ts";
import { withAutoname } from "../autoname.ts";
import { checkInputs } from "../check.ts";
import { diffInputs, type InputsDiff } from "../diff.ts";
import type { Faults } from "../faults.ts";
import type { InAccount, Model, Resource, Values } from "../model.ts";
import { outputsOf } from "../outputs.ts";
import { seededBy } from "../seed.ts";
import type { Accounts } from "./accounts.ts";
import { type Answer, type Checked, InitializationFailed, type Read, type Subject } from "./answer.ts";
import type { ProviderConfig } from "./provider-config.ts";
import { known, refuse, satisfied } from "./rules.ts";
import { secretOutputs, unmasked } from "./secrets.ts";
import { given, isTaken, own, refreshed, store, without } from "./stored.ts";
import { duplicateTags, tagsAll } from "./tags.ts";
import { type Properties, UNKNOWN } from "./wire.ts";

export interface OperationsArgs {
  readonly accounts: Accounts;
  readonly faults: Faults;
  /** Seconds that a minute on AWS takes; 0 waits for nothing. */
  readonly pace: number;
}

/** What the provider does, in plain values: the protocol around it is `provider.ts`. */
export class Operations {
  readonly #args: OperationsArgs;

  constructor(args: OperationsArgs) {
    this.#args = args;
  }

  check(subject: Subject, before: Values, news: Properties, hex: (n: number) => string): Checked {
    const { model, spec } = known(subject.type);
    const had = Object.keys(before).length > 0 ? before : undefined;
    const name = (inputs: Values) => withAutoname(model, subject.name, inputs, had, hex);
    // A name that is only not known yet was not left out.
    const autoname = model.autoname && !news.unknown.has(model.autoname.input);
    const inputs = autoname ? name(news.known) : news.known;
    const refusals = checkInputs({ type: subject.type, model, spec, inputs, unknown: news.unknown });
    const values = autoname ? name(news.raw) : news.raw;
    return { refusals: [...refusals, ...duplicateTags(spec, inputs, subject.config)], values };
  }

  diff({ type }: Subject, before: Values, after: Values): InputsDiff {
    const { model, spec } = known(type);
    return diffInputs(model, spec, before, after);
  }

  previewCreate({ type }: Subject, inputs: Properties): Answer {
    const { model, spec } = known(type);
    const computed = Object.keys(spec.inputs).filter((key) => spec.inputs[key]?.computed);
    const unknown = [...Object.keys(spec.outputs), ...computed].map((key) => [key, UNKNOWN]);
    const { __defaults, ...given } = inputs.raw;
    const values: Values = { ...Object.fromEntries(unknown), ...model.defaults, ...given };
    return { values, secrets: secretOutputs(model, spec, inputs, values) };
  }

  async create(subject: Subject, inputs: Properties): Promise<Answer & { readonly id: string }> {
    const { type, config } = subject;
    const { model, spec } = known(type);
    await this.#begin("create", subject, model);
    const { place, defaultTags } = config;
    const account = this.#account(config);
    const { seed, record } = account?.newSeed() ?? { seed: seededBy(crypto.randomUUID()), record: undefined };
    const asked: Resource = { type, id: "", inputs: inputs.raw, outputs: inputs.raw };
    if (account) await satisfied(model.requires, { resource: asked, account, place });
    const id = model.identify(inputs.raw, seed, place);
    const outputs = outputsOf({ model, spec, inputs: inputs.raw, id, seed, place, defaultTags });
    const secrets = secretOutputs(model, spec, inputs, outputs);
    if (!account || !record) {
      this.#args.faults.afterwards("create", type, subject.name);
      return { id, values: outputs, secrets };
    }
    account.put(store(account, { type, id, inputs: inputs.raw, outputs }, inputs, secrets), record());
    const resource = { type, id, inputs: inputs.raw, outputs };
    const made = { resource, account, place };
    const answer = this.#after("create", subject, inputs, made, { values: outputs, secrets });
    if (this.#args.faults.lags(type, subject.name)) account.hide(type, id);
    return { id, ...answer };
  }

  previewUpdate({ type, config }: Subject, olds: Values, oldInputs: Values, inputs: Properties): Answer {
    const { model, spec } = known(type);
    const kept = without(olds, Object.keys(oldInputs));
    const { __defaults, ...given } = inputs.raw;
    const values = { ...kept, ...model.defaults, ...given, ...tagsAll(spec, inputs.raw, config) };
    return { values, secrets: secretOutputs(model, spec, inputs, values) };
  }

  async update(subject: Subject, id: string, olds: Values, oldInputs: Values, inputs: Properties): Promise<Answer> {
    const { type, config } = subject;
    const { model, spec } = known(type);
    await this.#begin("update", subject, model);
    const { place, defaultTags } = config;
    const account = this.#account(config);
    if (!account) return this.previewUpdate(subject, olds, oldInputs, inputs);
    const before = own(account, type, id);
    if (!before) throw new Error(`${type} ${id} does not exist in account ${account.id}`);
    const seed = account.seedOf(type, id);
    const fresh = outputsOf({ model, spec, inputs: inputs.raw, id, seed, place, defaultTags });
    const outputs = { ...without(before.outputs, given(before.inputs)), ...fresh };
    const resource: Resource = { type, id, inputs: inputs.raw, outputs };
    await satisfied(model.requires, { resource, before, account, place });
    const secrets = secretOutputs(model, spec, inputs, outputs);
    account.put(store(account, resource, inputs, secrets));
    const changed = { resource, before, account, place };
    return this.#after("update", subject, inputs, changed, { values: outputs, secrets });
  }

  async delete(subject: Subject, id: string, olds: Values, oldInputs: Values): Promise<void> {
    const { type, config } = subject;
    const { model } = known(type);
    await this.#begin("delete", subject, model);
    const account = this.#account(config);
    const stored = account && own(account, type, id);
    if (!account || !stored) return;
    const taken = isTaken(stored, olds);
    const resource = taken ? { type, id, inputs: oldInputs, outputs: olds } : stored;
    const inAccount = { resource, account, place: config.place };
    refuse(model.blocksDelete, inAccount);
    if (!taken) {
      account.remove(type, id);
    }
    model.after?.("deleted", inAccount);
    this.#args.faults.afterwards("delete", type, subject.name);
  }

  /** The account's truth; undefined when the resource is gone. */
  async read(subject: Subject, id: string, state: Values, stateInputs: Values): Promise<Read | undefined> {
    const { type, name, config } = subject;
    const { model } = known(type);
    await this.#args.faults.before("read", type, name);
    const account = this.#account(config);
    const asInState = { id, inputs: { values: stateInputs, secrets: [] }, outputs: { values: state, secrets: [] } };
    if (!account) return asInState;
    const isAdopted = Object.keys(state).length === 0;
    const asked = (isAdopted ? model.idOfImport?.(id) : undefined) ?? id;
    const stored = own(account, type, asked) ?? account.byArn(asked);
    if (!stored && isAdopted && model.beforehand) throw new Error(model.beforehand.missing(id, account));
    if (!stored || stored.type !== type) return undefined;
    // What is still to be deleted after a replacement is as it was; the account has the one that came after it.
    if (isTaken(stored, state)) return asInState;
    return {
      id: stored.id,
      inputs: unmasked(account, isAdopted ? stored.inputs : refreshed(stored.inputs, stateInputs), stateInputs),
      outputs: unmasked(account, stored.outputs, state),
    };
  }

  /** Random values live in the state alone. */
  #account(config: ProviderConfig): Account | undefined {
    return config.name === "random" ? undefined : this.#args.accounts.get(config.account);
  }

  async #begin(operation: "create" | "update" | "delete", { type, name }: Subject, model: Model): Promise<void> {
    await this.#args.faults.before(operation, type, name);
    const seconds = (model.typicalMinutes ?? 0) * this.#args.pace;
    if (seconds > 0) await sleep(seconds * 1000);
  }

  #after(
    operation: "create" | "update",
    { type, name }: Subject,
    inputs: Properties,
    changed: InAccount,
    answer: Answer,
  ): Answer {
    const { account, resource } = changed;
    let failure: unknown;
    try {
      known(type).model.after?.(`${operation}d`, changed);
    } catch (error) {
      failure = error;
    }
    // What AWS does by itself with a change, it does whether or not anybody is left to hear of it.
    this.#args.faults.afterwards(operation, type, name);
    const stored = own(account, resource.type, resource.id);
    const now = stored ? unmasked(account, stored.outputs, answer.values) : answer;
    const outputs: Answer = { values: now.values, secrets: answer.secrets };
    if (failure === undefined) return outputs;
    throw new InitializationFailed(messageOf(failure), resource.id, inputs, outputs);
  }
}
