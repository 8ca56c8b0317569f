// Improvements only: every page works without this file.
import { initAll } from './govuk-frontend.js';

// The design system starts only where the body says that it may.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// A page about work in the background is looked at again every few seconds, until the work is done.
const waiting = () => document.querySelector('[data-cw-refresh]');
async function lookAgain() {
  const shown = waiting();
  if (!shown) return;
  try {
    const answer = await fetch(window.location.href, { credentials: 'same-origin' });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(shown.id);
    if (!next) return window.location.reload();
    if (next.innerHTML !== shown.innerHTML) shown.innerHTML = next.innerHTML;
  } catch {
    // The network was away: the next look may find it.
  }
  window.setTimeout(lookAgain, Number(shown.dataset.cwRefresh) * 1000);
}
if (waiting()) window.setTimeout(lookAgain, Number(waiting().dataset.cwRefresh) * 1000);

// The total of the weightings, as they are typed. The server works it out too.
const total = document.querySelector('[data-weights-total]');
if (total) {
  const form = total.closest('form');
  const left = form.querySelector('[data-weights-left]');
  form.addEventListener('input', () => {
    const typed = [...form.querySelectorAll('input[inputmode=decimal]')].map((each) => each.value.replace('%', '').trim());
    const points = typed.map((each) => (/^\d{0,3}(\.\d{0,2})?$/.test(each) ? Math.round(Number(each || 0) * 100) : NaN));
    const sum = points.reduce((one, other) => one + other, 0);
    total.textContent = Number.isNaN(sum) ? '–' : `${sum / 100}%`;
    left.textContent = sum === 10000 ? total.dataset.whole : '';
  });
}
