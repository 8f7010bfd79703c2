import { type APIRequestContext, expect } from "@playwright/test";

import { ask, tell } from "./calls.ts";
import type { User } from "./user.ts";

/** The sentence that a published version has more, Turkish first. */
export const NEWS = ["Bu sürümde yepyeni bir madde var.", "This version has a brand-new clause."] as const;

interface Texts {
  reference: { id: string };
  title_tr: string;
  title_en: string;
  body_tr: string;
  body_en: string;
}

/** Publishes the next version of a document with one sentence more. The user must be the operator. */
export async function publish(request: APIRequestContext, operator: User, kind: string): Promise<void> {
  const { reference, ...texts } = await ask<Texts>(request, operator, "operator/policy-texts", { kind });
  await tell<number>(request, operator, "operator/publish-policy", {
    kind,
    base: reference.id,
    title_tr: texts.title_tr,
    title_en: texts.title_en,
    body_tr: `${texts.body_tr}\n\n${NEWS[0]}`,
    body_en: `${texts.body_en}\n\n${NEWS[1]}`,
  });
  const open = await ask<{ policy: { reference: { kind: string } } }[]>(request, operator, "policies/to-read");
  expect(open.map(({ policy }) => policy.reference.kind)).toContain(kind);
}
