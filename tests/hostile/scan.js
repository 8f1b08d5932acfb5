// Everything in pages that could run or load from elsewhere, by the parser of the browser: [path, what …], each.
(pages) => {
  const bad = [];
  for (const [path, html] of pages) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    for (const element of page.querySelectorAll('*')) {
      const tag = element.localName;
      if (
        /^(iframe|object|embed|base|style|video|math|foreignobject|animate|template)$/i.test(tag)
      ) bad.push([path, tag]);
      const data = element.type === 'application/ld+json';
      if (tag === 'script' && !element.getAttribute('src') && !data) bad.push([path, tag]);
      for (const {name, value} of element.attributes) {
        if (/^on|^style$|^srcdoc$/i.test(name)) bad.push([path, tag, name]);
        if (/^(href|src|action|formaction|data|poster|srcset|xlink:href)$/i.test(name)) {
          const address = new URL(value, 'https://here.example/');
          const leads = tag === 'a' && /^(https?|mailto):$/.test(address.protocol) && !/evil/.test(address.host);
          const names = tag === 'link' && ['canonical', 'alternate'].includes(element.rel);
          if (address.origin !== 'https://here.example' && !leads && !names) bad.push([path, tag, name, value]);
        }
      }
    }
  }
  return bad;
}
