// Words that were searched for stand out in what was found; without this they are found all the same.

(() => {
  if (!globalThis.Highlight || !CSS.highlights) return;
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
  const begins = (word) => (unspaced.test(word) ? word : `(?<![\\p{L}\\p{N}])${word}`);

  const mark = () => {
    CSS.highlights.delete("found");
    const list = document.getElementById("cards");
    const asked = document.getElementById("find")?.value ?? "";
    const words = asked.match(/[\p{L}\p{N}]+/gu);
    if (!list || !words) return;
    const any = new RegExp(words.map(begins).join("|"), "giu");
    const ranges = [];
    for (const part of list.querySelectorAll("h2, h2 + p")) {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        for (const found of texts.currentNode.data.matchAll(any)) {
          const range = new Range();
          range.setStart(texts.currentNode, found.index);
          range.setEnd(texts.currentNode, found.index + found[0].length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("htmx:afterSettle", mark);
})();
