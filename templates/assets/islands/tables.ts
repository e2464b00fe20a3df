/*
 * A table may be wider than its page, so its frame scrolls sideways, and whatever scrolls holds a sticky head fast inside
 * itself. Where the table fits, the frame need not scroll: `data-fits` lets its head stay in sight of the page.
 */
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const frame = target.closest('.table-frame')
    frame?.toggleAttribute('data-fits', target.clientWidth <= frame.clientWidth)
  }
})

for (const table of document.querySelectorAll('.table-frame > .table')) watch.observe(table)
