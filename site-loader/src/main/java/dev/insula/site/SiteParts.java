package dev.insula.site;

import dev.insula.site.modules.SiteModule;
import dev.insula.site.state.SiteState;

/** What one generation of a site consists of, besides its application object. */
record SiteParts(SiteState state, SiteModule module, SiteThreadGroup group, SiteThreads threads) {}
