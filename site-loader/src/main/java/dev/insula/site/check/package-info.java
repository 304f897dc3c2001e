/**
 * Tells, without loading a class, what a site's class path touches of the JVM's process-wide state,
 * and which isolation follows. Knows the patcher's table and nothing of a running site.
 */
@NullMarked
package dev.insula.site.check;

import org.jspecify.annotations.NullMarked;
