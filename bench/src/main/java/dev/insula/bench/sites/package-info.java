/** What a Java site costs in a JVM that it shares with many others. */
@NullMarked
package dev.insula.bench.sites;

import org.jspecify.annotations.NullMarked;
