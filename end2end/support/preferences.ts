import { type APIRequestContext, expect } from "@playwright/test";

import { sameOrigin } from "./user.ts";

/** Chooses language and look as the buttons of the frame do. */
export async function prefer(request: APIRequestContext, lang: string, theme: string): Promise<void> {
  const answer = await request.post("/preferences", { form: { lang, theme, back: "/signin" }, headers: sameOrigin() });
  expect(answer.status(), "answer of /preferences").toBeLessThan(400);
}
