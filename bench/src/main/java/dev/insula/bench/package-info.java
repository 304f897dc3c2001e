/** Measurements of Insula; each main prints numbers, no test depends on them. */
@NullMarked
package dev.insula.bench;

import org.jspecify.annotations.NullMarked;
