// A table that is wider than the page is scrolled by keys too.
document$.subscribe(() => setTimeout(() => {
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}));
