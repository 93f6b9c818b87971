// A person at Chromium. Keeps what the build shows afterwards: a screenshot of every page in each look, and what axe or the page's own
// content security policy had to complain about.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1100, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1100, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
};
const ARGUMENTS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync'];

export class Visitor {
  #browser;
  #context;
  complaints = [];

  static async arrive() {
    const visitor = new Visitor();
    visitor.#browser = await chromium.launch({
      executablePath: process.env.CHROMIUM, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0, timeout: 120_000,
    });
    visitor.#context = await visitor.#browser.newContext({ bypassCSP: false, viewport: LOOKS.light.viewport });
    visitor.#context.setDefaultTimeout(60_000);
    return visitor;
  }

  async tab() {
    const page = await this.#context.newPage();
    page.on('console', message => {
      if (/content security policy/i.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
    return page;
  }

  /** Fills in Keycloak's pages for name and password, where they are shown. */
  async signIn(page) {
    const name = page.locator('input[name=username]:visible');
    const password = page.locator('input[name=password]:visible');
    await name.or(password).or(page.locator('main h1')).first().waitFor();
    await page.waitForLoadState();
    if (await name.count() > 0) {
      await name.fill(process.env.PERSON);
      if (await password.count() === 0) {
        await page.locator('[type=submit]').click();
        await password.waitFor();
        await page.waitForLoadState();
      }
    }
    if (await password.count() > 0) {
      await password.fill(process.env.PASSWORD);
      await page.locator('[type=submit]').click();
      await page.waitForURL(address => address.href.startsWith(process.env.GATEWAY));
    }
  }

  /** Looks at the page as it stands, in every look; ours must have nothing for axe to find. */
  async look(page, name) {
    const folder = process.env.SCREENSHOTS;
    await mkdir(folder, { recursive: true });
    for (const [look, { colorScheme, viewport }] of Object.entries(LOOKS)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
      if (page.url().startsWith(process.env.GATEWAY)) {
        await this.#measure(page, `${name}, ${look}`);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(LOOKS.light.viewport);
  }

  async #measure(page, name) {
    const session = await page.context().newCDPSession(page);
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
    const inPage = expression => session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true,
      returnByValue: true });
    await inPage(`${await readFile(AXE, 'utf8')}; 0`);
    const { result } = await inPage('axe.run().then(found => JSON.stringify(found.violations.map(each => each.id + ": " + each.help)))');
    this.complaints.push(...JSON.parse(result.value).map(violation => `axe (${name}): ${violation}`));
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) {
      this.complaints.push(`${name}: wider than the window`);
    }
    await session.detach();
  }

  async leave() {
    await this.#browser.close();
  }
}
