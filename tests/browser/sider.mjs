// Prøver websiderne i en rigtig browser: node sider.mjs <mappen med siderne> <mappen med pakkerne> <Chromium>. Siderne åbnes
// over file://, som når de er pakket ud af en zip. Hver fejl skrives på en linje; uden fejl skrives intet.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [site, packages, executablePath] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const packageFolder = (name) => path.join(packages, readdirSync(packages).filter((one) => one.startsWith(`${name}-`)).sort().at(-1));
const { chromium } = require(packageFolder('playwright-core'));
const axe = readFileSync(path.join(packageFolder('axe-core'), 'axe.min.js'), 'utf8');

const here = path.dirname(fileURLToPath(import.meta.url));
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const address = (page) => {
  const [file, place] = page.split('#');
  return pathToFileURL(path.join(site, file)).href + (place ? `#${place}` : '');
};

// Alle sider, og af hver slags den første og den største.
function pagesBelow(folder, inside = '') {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const name = `${inside}${entry.name}`;
    if (entry.isDirectory()) return pagesBelow(path.join(folder, entry.name), `${name}/`);
    return name.endsWith('.html') ? [name] : [];
  });
}

function kinds(pages) {
  const found = new Map();
  for (const page of pages) {
    const kind = page.split('/').map((part, place) => (place === 0 || ['udgave', 'sql', 'id', 'index.html'].includes(part) ? part : '*')).join('/');
    const size = statSync(path.join(site, page)).size;
    const leads = /http-equiv="refresh"/i.test(readFileSync(path.join(site, page), 'utf8'));
    const key = leads ? `${kind} (henvisning)` : kind;
    if (!found.has(key)) found.set(key, { first: page, largest: page, size, leads });
    const of = found.get(key);
    if (size > of.size) Object.assign(of, { largest: page, size });
  }
  return [...found.values()].filter((of) => !of.leads).flatMap((of) => [...new Set([of.first, of.largest])]);
}

const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run'],
});

// En ny, tom browser, der siger til, når en side henter noget udefra eller fejler.
async function context(options = {}) {
  const made = await browser.newContext({ locale: 'da-DK', ...options });
  made.setDefaultTimeout(10_000);
  made.on('request', (request) => {
    if (!/^(file|data|about):/.test(request.url())) fault(request.frame().url(), `henter ${request.url()}`);
  });
  made.on('requestfailed', (request) => fault(request.frame().url(), `kan ikke hente ${request.url()}`));
  made.on('weberror', (error) => fault('siden', error.error().message));
  made.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) fault(message.location().url, `konsollen: ${message.text()}`);
  });
  return made;
}

async function check(name, run) {
  try {
    await run();
  } catch (error) {
    fault(name, String(error.message || error).split('\n').slice(0, 3).join(' '));
  }
}

function expect(holds, what) {
  if (!holds) throw new Error(what);
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function violations(page, only) {
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'], preload: false }), only);
  return found.violations.flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.target.join(' ')} – ${node.failureSummary.split('\n')[1] || one.help}`));
}

async function accessible(pages) {
  const light = await context({ colorScheme: 'light', viewport: { width: 1280, height: 900 } });
  const page = await light.newPage();
  for (const name of pages) {
    await check(name, async () => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(address(name), { waitUntil: 'load' });
      for (const one of await violations(page, { type: 'tag', values: WCAG })) fault(name, one);
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const one of await violations(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] })) fault(`${name} (mørk)`, one);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 320, height: 700 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) fault(`${name} (smal)`, `er ${wide} punkter bredere end vinduet`);
      for (const one of await violations(page, { type: 'rule', values: ['target-size'] })) fault(`${name} (smal)`, one);
    });
  }
  await light.close();
}

async function withoutScript(pages) {
  const plain = await context({ javaScriptEnabled: false });
  const page = await plain.newPage();
  for (const name of pages) {
    await check(`${name} (uden JavaScript)`, async () => {
      await page.goto(address(name));
      expect(await page.locator('main h1').isVisible(), 'overskriften ses ikke');
    });
  }
  await check('soeg/index.html (uden JavaScript)', async () => {
    await page.goto(address('soeg/index.html'));
    expect(await page.locator('#soeg-uden-script a[href*="noegletal/"]').first().isVisible(), 'nøgletallene er ikke listet');
    expect(await page.locator('#soeg-side').isHidden(), 'filtrene ses, men virker ikke');
  });
  await check('søgefeltet (uden JavaScript)', async () => {
    await page.goto(address('index.html'));
    await page.locator('#soeg-felt').fill('skole');
    await page.locator('#soeg-felt').press('Enter');
    await page.waitForURL(/soeg\/index\.html/);
  });
  await plain.close();
}

// Feltet på alle sider, kun med tastaturet.
async function box() {
  const own = await context();
  const page = await own.newPage();
  const options = page.locator('[role=option]');
  const field = page.locator('#soeg-felt');
  const start = async (name) => {
    await page.goto(address(name));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.getAttribute('href')) === '#indhold', 'det første er ikke et spring til indholdet');
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.id) === 'soeg-felt') return;
    }
    throw new Error('feltet kan ikke nås med Tab');
  };
  await check('søgefeltet med tastatur', async () => {
    await start('index.html');
    await page.keyboard.type('bolig');
    await options.first().waitFor();
    expect((await options.first().innerText()).toLowerCase().includes('bolig'), 'det første svar handler ikke om bolig');
    expect(/\d/.test(await page.locator('form[data-soeg] [role=status]').innerText()), 'antallet bliver ikke sagt');
    expect(await field.getAttribute('aria-expanded') === 'true', 'aria-expanded siger ikke, at listen er åben');
    await page.keyboard.press('ArrowDown');
    const chosen = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${chosen}`).getAttribute('aria-selected') === 'true', 'det valgte er ikke markeret');
    for (const one of await violations(page, { type: 'tag', values: WCAG })) fault('søgefeltet, åbent', one);
    await page.keyboard.press('Escape');
    expect(await page.locator('[role=listbox]').isHidden(), 'Esc lukker ikke listen');
    expect(await field.inputValue() === 'bolig', 'Esc sletter det skrevne for tidligt');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href !== address('index.html'));
    expect(await page.locator('main h1').isVisible(), 'svaret fører ingen steder hen');
  });
  await check('søgefeltet fra en indre side', async () => {
    await page.locator('#soeg-felt').fill('skole');
    await options.first().waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/soeg\/index\.html#q=skole/);
    await page.locator('#soeg-resultater li').first().waitFor();
  });
  await check('søgefeltet uden svar', async () => {
    await page.goto(address('index.html'));
    await page.locator('#soeg-felt').fill('xyzzyxyzzy');
    await page.waitForFunction(() => document.querySelector('form[data-soeg] [role=status]').textContent !== '');
    expect(await options.count() === 0, 'der er svar');
  });
  await own.close();
}

// Siden med filtre.
async function facets() {
  const own = await context();
  const page = await own.newPage();
  const results = page.locator('#soeg-resultater li');
  const status = page.locator('form[data-soeg] [role=status]');
  const number = async () => Number((await status.innerText()).match(/\d+/)?.[0] ?? 0);
  await check('søgesiden', async () => {
    await page.goto(address('soeg/index.html'));
    await results.first().waitFor();
    const everything = await number();
    expect(everything > 20, 'uden søgning vises ikke alt');
    await page.locator('#soeg-flere').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#soeg-resultater li').length > 20);
    await page.locator('#soeg-felt').fill('skole');
    await page.waitForFunction((all) => Number(document.querySelector('form[data-soeg] [role=status]').textContent.match(/\d+/)?.[0]) < all, everything);
    const found = await number();
    expect(found > 1, 'skole findes ikke');
    expect(page.url().endsWith('#q=skole'), 'søgningen står ikke i adressen');
    for (const one of await violations(page, { type: 'tag', values: WCAG })) fault('søgesiden', one);
    const filter = page.locator('#soeg-filtre details[data-navn=opgoeres] input').first();
    const wanted = Number((await filter.locator('xpath=..').innerText()).match(/\((\d+)\)/)[1]);
    await filter.focus();
    await page.keyboard.press('Space');
    await page.waitForFunction((all) => Number(document.querySelector('form[data-soeg] [role=status]').textContent.match(/\d+/)?.[0]) !== all, found);
    expect(await number() === wanted, `filteret lovede ${wanted}, men der vises ${await number()}`);
    expect(page.url().includes('opgoeres='), 'filteret står ikke i adressen');
    expect(await page.evaluate(() => document.activeElement.id).then((id) => id.startsWith('filter-opgoeres')), 'filteret mister fokus');
    await page.reload();
    await results.first().waitFor();
    expect(await number() === wanted, 'adressen giver ikke det samme igen');
    for (const name of ['omraade', 'kilde', 'enhed', 'aar']) {
      expect(await page.locator(`#soeg-filtre details[data-navn=${name}]`).count() === 1, `filteret ${name} mangler`);
    }
    await page.evaluate(() => window.noegleSoeg.blok(0, Array.from({ length: 64 }, () => ['x.html', '<img src=x onerror="window.ramt=1">', '<b>fed</b>'])));
    await page.locator('#soeg-felt').fill('skol');
    await page.getByText('<b>fed</b>').first().waitFor();
    expect(await page.evaluate(() => !window.ramt && !document.querySelector('main img, main b')), 'en titel bliver til HTML');
    await page.locator('#soeg-felt').fill('xyzzyxyzzy');
    await page.waitForFunction(() => document.querySelectorAll('#soeg-resultater li').length === 0);
    expect(await page.locator('#soeg-flere').isHidden(), 'der er ikke flere at vise');
    await page.goto(address('soeg/index.html#q=skole'));
    await page.reload();
    await results.first().waitFor();
    await results.first().locator('a').click();
    await page.waitForURL(/\/index\.html$/);
    expect(await page.locator('main h1').isVisible(), 'svaret fører ingen steder hen');
  });
  await own.close();
}

// Det, der kan foldes ud, med tastaturet.
async function trees(pages) {
  const own = await context();
  const page = await own.newPage();
  const name = pages.filter((one) => /^noegletal\/[^/]+\/index\.html$/.test(one)).sort((a, b) => statSync(path.join(site, b)).size - statSync(path.join(site, a)).size)[0];
  await check(`${name} (træer)`, async () => {
    await page.goto(address(name));
    const details = page.locator('main details').first();
    if (await details.count() === 0) return;
    const before = await details.evaluate((one) => one.open);
    await details.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await details.evaluate((one) => one.open) !== before, 'Enter folder ikke ud');
    await page.keyboard.press('Space');
    expect(await details.evaluate((one) => one.open) === before, 'mellemrum folder ikke sammen');
  });
  await own.close();
}

const every = pagesBelow(site);
const chosen = kinds(every);
await accessible(chosen);
await withoutScript(chosen);
await box();
await facets();
await trees(every);
await browser.close();
for (const one of faults) console.log(one.replaceAll(pathToFileURL(here).href, ''));
