/**
 * The life of each site: a table of states and events, the generations that walk through it, and
 * the launchers that start a generation in this JVM or as a daemon process.
 *
 * <p>Everything here that changes is confined to one thread, the {@link
 * dev.insula.host.supervise.EventLoop}; what blocks runs elsewhere and comes back as an event.
 */
@NullMarked
package dev.insula.host.supervise;

import org.jspecify.annotations.NullMarked;
