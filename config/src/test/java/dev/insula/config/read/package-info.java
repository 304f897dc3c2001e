/** Tests of the manifest reader. */
@NullMarked
package dev.insula.config.read;

import org.jspecify.annotations.NullMarked;
