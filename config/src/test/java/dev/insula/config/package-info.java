/** Tests of the model. */
@NullMarked
package dev.insula.config;

import org.jspecify.annotations.NullMarked;
