// Søgningen. Indekset ligger som scripts i soeg/indeks/ og hentes, når der søges, kun de dele, der skal bruges; der hentes
// intet andet, og siderne virker uden. src/site/search/ gør det samme i Rust: fold.rs, stem.rs og find.rs. En prøve holder
// de to sammen, så det, der rettes det ene sted, skal rettes det andet.
(function () {
  'use strict';

  // --- Ord: fold.rs og stem.rs

  const ENDINGS = ('erendes erende hedens ethed erede heden heder endes ernes erens erets ered ende erne eren erer heds ' +
    'enes eres eret hed ene ere ens ers ets en er es et e s').split(' ');
  const INNER_ENDINGS = ['elig', 'lig', 'els', 'ig'];
  const PAIRS = ['gd', 'dt', 'gt', 'kt'];
  const SILENT = new Set(('af at da de den der det en er et fra for har i ikke kan med men og om pa pr som the til ved ' +
    'eller hvor dr').split(' '));
  const TOKEN = /[\p{Alphabetic}\p{N}]+(?:(?<=[0-9])\.(?=[0-9])[\p{Alphabetic}\p{N}]+)*/gu;

  function folded(text) {
    return text.normalize('NFD').toLowerCase().replace(/[\u0300-\u036f]/g, '')
      .replace(/æ|a[ae]?|ø|oe?/g, (letters) => (letters[0] === 'a' || letters[0] === 'æ' ? 'a' : 'o'));
  }

  function tokens(text) {
    return (folded(text).match(TOKEN) || []).map((token) => (
      /^[0-9.]+$/.test(token) ? { number: token } : { word: token }));
  }

  function digits(number) {
    const dot = number.indexOf('.');
    if (dot >= 0) {
      return [(number.slice(0, dot).replace(/^0+/, '') || '0') + number.slice(dot).replaceAll('.', '')];
    }
    return number.length >= 5 && number[0] === '0' ? [number, number.slice(1)] : [number];
  }

  function stem(word) {
    const letters = Array.from(word);
    if (letters.length < 3) return word;
    const vowel = letters.findIndex(isVowel);
    const after = vowel < 0 ? -1 : letters.findIndex((letter, place) => place > vowel && !isVowel(letter));
    const start = Math.max(3, after < 0 ? letters.length : after + 1);
    if (start >= letters.length) return word === 'born' ? 'barn' : word;
    const ends = (ending, from) => letters.length >= from + ending.length && letters.slice(-ending.length).join('') === ending;
    const take = (number) => letters.splice(letters.length - number, number);
    const ending = ENDINGS.find((ending) => ends(ending, start));
    if (ending && (ending !== 's' || 'abcdfghjklmnoprtvyz'.includes(letters[letters.length - 2]))) take(ending.length);
    if (PAIRS.some((pair) => ends(pair, start))) take(1);
    if (ends('igst', 0)) take(2);
    const inner = INNER_ENDINGS.find((ending) => ends(ending, start));
    if (ends('lost', start)) {
      take(1);
    } else if (inner) {
      take(inner.length);
      if (PAIRS.some((pair) => ends(pair, start))) take(1);
    }
    const last = letters[letters.length - 1];
    if (letters.length > start && last === letters[letters.length - 2] && 'bdfgklmnprst'.includes(last)) take(1);
    const found = letters.join('');
    return found === 'born' ? 'barn' : found;
  }

  function isVowel(letter) {
    return 'aeiouy'.includes(letter);
  }

  // --- Indekset: shards.rs

  const loaded = new Map();
  const parts = new Map();
  const blocks = new Map();
  let core = null;
  let facets = null;

  const search = {
    kerne(value) { core = { ...value, titelord: numbers(value.titelord) }; },
    facetter(value) { facets = value.map((facet) => ({ ...facet, kolonne: numbers(facet.kolonne) })); },
    del(number, terms) { parts.set(number, new Map(Object.entries(terms))); },
    blok(number, documents) { blocks.set(number, documents); },
    find,
    folded,
    stem,
    tokens,
    // Henter et script i indekset. Skiftes ud, hvor der ingen browser er.
    hent(name) {
      return new Promise((done, failed) => {
        const script = document.createElement('script');
        script.src = root + 'soeg/indeks/' + name + '.js';
        script.onload = done;
        script.onerror = () => { loaded.delete(name); failed(new Error(name)); };
        document.head.append(script);
      });
    },
  };
  window.noegleSoeg = search;

  function load(name) {
    if (!loaded.has(name)) loaded.set(name, search.hent(name));
    return loaded.get(name);
  }

  // Tal skrevet med 36 cifre: ét ciffer står alene, to efter -, tre efter _, fire efter ~.
  function numbers(text) {
    const found = [];
    for (let place = 0; place < text.length;) {
      const length = { '-': 2, _: 3, '~': 4 }[text[place]] || 1;
      if (length > 1) place += 1;
      found.push(parseInt(text.slice(place, place + length), 36));
      place += length;
    }
    return found;
  }

  function partOf(key) {
    let low = 0;
    let high = core.start.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (core.start[middle] <= key) low = middle; else high = middle;
    }
    return low;
  }

  async function partsFrom(first, last) {
    const wanted = [];
    for (let number = partOf(first); number <= partOf(last); number += 1) wanted.push(number);
    await Promise.all(wanted.map((number) => load('del-' + number)));
    return wanted.map((number) => parts.get(number));
  }

  async function has(key) {
    return (await partsFrom(key, key))[0].has(key);
  }

  // --- Søgningen: find.rs

  const EXACT = 4;
  const NEARLY = 3;
  const BEGUN = 2;

  async function find(query) {
    await load('kerne');
    const all = [];
    for (const one of sought(query)) all.push(await hitsOf(one));
    const scores = new Map();
    for (const hits of all) {
      const rare = rarity(hits.size);
      for (const [id, hit] of hits) {
        const score = scores.get(id) || { number: 0, score: 0, title: 0 };
        score.number += 1;
        score.score += hit.worth * rare;
        score.title += hit.weight >= 6 ? 1 : 0;
        scores.set(id, score);
      }
    }
    const whole = (score) => score.number === all.length;
    const inPart = scores.size > 0 && ![...scores.values()].some(whole);
    const ranked = [];
    for (const [id, score] of scores) {
      if (inPart || whole(score)) {
        const title = Math.floor(60 * score.title / Math.max(core.titelord[id], score.title, 1));
        ranked.push([score.number * 100000 + score.score + title, id]);
      }
    }
    ranked.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return { documents: ranked.map((one) => one[1]), inPart };
  }

  function sought(query) {
    const found = [];
    const all = tokens(query);
    for (let place = 0; place < all.length; place += 1) {
      const { word, number } = all[place];
      const next = all[place + 1];
      const level = word !== undefined && Object.hasOwn(core.niveauer, word) ? core.niveauer[word] : undefined;
      if (number !== undefined) {
        found.push({ number });
      } else if (level !== undefined && next && next.number !== undefined) {
        found.push({ level, number: next.number });
        place += 1;
      } else if (!next || !SILENT.has(word)) {
        found.push({ word });
      }
    }
    return found;
  }

  function rarity(number) {
    let rare = 2;
    for (let documents = Math.max(number, 1) * 2; documents <= core.antal; documents *= 2) rare += 1;
    return rare;
  }

  async function hitsOf(one) {
    const hits = new Map();
    if (one.level !== undefined) {
      for (const of of digits(one.number)) {
        await code(':' + one.level + ':' + of, of.length, EXACT, hits);
        if (of.length >= 3) await code('#' + of, of.length, BEGUN, hits);
      }
    } else if (one.number !== undefined) {
      for (const of of digits(one.number)) await code('#' + of, of.length, EXACT, hits);
    } else {
      await wordHits(one.word, hits);
      if (hits.size === 0) await twoParts(one.word, hits);
    }
    return hits;
  }

  async function code(key, length, quality, hits) {
    await term(key, quality, hits);
    if (length >= 3) await beginning(key, () => Math.min(quality, NEARLY), hits);
  }

  async function wordHits(word, hits) {
    const own = stem(word);
    await term(own, EXACT, hits);
    for (const start of startsBeforeEnding(word)) if (start !== own) await term(start, NEARLY, hits);
    const length = count(word);
    if (length >= 2) await beginning(word, (key) => (3 * length >= 2 * count(key) ? NEARLY : BEGUN), hits);
  }

  function count(text) {
    return Array.from(text).length;
  }

  async function twoParts(word, hits) {
    for (let place = 4; word.length - place >= 4; place += 1) {
      const first = word.slice(0, place);
      const last = stem(word.slice(place));
      const firsts = /[se]$/.test(first) && place > 4 ? [first, first.slice(0, -1)] : [first];
      let known;
      for (const of of firsts.map(stem)) if (known === undefined && await has(of)) known = of;
      if (known === undefined || !await has(last)) continue;
      const [left, right] = [new Map(), new Map()];
      await term(known, BEGUN, left);
      await term(last, BEGUN, right);
      for (const [id, hit] of left) {
        const other = right.get(id);
        if (other) hits.set(id, { worth: Math.min(hit.worth, other.worth), weight: Math.min(hit.weight, other.weight) });
      }
      return;
    }
  }

  async function beginning(start, quality, hits) {
    for (const terms of await partsFrom(start, start + '\uffff')) {
      for (const [key, postings] of terms) if (key.startsWith(start) && key !== start) add(postings, quality(key), hits);
    }
  }

  async function term(key, quality, hits) {
    const postings = (await partsFrom(key, key))[0].get(key);
    if (postings !== undefined) add(postings, quality, hits);
  }

  function add(postings, quality, hits) {
    for (const group of postings.split(',')) {
      const weight = Number(group[0]);
      let id = -1;
      for (const step of numbers(group.slice(1))) {
        id += step + 1;
        const hit = hits.get(id);
        if (hit) {
          hit.worth = Math.max(hit.worth, quality * weight);
          hit.weight = Math.max(hit.weight, weight);
        } else {
          hits.set(id, { worth: quality * weight, weight });
        }
      }
    }
  }

  function startsBeforeEnding(word) {
    const starts = [];
    for (let place = 3; place < word.length; place += 1) if (isBegunEnding(word.slice(place))) starts.push(word.slice(0, place));
    return starts;
  }

  function isBegunEnding(rest) {
    const begun = (text) => ENDINGS.some((ending) => ending.startsWith(text));
    return begun(rest) || INNER_ENDINGS.some((inner) => (
      inner.startsWith(rest) || (rest.startsWith(inner) && begun(rest.slice(inner.length)))));
  }

  async function documentOf(id) {
    const number = Math.floor(id / core.blok);
    await load('blok-' + number);
    const [path, title, detail] = blocks.get(number)[id % core.blok];
    return { path, title, detail };
  }

  if (typeof document === 'undefined') return;

  // --- Siderne

  const form = document.querySelector('form[data-soeg]');
  if (!form) return;
  const root = form.dataset.rod;
  const field = form.querySelector('input[type=search]');
  const status = form.querySelector('[role=status]');
  const words = form.dataset;
  const say = (text, number) => text.replace('{antal}', String(number));

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Titlen med det, der blev søgt, fremhævet.
  function marked(title, query) {
    const wanted = tokens(query).map((token) => token.word).filter(Boolean);
    const pieces = [];
    let end = 0;
    for (const match of title.matchAll(TOKEN)) {
      const word = folded(match[0]);
      const hit = wanted.some((one) => word.startsWith(one) || stem(word) === stem(one) ||
        (stem(one).length > 3 && word.includes(stem(one))));
      if (hit) {
        pieces.push(title.slice(end, match.index), element('mark', {}, match[0]));
        end = match.index + match[0].length;
      }
    }
    pieces.push(title.slice(end));
    return pieces;
  }

  // Kører den nyeste, når der har været ro lidt; ældre svar lægges væk.
  function latest(run, show, failed) {
    let newest = 0;
    let waiting = 0;
    return () => {
      clearTimeout(waiting);
      const own = (newest += 1);
      waiting = setTimeout(async () => {
        try {
          const found = await run();
          if (own === newest) show(found);
        } catch (error) {
          if (own === newest) failed();
        }
      }, 60);
    };
  }

  const resultsPage = document.getElementById('soeg-side');
  if (resultsPage) startPage(); else startBox();

  // Feltet på alle sider: ARIA's mønster combobox med listbox.
  function startBox() {
    const list = form.querySelector('[data-liste]');
    let options = [];
    let active = -1;
    let query = '';
    Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
    }).forEach(([key, value]) => field.setAttribute(key, value));
    list.setAttribute('role', 'listbox');

    const target = () => root + 'soeg/index.html#' + new URLSearchParams({ q: field.value.trim() });

    function close() {
      list.hidden = true;
      field.setAttribute('aria-expanded', 'false');
      choose(-1);
    }

    function choose(number) {
      if (options[active]) options[active].setAttribute('aria-selected', 'false');
      active = number;
      if (options[active]) {
        options[active].setAttribute('aria-selected', 'true');
        options[active].scrollIntoView({ block: 'nearest' });
        field.setAttribute('aria-activedescendant', options[active].id);
      } else {
        field.removeAttribute('aria-activedescendant');
      }
    }

    function option(address, children) {
      const made = element('li', { role: 'option', id: list.id + '-' + options.length, 'aria-selected': 'false' }, ...children);
      made.addEventListener('click', () => { window.location.href = address; });
      made.dataset.adresse = address;
      options.push(made);
      return made;
    }

    async function run() {
      query = field.value.trim();
      if (!query) return { number: 0, first: [] };
      const found = await find(query);
      const first = await Promise.all(found.documents.slice(0, 8).map(documentOf));
      return { number: found.documents.length, first, inPart: found.inPart };
    }

    function show({ number, first, inPart }) {
      options = [];
      active = -1;
      field.removeAttribute('aria-activedescendant');
      if (!query || document.activeElement !== field) {
        list.hidden = true;
        field.setAttribute('aria-expanded', 'false');
        status.textContent = '';
        return;
      }
      list.replaceChildren(...first.map((one) => option(root + one.path, [
        element('span', { class: 'soeg-titel', lang: 'da' }, ...marked(one.title, query)),
        element('span', { class: 'soeg-detalje', lang: 'da' }, one.detail),
      ])));
      if (number > first.length) list.append(option(target(), [say(words.alle, number)]));
      status.textContent = number === 0 ? words.ingen : (inPart ? words.nogle + ' ' : '') + say(words.antal, number);
      list.hidden = number === 0;
      field.setAttribute('aria-expanded', String(number > 0));
    }

    const update = latest(run, show, () => { status.textContent = words.fejl; });
    field.addEventListener('input', update);
    field.addEventListener('focus', () => { if (field.value) update(); else load('kerne').catch(() => {}); });
    field.addEventListener('blur', close);
    list.addEventListener('mousedown', (event) => event.preventDefault());
    field.addEventListener('keydown', (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && options.length) {
        event.preventDefault();
        if (list.hidden) {
          list.hidden = false;
          field.setAttribute('aria-expanded', 'true');
        }
        const number = options.length + 1;
        choose(((active + 1 + steps[event.key] + number) % number) - 1);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        if (list.hidden) field.value = '';
        close();
        status.textContent = '';
      } else if (event.key === 'Enter' && options[active] && !list.hidden) {
        event.preventDefault();
        window.location.href = options[active].dataset.adresse;
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      window.location.href = target();
    });
  }

  // Siden med filtre: søgning og filtre står i adressen efter #, så de kan gemmes og sendes.
  function startPage() {
    const results = document.getElementById('soeg-resultater');
    const filters = document.getElementById('soeg-filtre');
    const more = document.getElementById('soeg-flere');
    const PAGE = 20;
    let shown = PAGE;
    let chosen = {};
    document.getElementById('soeg-uden-script').hidden = true;
    resultsPage.hidden = false;

    function read() {
      const hash = new URLSearchParams(window.location.hash.slice(1));
      field.value = hash.get('q') || new URLSearchParams(window.location.search).get('q') || '';
      chosen = {};
      for (const key of new Set(hash.keys())) if (key !== 'q') chosen[key] = new Set(hash.getAll(key));
      shown = PAGE;
    }

    function write() {
      const hash = new URLSearchParams();
      if (field.value.trim()) hash.set('q', field.value.trim());
      for (const [key, values] of Object.entries(chosen)) for (const value of values) hash.append(key, value);
      const address = '#' + hash;
      if (address !== (window.location.hash || '#')) window.history.replaceState(null, '', address);
    }

    async function run() {
      await Promise.all([load('kerne'), load('facetter')]);
      const query = field.value.trim();
      const everything = () => Array.from({ length: core.antal }, (_, id) => id);
      const found = query ? await find(query) : { documents: everything(), inPart: false };
      const passes = (facet, id) => {
        const wanted = chosen[facet.navn];
        return !wanted || wanted.size === 0 || facet.saet[facet.kolonne[id]].some((value) => wanted.has(facet.vaerdier[value]));
      };
      const counts = facets.map((facet) => {
        const number = new Map();
        for (const id of found.documents) {
          if (facets.every((other) => other === facet || passes(other, id))) {
            for (const value of facet.saet[facet.kolonne[id]]) number.set(value, (number.get(value) || 0) + 1);
          }
        }
        return number;
      });
      const documents = found.documents.filter((id) => facets.every((facet) => passes(facet, id)));
      const first = await Promise.all(documents.slice(0, shown).map(documentOf));
      return { query, first, number: documents.length, inPart: found.inPart, counts };
    }

    function show({ query, first, number, inPart, counts }) {
      results.replaceChildren(...first.map((one) => element('li', {},
        element('a', { href: root + one.path, lang: 'da' }, ...marked(one.title, query)),
        element('span', { class: 'soeg-detalje', lang: 'da' }, one.detail))));
      more.hidden = number <= first.length;
      status.textContent = number === 0 ? words.ingen : (inPart ? words.nogle + ' ' : '') + say(words.antal, number);
      showFilters(counts);
    }

    function showFilters(counts) {
      const focused = document.activeElement && document.activeElement.id;
      const open = new Map([...filters.querySelectorAll('details')].map((one) => [one.dataset.navn, one.open]));
      const wide = window.matchMedia('(min-width: 56rem)').matches;
      filters.replaceChildren(...facets.map((facet, place) => {
        const wanted = chosen[facet.navn] || new Set();
        const boxes = facet.vaerdier.flatMap((value, index) => {
          const number = counts[place].get(index) || 0;
          if (number === 0 && !wanted.has(value)) return [];
          const box = element('input', { type: 'checkbox', id: 'filter-' + facet.navn + '-' + index });
          box.checked = wanted.has(value);
          box.addEventListener('change', () => {
            const values = chosen[facet.navn] || (chosen[facet.navn] = new Set());
            if (box.checked) values.add(value); else values.delete(value);
            shown = PAGE;
            write();
            update();
          });
          return [element('li', {}, element('label', {}, box, ' ', element('span', { lang: 'da' }, value), ' ',
            element('span', { class: 'soeg-tal' }, '(' + number + ')')))];
        });
        if (boxes.length === 0) return '';
        const group = element('details', { 'data-navn': facet.navn }, element('summary', {}, facet.titel),
          element('fieldset', {}, element('legend', { class: 'kun-oplaest' }, facet.titel), element('ul', {}, ...boxes)));
        // På en smal skærm er filtrene foldet sammen, så svarene ses.
        group.open = open.get(facet.navn) ?? (wide || wanted.size > 0);
        return group;
      }));
      if (focused && focused.startsWith('filter-')) document.getElementById(focused)?.focus();
    }

    const update = latest(run, show, () => { status.textContent = words.fejl; });
    field.addEventListener('input', () => { shown = PAGE; write(); update(); });
    form.addEventListener('submit', (event) => { event.preventDefault(); write(); update(); });
    more.addEventListener('click', async () => {
      const before = results.children.length;
      shown += PAGE;
      show(await run());
      results.children[before]?.querySelector('a').focus();
    });
    window.addEventListener('hashchange', () => { read(); update(); });
    read();
    update();
  }
})();
