// Starts Swagger UI on /docs. A file of its own, so that the page needs no inline script.
"use strict";

const root = document.getElementById("swagger-ui");

window.ui = SwaggerUIBundle({
  domNode: root,
  url: root.dataset.openapiUrl,
  // Taken from the page's own address, so that it is right behind a proxy's prefix too.
  oauth2RedirectUrl: new URL(root.dataset.oauth2RedirectUrl, document.baseURI).href,
  // A token kept in localStorage would outlive the tab and be there for every script of this origin.
  persistAuthorization: false,
  // The default sends the document's address to another host.
  validatorUrl: null,
  // Settings in the page's query would let a link show another document under this origin's name.
  queryConfigEnabled: false,
  deepLinking: true,
  displayRequestDuration: true,
  showExtensions: true,
  showCommonExtensions: true,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
});
