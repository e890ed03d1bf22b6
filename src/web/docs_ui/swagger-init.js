// Starts Swagger UI on /docs. It is a separate file so that the page needs no inline script.
"use strict";

const root = document.getElementById("swagger-ui");

window.ui = SwaggerUIBundle({
  domNode: root,
  url: root.dataset.openapiUrl,
  // Derived from the URL of the page, so that it is also correct behind the prefix of a proxy.
  oauth2RedirectUrl: new URL(root.dataset.oauth2RedirectUrl, document.baseURI).href,
  // A token in localStorage would outlive the tab, and every script of this origin could read it.
  persistAuthorization: false,
  // The default would send the URL of the document to another host.
  validatorUrl: null,
  // Settings in the query would allow a link to show another document under the name of this origin.
  queryConfigEnabled: false,
  deepLinking: true,
  displayRequestDuration: true,
  showExtensions: true,
  showCommonExtensions: true,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
});
