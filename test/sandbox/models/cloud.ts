import assert from "node:assert/strict";
import { Account } from "../../../sandbox/account.ts";
import { type Mishaps, noMishaps } from "../../../sandbox/mishaps.ts";
import type { InAccount, Model, Place, Resource, Values } from "../../../sandbox/model.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { outputsOf } from "../../../sandbox/outputs.ts";
import { specOf } from "../../../sandbox/spec/spec.ts";
import { emptyWorld, type World } from "../../../sandbox/world.ts";

const nothingKnown = { inputs: {}, outputs: {}, replaces: [] };

/** An account in memory, in which models make resources the way the provider does. */
export class Cloud {
  readonly account: Account;
  readonly place: Place;

  constructor(
    world: Partial<World> = {},
    place: Place = { accountId: "111111111111", region: "eu-north-1" },
    mishaps: Mishaps = noMishaps,
    neighbour: (id: string) => Account | undefined = () => undefined,
  ) {
    this.place = place;
    this.account = new Account({ id: place.accountId, world: emptyWorld(world), salt: "test", mishaps, neighbour });
  }

  /** What a rule is asked before a create: there is no id and no default yet. */
  creating(type: string, inputs: Values): InAccount {
    return { resource: { type, id: "", inputs, outputs: inputs }, account: this.account, place: this.place };
  }

  /** Creates a resource; fails when a rule refuses it. */
  make(type: string, inputs: Values): Resource {
    const model = known(type);
    for (const rule of model.checks ?? []) {
      assert.equal(rule.refuse(inputs), undefined, rule.id);
    }
    for (const rule of "none" in model.requires ? [] : model.requires) {
      assert.equal(rule.refuse(this.creating(type, inputs)), undefined, rule.id);
    }
    const resource = this.given(type, inputs);
    model.after?.("created", { resource, account: this.account, place: this.place });
    return this.account.get(type, resource.id) ?? resource;
  }

  /** A resource that is there, whatever the rules say; `more` replaces outputs. */
  given(type: string, inputs: Values, more: Values = {}): Resource {
    const model = known(type);
    const { seed, record } = this.account.newSeed();
    const id = model.identify(inputs, seed, this.place);
    const whole = { model, spec: specOf(type) ?? nothingKnown, inputs, id, seed, place: this.place, defaultTags: {} };
    const resource = { type, id, inputs, outputs: { ...outputsOf(whole), ...more } };
    this.account.put(resource, record());
    return resource;
  }

  /** What a rule is asked before an update. */
  updating(before: Resource, changes: Values): InAccount {
    const resource = {
      ...before,
      inputs: { ...before.inputs, ...changes },
      outputs: { ...before.outputs, ...changes },
    };
    return { resource, before, account: this.account, place: this.place };
  }

  /** What a rule is asked before a delete. */
  deleting(resource: Resource): InAccount {
    return { resource, account: this.account, place: this.place };
  }

  /** Deletes a resource; fails when a rule refuses it. */
  delete(resource: Resource): void {
    const model = known(resource.type);
    for (const rule of "none" in model.blocksDelete ? [] : model.blocksDelete) {
      assert.equal(rule.refuse(this.deleting(resource)), undefined, rule.id);
    }
    this.account.remove(resource.type, resource.id);
    model.after?.("deleted", this.deleting(resource));
  }
}

function known(type: string): Model {
  const model = modelOf(type);
  assert.ok(model, `the registry has no model of ${type}`);
  return model;
}
