package dev.insula.site;

import dev.insula.site.clean.SiteCleaner;
import dev.insula.site.modules.SiteModules;

/** What the sites of a JVM share. */
record SharedParts(SiteModules modules, SiteCleaner cleaner, LeakDetector leaks) {}
