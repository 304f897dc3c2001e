/**
 * Development: the host with one site, started anew whenever one of its files is saved. Knows the
 * host, not the command line.
 */
@NullMarked
package dev.insula.host.dev;

import org.jspecify.annotations.NullMarked;
