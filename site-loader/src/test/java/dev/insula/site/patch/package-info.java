/** Tests of the patch of a class file and of its table. */
@NullMarked
package dev.insula.site.patch;

import org.jspecify.annotations.NullMarked;
