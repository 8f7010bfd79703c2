import type { APIRequestContext, Locator, Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { tell } from "../support/calls.ts";
import { completeProfile } from "../support/company.ts";
import { connectMail, goLive, test } from "../support/live.ts";
import type { MailServer } from "../support/mail_server.ts";
import { expectInTime } from "../support/patience.ts";
import { connect, courseOf } from "../support/sending.ts";
import { expect, test as shared } from "../support/test.ts";
import type { User } from "../support/user.ts";

// What a provider refuses is a 422; the browser's console mentions it.
test.use({ expectedErrors: [/status of (422|502|503)/] });

const UNREACHED = "Sağlayıcıya ulaşılamadı; hiçbir şey gönderilmedi. Biraz sonra yeniden deneyin.";
const TO = "ayse@firma.example";

const FAULTS: [string, (mail: MailServer) => Promise<void>][] = [
  ["is down", (mail) => mail.goDown()],
  ["is no mail server", async (mail) => void (mail.manners = "page")],
];

for (const [what, fall] of FAULTS) {
  test(`a server that ${what} is told by the test of the account, and a message waits until it is well`, async ({
    page,
    context,
    user,
    mail,
    hydrated,
  }) => {
    test.setTimeout(90_000);
    const account = await goLive(context.request, user, mail);
    await fall(mail);
    await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
    const settings = settingsOf(page);
    await settings.getByLabel("Gönderen adı").fill("Karaca Lastik");
    await page.getByRole("button", { name: "Bağlantıyı dene" }).click();
    await expect(page.getByText(`Bağlantı çalışmıyor. ${UNREACHED}`)).toBeVisible();
    // Without scripts the answer is a new page, and only what was saved stands there.
    await expect(settings.getByLabel("Gönderen adı")).toHaveValue(hydrated ? "Karaca Lastik" : "");
    await expect(settings.getByLabel("Sunucu")).toHaveValue(mail.host);
    await expect(settings.getByLabel("Bağlantı noktası")).toHaveValue(String(mail.port));

    const message = await write(context.request, user);
    await page.goto(`${user.home}/messages/${message}`);
    await expectInTime(page, events(page).getByText("Sırada, 1. deneme"), hydrated);
    await expect(outcome(page).getByRole("heading", { name: "Sırada" })).toBeVisible();
    await expect(outcome(page).getByRole("button", { name: "Bu mesajı iptal et" })).toBeVisible();
    expect(mail.taken).toEqual([]);

    await recover(mail);
    await expectInTime(page, outcome(page).getByRole("heading", { name: "Sağlayıcıda" }), hydrated);
    await expect(events(page).last()).toContainText("Sağlayıcı yanıtladı");
    expect(mail.taken).toEqual([TO]);
    await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
    await page.getByRole("button", { name: "Bağlantıyı dene" }).click();
    await expect(page.getByText("Bağlantı çalışıyor.")).toBeVisible();
  });
}

test("a message that waits for a server says why, and that it is tried again", async ({ page, context, user, mail, hydrated }) => {
  await goLive(context.request, user, mail);
  await mail.goDown();
  const message = await write(context.request, user);
  await page.goto(`${user.home}/messages/${message}`);
  const tried = events(page).filter({ hasText: "Sırada, 1. deneme" });
  await expectInTime(page, tried, hydrated);
  await expect(tried).toContainText("Yeniden denenecek: Sağlayıcı yanıt vermedi");
  await expect(outcome(page)).toContainText("Sağlayıcı yanıt vermedi. Yeniden denenecek:");
  if (hydrated) await expectAccessible(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(outcome(page)).toContainText("The provider did not answer. It will be tried again:");
});

test("a server that is not reached is marked at its field", async ({ page, context, user, mail, hydrated }) => {
  const account = await goLive(context.request, user, mail);
  await mail.goDown();
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Bağlantıyı dene" }).click();
  const words = "Bu sunucuya bağlanılamıyor ya da bağlanmaya izin verilmiyor. Adını, bağlantı noktasını ve şifrelemeyi denetleyin.";
  await expect(page.locator("[id='values[host]-error']")).toHaveText(words);
  await expect(settingsOf(page).getByLabel("Sunucu")).toHaveAttribute("aria-invalid", "true");
  if (hydrated) await expectAccessible(page);
});

test("a server that stays silent is given up in time, and what waited leaves by corrected settings", async ({
  page,
  context,
  user,
  mail,
  hydrated,
}) => {
  test.setTimeout(120_000);
  const account = await goLive(context.request, user, mail);
  mail.manners = "silent";
  // Held until the new settings are in use.
  await tell<null>(context.request, user, "accounts/pause", { account });
  const message = await write(context.request, user);
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "English" }).click();
  const settings = page.getByRole("region", { name: "Settings" });
  // The patience of TLS is ten seconds; without encryption a server may take a minute to greet.
  await settings.getByLabel("Encryption").selectOption("tls");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings were saved.")).toBeVisible();
  await tell<null>(context.request, user, "accounts/resume", { account });
  await page.getByRole("button", { name: "Test the connection" }).click();
  const words = "The connection does not work. The provider could not be reached; nothing was sent. Try again in a moment.";
  await expect(page.getByText(words)).toBeVisible({ timeout: 20_000 });
  await expect(settings.getByLabel("Encryption")).toHaveValue("tls");
  expect(await courseOf(context.request, user, message)).not.toContain("accepted");

  await recover(mail);
  await settings.getByLabel("Encryption").selectOption("none");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings were saved.")).toBeVisible();
  await page.goto(`${user.home}/messages/${message}`);
  await expectInTime(page, outcome(page).getByRole("heading", { name: "With the provider" }), hydrated);
  expect(mail.taken).toEqual([TO]);
});

test("a message whose answer makes no sense is in doubt, and a person has it sent once more", async ({
  page,
  context,
  user,
  mail,
  hydrated,
}) => {
  await goLive(context.request, user, mail);
  mail.manners = "vague";
  const message = await write(context.request, user);
  await page.goto(`${user.home}/messages/${message}`);
  await expectInTime(page, outcome(page).getByRole("heading", { name: "Belirsiz" }), hydrated);
  await expect(outcome(page)).toContainText("Bu mesaj çıkmış olabilir ya da olmayabilir.");
  await expect(events(page).last()).toContainText("Anlaşılır bir yanıt gelmedi");
  if (hydrated) await expectAccessible(page);
  mail.manners = "well";
  await outcome(page).getByRole("button", { name: "Ulaşmadı, yeniden gönder" }).click();
  await expectInTime(page, outcome(page).getByRole("heading", { name: "Sağlayıcıda" }), hydrated);
  await expect(events(page).filter({ hasText: "Bir kişi karar verdi" })).toHaveCount(1);
  expect(mail.taken, "the one in doubt and the one that was decided on").toEqual([TO, TO]);
});

test("a company goes live once its provider works", async ({ page, context, user, mail }) => {
  await completeProfile(context.request, user);
  await connectMail(context.request, user, mail);
  await mail.goDown();
  await page.goto(`${user.home}/company`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Canlıya geç" }).click();
  await expect(page.getByRole("alert").filter({ hasText: UNREACHED })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Deneme kipindesiniz" })).toBeVisible();
  await mail.comeUp();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Go live" }).click();
  await expect(page.getByRole("heading", { name: "You are live" })).toBeVisible();
  await expect(page.locator("header.top .mode")).toHaveText("Live");
});

test("going live with a login that is not taken says what is wrong", async ({ page, context, user, mail }) => {
  await completeProfile(context.request, user);
  await connectMail(context.request, user, mail);
  mail.manners = "strict";
  await page.goto(`${user.home}/company`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Canlıya geç" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Sağlayıcı bu girişi tanımıyor" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Deneme kipindesiniz" })).toBeVisible();
});

shared("an SMS whose answer was cut off is in doubt until NetGSM is asked, and leaves once", async ({
  page,
  context,
  user,
  hydrated,
}) => {
  await connect(context.request, user, "netgsm");
  // The stand-in takes such a text and hangs up.
  const text = `#CUT Randevunuz yarın. ${user.companyName}`;
  const form = { channel: "sms", recipient: "0532 799 45 67", class: "informational", text };
  const message = await tell(context.request, user, "messages/send", form);
  await page.goto(`${user.home}/messages/${message}`);
  await expectInTime(page, outcome(page).getByRole("heading", { name: /^(Sağlayıcıda|Teslim edildi)$/ }), hydrated);
  await expect(events(page).filter({ hasText: "Belirsiz, 1. deneme" })).toHaveCount(1);
  await expect(events(page).filter({ hasText: "Sağlayıcıya soruldu" })).toHaveCount(1);
  expect((await courseOf(context.request, user, message)).filter((to) => to === "on_wire")).toHaveLength(1);
});

/** Sends an e-mail at once; its id. */
function write(request: APIRequestContext, user: User): Promise<string> {
  const form = { channel: "email", recipient: TO, class: "informational", subject: "Randevu", text: "Randevunuz yarın." };
  return tell(request, user, "messages/send", form);
}

async function recover(mail: MailServer): Promise<void> {
  mail.manners = "well";
  await mail.comeUp();
}

function settingsOf(page: Page): Locator {
  return page.getByRole("region", { name: "Ayarlar" });
}

/** Where a message stands, on its page. */
function outcome(page: Page): Locator {
  return page.locator("section", { has: page.locator("#outcome") });
}

/** What happened to a message, on its page: the oldest first. */
function events(page: Page): Locator {
  return page.locator("ol.log > li");
}
