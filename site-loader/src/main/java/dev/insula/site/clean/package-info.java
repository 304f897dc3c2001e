/**
 * Ends what a stopped site has left behind in the JVM: threads, timers, pools, virtual threads,
 * thread-local values, entries of the JDK's caches. Knows the JDK's insides, in one class only.
 */
@NullMarked
package dev.insula.site.clean;

import org.jspecify.annotations.NullMarked;
