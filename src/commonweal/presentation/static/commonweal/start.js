// Tells the style sheet that JavaScript runs, before the page is painted, so that nothing jumps.
document.documentElement.classList.add('cw-js');
