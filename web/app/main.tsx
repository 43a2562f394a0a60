// The app begins: theme before the first paint, then language, session, frame, page.
import "virtual:krds-themes.css";
import "krds-uiux/resources/css/token/krds_tokens.css";
import "./look/krds.scss";
import "./look/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";

import { client } from "./api/client";
import { startThemes } from "./look/themes";
import { Sessions } from "./session/Session";
import { Frame } from "./shell/Frame";
import { Guarded } from "./shell/Guarded";
import { Languages } from "./words/language";

startThemes();
createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <Languages>
      <Guarded>
        <Provider value={client}>
          <Sessions>
            <Frame />
          </Sessions>
        </Provider>
      </Guarded>
    </Languages>
  </StrictMode>,
);
