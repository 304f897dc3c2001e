/** The manifest as checked, immutable values, and the difference between two manifests. */
@NullMarked
package dev.insula.config;

import org.jspecify.annotations.NullMarked;
