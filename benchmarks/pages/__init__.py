"""What the pages of the app cost the browser: opening them, and keeping a long list live."""
