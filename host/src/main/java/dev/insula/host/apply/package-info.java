/**
 * What root does before a host runs: writes the plans that the spawner follows. Nothing here is
 * used by a running host.
 */
@NullMarked
package dev.insula.host.apply;

import org.jspecify.annotations.NullMarked;
