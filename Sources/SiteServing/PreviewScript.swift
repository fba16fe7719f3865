/// The script of every page in the preview: it listens for snapshots and shows them in place.
///
/// Browsers allow six connections to one server over all tabs. So one tab listens for all of them,
/// and the next one takes over when it is closed; the lock says which.
let previewScript = #"""
    'use strict';
    (() => {
      const host = () => document.getElementById('revsite-preview');
      const root = document.documentElement;
      const stored = 'revsite-preview';
      let mark = host()?.dataset.mark ?? '';

      const pathOf = (url) => {
        const path = decodeURIComponent(new URL(url, location.href).pathname).slice(1);
        return path === '' || path.endsWith('/') ? path + 'index.html' : path;
      };
      const split = (text) => {
        const dot = text.lastIndexOf('.');
        return { run: text.slice(0, dot), number: Number(text.slice(dot + 1)) };
      };

      // --- The fresh tree is carried over into the old one, node by node: what is the same stays,
      // and with it the reader's focus, selection, open details and scrolled boxes.

      const isReaders = (element, name) =>
        name === 'open' && (element.localName === 'details' || element.localName === 'dialog');

      function carry(old, fresh) {
        if (old.nodeType !== Node.ELEMENT_NODE) {
          if (old.data !== fresh.data) old.data = fresh.data;
          return;
        }
        for (const { name } of [...old.attributes]) {
          if (!fresh.hasAttribute(name) && !isReaders(old, name)) old.removeAttribute(name);
        }
        for (const { name, value } of fresh.attributes) {
          if (old.getAttribute(name) !== value && !isReaders(old, name)) {
            old.setAttribute(name, value);
          }
        }
        const was = [...old.childNodes];
        const now = [...fresh.childNodes];
        let start = 0;
        while (start < was.length && start < now.length && was[start].isEqualNode(now[start])) {
          start += 1;
        }
        let wasEnd = was.length;
        let nowEnd = now.length;
        while (wasEnd > start && nowEnd > start && was[wasEnd - 1].isEqualNode(now[nowEnd - 1])) {
          wasEnd -= 1;
          nowEnd -= 1;
        }
        const end = was[wasEnd] ?? null;
        const left = was.slice(start, wasEnd);
        for (const node of now.slice(start, nowEnd)) {
          const id = node.id || '';
          const at = left.findIndex(
            (one) => (one.id || '') === id && one.nodeName === node.nodeName);
          const place = at === 0 ? null : left[0] ?? end;
          if (at < 0) {
            old.insertBefore(document.importNode(node, true), place);
            continue;
          }
          const [same] = left.splice(at, 1);
          if (at > 0) old.insertBefore(same, place);
          carry(same, node);
        }
        for (const node of left) node.remove();
      }

      // --- The overlay.

      const overlay = () => document.querySelector('#revsite-overlay > details');

      function foldAsBefore() {
        const shown = overlay();
        if (!shown) sessionStorage.removeItem(stored + '-folded');
        else if (sessionStorage.getItem(stored + '-folded')) shown.open = false;
      }

      document.addEventListener('toggle', (event) => {
        if (event.target !== overlay()) return;
        if (event.target.open) sessionStorage.removeItem(stored + '-folded');
        else sessionStorage.setItem(stored + '-folded', '1');
      }, true);

      document.addEventListener('keydown', (event) => {
        const shown = overlay();
        if (event.key === 'Escape' && shown?.open && !event.defaultPrevented) shown.open = false;
      });

      function parse(text) {
        return new DOMParser().parseFromString(text, 'text/html');
      }

      function showOverlay(markup) {
        const fresh = host().cloneNode(false);
        fresh.append(...parse(markup).body.childNodes);
        carry(host(), fresh);
        foldAsBefore();
      }

      // --- The page.

      // What a page was loaded with can't be taken back: its scripts and its policy.
      const fixed = (page) => [
        ...[...page.querySelectorAll('script')].map((one) => one.src || one.textContent),
        ...[...page.querySelectorAll('meta[http-equiv]')].map((one) => one.content),
      ].join('\n');
      const hasScripts = () =>
        document.querySelectorAll('script:not([src^="/_revsite/"])').length > 0;

      const sheets = (page) => [...page.querySelectorAll('head link[rel~="stylesheet"]')];
      const loaded = (link) => new Promise((done) => {
        link.addEventListener('load', done);
        link.addEventListener('error', done);
        setTimeout(done, 1000);
      });

      async function exchangeSheets(fresh) {
        const links = fresh.map((link) => document.importNode(link, true));
        const old = sheets(document);
        const all = Promise.all(links.map(loaded));
        document.head.append(...links);
        await all;
        return () => old.forEach((link) => link.remove());
      }

      function reload() {
        const open = [...document.querySelectorAll('details')].map((one) => one.open);
        const focus = document.activeElement?.id ?? '';
        sessionStorage.setItem(stored, JSON.stringify(
          { path: location.pathname, x: scrollX, y: scrollY, open, focus }));
        location.reload();
        return new Promise(() => {});
      }

      function restore() {
        const kept = JSON.parse(sessionStorage.getItem(stored) ?? 'null');
        sessionStorage.removeItem(stored);
        if (kept?.path !== location.pathname) return;
        const all = [...document.querySelectorAll('details')];
        if (all.length === kept.open.length) all.forEach((one, i) => { one.open = kept.open[i]; });
        if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
        scrollTo(kept.x, kept.y);
      }

      async function showPage() {
        const answer = await fetch(location.pathname + location.search, { cache: 'no-store' });
        if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) return reload();
        const fresh = parse(await answer.text());
        if (!fresh.getElementById('revsite-preview') || !host()) return reload();
        if (fixed(fresh) !== fixed(document)) return reload();
        // A page's own script may have changed the page: unless it says, by preventing the default,
        // that it can begin again after `revsite:swapped`, the page is loaded again.
        const swap = new CustomEvent('revsite:swap', { cancelable: true });
        if (hasScripts() && document.dispatchEvent(swap)) return reload();
        let dropOld = () => {};
        const names = (page) => sheets(page).map((link) => link.getAttribute('href')).join('\n');
        if (names(fresh) !== names(document)) dropOld = await exchangeSheets(sheets(fresh));
        const focus = document.activeElement?.id;
        carry(document.body, fresh.body);
        dropOld();
        document.title = fresh.title;
        for (const { name, value } of fresh.documentElement.attributes) {
          root.setAttribute(name, value);
        }
        if (focus && document.activeElement?.id !== focus) {
          document.getElementById(focus)?.focus({ preventScroll: true });
        }
        foldAsBefore();
        document.dispatchEvent(new CustomEvent('revsite:swapped'));
      }

      // --- What the page uses.

      function used() {
        const urls = performance.getEntriesByType('resource').map((one) => one.name);
        const elements = document.querySelectorAll('link[href], script[src], img[src]');
        for (const one of elements) urls.push(one.href || one.src);
        return new Set(urls.filter((url) => url.startsWith(location.origin + '/')).map(pathOf));
      }

      async function refresh(changed, number) {
        const isHit = (url) => url && url.startsWith(location.origin) && changed.has(pathOf(url));
        const again = (url) => {
          const next = new URL(url);
          next.searchParams.set('preview', number);
          return next.href;
        };
        const rest = new Set(changed);
        for (const image of document.querySelectorAll('img[src]')) {
          if (!isHit(image.src)) continue;
          rest.delete(pathOf(image.src));
          image.src = again(image.src);
        }
        const waiting = [];
        for (const link of sheets(document)) {
          if (!isHit(link.href)) continue;
          rest.delete(pathOf(link.href));
          const next = link.cloneNode();
          next.href = again(link.href);
          waiting.push(loaded(next).then(() => link.remove()));
          link.after(next);
        }
        await Promise.all(waiting);
        // Scripts, fonts and what style sheets name: there is no exchanging them, unless the page's own
        // script says, by preventing the default, that it asks for them again.
        const stale = new CustomEvent('revsite:stale', { cancelable: true, detail: [...rest] });
        if (rest.size > 0 && document.dispatchEvent(stale)) await reload();
      }

      // --- The news.

      async function apply(news) {
        const [own, next] = [split(mark), split(news.mark)];
        if (own.run === next.run && next.number <= own.number) return;
        const from = split(news.from);
        if (!news.all && (from.run !== own.run || from.number > own.number)) {
          // Told since a later snapshot than this page has.
          const answer = await fetch('/_revsite/changes?since=' + mark, { cache: 'no-store' });
          news = await answer.json();
        }
        // Of another run nobody knows what was the same.
        if (news.all) await reload();
        const path = pathOf(location.href);
        const before = used();
        const isPageNew = news.changed.includes(path) || news.removed.includes(path);
        if (isPageNew) await showPage();
        const hit = news.changed.filter((one) => one !== path && before.has(one));
        if (hit.length > 0) await refresh(new Set(hit), split(news.mark).number);
        if (news.overlay !== null && !isPageNew) showOverlay(news.overlay);
        mark = news.mark;
        root.dataset.snapshot = split(mark).number;
      }

      // One after the other; a failed one is made up for by the next.
      let work = Promise.resolve();
      const take = (news) => { work = work.then(() => apply(news)).catch(() => {}); };

      const others = new BroadcastChannel('revsite-preview');
      others.onmessage = (event) => take(event.data);

      function listen() {
        const source = new EventSource('/_revsite/events?since=' + mark);
        source.onmessage = (event) => {
          const news = JSON.parse(event.data);
          others.postMessage(news);
          take(news);
        };
        // After a refusal browsers don't try again by themselves.
        source.onerror = () => {
          if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
        };
      }

      foldAsBefore();
      restore();
      root.dataset.snapshot = split(mark).number;
      if (navigator.locks) {
        navigator.locks.request('revsite-preview', () => {
          listen();
          // Kept until the page goes.
          return new Promise(() => {});
        });
        // What was told between this page's making and now.
        fetch('/_revsite/changes?since=' + mark, { cache: 'no-store' })
          .then((answer) => answer.json()).then(take).catch(() => {});
      } else {
        listen();
      }
    })();

    """#
