import { type APIRequestContext, expect } from "@playwright/test";

import { ask, tell } from "./calls.ts";
import { type User, sameOrigin } from "./user.ts";

/** What one of everything is called in the address of its page. */
export type Ids = Record<"provider" | "account" | "contact" | "import" | "campaign" | "message" | "member", string>;

/** Gives a new company one of everything that has a page, all in test mode. */
export async function oneOfEverything(request: APIRequestContext, user: User): Promise<Ids> {
  const call = (path: string, data: object): Promise<string> => tell(request, user, path, data);
  const values = { usercode: "8501234567", password: "example-password", sender: "ORNEKFIRMA" };
  const sms = { channel: "sms", typed: "0532 123 45 67" };
  const text = { recipient: "0532 123 45 68", class: "informational", text: "Randevunuz yarın." };
  return {
    provider: "smtp",
    account: await call("accounts/save", { provider: "netgsm", values }),
    contact: await call("contacts/save", { kind: "person", given_name: "Ayşe", family_name: "Kaya", phones: "0532 123 45 67" }),
    campaign: await call("campaigns/save-audience", sms),
    message: await call("messages/send", { channel: "sms", ...text }),
    import: await upload(request, user),
    member: await member(request, user),
  };
}

/** Says all of a company that it must have said before it writes commercially or goes live. */
export async function completeProfile(request: APIRequestContext, user: User): Promise<void> {
  await tell<null>(request, user, "company/update-profile", {
    name: user.companyName,
    kind: "merchant",
    trade_name: "Karaca Lastik A.Ş.",
    tax_number: "1234567890",
    mersis: "0123456789000015",
    address: "Konya",
    privacy_contact: "kvkk@karaca.example",
  });
}

async function upload(request: APIRequestContext, user: User): Promise<string> {
  const file = { name: "kişiler.csv", mimeType: "text/csv", buffer: Buffer.from("Ad;Telefon\nAli;0532 123 45 69\n") };
  const answer = await request.post(`${user.home}/imports/upload`, { headers: sameOrigin(), multipart: { file } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).import;
}

async function member(request: APIRequestContext, user: User): Promise<string> {
  const [first] = await ask<{ id: string }[]>(request, user, "members/list");
  return first?.id ?? "";
}
