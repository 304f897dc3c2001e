package dev.insula.site;

import java.io.PrintStream;

/**
 * Where a site's output goes. Several generations may share the streams; who made them closes them,
 * after the last generation has stopped.
 *
 * @param out the site's {@code System.out}
 * @param err the site's {@code System.err}, and what is said about the site itself: failed
 *     requests, threads that do not end
 */
public record SiteOutput(PrintStream out, PrintStream err) {}
