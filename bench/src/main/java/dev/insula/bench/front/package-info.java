/** What the front costs, and how it bears clients that mean no good. */
@NullMarked
package dev.insula.bench.front;

import org.jspecify.annotations.NullMarked;
