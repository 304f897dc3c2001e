/**
 * What the service manager and the host tell each other: readiness, progress, passed sockets, and
 * the form of log lines. Works without systemd, too: then nothing is told and nothing was passed.
 */
@NullMarked
package dev.insula.host.systemd;

import org.jspecify.annotations.NullMarked;
