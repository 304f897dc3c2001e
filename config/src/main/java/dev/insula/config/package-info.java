/**
 * The manifest as checked, immutable values, and the difference between two manifests; knows no
 * library. A {@link dev.insula.config.Manifest} in hand is valid.
 */
@NullMarked
package dev.insula.config;

import org.jspecify.annotations.NullMarked;
