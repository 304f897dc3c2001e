/**
 * The frames of a multiplexed link between the front and a Java daemon process, as both ends use
 * them (docs/decisions/multiplexed-link.md). Knows bytes only: no sockets, no threads, no HTTP.
 * Nothing here is thread-safe.
 */
@NullMarked
package dev.insula.link;

import org.jspecify.annotations.NullMarked;
