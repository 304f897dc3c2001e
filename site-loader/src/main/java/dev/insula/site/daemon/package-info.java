/**
 * A Java daemon process: one site behind a Unix domain socket. Its {@link
 * dev.insula.site.daemon.DaemonPlan plan} comes on standard input, what happens goes out on
 * standard output as {@link dev.insula.site.daemon.DaemonEvent events}. Knows Undertow as a server.
 */
@NullMarked
package dev.insula.site.daemon;

import org.jspecify.annotations.NullMarked;
