/**
 * Finds the classes and methods of a site that the manifest names, and says in a sentence why one
 * is of no use. Knows nothing of what they are for.
 */
@NullMarked
package dev.insula.site.code;

import org.jspecify.annotations.NullMarked;
