/** Tests. */
@NullMarked
package dev.insula.link;

import org.jspecify.annotations.NullMarked;
