// Improvements only: every page works without this file.
import { initAll } from './govuk-frontend.js';

// The design system starts only where the body says that it may.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
