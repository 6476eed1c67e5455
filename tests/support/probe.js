// What a page looks like once it is laid out, for tests: written as JSON into an element at its end.
(() => {
  const complaints = [];
  const near = 0.75;
  const meet = (a, b) =>
    a.left < b.right - near && b.left < a.right - near && a.top < b.bottom - near && b.top < a.bottom - near;
  const inside = (a, b) =>
    a.left > b.left - near && a.right < b.right + near && a.top > b.top - near && a.bottom < b.bottom + near;
  const said = (element) => JSON.stringify(element.textContent.trim().slice(0, 60));

  const charts = [...document.querySelectorAll('svg')].map((svg) => {
    const whole = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')];
    const marks = [...svg.querySelectorAll('rect')].filter((mark) => !mark.closest('defs'));
    const boxes = texts.map((text) => text.getBoundingClientRect());
    texts.forEach((text, at) => {
      if (boxes[at].width === 0 || boxes[at].height === 0) complaints.push(`no room for ${said(text)}`);
      if (!inside(boxes[at], whole)) complaints.push(`cut at the edge of a chart: ${said(text)}`);
      for (let other = 0; other < at; other += 1)
        if (meet(boxes[at], boxes[other])) complaints.push(`over each other: ${said(texts[other])} ${said(text)}`);
      for (const mark of marks)
        if (meet(boxes[at], mark.getBoundingClientRect())) complaints.push(`over a bar: ${said(text)}`);
    });
    for (const mark of marks)
      if (!inside(mark.getBoundingClientRect(), whole)) complaints.push('a bar leaves its chart');
    return {
      width: whole.width,
      height: whole.height,
      texts: texts.length,
      marks: marks.length,
      title: svg.querySelector('title')?.textContent ?? '',
      desc: svg.querySelector('desc')?.textContent ?? '',
    };
  });

  for (const element of document.querySelectorAll('h1, h2, h3, p, td, th, li, figcaption')) {
    if (element.scrollWidth > element.clientWidth + 1) complaints.push(`wider than its place: ${said(element)}`);
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + near || box.left < -near) complaints.push(`outside the page: ${said(element)}`);
  }
  // Clients' own words may break where they must; ours never inside a word.
  for (const element of document.querySelectorAll('h1, h2, h3, p, th, td:not([dir]), figcaption'))
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      for (const word of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) complaints.push(`broken inside the word ${word[0]} of ${said(element)}`);
      }
    }

  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => complaints.push(`two elements are called ${id}`));

  const colours = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    for (const name of ['color', 'backgroundColor', 'borderBottomColor', 'fill', 'stroke']) {
      const [r, g, b] = (style[name].match(/\d+/g) ?? []).map(Number);
      if (style[name].startsWith('rgb') && !(r === g && g === b)) colours.add(style[name]);
    }
  }

  const probe = document.createElement('pre');
  probe.id = 'probe';
  probe.textContent = JSON.stringify({
    charts,
    complaints,
    colours: [...colours],
    wide: document.documentElement.scrollWidth,
    window: innerWidth,
    fetched: performance.getEntriesByType('resource').map((entry) => entry.name),
  });
  document.body.append(probe);
})();
