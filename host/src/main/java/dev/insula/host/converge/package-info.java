/**
 * From the manifest that runs to the manifest that is wanted: boot and reload are one way, and it
 * only goes forward.
 */
@NullMarked
package dev.insula.host.converge;

import org.jspecify.annotations.NullMarked;
