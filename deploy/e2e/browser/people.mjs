// One scenario of a person at a browser, named by the first argument. Ends with one line of JSON: what the person and the client saw.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Attempt, Listener } from './client.mjs';
import { Visitor } from './visitor.mjs';

const { GATEWAY, ISSUER } = process.env;
const READ = 'sample:read';
const ADMIN = 'sample:admin';

async function asked(visitor, page, attempt) {
  await page.goto(attempt.address.href);
  await visitor.signIn(page);
  await page.locator('form button.allow').waitFor();
}

async function decide(page, decision) {
  await page.locator(`form button.${decision}`).click();
}

/** Where the browser is sent at last, be it reached or not: no app answers here, and no website. */
function sentTo(page, attempt) {
  return new Promise(resolve => page.on('response', async response => {
    const location = await response.headerValue('location');
    if (location?.startsWith(attempt.redirect)) {
      resolve(location);
    }
  }));
}

/** As somebody does who has no mouse. */
async function allowByKeyboard(page) {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.classList.contains('allow') ?? false)) {
      return page.keyboard.press('Enter');
    }
  }
  assert.fail('The button is not to be reached by Tab');
}

async function allowed({ visitor, page }, redirect, name) {
  const attempt = new Attempt(redirect, READ);
  await asked(visitor, page, attempt);
  await visitor.look(page, name);
  const sent = sentTo(page, attempt);
  await decide(page, 'allow');
  const { scope } = await attempt.redeem(attempt.answer(await sent).code);
  return { scope };
}

const scenarios = {
  async consent({ visitor, page, listener }) {
    const attempt = new Attempt(listener.redirect, READ, ADMIN);
    await page.goto(attempt.address.href);
    await page.locator('input[name=username]').waitFor();
    await visitor.look(page, 'sign-in');
    await visitor.signIn(page);
    await page.locator(`input[name=scope][value="${ADMIN}"]`).uncheck();
    await visitor.look(page, 'consent');
    await allowByKeyboard(page);
    await page.waitForURL(`${listener.redirect}?**`);
    const { scope } = await attempt.redeem(attempt.answer(page.url()).code);
    return { scope };
  },

  async 'step-up'({ visitor, page, listener }) {
    const first = new Attempt(listener.redirect, READ);
    await asked(visitor, page, first);
    await decide(page, 'allow');
    await page.waitForURL(`${listener.redirect}?**`);
    const before = await first.redeem(first.answer(page.url()).code);
    const second = new Attempt(listener.redirect, READ, ADMIN);
    await asked(visitor, page, second);
    await visitor.look(page, 'step-up');
    await decide(page, 'allow');
    await page.waitForURL(address => address.searchParams.get('state') === second.state);
    const after = await second.redeem(second.answer(page.url()).code);
    return { before: before.scope, after: after.scope.split(' ').sort().join(' ') };
  },

  async denial({ visitor, page, listener }) {
    const attempt = new Attempt(listener.redirect, READ);
    await asked(visitor, page, attempt);
    await decide(page, 'deny');
    await page.waitForURL(`${listener.redirect}?**`);
    return { error: attempt.answer(page.url()).error };
  },

  /** Whoever comes back to what is over reads so, and the client gets nothing more. */
  async 'too-late'({ visitor, page, listener }) {
    const attempt = new Attempt(listener.redirect, READ);
    await asked(visitor, page, attempt);
    const question = page.url();
    const cut = question.lastIndexOf('/') + 1;
    await decide(page, 'allow');
    await page.waitForURL(`${listener.redirect}?**`);
    await page.goto(question);
    await visitor.look(page, 'answered-already');
    const usedUp = await page.goto(`${ISSUER}/oauth2/authorize/continue?request=${question.slice(cut)}`);
    await visitor.look(page, 'used-up');
    const unknown = await page.goto(`${question.slice(0, cut)}${'0'.repeat(question.length - cut)}`);
    await visitor.look(page, 'unknown');
    return { statuses: [usedUp.status(), unknown.status()], codes: listener.received.filter(each => each.includes('code=')).length };
  },

  /** A question that nobody answered in time, which passes while the script waits for a line. */
  async expired({ visitor, page, listener }) {
    await asked(visitor, page, new Attempt(listener.redirect, READ));
    const question = page.url();
    console.log(JSON.stringify({ question: question.slice(question.lastIndexOf('/') + 1) }));
    await once(process.stdin, 'data');
    const [answered] = await Promise.all([page.waitForResponse(answer => answer.request().method() === 'POST'), decide(page, 'allow')]);
    await visitor.look(page, 'expired');
    const loaded = await page.goto(question);
    return { statuses: [answered.status(), loaded.status()], sent: listener.received.length };
  },

  /** Two loads of one page and two attempts side by side: each attempt is answered once. */
  async 'two-tabs'({ visitor, page, listener }) {
    const first = new Attempt(listener.redirect, READ);
    const second = new Attempt(listener.redirect, READ);
    await asked(visitor, page, first);
    const again = await visitor.tab();
    await again.goto(page.url());
    const other = await visitor.tab();
    await asked(visitor, other, second);
    await decide(again, 'allow');
    await again.waitForURL(`${listener.redirect}?**`);
    await decide(page, 'allow');
    await page.waitForLoadState();
    await visitor.look(page, 'second-load');
    await decide(other, 'allow');
    await other.waitForURL(`${listener.redirect}?**`);
    first.answer(again.url());
    second.answer(other.url());
    return { codes: listener.received.filter(each => each.includes('code=')).length };
  },

  async 'private-use'(person) {
    return allowed(person, 'cursor://anysphere.cursor-mcp/oauth/callback', 'private-use');
  },

  async https(person) {
    return allowed(person, 'https://client.example/callback', 'https');
  },

  /** Never a redirect to what is not registered. */
  async 'wrong-redirect'({ visitor, page, listener }) {
    const attempt = new Attempt(`${listener.redirect}/elsewhere`, READ);
    await page.goto(`${GATEWAY}/login`);
    await visitor.signIn(page);
    const answer = await page.goto(attempt.address.href);
    await visitor.look(page, 'wrong-redirect');
    return { status: answer.status(), names: (await page.locator('main').innerText()).includes(attempt.redirect), sent: listener.received.length };
  },

  /** Signing in for its own sake, and out again. */
  async 'sign-out'({ visitor, page }) {
    await page.goto(`${GATEWAY}/login`);
    await visitor.signIn(page);
    await visitor.look(page, 'signed-in');
    await page.goto(`${GATEWAY}/logout`);
    await visitor.look(page, 'sign-out');
    await page.locator('form button').click();
    await page.waitForLoadState();
    const session = await page.request.get(`${GATEWAY}/api/v1/session`);
    return { session: session.status() };
  },
};

const visitor = await Visitor.arrive();
const listener = await Listener.open();
try {
  const seen = await scenarios[process.argv[2]]({ visitor, listener, page: await visitor.tab() });
  console.log(JSON.stringify({ ...seen, complaints: visitor.complaints }));
} finally {
  await visitor.leave();
  listener.close();
}
