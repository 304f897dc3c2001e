/**
 * The only privileged process: starts what root-owned plans declare, for a front that may name a
 * site and nothing else. Knows the JDK only.
 */
@NullMarked
package dev.insula.spawner;

import org.jspecify.annotations.NullMarked;
