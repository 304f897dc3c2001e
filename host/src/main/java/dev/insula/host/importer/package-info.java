/**
 * Reads the configurations of other servers and says them as a manifest: one reader a format, one
 * draft that all of them fill, one writer. Starts nothing and runs nothing of what it reads.
 */
@NullMarked
package dev.insula.host.importer;

import org.jspecify.annotations.NullMarked;
