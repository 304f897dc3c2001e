package dev.insula.site.serve;

import java.io.PrintStream;
import java.util.concurrent.Executor;

/**
 * What serving needs to know of the site.
 *
 * @param site the site's name, for messages
 * @param loader the context class loader of the threads that run the site's code
 * @param threads runs what may block
 * @param log where failed requests are told
 * @param largestBody the longest request body in bytes
 */
public record SiteContext(
    String site, ClassLoader loader, Executor threads, PrintStream log, long largestBody) {}
