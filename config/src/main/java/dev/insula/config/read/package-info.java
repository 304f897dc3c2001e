/**
 * From YAML text to a checked manifest or to all of its problems; the only package that knows
 * Jackson.
 */
@NullMarked
package dev.insula.config.read;

import org.jspecify.annotations.NullMarked;
