/** Looks for leaks between the sites of a manifest, from inside each site's own room. */
@NullMarked
package dev.insula.host.doctor;

import org.jspecify.annotations.NullMarked;
