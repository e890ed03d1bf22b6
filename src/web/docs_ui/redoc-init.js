// Starts Redoc on /redoc. It is a separate file so that the page needs no inline script.
"use strict";

const root = document.getElementById("redoc");
const system_fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";

Redoc.init(
  root.dataset.openapiUrl,
  {
    hideDownloadButton: false,
    theme: {
      typography: { fontFamily: system_fonts, headings: { fontFamily: system_fonts } },
    },
  },
  root,
);
