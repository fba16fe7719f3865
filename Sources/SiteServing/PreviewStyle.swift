/// The style sheet of the overlay; it takes nothing over from the site's own.
let previewStyle = """
    #revsite-preview, #revsite-overlay, #revsite-overlay * { all: revert; }
    #revsite-overlay {
      color-scheme: light dark;
      --revsite-ink: #1c1b1a; --revsite-soft: #5c5753; --revsite-paper: #fffdfb;
      --revsite-line: #d8d0c8; --revsite-error: #a31414; --revsite-warning: #7a4b00;
      --revsite-here: #fdeceb; --revsite-mark: #f6c4bf;
      position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box;
      max-height: 75vh; overflow: auto; margin: 0; padding: 0;
      color: var(--revsite-ink); background: var(--revsite-paper);
      border-top: 4px solid var(--revsite-error); box-shadow: 0 -4px 24px rgb(0 0 0 / 0.25);
      font: 15px/1.45 system-ui, sans-serif; text-align: start;
    }
    @media (prefers-color-scheme: dark) {
      #revsite-overlay {
        --revsite-ink: #f2eeea; --revsite-soft: #b8b0a8; --revsite-paper: #211e1c;
        --revsite-line: #4a4541; --revsite-error: #ff8f85; --revsite-warning: #f0b65a;
        --revsite-here: #3b2422; --revsite-mark: #7a2c26;
      }
    }
    #revsite-overlay summary {
      position: sticky; top: 0; padding: 10px 20px; cursor: pointer;
      background: var(--revsite-paper);
    }
    #revsite-overlay summary:focus-visible, #revsite-overlay pre:focus-visible {
      outline: 3px solid var(--revsite-error); outline-offset: -3px;
    }
    #revsite-overlay .count { color: var(--revsite-error); font-weight: 700; }
    #revsite-overlay .hint { color: var(--revsite-soft); margin-inline-start: 1em; }
    #revsite-overlay details:not([open]) .hint { display: none; }
    #revsite-overlay ol { list-style: none; margin: 0; padding: 0 20px 12px; }
    #revsite-overlay li { padding: 10px 0; border-top: 1px solid var(--revsite-line); }
    #revsite-overlay p { margin: 0 0 4px; overflow-wrap: anywhere; }
    #revsite-overlay .place, #revsite-overlay pre { font: 13px/1.5 ui-monospace, monospace; }
    #revsite-overlay .place { color: var(--revsite-soft); }
    #revsite-overlay .message { font-weight: 600; }
    #revsite-overlay .severity { color: var(--revsite-error); }
    #revsite-overlay .warning .severity { color: var(--revsite-warning); }
    #revsite-overlay .rule { color: var(--revsite-soft); font-weight: 400; }
    #revsite-overlay pre {
      margin: 6px 0 0; padding: 6px 0; overflow-x: auto; tab-size: 4; white-space: pre;
      border: 1px solid var(--revsite-line);
    }
    #revsite-overlay .line { display: block; padding: 0 10px; width: max-content; min-width: 100%;
      box-sizing: border-box; unicode-bidi: isolate; }
    #revsite-overlay .here { background: var(--revsite-here); }
    #revsite-overlay .number { color: var(--revsite-soft); user-select: none; }
    #revsite-overlay mark {
      background: var(--revsite-mark); color: inherit; font-weight: 700;
      text-decoration: underline wavy; text-underline-offset: 3px;
    }
    .revsite-blank { font: 16px/1.5 system-ui, sans-serif; margin: 3rem; }
    @media print { #revsite-overlay { display: none; } }

    """
