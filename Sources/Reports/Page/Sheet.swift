extension Report {
  /// Two palettes, a measure that can be read, tables that scroll in their own box, and paper.
  ///
  /// Every text colour has a contrast of at least 4.5 : 1 on what it stands on.
  static let sheet = Markup.style(
    """
    :root { color-scheme: light dark; --page: #ffffff; --ink: #1b1f24; --muted: #57606a; --rule: #d5dae0;
      --raised: #f5f7f9; --accent: #0b5fae; --on-accent: #ffffff; --good: #1a6b34; --bad: #a8201a; --open: #6b5300; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --page: #14171a; --ink: #e4e7ea; --muted: #a0a9b3; --rule: #363c43; --raised: #1d2126;
        --accent: #6cb0f2; --on-accent: #10161c; --good: #6fcf8a; --bad: #ff938a; --open: #e3b84f; }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
    header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
    header { padding-top: 3rem; }
    footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--muted); }
    h1 { margin: 0 0 .5rem; font-size: 1.9rem; line-height: 1.2; font-weight: 650; }
    h2 { margin: 3rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--rule); font-size: 1.25rem; }
    h3 { margin: 1.75rem 0 .25rem; font-size: 1rem; }
    p { max-width: 46rem; margin: .5rem 0; }
    .lead { font-size: 1.1rem; }
    .note, small, .facts dt { color: var(--muted); }
    .note, small { font-size: .875rem; }
    .facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.5rem; margin: 1.25rem 0 0; }
    .facts dd { margin: 0; min-width: 0; }
    .scroll { overflow-x: auto; margin: .75rem 0; }
    .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    table { border-collapse: collapse; }
    caption { padding: 0 0 .4rem; color: var(--muted); font-size: .875rem; text-align: left; }
    th, td { padding: .4rem 1.25rem .4rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
    thead th { color: var(--muted); font-size: .875rem; font-weight: 500; vertical-align: bottom; }
    tbody th { font-weight: 600; min-width: 7rem; max-width: 20rem; }
    .n { text-align: right; white-space: nowrap; }
    td small, th small { display: block; }
    .met { color: var(--good); } .missed { color: var(--bad); } .open { color: var(--open); }
    .met, .missed, .open { font-weight: 600; white-space: nowrap; }
    ul.ids { max-width: 60rem; margin: .25rem 0; padding: 0; list-style: none; columns: 14rem; }
    code, .id { font-family: ui-monospace, monospace; font-size: .875em; }
    code { padding: .1em .35em; border-radius: .2rem; background: var(--raised); }
    pre { max-width: 100%; overflow-x: auto; padding: .75rem 1rem; border-radius: .3rem; background: var(--raised); }
    pre code { padding: 0; }
    .content { display: block; min-width: 14rem; max-width: 32rem; margin-top: .25rem; font-weight: 400; white-space: pre-wrap; }
    .draws { min-width: 5rem; }
    .charts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; align-items: flex-start; }
    figure { margin: .75rem 0; max-width: 100%; }
    figcaption { margin-bottom: .25rem; font-weight: 600; }
    figcaption small { font-weight: 400; }
    figure .scroll { margin: 0; }
    svg { display: block; font: 12px system-ui, sans-serif; }
    svg text { fill: var(--ink); } svg .tick, svg .axis { fill: var(--muted); }
    svg .grid { stroke: var(--rule); } svg .rule { stroke: var(--muted); }
    svg .cell { fill: var(--bad); stroke: var(--rule); } svg .right { fill: var(--accent); }
    svg .bar { fill: var(--accent); fill-opacity: .55; } svg .quantile { stroke: var(--ink); stroke-dasharray: 3 2; }
    svg .interval { stroke: var(--accent); stroke-opacity: .55; stroke-width: 2; }
    svg .point { fill: var(--accent); stroke: var(--page); } svg .number { fill: var(--on-accent); font-size: 11px; font-weight: 600; }
    .legend { columns: 14rem; max-width: 60rem; margin: .25rem 0; padding-left: 1.75rem; font-size: .875rem; }
    @media (max-width: 40rem) {
      header, main, footer { padding-left: 1rem; padding-right: 1rem; }
      .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .5rem; }
    }
    @media print {
      html { font-size: 9.5pt; }
      body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      header { padding-top: 0; } header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
      .scroll { overflow: visible; } h2, h3, caption, figcaption { break-after: avoid; }
      tr, figure, li, .charts > div { break-inside: avoid; } thead { display: table-header-group; } th, td { padding-right: .7rem; }
    }
    """)
}
