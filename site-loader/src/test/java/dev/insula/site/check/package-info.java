/** Tests of what is told of a class path before it runs. */
@NullMarked
package dev.insula.site.check;

import org.jspecify.annotations.NullMarked;
