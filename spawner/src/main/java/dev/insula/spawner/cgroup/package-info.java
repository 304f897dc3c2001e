/** Limits on groups of processes, over cgroup v2 or the hybrid v1 layout. */
@NullMarked
package dev.insula.spawner.cgroup;

import org.jspecify.annotations.NullMarked;
