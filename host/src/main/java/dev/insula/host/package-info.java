/** The daemon: one process that owns the listeners and runs the sites. */
@NullMarked
package dev.insula.host;

import org.jspecify.annotations.NullMarked;
