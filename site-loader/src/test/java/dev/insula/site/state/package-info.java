/** Tests of a site's process-wide state, with real sites in one JVM. */
@NullMarked
package dev.insula.site.state;

import org.jspecify.annotations.NullMarked;
