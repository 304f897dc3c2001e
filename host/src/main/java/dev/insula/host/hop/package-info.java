/**
 * The hop: a request's way from the front to a daemon process over a Unix domain socket. Knows
 * Undertow on the client's side, {@code org.xnio.nio.UdsLink} and {@code dev.insula.link} on the
 * site's, and nothing of manifests, routes or processes.
 */
@NullMarked
package dev.insula.host.hop;

import org.jspecify.annotations.NullMarked;
