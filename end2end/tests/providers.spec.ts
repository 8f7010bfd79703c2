import type { APIRequestContext, Locator } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { ask, tell } from "../support/calls.ts";
import { expectInTime } from "../support/patience.ts";
import { connect, courseOf } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

// A refused form is a 422, which the browser's console mentions.
test.use({ expectedErrors: [/status of 422/] });

const WORKS = "Bağlantı çalışıyor.";
const BROKEN = "Bağlantı çalışmıyor. Sağlayıcı bu girişi tanımıyor: kullanıcı adını, bu şifreyi";

test("NetGSM is connected with the examples; what is wrong is told at its field, and what was typed stays", async ({
  page,
  context,
  user,
  hydrated,
}) => {
  await page.goto(`${user.home}/providers`);
  await page.getByRole("link", { name: /NetGSM/ }).click();
  await page.getByRole("link", { name: "Örnek bilgilerle doldur" }).click();
  const [code, password, sender] = ["API kullanıcı kodu", "API şifresi", "Gönderici adı"].map((name) => page.getByLabel(name)) as Fields;
  await expect(code).toHaveValue("8501234567");
  await page.getByLabel("Hesabın adı").fill("Kampanya hattı");
  await password.fill("");
  await sender.fill("ÇOK UZUN BİR AD");
  await page.getByRole("button", { name: "Bağla" }).click();
  await expect(page.locator("[id='values[password]-error']")).toHaveText("Bu alan boş bırakılamaz.");
  await expect(page.locator("[id='values[sender]-error']")).toHaveText("Bu metin çok uzun.");
  await expect(code).toHaveValue("8501234567");
  // An example does not come back where it was deleted.
  await expect(password).toHaveValue("");
  await expect(sender).toHaveValue("ÇOK UZUN BİR AD");
  await expect(page.getByLabel("Hesabın adı")).toHaveValue("Kampanya hattı");
  expect(await ask(context.request, user, "accounts/list")).toEqual([]);

  // The stand-in refuses this password.
  await password.fill("bad");
  await page.getByRole("button", { name: "Bağla" }).click();
  await expect(page.locator("[id='values[sender]-error']")).toBeVisible();
  // The browser keeps it where the page stayed; the server never gives it back.
  if (!hydrated) await expect(password).not.toHaveValue("bad");
  await password.fill("bad");
  await sender.fill("ORNEKFIRMA");
  await page.getByRole("button", { name: "Bağla" }).click();
  await page.waitForURL(/\/providers\/acc_/);
  await expectInTime(page, page.getByText(BROKEN), hydrated);
  await expect(code).toHaveValue("8501234567");
  await expect(password).toHaveValue("");
  expect(await page.content()).not.toContain('value="bad"');

  await password.fill("example-password");
  await page.getByRole("region", { name: "Ayarlar" }).getByRole("button", { name: "Kaydet" }).click();
  await expect(page.getByText("Ayarlar kaydedildi.")).toBeVisible();
  await page.getByRole("button", { name: "Bağlantıyı dene" }).click();
  await expect(page.getByText(WORKS)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Kampanya hattı" })).toBeVisible();
});

test("a paused account holds its messages, says so, and sends each once when it goes on", async ({
  page,
  context,
  user,
  hydrated,
}) => {
  test.setTimeout(90_000);
  const account = await connect(context.request, user, "netgsm");
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Duraklat" }).click();
  await expect(page.getByText("Elle duraklatıldı.")).toBeVisible();
  const messages = [await send(context.request, user, "0532 777 45 67"), await send(context.request, user, "0532 777 45 68")];
  await page.reload();
  await expect(page.getByText("2 mesaj bekliyor; hiçbiri kaybolmadı.")).toBeVisible();
  await page.goto(`${user.home}/messages/${messages[0]}`);
  await expect(page.getByText("Sağlayıcı hesabı duraklatıldı").first()).toBeVisible();
  await page.goto(user.home);
  await expect(page.getByText("1 sağlayıcı hesabı duraklatılmış")).toBeVisible();

  await page.goto(`${user.home}/providers/${account}`);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByText("Paused by hand.")).toBeVisible();
  await expect(page.getByText("2 messages wait; none was lost.")).toBeVisible();
  if (hydrated) await expectAccessible(page);
  for (const message of messages) expect(await courseOf(context.request, user, message)).not.toContain("on_wire");
  await page.getByRole("button", { name: "Resume and send what waits" }).click();
  await expect(page.getByText("The account sends again.")).toBeVisible();
  await page.goto(`${user.home}/messages/${messages[0]}`);
  await expectInTime(page, page.getByRole("heading", { name: "Delivered" }), hydrated);
  for (const message of messages) {
    expect((await courseOf(context.request, user, message)).filter((to) => to === "on_wire")).toHaveLength(1);
  }
});

test("the dashboard tells at once that an account is paused @hydrated", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "netgsm");
  await page.goto(user.home, { waitUntil: "networkidle" });
  await tell(context.request, user, "accounts/pause", { account });
  await expect(page.getByText("1 sağlayıcı hesabı duraklatılmış")).toBeVisible();
});

// What the page shows of it is the same without scripts.
test("a password that NetGSM refuses is marked at its field @hydrated", async ({ page, context, user }) => {
  const values = { usercode: "8501234567", password: "bad", sender: "ORNEKFIRMA" };
  const account = await tell(context.request, user, "accounts/save", { provider: "netgsm", values });
  const { outcome } = await tell<{ outcome: object }>(context.request, user, "accounts/test", { account });
  expect(JSON.stringify(outcome)).toContain("values[password]");
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Bağlantıyı dene" }).click();
  await expect(page.locator("[id='values[password]-error']")).toContainText("Sağlayıcı bu girişi tanımıyor");
});

// The words are the same without scripts.
test("one waiting message is told of in the singular @hydrated", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "netgsm");
  await tell(context.request, user, "accounts/pause", { account });
  await send(context.request, user, "0532 777 45 69");
  await page.goto(`${user.home}/providers/${account}`);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByText("1 message waits; none was lost.")).toBeVisible();
});

test("an open page of a paused account counts what comes to wait @hydrated", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "netgsm");
  await tell(context.request, user, "accounts/pause", { account });
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await send(context.request, user, "0532 777 45 70");
  await expect(page.getByText("1 mesaj bekliyor; hiçbiri kaybolmadı.")).toBeVisible();
});

type Fields = [code: Locator, password: Locator, sender: Locator];

/** Sends an SMS at once; its id. */
function send(request: APIRequestContext, user: User, recipient: string): Promise<string> {
  const text = `Randevunuz yarın. ${user.companyName}`;
  return tell(request, user, "messages/send", { channel: "sms", recipient, class: "informational", text });
}
