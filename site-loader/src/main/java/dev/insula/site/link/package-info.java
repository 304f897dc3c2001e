/**
 * The daemon's end of a multiplexed link (docs/decisions/multiplexed-link.md): each stream is an
 * XNIO connection, so that Undertow serves it as it would serve a socket. Knows XNIO and Undertow.
 */
@NullMarked
package dev.insula.site.link;

import org.jspecify.annotations.NullMarked;
