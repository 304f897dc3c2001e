/** Starts generations: inside this JVM, or as daemon processes that report by status lines. */
@NullMarked
package dev.insula.host.launch;

import org.jspecify.annotations.NullMarked;
